/**
 * The pinned real n8n of host/. It is large (about 2.5 GB) and the same for every clone, so it is kept in the user's cache
 * folder, under a name that says what it was made from. An install becomes visible only when it is whole.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { runQuietly } from './command.mjs';
import { explainInstall, explainNativeBuild, requireFreeDisk } from './installProblem.mjs';
import { withLock } from './lock.mjs';
import { ensureNodeHeaders, INSTALL, nodeBin, root, toolEnv } from './toolchain.mjs';

const DISK_FOR_HOST_GB = 5;
const NODE_MAJOR = 24;
const HOST_FILES = ['package.json', 'package-lock.json', '.npmrc'];
/** The parts of n8n that are built from source where no prebuilt file can be had. */
const NATIVE_PARTS = ['sqlite3', 'isolated-vm'];

/** Where everything is kept that outlives a clone. */
export function cacheFolder(env = process.env) {
	return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-hybrid-support');
}

/** The folder of the n8n install that belongs to this checkout's lockfile, Node and platform. It need not exist yet. */
export function hostFolder() {
	const hash = createHash('sha256').update(readFileSync(path.join(root, 'host', 'package-lock.json'))).digest('hex');
	return path.join(cacheFolder(), `host-${hash.slice(0, 12)}-node${NODE_MAJOR}-${process.platform}-${process.arch}`);
}

/** Installs the pinned n8n if it is not in the cache yet. Returns `{ folder, n8nFolder, n8nBin, nodeBin }`. */
export async function ensureHost() {
	const folder = hostFolder();
	if (!existsSync(folder)) {
		await withLock(`${folder}.lock`, async () => {
			if (!existsSync(folder)) await installInto(folder);
		});
	}
	const n8nFolder = path.join(folder, 'node_modules', 'n8n');
	return { folder, n8nFolder, n8nBin: path.join(n8nFolder, 'bin', 'n8n'), nodeBin };
}

async function installInto(folder) {
	removeHalfInstalls(folder);
	const unfinished = `${folder}.part-${randomUUID().slice(0, 8)}`;
	mkdirSync(unfinished, { recursive: true });
	try {
		requireFreeDisk(unfinished, DISK_FOR_HOST_GB);
		for (const file of HOST_FILES) cpSync(path.join(root, 'host', file), path.join(unfinished, file));
		await install(unfinished);
		await buildNativeParts(unfinished);
		renameSync(unfinished, folder);
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
}

async function install(folder) {
	const { code, output } = await runQuietly('Installing n8n, once for this machine (2 to 5 minutes)', 'npm', INSTALL, { cwd: folder, env: toolEnv() });
	if (code !== 0) throw explainInstall('Installing n8n failed', output);
}

async function buildNativeParts(folder) {
	const env = { ...toolEnv(), npm_config_nodedir: await ensureNodeHeaders() };
	const { code, output } = await runQuietly('Building the native parts of n8n (about a minute)', 'npm', ['rebuild', '--ignore-scripts=false', ...NATIVE_PARTS], { cwd: folder, env });
	if (code !== 0) throw explainNativeBuild(output);
}

/** Called under the lock, so nobody is working in what an earlier process left unfinished. */
function removeHalfInstalls(folder) {
	mkdirSync(path.dirname(folder), { recursive: true });
	for (const name of readdirSync(path.dirname(folder))) {
		if (name.startsWith(`${path.basename(folder)}.part-`)) rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
	}
}
