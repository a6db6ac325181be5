/**
 * How do conversations end? Plays them in process: ledger, engine, decision and words as the template's nodes call them,
 * with the sample shop's knowledge or another folder's (`articles.json`, `intents.json`, `orders.json`). No n8n, no network.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Problem } from '../../scripts/say.mjs';
import { readLines } from '../../scripts/simulate/lines.mjs';
import { root } from '../../scripts/toolchain.mjs';
import { triage, warmUp } from './engine.mjs';
import { readText } from './read.mjs';

const INBOX = 'main';
/** What Knowledge Answer has as its lowest confidence unless somebody changes it. */
const ANSWER_ABOVE = 0.25;
const MAX_SHOWN_PROBLEMS = 10;
const START = Date.parse('2026-01-05T10:00:00.000Z');
/** Time between two messages of a conversation. */
const PAUSE_MS = 20_000;

export const task = {
	usage: 'decisions --test F [--knowledge DIR]',
	options: { test: 'file', knowledge: 'folder?' },
	rivals: {},

	read({ test, knowledge = path.join(root, 'workflows', 'sample'), sample }) {
		const { conversations, problems } = readLines(readText(test));
		if (problems.length > 0) throw new Problem([`${test} cannot be measured with; correct these lines:`, ...problems.slice(0, MAX_SHOWN_PROBLEMS).map((problem) => `  ${problem}`), ...(problems.length > MAX_SHOWN_PROBLEMS ? [`  and ${problems.length - MAX_SHOWN_PROBLEMS} more.`] : [])].join('\n'));
		if (conversations.length === 0) throw new Problem(`${test} holds no messages. A line looks like {"conversation":"c1","text":"Where is my order?","expect":"clarified"}.`);
		return { conversations: conversations.slice(0, sample), articles: readList(knowledge, 'articles'), intents: readList(knowledge, 'intents'), orders: readList(knowledge, 'orders') };
	},

	engine: (kit) => ({ prepare: () => warmUp(kit.localEngine()), play: (data) => playAll(kit, data) }),

	/**
	 * `confusion`: what was expected (an outcome or a reason), and how often it ended how. An expected reason is met when it is
	 * among those of the decision. Messages without an expectation are counted in `outcomes` only.
	 */
	async measure({ prepare, play }, data) {
		await prepare?.();
		const results = await play(data);
		const expected = results.filter(({ expect }) => expect !== undefined);
		const isMet = ({ expect, outcome, reasons }) => outcome === expect || reasons.includes(expect);
		const confusion = {};
		for (const { expect, outcome } of expected) {
			confusion[expect] ??= {};
			confusion[expect][outcome] = (confusion[expect][outcome] ?? 0) + 1;
		}
		const times = results.flatMap(({ ms }) => ms ?? []);
		return {
			accuracy: expected.length === 0 ? undefined : expected.filter(isMet).length / expected.length,
			confusion,
			outcomes: Object.fromEntries(Map.groupBy(results, ({ outcome }) => outcome).entries().map(([outcome, ones]) => [outcome, ones.length])),
			misses: expected.filter((result) => !isMet(result)).map(({ conversation, line, expect, outcome, reasons }) => ({ conversation, line, expected: expect, got: outcome, reasons })),
			microsecondsPerMessage: (1000 * times.reduce((sum, ms) => sum + ms, 0)) / (times.length || 1),
			rows: results.length,
			conversations: data.conversations.length,
		};
	},
};

