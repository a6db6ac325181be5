/** `npm run check`: the strict type check over everything, tests included. */
import path from 'node:path';
import { runShown } from './command.mjs';
import { runMain, say } from './say.mjs';
import { nodeBin, root } from './toolchain.mjs';

await runMain(async () => {
	const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
	process.exitCode = await runShown(nodeBin, [compiler, '--project', root], { cwd: root });
	say(process.exitCode === 0 ? 'The type check found no fault.' : 'The type check found faults.');
});
