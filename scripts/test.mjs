/**
 * `npm test`: everything, with a real n8n and a real browser. For every change, without a database or mail server
 * (`*.live.test.ts`): `npm run test:unit`, what needs nothing of n8n's, and `npm run test:nodes`, the nodes in n8n's engine,
 * which takes over a second to load for each suite.
 * Each step runs even when an earlier one found faults, except a build that fails; the exit code is 0 only when all were clean.
 */
import path from 'node:path';
import { ensureBuild } from './build.mjs';
import { runShown } from './command.mjs';
import { ensureHost } from './host.mjs';
import { runMain, say } from './say.mjs';
import { nodeBin, root, toolEnv } from './toolchain.mjs';

/** Suites that start a real Postgres or mailbox. */
const LIVE = '\\.live\\.test\\.ts$';
const QUICK = { '--unit': ['core', 'store', 'engines', 'channels', 'package', 'scripts', 'cli'], '--nodes': ['nodes'] };

await runMain(async () => {
	const args = process.argv.slice(2);
	const quick = Object.keys(QUICK).find((flag) => args.includes(flag));
	if (quick !== undefined) {
		await ensureBuild();
		// Jest leaves one core free by itself; on two cores that would double the time.
		process.exitCode = await runJest(['--maxWorkers=100%', `--testPathIgnorePatterns=${LIVE}`, '--selectProjects', ...QUICK[quick], ...args.filter((arg) => arg !== quick)]);
		return;
	}
	await ensureHost();
	await ensureBuild();
	const failed = [];
	for (const [title, run] of [
		['lint', () => runScript('lint.mjs')],
		['type check', () => runScript('check.mjs')],
		// One at a time: on two cores, instances of n8n side by side would slow each other down into time-outs.
		['tests', () => runJest(['--runInBand', ...args])],
	]) {
		say(`\n== ${title}`);
		if (await run() !== 0) failed.push(title);
	}
	say(failed.length === 0 ? '\nEverything is in order.' : `\nFaults were found by: ${failed.join(', ')}.`);
	process.exitCode = failed.length === 0 ? 0 : 1;
});

async function runScript(name) {
	return await runShown(nodeBin, [path.join(root, 'scripts', name)], { cwd: root, env: toolEnv() });
}

async function runJest(args) {
	const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	return await runShown(nodeBin, [jest, ...args], { cwd: root, env: toolEnv() });
}