async function playAll(kit, { conversations, articles, intents, orders }) {
	const folder = mkdtempSync(path.join(tmpdir(), 'hybrid-support-decisions-'));
	const ledger = await kit.openSqliteLedger({ path: path.join(folder, 'ledger.sqlite') });
	try {
		await ledger.upsertArticles(INBOX, articles);
		await ledger.upsertIntents(INBOX, intents);
		const knowledge = await kit.loadKnowledge(ledger, INBOX);
		// Learnt beforehand, as by the first message of the day.
		triage(kit.localEngine(), 'hello', knowledge);
		const shop = { kit, ledger, knowledge, orders, policy: kit.addIntents(kit.presetPolicy('ecommerce', 'balanced', {}), knowledge.intents) };
		const results = [];
		for (const conversation of conversations) results.push(...await playConversation(shop, conversation));
		return results.sort((one, other) => one.line - other.line);
	} finally {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function playConversation(shop, { name, customer = {}, lines }) {
	const results = [];
	for (const [place, { line, text, expect }] of lines.entries()) {
		const now = new Date(START + place * PAUSE_MS).toISOString();
		const recorded = await shop.ledger.recordInbound({
			inbox: INBOX, channel: 'webChat', id: `message-${line}`, providerId: `line-${line}`, thread: name, text, attachments: [], receivedAt: now,
			customer: { externalId: name, ...(customer.name === undefined ? {} : { name: customer.name }), ...(customer.email === undefined ? {} : { email: customer.email }) },
		});
		const end = recorded.owner === 'bot' ? await answer(shop, recorded.envelope, now) : { outcome: 'relayed', reasons: [] };
		results.push({ conversation: name, line, expect, ...end });
	}
	return results;
}

/** The template's path of one message: upset customers skip the answer, what is escalated is handed off. */
async function answer({ kit, ledger, knowledge, orders, policy }, envelope, now) {
	const startedAt = performance.now();
	const decided = decide({ kit, knowledge, orders, policy }, envelope, now);
	const ms = performance.now() - startedAt;
	const reasons = decided.decision.reasons.map(({ code }) => code);
	const composition = kit.composeReply(decided, { language: 'en', assistantName: 'Assistant', intentTitles: Object.fromEntries(knowledge.intents.map(({ name, title }) => [name, title])) });
	if (composition.kind === 'say') {
		await ledger.claimReply({ ...kit.claimOf(decided, composition), authorName: 'Assistant', now });
		return { outcome: composition.outcome, reasons, ms };
	}
	if (decided.decision.outcome !== 'escalate') return { outcome: composition.why, reasons, ms };
	await ledger.openHandoff({
		inbox: INBOX, conversationId: envelope.conversation.id, messageId: envelope.message.id, id: `handoff-${envelope.message.id}`, epoch: envelope.conversation.epoch,
		packet: kit.buildPacket(decided, knowledge, now), acceptWithinSeconds: 120, reasons, learned: kit.learnFrom(decided), now,
	});
	return { outcome: 'handedOff', reasons, ms };
}

function decide({ kit, knowledge, orders, policy }, envelope, now) {
	const engine = kit.localEngine();
	const { message, conversation } = envelope;
	const understood = engine.understand({ message, conversation, knowledge, languages: ['en'], patterns: {}, now });
	const sentiment = kit.gateSentiment(engine.readSentiment(message.text), kit.recentMood(conversation), kit.DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' });
	const read = { ...envelope, triage: understood, sentiment };
	const answered = sentiment.upset ? read : { ...read, answer: findAnswer({ kit, knowledge, orders }, read, engine) };
	return { ...answered, decision: kit.decideEscalation(answered, policy, now) };
}

function findAnswer({ kit, knowledge, orders }, envelope, engine) {
	const matches = engine.findArticles(kit.questionOf(envelope), knowledge, envelope.triage.language);
	const planned = kit.planAnswer(envelope, knowledge, matches, { ...kit.DEFAULT_ANSWER_SETTINGS, answerAbove: ANSWER_ABOVE });
	if (planned.kind !== 'needsData') return planned;
	const intent = kit.chooseIntent({ ...envelope, answer: planned }, knowledge);
	const order = orders.find(({ number }) => number === planned.lookup.orderNumber);
	return kit.answerFromData({ ...envelope, answer: planned }, intent, order);
}

function readList(folder, name) {
	const file = path.join(folder, `${name}.json`);
	try {
		const list = JSON.parse(readText(file));
		if (Array.isArray(list)) return list;
	} catch (error) {
		if (error instanceof Problem && name === 'orders') return [];
		if (error instanceof Problem) throw error;
	}
	throw new Problem(`${file} is not a JSON list: write one like workflows/sample/${name}.json.`);
}
