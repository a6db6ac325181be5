/** What the ledger's steps cost on SQLite, and whether they stay the same as the store and a conversation grow. */
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { packageFolder } from '../scripts/build.mjs';
import { percentile } from './figures.mjs';
import { growLedger } from './growLedger.mjs';

/** Messages in the stores when the measuring begins; it adds two for each sample. */
const LEVELS = [10, 1_000, 20_000];
const SAMPLES = 80;
const MESSAGES_A_CONVERSATION = 4;
const LONG_CONVERSATION = 400;
/** Twice the time at two thousand times the messages: an index grows by its logarithm, a scan would be far beyond. */
const MAX_GROWTH = 2;
const NOW = '2026-01-05T10:00:00.000Z';

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const kit = createRequire(import.meta.url)(path.join(packageFolder, 'dist', 'kit.js'));
	const folder = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	const stores = [];
	try {
		for (const level of LEVELS) stores.push(await openStore(kit, path.join(folder, String(level)), level));
		await warmUp(kit, stores);
		// In turn, so that whatever else the machine does disturbs every size alike.
		for (let sample = 0; sample < SAMPLES; sample += 1) {
			for (const store of stores) await measureSteps(kit, store);
		}
		const flushMs = measureFlush(folder);
		return [{ what: 'one flush of this disk, p50', value: flushMs * 1000, unit: 'µs' }, ...describe(stores), await measureLongConversation(stores[0].ledger)];
	} finally {
		for (const { ledger } of stores) await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

function describe(stores) {
	const few = LEVELS[0].toLocaleString('en');
	const many = LEVELS.at(-1).toLocaleString('en');
	return Object.keys(stores[0].times).flatMap((step) => {
		const at = (store, p) => percentile(store.times[step], p);
		const growth = (p) => at(stores.at(-1), p) / at(stores[0], p);
		return [
			...stores.flatMap((store) => [0.5, 0.95].map((p) => ({ what: `${step}, ${store.level.toLocaleString('en')} messages stored, p${p * 100}`, value: at(store, p) * 1000, unit: 'µs' }))),
			{ what: `${step}, ${many} against ${few} messages, p50`, value: growth(0.5), unit: 'ratio', atMost: MAX_GROWTH },
			{ what: `${step}, ${many} against ${few} messages, p95`, value: growth(0.95), unit: 'ratio' },
		];
	});
}

async function openStore(kit, folder, level) {
	mkdirSync(folder);
	const file = path.join(folder, 'ledger.sqlite');
	const ledger = await kit.openSqliteLedger({ path: file });
	const seed = Math.min(level, LEVELS[0]);
	for (let index = 0; index < seed; index += 1) {
		const { envelope } = await ledger.recordInbound(newMessage(`seed-${Math.floor(index / MESSAGES_A_CONVERSATION)}`));
		await ledger.claimReply(answerTo(envelope));
	}
	growLedger(file, level / seed);
	return { level, ledger, times: { recordInbound: [], loadEnvelope: [], claimReply: [], openHandoff: [] } };
}

async function warmUp(kit, stores) {
	for (const store of stores) {
		for (let sample = 0; sample < 10; sample += 1) await measureSteps(kit, store);
		for (const samples of Object.values(store.times)) samples.length = 0;
	}
}

/** Two messages of a new customer: the first is answered, the second passed to a person. */
async function measureSteps(kit, { ledger, times }) {
	const timed = async (step, work) => {
		const startedAt = performance.now();
		const result = await work();
		times[step].push(performance.now() - startedAt);
		return result;
	};
	const thread = crypto.randomUUID();
	const { envelope: first } = await timed('recordInbound', () => ledger.recordInbound(newMessage(thread)));
	await timed('loadEnvelope', () => ledger.loadEnvelope(first.inbox, first.message.id));
	await timed('claimReply', () => ledger.claimReply(answerTo(first)));
	const { envelope: second } = await timed('recordInbound', () => ledger.recordInbound(newMessage(thread)));
	const request = handoffOf(kit, second);
	await timed('openHandoff', () => ledger.openHandoff(request));
}

/** A message into a conversation of hundreds, against one into a conversation that began a moment ago. */
async function measureLongConversation(ledger) {
	const long = [];
	const short = [];
	const write = async (thread, samples) => {
		const startedAt = performance.now();
		const { envelope } = await ledger.recordInbound(newMessage(thread));
		samples.push(performance.now() - startedAt);
		await ledger.claimReply(answerTo(envelope));
	};
	for (let index = 0; index < LONG_CONVERSATION; index += 1) await write('long', []);
	for (let index = 0; index < SAMPLES; index += 1) {
		await write('long', long);
		await write(`short-${Math.floor(index / MESSAGES_A_CONVERSATION)}`, short);
	}
	return { what: `recordInbound, conversation of ${LONG_CONVERSATION} messages against ${MESSAGES_A_CONVERSATION}, p50`, value: percentile(long, 0.5) / percentile(short, 0.5), unit: 'ratio', atMost: MAX_GROWTH };
}

/** What each commit waits for on this disk, whoever writes. */
function measureFlush(folder) {
	const file = openSync(path.join(folder, 'flush'), 'w');
	const page = Buffer.alloc(4096, 1);
	const samples = Array.from({ length: SAMPLES }, () => {
		const startedAt = performance.now();
		writeSync(file, page);
		fsyncSync(file);
		return performance.now() - startedAt;
	});
	closeSync(file);
	return percentile(samples, 0.5);
}

function newMessage(thread) {
	const id = crypto.randomUUID();
	return {
		inbox: 'main', channel: 'webChat', providerId: id, id, thread, text: 'Where can I see when the lamp I ordered on Tuesday will be here?', attachments: [],
		receivedAt: NOW, customer: { externalId: thread }, workflowId: 'bench',
	};
}

function answerTo({ inbox, message, conversation }) {
	return {
		inbox, conversationId: conversation.id, messageId: message.id, purpose: 'answer', outgoingId: `out-${message.id}`, epoch: conversation.epoch, author: 'bot', authorName: 'Assistant',
		text: 'You find it under My orders in your account, next to the order number.', mode: 'deliver', outcome: 'answered', reasons: [],
		learned: { language: 'en', sentiment: { at: NOW, score: 0, anger: 0 } }, executionId: '1', itemIndex: 0, now: NOW,
	};
}

function handoffOf(kit, envelope) {
	const { inbox, message, conversation } = envelope;
	return {
		inbox, conversationId: conversation.id, messageId: message.id, id: crypto.randomUUID(), epoch: conversation.epoch, packet: kit.buildPacket(envelope, undefined, NOW),
		acceptWithinSeconds: 120, reasons: ['humanRequested'], learned: {}, now: NOW,
	};
}
