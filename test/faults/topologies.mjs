/** Where the product runs: how to start it, what can be killed, how its store fails, and how its ledger is read. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { startInstance } from '../../scripts/instance.mjs';
import { findPostgres, startPostgres } from '../../scripts/postgres.mjs';
import { seedSample } from '../../scripts/sample.mjs';
import { Problem } from '../../scripts/say.mjs';
import { CHAT_PATH, DESK_PATH, inPostgres } from '../../scripts/templates.mjs';
import { root } from '../../scripts/toolchain.mjs';
import { createControl } from './control.mjs';
import { describePostgresFaults } from './postgresFaults.mjs';
import { CHANNEL_PATH } from './workflows.mjs';

const CREDENTIAL = { id: 'faultsPostgres01', name: 'Ledger' };
const LOCKED_MS = [800, 6500];
const FULL_MS = [800, 3000];

/** By the name one gives with `--store`. Each starts with `(dataDir, plan)`. */
export const TOPOLOGIES = { sqlite: startOnFile, postgres: startOnPostgres };

/** One n8n with the embedded store. */
async function startOnFile(dataDir, plan) {
	await seedSample({ dataDir });
	const control = createControl(path.join(dataDir, 'control.json'));
	const n8n = await startInstance({ dataDir, ...plan, env: control.env });
	const file = path.join(dataDir, '.n8n', 'hybrid-support.sqlite');
	return {
		...describeOne(n8n, control),
		storeFaults: {
			'store locked': async (random) => {
				const other = new DatabaseSync(file, { timeout: 5_000 });
				try {
					other.exec('BEGIN IMMEDIATE');
					await wait(random.between(...LOCKED_MS));
					other.exec('ROLLBACK');
				} finally {
					other.close();
				}
			},
			'disk full': async (random) => {
				control.fillStore(true);
				await wait(random.between(...FULL_MS));
				control.fillStore(false);
			},
		},
		query: async (sql) => queryFile(file, sql),
		checkIntegrity: async () => [...queryFile(file, 'PRAGMA integrity_check').map(({ integrity_check: found }) => found).filter((found) => found !== 'ok'), ...queryFile(file, 'PRAGMA foreign_key_check').map((row) => JSON.stringify(row))],
		stop: () => n8n.stop(),
	};
}

/** One n8n with its ledger in Postgres; n8n's own database stays its file, so that only the ledger's connection breaks. */
async function startOnPostgres(dataDir, plan) {
	const bin = findPostgres();
	if (bin === undefined) throw new Problem('No Postgres server is installed here: apt-get install postgresql, or give --store sqlite.');
	const server = await startPostgres(bin);
	try {
		await seedPostgres(server.address);
		mkdirSync(dataDir, { recursive: true });
		const control = createControl(path.join(dataDir, 'control.json'));
		const n8n = await startInstance({ dataDir, ...onPostgres(plan, server.address), env: control.env });
		return {
			...describeOne(n8n, control),
			...describePostgresFaults(server),
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

function describeOne(n8n, control) {
	return {
		chatUrl: n8n.url + CHAT_PATH,
		deskUrl: n8n.url + DESK_PATH,
		channelUrl: n8n.url + CHANNEL_PATH,
		controls: [control],
		/** What may be killed; `restart` brings it back. */
		processes: [{ role: 'n8n', kill: () => n8n.kill(), restart: () => n8n.restart() }],
		log: () => readFileSync(n8n.logFile, 'utf8'),
	};
}

function onPostgres({ workflows, credentials }, address) {
	return {
		workflows: workflows.map((workflow) => inPostgres(workflow, CREDENTIAL)),
		credentials: [...credentials, { ...CREDENTIAL, type: 'hybridSupportPostgresApi', data: { ...address, ssl: 'off' } }],
	};
}

async function seedPostgres(address) {
	const { openPostgresLedger } = createRequire(import.meta.url)(path.join(root, 'dist', 'kit.js'));
	const read = (name) => JSON.parse(readFileSync(path.join(root, 'workflows', 'sample', name), 'utf8'));
	const ledger = await openPostgresLedger(address);
	try {
		await ledger.upsertArticles('main', read('articles.json'));
		await ledger.upsertIntents('main', read('intents.json'));
	} finally {
		await ledger.close();
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
