/**
 * n8n in queue mode on this machine, with the packed package in every process: Postgres and Redis, a main process, webhook
 * processes behind one address, and workers. For `npm run scale`, tests and benchmarks.
 *
 *     const cluster = await startCluster({ dataDir, workers: 2, webhooks: 2, workflows: ({ ledgerAddress }) => [...] });
 *     await fetch(`${cluster.url}/webhook/…`);
 *     await cluster.stop();
 *
 * Needs `ensureBuild()` to have been called before. Each process has a user folder of its own, as if it were on a host of its own:
 * what works here needs no shared files. Everything is in `dataDir`; nothing of it leaves the machine.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBalancer } from './balancer.mjs';
import { ensureHost } from './host.mjs';
import { TEST_OWNER } from './instance.mjs';
import { installPackage, loadOnce, requireBuild } from './n8nContents.mjs';
import { n8nEnv } from './n8nEnv.mjs';
import { createN8nProcess } from './n8nProcess.mjs';
import { findFreePort, requireFreePort } from './ports.mjs';
import { requirePostgres, startPostgres } from './postgres.mjs';
import { readLastPublication, waitUntilLive } from './publication.mjs';
import { requireRedis, startRedis } from './redis.mjs';
import { signIn } from './rest.mjs';

/** n8n's own tables and the ledger are apart: one can be emptied without the other. */
const N8N_DATABASE = 'n8n';
const LEDGER_DATABASE = 'hybrid_support';
/** The command of n8n that plays each role. */
const COMMANDS = { main: 'start', webhook: 'webhook', worker: 'worker' };

/**
 * Starts everything and returns when webhooks answer and workers take work.
 *
 * @param {object} options
 * @param {string} options.dataDir everything is kept in it; made when missing. A second start continues on the same data.
 * @param {number} [options.port] of the one address for customers and desk. 0 or absent: any free port.
 * @param {number} [options.workers]
 * @param {number} [options.webhooks]
 * @param {object[] | ((at: { ledgerAddress: object }) => object[])} [options.workflows] workflow JSON with a fixed `id` each; imported and published.
 * @param {object[] | ((at: { ledgerAddress: object }) => object[])} [options.credentials] `{ id, name, type, data }`, data in clear text.
 * @param {(at: { ledgerAddress: object }) => Promise<void>} [options.prepare] called when Postgres runs and n8n does not yet.
 * @param {Record<string, string | undefined>} [options.env] wins over the environment of every process.
 * @param {(process: { role: string, index: number }) => Record<string, string | undefined>} [options.envOf] wins over that, for one process.
 * @param {object} [options.owner] account of the editor, with `password` and its bcrypt `passwordHash`.
 * @param {(sentence: string) => void} [options.log] told what is being done.
 */
