/**
 * Runs a real n8n with the packed package in it: for `npm start`, for the tests of workflows and pages, and for benchmarks.
 *
 *     const n8n = await startInstance({ dataDir, workflows: [template], credentials: [desk] });
 *     await fetch(`${n8n.url}/webhook/…`);
 *     await n8n.stop();
 *
 * Needs `ensureBuild()` to have been called before. Everything of the instance is in `dataDir`; nothing of it leaves the machine.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { packageFolder } from './build.mjs';
import { ensureHost } from './host.mjs';
import { n8nEnv } from './n8nEnv.mjs';
import { findFreePort, requireFreePort } from './ports.mjs';
import { readLastPublication, waitUntilLive } from './publication.mjs';
import { signIn } from './rest.mjs';
import { Problem } from './say.mjs';

const PACKAGE_NAME = 'n8n-nodes-hybrid-support';
const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 100;
/** n8n gives running executions 30 s to finish; after a little more it is ended. */
const STOP_WITHIN_MS = 35_000;

/** The editor's account where the caller gives none; the hash is bcrypt's of the password. */
export const TEST_OWNER = {
	email: 'owner@example.com',
	firstName: 'Test',
	lastName: 'Owner',
	password: 'Test-owner-1',
	passwordHash: '$2b$10$lG1Se0/cy81.7bMyNjTNv.gsXsFY8ENZuwauxhKE3c5aR2ZIefGh.',
};

/**
 * Prepares `dataDir` where something changed, starts n8n and returns when its webhooks answer.
 *
 * @param {object} options
 * @param {string} options.dataDir n8n's user folder; made when missing. The ledger is at `dataDir/.n8n/hybrid-support.sqlite`.
 * @param {number} [options.port] 0 or absent: any free port.
 * @param {object[]} [options.workflows] workflow JSON with a fixed `id` each; imported and published.
 * @param {object[]} [options.credentials] `{ id, name, type, data }`, data in clear text.
 * @param {Record<string, string | undefined>} [options.env] wins over the environment of n8nEnv.mjs.
 * @param {object} [options.owner] account of the editor, with `password` and its bcrypt `passwordHash`.
 * @param {(sentence: string) => void} [options.log] told what is being done.
 */
export async function startInstance({ dataDir, port = 0, workflows = [], credentials = [], env: overrides = {}, owner = TEST_OWNER, log = () => {} }) {
	if (!existsSync(packageFolder)) throw new Problem('The package is not built yet: run npm run build first.');
	const host = await ensureHost();
	if (port !== 0) await requireFreePort(port);
	const ownPort = port === 0 ? await findFreePort() : port;
	const env = n8nEnv({ dataDir, port: ownPort, brokerPort: await findFreePort(), owner, overrides });
	const instance = {
		url: `http://127.0.0.1:${ownPort}`,
		dataDir,
		owner,
		logFile: path.join(dataDir, 'n8n.log'),
		pid: undefined,
	};

	installPackage(dataDir);
	await loadOnce({ host, env, instance, workflows, credentials, log });

	let n8n;
	// n8n is in a process group of its own, so nobody else would end it when this process ends early.
	process.once('exit', () => { if (n8n && !hasEnded(n8n)) n8n.kill('SIGTERM'); });

	async function start() {
		log('Starting n8n');
		const since = workflows.length > 0 ? readLastPublication(dataDir) : 0;
		n8n = spawnLogged(host.nodeBin, [host.n8nBin, 'start'], env, instance.logFile);
		instance.pid = n8n.pid;
		try {
			await waitUntilReady(n8n, instance);
			await waitUntilLive(dataDir, workflows, since);
		} catch (error) {
			await end(n8n, 'SIGKILL');
			throw error;
		}
	}

	await start();
	return Object.assign(instance, {
		/** Ends n8n as an operator would; after its time limit by force. Calling it again is harmless. */
		stop: () => stop(n8n),
		/** Ends n8n at once, as a crash would. */
		kill: () => end(n8n, 'SIGKILL'),
		/** Stops (unless it was killed) and starts again on the same data and port. */
		async restart() {
			await stop(n8n);
			await start();
			return instance;
		},
		/** Resolves with the exit code when n8n has ended, whoever ended it. */
		ended: () => exitOf(n8n),
		/** A signed-in client of n8n's REST API; see rest.mjs. */
		signIn: () => signIn(instance.url, owner),
	});
}

