/** What the ledger's steps cost on SQLite, and whether they stay the same as the store and a conversation grow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { packageFolder } from '../scripts/build.mjs';
import { percentile } from './figures.mjs';

/** Messages in the store when it is measured. */
const LEVELS = [10, 1_000, 20_000];
const SAMPLES = 150;
const MESSAGES_A_CONVERSATION = 4;
const LONG_CONVERSATION = 1_000;
/** Twice the time at two thousand times the messages: an index grows by its logarithm, a scan would be far beyond. */
const MAX_GROWTH = 2;
const NOW = '2026-01-05T10:00:00.000Z';

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const kit = createRequire(import.meta.url)(path.join(packageFolder, 'dist', 'kit.js'));
	const folder = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	const file = path.join(folder, 'ledger.sqlite');
	const ledger = await kit.openSqliteLedger({ path: file });
	try {
		const byLevel = [];
		for (const level of LEVELS) {
			await fill(ledger, file, level);
			byLevel.push(await measureSteps(kit, ledger));
		}
		return [...describe(byLevel), await measureLongConversation(ledger)];
	} finally {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

function describe(byLevel) {
	const least = LEVELS[0].toLocaleString('en');
	const most = LEVELS.at(-1).toLocaleString('en');
	return Object.keys(byLevel[0]).flatMap((step) => {
		const growth = (p) => percentile(byLevel.at(-1)[step], p) / percentile(byLevel[0][step], p);
		return [
			...LEVELS.flatMap((level, index) => [0.5, 0.95].map((p) => ({ what: `${step}, ${level.toLocaleString('en')} messages stored, p${p * 100}`, value: percentile(byLevel[index][step], p) * 1000, unit: 'µs' }))),
			{ what: `${step}, ${most} against ${least} messages, p50`, value: growth(0.5), unit: 'ratio', atMost: MAX_GROWTH },
			{ what: `${step}, ${most} against ${least} messages, p95`, value: growth(0.95), unit: 'ratio' },
		];
	});
}

/** Each sample is a customer's message from record to outcome; every second one is passed to a person. */
async function measureSteps(kit, ledger) {
	const times = { recordInbound: [], loadEnvelope: [], claimReply: [], openHandoff: [] };
	const timed = async (step, work) => {
		const startedAt = performance.now();
		const result = await work();
		times[step].push(performance.now() - startedAt);
		return result;
	};
	for (let sample = 0; sample < SAMPLES * 2; sample += 1) {
		const { envelope } = await timed('recordInbound', () => ledger.recordInbound(newMessage(`sample-${sample % 4 < 2 ? crypto.randomUUID() : sample}`)));
		await timed('loadEnvelope', () => ledger.loadEnvelope(envelope.inbox, envelope.message.id));
		if (sample % 2 === 0) await timed('claimReply', () => ledger.claimReply(answerTo(envelope)));
		else {
			const request = handoffOf(kit, envelope);
			await timed('openHandoff', () => ledger.openHandoff(request));
		}
	}
	return times;
}

/** A message into a conversation of a thousand, against one into a conversation that began a moment ago. */
async function measureLongConversation(ledger) {
	const timeInto = async (thread, count) => {
		const samples = [];
		for (let index = 0; index < count; index += 1) {
			const startedAt = performance.now();
			const { envelope } = await ledger.recordInbound(newMessage(thread(index)));
			samples.push(performance.now() - startedAt);
			await ledger.claimReply(answerTo(envelope));
		}
		return percentile(samples.slice(-SAMPLES), 0.5);
	};
	const long = await timeInto(() => 'long', LONG_CONVERSATION);
	const short = await timeInto((index) => `short-${Math.floor(index / MESSAGES_A_CONVERSATION)}`, SAMPLES);
	return { what: `recordInbound, conversation of ${LONG_CONVERSATION.toLocaleString('en')} messages against ${MESSAGES_A_CONVERSATION}, p50`, value: long / short, unit: 'ratio', atMost: MAX_GROWTH };
}

/** Brings the store to `count` answered messages. */
async function fill(ledger, file, count) {
	const reader = new DatabaseSync(file, { readOnly: true });
	const { stored } = reader.prepare('SELECT count(*) AS stored FROM messages').get();
	reader.close();
	for (let index = stored; index < count; index += 1) {
		const { envelope } = await ledger.recordInbound(newMessage(`fill-${Math.floor(index / MESSAGES_A_CONVERSATION)}`));
		await ledger.claimReply(answerTo(envelope));
	}
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