export async function startCluster({
	dataDir, port = 0, workers = 1, webhooks = 1, workflows = [], credentials = [], prepare = () => Promise.resolve(), env = {}, envOf = () => ({}), owner = TEST_OWNER, log = () => {},
}) {
	requireBuild();
	const host = await ensureHost();
	const programs = { postgres: await requirePostgres(), redis: await requireRedis() };
	if (port !== 0) await requireFreePort(port);
	mkdirSync(dataDir, { recursive: true });
	const started = [];
	/** Ends what was started, the last first. */
	const stop = async () => { for (let one = started.pop(); one !== undefined; one = started.pop()) await one.stop(); };
	const keep = (one) => { started.push(one); return one; };

	try {
		log('Starting Postgres and Redis');
		const postgres = keep(await startPostgres(programs.postgres, { folder: path.join(dataDir, 'postgres') }));
		const redis = keep(await startRedis(programs.redis, { folder: path.join(dataDir, 'redis') }));
		const n8nAddress = await postgres.provide(N8N_DATABASE);
		const ledgerAddress = await postgres.provide(LEDGER_DATABASE);
		await prepare({ ledgerAddress });
		const plan = { workflows: resolve(workflows, ledgerAddress), credentials: resolve(credentials, ledgerAddress) };

		const ownPort = port === 0 ? await findFreePort() : port;
		const url = `http://127.0.0.1:${ownPort}`;
		const shared = { ...queueEnv({ n8nAddress, redis: redis.address, key: readKey(dataDir) }), N8N_WEBHOOK_URL: url, ...env };
		const create = (role, index) => createMember({ role, index, host, dataDir, owner, env: { ...shared, ...envOf({ role, index }) } });
		const main = await create('main', 0);
		const entrances = await times(webhooks, (index) => create('webhook', index));
		const others = await times(workers, (index) => create('worker', index));

		await loadOnce({ host, env: main.env, userFolder: main.folder, logFile: main.logFile, ...plan, log });
		const read = (sql, values) => postgres.query(sql, values, N8N_DATABASE);
		const since = plan.workflows.length > 0 ? await readLastPublication(read) : 0;
		log('Starting n8n: main process');
		// Alone, because it brings the database up to date.
		keep(main);
		await main.start();
		log(`Starting n8n: ${count(webhooks, 'webhook process', 'webhook processes')}, ${count(workers, 'worker', 'workers')}`);
		// Stopped the other way round: first nothing comes in any more, then what is under way is finished.
		keep(together(others));
		keep(together(entrances));
		await Promise.all([...others, ...entrances].map((one) => one.start()));
		await waitUntilLive(read, plan.workflows, since, main.logFile);
		keep(await startBalancer({ port: ownPort, targets: entrances.map((one) => one.port) }));

		return {
			url,
			editorUrl: main.url,
			webhookUrls: entrances.map((one) => one.url),
			dataDir,
			owner,
			processes: [main, ...entrances, ...others],
			postgres,
			redis,
			ledgerAddress,
			/** Rows of n8n's own database. */
			queryN8n: read,
			/** A signed-in client of n8n's REST API; see rest.mjs. */
			signIn: () => signIn(main.url, owner),
			/** Stops everything in order; calling it again is harmless. */
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** One process of n8n, in a folder and on ports of its own. */
async function createMember({ role, index, host, dataDir, owner, env: overrides }) {
	const name = role === 'main' ? role : `${role}-${index + 1}`;
	const folder = path.join(dataDir, name);
	const logFile = path.join(dataDir, `${name}.log`);
	const port = await findFreePort();
	installPackage(folder);
	const env = n8nEnv({ dataDir: folder, port, brokerPort: await findFreePort(), owner, overrides: { ...(role === 'worker' ? healthEnv(port) : {}), ...overrides } });
	const url = `http://127.0.0.1:${port}`;
	const n8n = createN8nProcess({ host, command: COMMANDS[role], env, healthUrl: url, logFile });
	return Object.defineProperties({ role, index, name, port, url, folder, env, logFile, start: () => n8n.start(), stop: n8n.stop, kill: n8n.kill, ended: n8n.ended }, { pid: { get: () => n8n.pid } });
}

/** What all processes of one n8n must have in common. */
function queueEnv({ n8nAddress, redis, key }) {
	return {
		N8N_ENCRYPTION_KEY: key,
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// The main process keeps to the editor and the triggers that run in memory.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: n8nAddress.host,
		DB_POSTGRESDB_PORT: String(n8nAddress.port),
		DB_POSTGRESDB_DATABASE: n8nAddress.database,
		DB_POSTGRESDB_USER: n8nAddress.user,
		DB_POSTGRESDB_PASSWORD: n8nAddress.password,
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
	};
}

/** A worker serves nothing but the answer to whether it is ready. */
function healthEnv(port) {
	return { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port), N8N_WORKER_SERVER_ADDRESS: '127.0.0.1' };
}

/** The key that n8n's credentials are encrypted with: made once, the same for every process. */
function readKey(dataDir) {
	const file = path.join(dataDir, 'encryption-key');
	if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
	return readFileSync(file, 'utf8');
}

function resolve(given, ledgerAddress) {
	return typeof given === 'function' ? given({ ledgerAddress }) : given;
}

async function times(number, make) {
	const made = [];
	for (let index = 0; index < number; index += 1) made.push(await make(index));
	return made;
}

function together(members) {
	return { stop: () => Promise.all(members.map((one) => one.stop())) };
}

function count(number, one, many) {
	return `${number} ${number === 1 ? one : many}`;
}