/** A copy of exactly the packed files and no node_modules, so that n8n-workflow is n8n's own. Replaced only when it changed. */
function installPackage(dataDir) {
	const installed = path.join(dataDir, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	const stamp = readFileSync(path.join(packageFolder, '..', 'build-stamp'), 'utf8');
	const stampFile = path.join(dataDir, '.n8n', 'nodes', 'package-stamp');
	if (existsSync(installed) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
	rmSync(installed, { recursive: true, force: true });
	mkdirSync(path.dirname(installed), { recursive: true });
	cpSync(packageFolder, installed, { recursive: true });
	writeFileSync(stampFile, stamp);
}

/** Imports and publishes what was not loaded into this data folder before; what people changed in the editor stays until then. */
async function loadOnce({ host, env, instance, workflows, credentials, log }) {
	if (workflows.length + credentials.length === 0) return;
	const { dataDir, logFile } = instance;
	const plan = { credentials, workflows };
	const hash = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
	const loadedFile = path.join(dataDir, '.n8n', 'loaded');
	if (existsSync(loadedFile) && readFileSync(loadedFile, 'utf8') === hash) return;

	log('Importing the workflows');
	const planFile = path.join(dataDir, '.n8n', 'load-plan.json');
	writeFileSync(planFile, JSON.stringify(plan), { mode: 0o600 });
	try {
		const loader = fileURLToPath(new URL('./loadIntoN8n.cjs', import.meta.url));
		const code = await exitOf(spawnLogged(host.nodeBin, [loader, host.n8nFolder, planFile], env, logFile));
		if (code !== 0) throw new Problem(`n8n could not import the workflows; the reason is at the end of ${logFile}.\n${tail(logFile)}`);
	} finally {
		rmSync(planFile, { force: true });
	}
	writeFileSync(loadedFile, hash);
}

/** Its own process group: a Ctrl-C in the terminal reaches only us, and we stop n8n in our order. */
function spawnLogged(program, args, env, logFile) {
	const log = openSync(logFile, 'a', 0o600);
	try {
		return spawn(program, args, { env, detached: true, stdio: ['ignore', log, log] });
	} finally {
		closeSync(log);
	}
}

async function waitUntilReady(n8n, { url, logFile }) {
	const giveUpAt = Date.now() + READY_WITHIN_MS;
	while (Date.now() < giveUpAt) {
		if (hasEnded(n8n)) throw new Problem(`n8n ended while it was starting; the reason is at the end of ${logFile}.\n${tail(logFile)}`);
		if (await answersReady(url)) return;
		await wait(LOOK_EVERY_MS);
	}
	throw new Problem(`n8n was not ready within ${READY_WITHIN_MS / 1000} s; what it did is in ${logFile}.\n${tail(logFile)}`);
}

async function answersReady(url) {
	try {
		const response = await fetch(`${url}/healthz/readiness`);
		return response.ok;
	} catch {
		return false;
	}
}

async function stop(n8n) {
	if (hasEnded(n8n)) return;
	n8n.kill('SIGTERM');
	const inTime = await Promise.race([exitOf(n8n).then(() => true), wait(STOP_WITHIN_MS, false, { ref: false })]);
	if (!inTime) await end(n8n, 'SIGKILL');
}

async function end(n8n, signal) {
	if (hasEnded(n8n)) return;
	n8n.kill(signal);
	await exitOf(n8n);
}

function hasEnded(child) {
	return child.exitCode !== null || child.signalCode !== null;
}

function exitOf(child) {
	if (hasEnded(child)) return Promise.resolve(child.exitCode ?? 1);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

function tail(logFile) {
	return readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).map((line) => `  ${line}`).join('\n');
}
