/** How large the published package is. */
import { execFileSync } from 'node:child_process';
import { root, toolEnv } from '../scripts/toolchain.mjs';

const MAX_MB = 10;

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, env: toolEnv(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
	const [{ size, unpackedSize, entryCount }] = JSON.parse(output);
	return [
		{ what: 'tarball', value: size / 1e6, unit: 'MB', atMost: MAX_MB },
		{ what: 'unpacked', value: unpackedSize / 1e6, unit: 'MB' },
		{ what: 'files in it', value: entryCount, unit: 'count' },
	];
}
