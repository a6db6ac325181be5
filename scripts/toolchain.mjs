/**
 * The development tools of the checkout: the root node_modules, and in it the Node 24 that everything runs with
 * (npm package `node`), so that a machine with Node 20 and npm suffices.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly, runShown } from './command.mjs';
import { explainInstall, requireFreeDisk } from './installProblem.mjs';
import { withLock } from './lock.mjs';
import { runMain } from './say.mjs';

/** The checkout's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The Node that runs everything after set-up. */
export const nodeBin = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const DISK_FOR_TOOLS_GB = 3;

/**
 * Installs what package-lock.json says and leaves that file alone. Not `npm ci`: it refuses a lockfile that lacks the
 * optional parts of other platforms, and a registry mirror may not have them all.
 */
export const INSTALL = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];

/** Sets up, then runs `[script, ...options]` with Node 24 and ends with its exit code. Without a script it only sets up. */
export async function runPrepared([script, ...options]) {
	await runMain(async () => {
		await ensureTools();
		if (!script) return;
		process.exitCode = await runShown(nodeBin, [path.resolve(root, script), ...options], { env: toolEnv() });
	});
}

/** Installs the development tools unless they are there and match package-lock.json. */
export async function ensureTools() {
	if (toolsAreCurrent() && existsSync(nodeBin)) return;
	await withLock(path.join(root, '.cache', 'setup.lock'), async () => {
		if (!toolsAreCurrent()) {
			requireFreeDisk(root, DISK_FOR_TOOLS_GB);
			await npm('Installing the development tools (about a minute)', INSTALL, 'Installing the development tools failed');
		}
		if (!existsSync(nodeBin)) await installNode();
	});
}

/** Returns the folder with the C headers of our Node, for native builds; fetches it again when npm pruned it away. */
export async function ensureNodeHeaders() {
	if (!existsSync(headersFolder())) await installNode();
	return headersFolder();
}

/** The environment in which `node` means our Node and the project's tools are found by name. */
export function toolEnv() {
	const folders = [path.dirname(nodeBin), path.join(root, 'node_modules', '.bin')];
	return { ...process.env, PATH: [...folders, process.env.PATH].join(path.delimiter) };
}

/** True when what npm last installed here is what package-lock.json asks for. */
export function toolsAreCurrent(folder = root) {
	const wanted = readLock(path.join(folder, 'package-lock.json'));
	const installed = readLock(path.join(folder, 'node_modules', '.package-lock.json'));
	if (!wanted || !installed) return false;
	return Object.entries(wanted).every(([place, entry]) =>
		place === '' || (installed[place] ? installed[place].version === entry.version : entry.optional === true || entry.peer === true));
}

async function installNode() {
	await npm('Fetching Node 24', ['rebuild', 'node', '--ignore-scripts=false'], 'Fetching Node 24 failed');
}

async function npm(title, args, what) {
	const { code, output } = await runQuietly(title, 'npm', args, { cwd: root });
	if (code !== 0) throw explainInstall(what, output);
}

function headersFolder() {
	const { platform, arch } = process;
	return path.join(root, 'node_modules', 'node', 'node_modules', `node-${platform === 'win32' ? 'win' : platform}-${arch}`);
}

function readLock(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
