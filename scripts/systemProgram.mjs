/** Programs that npm cannot bring: found on this machine, or installed where that needs nobody's consent, or asked for in one sentence. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './command.mjs';
import { Problem } from './say.mjs';

/** @typedef {{ title: string, apt: string, brew: string }} Program what people call it, and what the package managers do */

/** The folders in which the shell looks for programs. */
export function searchPath(env = process.env) {
	return (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** The command that installs the programs here. */
export function installCommand(...programs) {
	if (process.platform === 'darwin') return `brew install ${programs.map(({ brew }) => brew).join(' ')}`;
	return `sudo apt-get install ${programs.map(({ apt }) => apt).join(' ')}`;
}

/**
 * Returns what `find` finds. Where it finds nothing, the program is installed if we are root and have apt-get, as in a container;
 * anybody else gets a {@link Problem} with the command to type.
 *
 * @param {Program} program
 * @param {() => string | undefined} find
 */
export async function findOrInstall(program, find) {
	const found = find();
	if (found !== undefined) return found;
	if (process.getuid?.() === 0 && searchPath().some((folder) => existsSync(join(folder, 'apt-get')))) await install(program);
	const installed = find();
	if (installed === undefined) throw new Problem(`${program.title} is needed for this and is not installed here: install it with "${installCommand(program)}" and run the command again.`);
	return installed;
}

async function install({ title, apt }) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runQuietly('Looking for packages', 'apt-get', ['update', '-qq'], { env });
	const { code, output } = await runQuietly(`Installing ${title} (apt-get install ${apt})`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', apt], { env });
	if (code !== 0) throw new Problem(`${title} could not be installed with apt-get:\n${output.trim().split('\n').slice(-5).map((line) => `  ${line}`).join('\n')}`);
}
