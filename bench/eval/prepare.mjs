/**
 * Makes ready what a measurement needs: the built package and, with `--rivals`, their packages in bench/node_modules. A program
 * of its own, so that its progress can be kept apart from the figures.
 */
import path from 'node:path';
import { ensureBuild } from '../../scripts/build.mjs';
import { runQuietly } from '../../scripts/command.mjs';
import { explainInstall, requireFreeDisk } from '../../scripts/installProblem.mjs';
import { withLock } from '../../scripts/lock.mjs';
import { runMain } from '../../scripts/say.mjs';
import { INSTALL, root, toolEnv, toolsAreCurrent } from '../../scripts/toolchain.mjs';

const BENCH = path.join(root, 'bench');
const DISK_FOR_RIVALS_GB = 0.5;

await runMain(async () => {
	await ensureBuild();
	if (process.argv.includes('--rivals')) await ensureRivals();
});

/** Installs what bench/package-lock.json says, unless it is there. */
async function ensureRivals() {
	if (toolsAreCurrent(BENCH)) return;
	await withLock(path.join(root, '.cache', 'rivals.lock'), async () => {
		if (toolsAreCurrent(BENCH)) return;
		requireFreeDisk(BENCH, DISK_FOR_RIVALS_GB);
		const { code, output } = await runQuietly('Installing the rival packages into bench/node_modules, for this checkout only', 'npm', INSTALL, { cwd: BENCH, env: toolEnv() });
		if (code !== 0) throw explainInstall('Installing the rival packages failed', output);
	});
}
