/**
 * Runs a real n8n with the packed package in it: for `npm start`, for the tests of workflows and pages, and for benchmarks.
 *
 *     const n8n = await startInstance({ dataDir, workflows: [template], credentials: [desk] });
 *     await fetch(`${n8n.url}/webhook/…`);
 *     await n8n.stop();
 *
 * Needs `ensureBuild()` to have been called before. Everything of the instance is in `dataDir`; nothing of it leaves the machine.
 */
import path from 'node:path';
import { ensureHost } from './host.mjs';
import { installPackage, loadOnce, requireBuild } from './n8nContents.mjs';
import { n8nEnv } from './n8nEnv.mjs';
import { createN8nProcess } from './n8nProcess.mjs';
import { findFreePort, requireFreePort } from './ports.mjs';
import { readLastPublication, readSqlite, waitUntilLive } from './publication.mjs';
import { signIn } from './rest.mjs';

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
	requireBuild();
	const host = await ensureHost();
	if (port !== 0) await requireFreePort(port);
	const ownPort = port === 0 ? await findFreePort() : port;
	const env = n8nEnv({ dataDir, port: ownPort, brokerPort: await findFreePort(), owner, overrides });
	const url = `http://127.0.0.1:${ownPort}`;
	const logFile = path.join(dataDir, 'n8n.log');
	const instance = { url, dataDir, owner, logFile, pid: undefined };

	installPackage(dataDir);
	await loadOnce({ host, env, userFolder: dataDir, logFile, workflows, credentials, log });

	const n8n = createN8nProcess({ host, command: 'start', env, healthUrl: url, logFile });
	const read = readSqlite(dataDir);

	async function start() {
		log('Starting n8n');
		const since = workflows.length > 0 ? await readLastPublication(read) : 0;
		const started = n8n.start(() => waitUntilLive(read, workflows, since, logFile));
		instance.pid = n8n.pid;
		await started;
	}

	await start();
	return Object.assign(instance, {
		stop: n8n.stop,
		kill: n8n.kill,
		/** Stops (unless it was killed) and starts again on the same data and port. */
		async restart() {
			await n8n.stop();
			await start();
			return instance;
		},
		ended: n8n.ended,
		/** A signed-in client of n8n's REST API; see rest.mjs. */
		signIn: () => signIn(instance.url, owner),
	});
}
