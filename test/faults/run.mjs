/**
 * `npm run test:faults`: the real product under load while it is killed and everything around it fails; then an audit of the
 * ledger and of what every customer saw. Exit code 0 only when nobody was lost, answered twice, or forgotten.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../../scripts/build.mjs';
import { ensureHost } from '../../scripts/host.mjs';
import { formatDuration, runMain, say } from '../../scripts/say.mjs';
import { readOptions } from './options.mjs';
import { formatTable, formatViolations, isClean } from './report.mjs';
import { runOne } from './runOne.mjs';

/** npm runs scripts in the project's folder; names of files are meant from where one typed the command. */
const TYPED_IN = process.env.INIT_CWD ?? process.cwd();

// Only an orderly exit takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

await runMain(async () => {
	const { help, stores, json, keep, ...options } = readOptions(process.argv.slice(2));
	if (help !== undefined) return say(help);
	await ensureHost();
	await ensureBuild();
	const startedAt = performance.now();
	const dataDir = mkdtempSync(path.join(tmpdir(), 'hybrid-support-faults-'));
	// Postgres runs as a user of its own, who has to pass through.
	chmodSync(dataDir, 0o711);
	say(`Seed ${options.seed}: it decides what customers do and which faults come; the machine's timing stays random.`);
	const runs = [];
	for (const store of stores) runs.push(await runOne({ ...options, store, dataDir, log: say }));
	say(`\n${formatTable(runs)}\n`);
	const bad = runs.filter((run) => !isClean(run));
	for (const run of bad) say(formatViolations(run));
	if (json !== undefined) writeFileSync(path.resolve(TYPED_IN, json), `${JSON.stringify(runs.map(({ ledger: _rows, ...run }) => run), null, '\t')}\n`);
	if (bad.length === 0 && !keep) rmSync(dataDir, { recursive: true, force: true });
	else say(`\nEverything is kept in ${dataDir}`);
	say(`${bad.length === 0 ? 'Every figure that must be 0 is 0.' : 'Some figures that must be 0 are not.'} It took ${formatDuration(performance.now() - startedAt)}.`);
	process.exitCode = bad.length === 0 ? 0 : 1;
});
