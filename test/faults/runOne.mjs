/** One run in one topology: start, load and faults, calm, settle, audit. */
import path from 'node:path';
import { audit, findWords } from './audit.mjs';
import { playAgents } from './agents.mjs';
import { orNothing } from './chaos.mjs';
import { MARKER, planCustomers, playCustomer } from './customers.mjs';
import { disturb, killAndRestart } from './faults.mjs';
import { readLedger } from './ledgerRows.mjs';
import { createRandom } from './random.mjs';
import { settle } from './settle.mjs';
import { startStandIns } from './standIns.mjs';
import { TOPOLOGIES } from './topologies.mjs';
import { buildPlan } from './workflows.mjs';
import { createWorld } from './world.mjs';

/**
 * Customers who write at the same time: more in longer runs, whose length is mostly the waiting for restarts; but not so many that
 * an n8n on half a core is busy with requests their senders gave up long ago, and never gets ready again.
 */
const AT_ONCE = { least: 14, most: 24, messagesEach: 60 };
const PROGRESS_EVERY_MS = 30_000;

/**
 * @param {{ store: string, dataDir: string, seed: number, messages: number, kills: number, log: (sentence: string) => void }} options
 * @returns figures, the bars with their violations, and the ledger's rows for looking into them
 */
export async function runOne({ store, dataDir, seed, messages, kills, log }) {
	const random = createRandom(`${seed}/${store}`);
	const counts = {};
	const count = (fault) => { counts[fault] = (counts[fault] ?? 0) + 1; };
	const standIns = await startStandIns(random.fork('standIns'), count);
	let topology;
	const startedAt = performance.now();
	try {
		topology = await TOPOLOGIES[store](path.join(dataDir, store), buildPlan(standIns.urls), count);
		const ready = performance.now();
		const world = createWorld({ random, topology, planned: messages, counts });
		log(`${store}: started in ${seconds(ready - startedAt)}; ${messages} messages and ${kills} kills`);
		const progress = setInterval(() => log(`  ${world.acknowledgedCount()} acknowledged`), PROGRESS_EVERY_MS);
		const recoveries = await play(world, kills, standIns).finally(() => clearInterval(progress));
		const loaded = performance.now();
		log(`${store}: ${world.acknowledgedCount()} messages acknowledged, ${recoveries.length} kills, in ${seconds(loaded - ready)}; time goes by until all is settled`);
		const left = await settle(world);
		world.settled();
		const seen = { ...world.seen, deliveries: standIns.deliveries, marker: MARKER };
		await readScreens(seen.chats);
		// Everything is written before the store is checked.
		const ledger = await readLedger(topology.query);
		const integrity = await topology.checkIntegrity();
		const text = topology.log();
		const bars = audit(ledger, { ...seen, integrity, log: text });
		log(`${store}: settled in ${seconds(performance.now() - loaded)}`);
		return {
			store, seed, bars, ledger, left, recoveries, faults: counts, actions: world.actions, refusals: world.refusals,
			figures: {
				sent: world.seen.messages.size, acknowledged: world.acknowledgedCount(), 'cut off by a kill': world.cutOffCount(),
				'replies said': ledger.events.filter(({ kind }) => kind === 'reply').length, handoffs: ledger.handoffs.length,
				'executions n8n printed as it failed to keep them': findWords(text, MARKER).dumped.length,
			},
			outcomes: countBy(ledger.messages, 'outcome'),
			replies: countBy(ledger.outgoing, 'status'),
			durationsMs: { start: ready - startedAt, load: loaded - ready, all: performance.now() - startedAt },
		};
	} finally {
		await topology?.stop();
		await standIns.stop();
	}
}

async function play(world, kills, standIns) {
	const waiting = planCustomers(world.random.fork('customers'), world.planned);
	const customers = Promise.all(Array.from({ length: countCustomers(world.planned) }, async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await playCustomer(world, next);
	}));
	const [recoveries] = await Promise.all([killAndRestart(world, kills), customers.then(() => world.calm()), playAgents(world), disturb(world)])
		.catch((error) => {
			world.abandon();
			throw error;
		});
	standIns.calm();
	for (const control of world.topology.controls) {
		control.skew(0);
		control.fillStore(false);
	}
	return recoveries;
}

function countCustomers(messages) {
	return Math.max(AT_ONCE.least, Math.min(AT_ONCE.most, Math.ceil(messages / AT_ONCE.messagesEach)));
}

/** What stands on each visitor's screen in the end; a visitor reads on first. */
export async function readScreens(chats) {
	for (const chat of chats) {
		const answer = await orNothing(chat.state(0));
		if (answer?.status !== 200) throw new Error(`The chat of ${chat.name} cannot be read at the end (${answer?.status ?? 'no answer'})`);
		chat.finally = answer.data.entries;
	}
}

/** How many rows have which value; those without one as "none". */
export function countBy(rows, column) {
	const counts = {};
	for (const row of rows) counts[row[column] ?? 'none'] = (counts[row[column] ?? 'none'] ?? 0) + 1;
	return counts;
}

export function seconds(ms) {
	return `${(ms / 1000).toFixed(1)} s`;
}
