/** Where the product runs: how to start it, what can be killed, how its store fails, and how its ledger is read. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { startCluster } from '../../scripts/cluster.mjs';
import { startInstance } from '../../scripts/instance.mjs';
import { requirePostgres, startPostgres } from '../../scripts/postgres.mjs';
import { seedSample } from '../../scripts/sample.mjs';
import { buildLedgerCredential, CHAT_PATH, DESK_PATH, inPostgres } from '../../scripts/templates.mjs';
import { createControl } from './control.mjs';
import { describePostgres } from './postgresFaults.mjs';
import { supervise } from './supervise.mjs';
import { CHANNEL_PATH } from './workflows.mjs';

/**
 * Nobody looks at the editor here, and without it n8n starts in half the time. What a kill cut off is marked as crashed at once:
 * by default n8n writes each anew, and under load is not ready before minutes have gone.
 */
const QUICK_START = { N8N_DISABLE_UI: 'true', N8N_EVENTBUS_RECOVERY_MODE: 'simple' };
const LOCKED_MS = [800, 6500];
const REDIS_DOWN_MS = [0, 2000];
const FULL_MS = [800, 3000];

/**
 * By the name one gives with `--store`; each starts with `(dataDir, plan, count)`, where `count` is told of what ends by itself.
 * What they give: `chatUrl`, `deskUrl`, `channelUrl`; `controls` of the processes; `processes` to kill and restart; `storeFaults` by
 * name; `query(sql)` and `checkIntegrity()` of the ledger; `log()`; `stop()`.
 */
export const TOPOLOGIES = { sqlite: startOnFile, postgres: startOnPostgres, queue: startInQueueMode };

/** One n8n with the embedded store. */
async function startOnFile(dataDir, plan) {
	await seedSample({ dataDir });
	const control = createControl(path.join(dataDir, 'control.json'));
	const n8n = await startInstance({ dataDir, ...plan, env: { ...QUICK_START, ...joinEnv(control.env, plan.env) } });
	const file = path.join(dataDir, '.n8n', 'hybrid-support.sqlite');
	const query = async (sql) => queryFile(file, sql);
	return {
		...describeOne(n8n, control),
		storeFaults: {
			'store locked': (random) => lockFile(file, random.between(...LOCKED_MS)),
			'disk full': async (random) => {
				control.fillStore(true);
				await wait(random.between(...FULL_MS));
				control.fillStore(false);
			},
		},
		query,
		async checkIntegrity() {
			const pages = (await query('PRAGMA integrity_check')).map(({ integrity_check: found }) => found).filter((found) => found !== 'ok');
			return [...pages, ...(await query('PRAGMA foreign_key_check')).map((row) => JSON.stringify(row))];
		},
		stop: () => n8n.stop(),
	};
}

/** One n8n with its ledger in Postgres; n8n's own database stays its file, so that only the ledger's connection breaks. */
async function startOnPostgres(dataDir, plan) {
	const server = await startPostgres(await requirePostgres());
	try {
		await seedSample({ address: server.address });
		mkdirSync(dataDir, { recursive: true });
		const control = createControl(path.join(dataDir, 'control.json'));
		const n8n = await startInstance({ dataDir, ...onPostgres(plan, server.address), env: { ...QUICK_START, ...control.env } });
		return {
			...describeOne(n8n, control),
			...describePostgres(server, server.address.database),
			async stop() {
				await n8n.stop();
				await server.stop();
			},
		};
	} catch (error) {
		await server.stop();
		throw error;
	}
}

/** A main process, two webhook processes and two workers, as if on five hosts with five clocks. */
async function startInQueueMode(dataDir, plan, count) {
	mkdirSync(dataDir, { recursive: true });
	const controls = new Map();
	const envOf = ({ role, index }) => {
		const control = createControl(path.join(dataDir, `control-${role}-${index}.json`));
		controls.set(`${role}-${index}`, control);
		return { ...QUICK_START, ...control.env };
	};
	const cluster = await startCluster({
		dataDir, envOf, workers: 2, webhooks: 2,
		prepare: ({ ledgerAddress }) => seedSample({ address: ledgerAddress }),
		workflows: ({ ledgerAddress }) => onPostgres(plan, ledgerAddress).workflows,
		credentials: ({ ledgerAddress }) => onPostgres(plan, ledgerAddress).credentials,
	});
	const supervised = cluster.processes.map((one) => supervise(one, count));
	const { storeFaults, ...ledger } = describePostgres(cluster.postgres, cluster.ledgerAddress.database);
	return {
		...addresses(cluster.url),
		...ledger,
		storeFaults: { ...storeFaults, 'Redis restarted': (random) => cluster.redis.restart(() => wait(random.between(...REDIS_DOWN_MS))) },
		controls: [...controls.values()],
		processes: supervised,
		log: () => cluster.processes.map(({ logFile }) => readFileSync(logFile, 'utf8')).join('\n'),
		async stop() {
			for (const one of supervised) one.leave();
			await cluster.stop();
		},
	};
}

function describeOne(n8n, control) {
	return {
		...addresses(n8n.url),
		controls: [control],
		processes: [{ role: 'n8n', kill: () => n8n.kill(), restart: () => n8n.restart() }],
		log: () => readFileSync(n8n.logFile, 'utf8'),
	};
}

function addresses(url) {
	return { chatUrl: url + CHAT_PATH, deskUrl: url + DESK_PATH, channelUrl: url + CHANNEL_PATH };
}

/** Both may load something into n8n beforehand. */
function joinEnv(one, other = {}) {
	return { ...one, ...other, NODE_OPTIONS: [one.NODE_OPTIONS, other.NODE_OPTIONS].filter((options) => options !== undefined).join(' ') };
}

function onPostgres({ workflows, credentials }, address) {
	return { workflows: workflows.map((workflow) => inPostgres(workflow)), credentials: [...credentials, buildLedgerCredential(address)] };
}

/** As a database viewer does, or a backup. */
async function lockFile(file, ms) {
	const other = new DatabaseSync(file, { timeout: 5_000 });
	try {
		other.exec('BEGIN IMMEDIATE');
		await wait(ms);
		other.exec('ROLLBACK');
	} finally {
		other.close();
	}
}

function queryFile(file, sql) {
	const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
	try {
		return database.prepare(sql).all();
	} finally {
		database.close();
	}
}
