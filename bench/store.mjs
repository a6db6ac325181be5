/**
 * What the ledger's steps cost on SQLite and on Postgres, and whether they stay the same as the store and a conversation grow.
 * All stores are used in turn, so that whatever else the machine does disturbs every size alike.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { packageFolder } from '../scripts/build.mjs';
import { findPostgres, startPostgres } from '../scripts/postgres.mjs';
import { say } from '../scripts/say.mjs';
import { percentile } from './figures.mjs';
import { growPostgres, growSqlite, queueHandoffs, SEED_MESSAGES, seedLedger } from './storeFilling.mjs';
import { createRequests } from './storeRequests.mjs';
import { createTimes, prepareDecision, runRound } from './storeSteps.mjs';

/** Messages in the stores when the measuring begins; it adds four for each round. */
const LEVELS = { usual: [1_000, 100_000], million: [1_000, 100_000, 1_000_000] };
const ROUNDS = 400;
const WARM_UP_ROUNDS = 40;
const MESSAGES_A_CONVERSATION = 4;
const LONG_CONVERSATION = 400;
const LONG_SAMPLES = 80;
/** An index grows by its logarithm; a scan would be far beyond. */
const MAX_GROWTH = 2;

/**
 * @param {object} [options]
 * @param {boolean} [options.million] measure a store of a million messages too; takes some minutes and 6 GB of disk
 * @returns {Promise<import('./figures.mjs').Row[]>}
 */
export async function measure({ million = false } = {}) {
	const kit = createRequire(import.meta.url)(path.join(packageFolder, 'dist', 'kit.js'));
	const levels = million ? LEVELS.million : LEVELS.usual;
	const folder = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	// A signal ends this process without the `finally` below, and gigabytes would stay.
	process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	const server = await startServer(folder);
	const stores = [];
	try {
		for (const level of levels) stores.push(await openSqlite(kit, path.join(folder, `${level}.sqlite`), level));
		if (server !== undefined) for (const level of levels) stores.push(await openPostgres(kit, server, level));
		await runRounds(kit, stores);
		return [
			{ what: 'one flush of this disk, which every writing step waits for, p50', value: measureFlush(folder) * 1000, unit: 'µs' },
			...describe(stores, 'SQLite'),
			...describe(stores, 'Postgres'),
			await measureLongConversation(stores[0].ledger, createRequests(kit)),
		];
	} finally {
		for (const { ledger } of stores) await ledger.close();
		await server?.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** In a folder that is kept it flushes each commit to the disk, as SQLite does: otherwise one would be compared with nothing. */
async function startServer(folder) {
	const bin = findPostgres();
	if (bin !== undefined) return await startPostgres(bin, { folder: path.join(folder, 'postgres') });
	say('Postgres is not measured: no Postgres server is installed here (Debian and Ubuntu: apt-get install postgresql).');
	return undefined;
}

async function openSqlite(kit, file, level) {
	const open = () => kit.openSqliteLedger({ path: file });
	await seed(kit, await open());
	growSqlite(file, level / SEED_MESSAGES);
	return await openFilled(kit, 'SQLite', level, await open());
}

async function openPostgres(kit, server, level) {
	const schema = `messages_${level}`;
	const open = () => kit.openPostgresLedger({ ...server.address, schema });
	await seed(kit, await open());
	await growPostgres(server, schema, level / SEED_MESSAGES);
	return await openFilled(kit, 'Postgres', level, await open());
}

async function seed(kit, ledger) {
	await seedLedger(ledger, createRequests(kit));
	await ledger.close();
}

async function openFilled(kit, kind, level, ledger) {
	await queueHandoffs(ledger, createRequests(kit));
	return { kind, level, ledger, ...createTimes() };
}

async function runRounds(kit, stores) {
	const requests = createRequests(kit);
	const prepare = prepareDecision(kit);
	for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
		if (round === 0) for (const { times } of stores) times.clear();
		for (const store of round % 2 === 0 ? stores : stores.toReversed()) await runRound(store, requests, prepare);
	}
}

/** A line for each step: its p95 in the largest store against the smallest, and the figures behind it. */
function describe(stores, kind) {
	const ofKind = stores.filter((store) => store.kind === kind);
	if (ofKind.length === 0) return [];
	const [few, many] = [ofKind[0], ofKind.at(-1)];
	return [...few.times.keys()].map((step) => {
		const isPure = step.includes('no store');
		const figures = ofKind.map(({ level, times }) => ({ level, p50: toMicroseconds(times.get(step), 0.5), p95: toMicroseconds(times.get(step), 0.95) }));
		const growth = (part) => percentile(part(many.times.get(step)), 0.95) / percentile(part(few.times.get(step)), 0.95);
		const halves = [(samples) => samples.slice(0, samples.length / 2), (samples) => samples.slice(samples.length / 2)].map(growth);
		const list = (p) => figures.map((figure) => figure[p]).join(' → ');
		return {
			what: `${kind}, ${step}: p95 at ${many.level.toLocaleString('en')} messages against ${few.level.toLocaleString('en')} (p50 ${list('p50')} µs, p95 ${list('p95')} µs)`,
			value: growth((samples) => samples), unit: 'ratio', figures, spread: Math.abs(halves[0] - halves[1]),
			...(isPure ? {} : { atMost: MAX_GROWTH }),
		};
	});
}

function toMicroseconds(samples, p) {
	return Math.round(percentile(samples, p) * 1000);
}

/** A message into a conversation of hundreds, against one into a conversation that began a moment ago. */
async function measureLongConversation(ledger, requests) {
	const long = requests.beginConversation('long', 'webChat');
	const times = { long: [], short: [] };
	const write = async (conversation, samples) => {
		const startedAt = performance.now();
		const { envelope } = await ledger.recordInbound(requests.writeMessage(conversation));
		samples.push(performance.now() - startedAt);
		await ledger.claimReply(requests.answer(envelope, 'deliver'));
	};
	for (let index = 0; index < LONG_CONVERSATION; index += 1) await write(long, []);
	let short;
	for (let index = 0; index < LONG_SAMPLES; index += 1) {
		if (index % MESSAGES_A_CONVERSATION === 0) short = requests.beginConversation(`short ${index}`, 'webChat');
		await write(long, times.long);
		await write(short, times.short);
	}
	return {
		what: `SQLite, record: conversation of ${LONG_CONVERSATION} messages against ${MESSAGES_A_CONVERSATION}, p50`,
		value: percentile(times.long, 0.5) / percentile(times.short, 0.5), unit: 'ratio', atMost: MAX_GROWTH,
	};
}

/** What each commit waits for on this disk, whoever writes. */
function measureFlush(folder) {
	const file = openSync(path.join(folder, 'flush'), 'w');
	const page = Buffer.alloc(4096, 1);
	const samples = Array.from({ length: LONG_SAMPLES }, () => {
		const startedAt = performance.now();
		writeSync(file, page);
		fsyncSync(file);
		return performance.now() - startedAt;
	});
	closeSync(file);
	return percentile(samples, 0.5);
}
