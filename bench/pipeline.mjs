/** What understanding and deciding one message costs, in process: no n8n, no store, no network. */
import { createRequire } from 'node:module';
import path from 'node:path';
import MiniSearch from 'minisearch';
import Sentiment from 'sentiment';
import { packageFolder } from '../scripts/build.mjs';
import { mean, percentile } from './figures.mjs';
import { extendArticles, readCustomerTexts, readSample, varyMessages } from './messages.mjs';

const MESSAGES = 2_400;
const WARM_UP = 600;
const ARTICLES = 100;
/** Turns a conversation has before the message at hand. */
const EARLIER_TURNS = 6;
const MAX_MEAN_MS = 1;
const NOW = '2026-01-05T10:00:00.000Z';

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const kit = createRequire(import.meta.url)(path.join(packageFolder, 'dist', 'kit.js'));
	const knowledge = { inbox: 'main', version: 1, articles: extendArticles(ARTICLES), intents: readSample('intents') };
	const texts = varyMessages(readCustomerTexts(), MESSAGES);

	const steps = buildPipeline(kit, knowledge, texts);
	const startedAt = performance.now();
	steps.run(texts[0]);
	const firstMs = performance.now() - startedAt;
	const cpuBefore = process.cpuUsage();
	const ours = timeEach(texts, steps.run);
	const cpu = process.cpuUsage(cpuBefore);
	const floor = timeEach(texts, buildFloor(knowledge));

	return [
		{ what: `core pipeline, mean a message (${texts.length} messages, ${knowledge.articles.length} articles, ${knowledge.intents.length} intents)`, value: mean(ours), unit: 'ms', atMost: MAX_MEAN_MS },
		{ what: 'core pipeline, CPU a message (all threads)', value: (cpu.user + cpu.system) / 1000 / (texts.length + WARM_UP), unit: 'ms' },
		{ what: 'core pipeline, p50', value: percentile(ours, 0.5), unit: 'ms' },
		{ what: 'core pipeline, p99', value: percentile(ours, 0.99), unit: 'ms' },
		...Object.entries(steps.shares()).map(([step, ms]) => ({ what: `  of it ${step}, mean`, value: ms, unit: 'ms' })),
		{ what: 'first message of an inbox (learns its intents, indexes its articles)', value: firstMs, unit: 'ms' },
		{ what: 'trivial floor: `sentiment` and `minisearch` alone, mean', value: mean(floor), unit: 'ms' },
		{ what: 'core pipeline against that floor', value: mean(ours) / mean(floor), unit: 'ratio' },
	];
}

/** The calls that the template's nodes make for one message, in their order. */
function buildPipeline(kit, knowledge, texts) {
	const engine = kit.localEngine();
	const settings = { language: 'en', assistantName: 'Assistant', intentTitles: Object.fromEntries(knowledge.intents.map(({ name, title }) => [name, title])) };
	const times = { triage: [], sentiment: [], knowledge: [], decision: [], words: [] };
	const timed = (step, work) => {
		const startedAt = performance.now();
		const result = work();
		times[step].push(performance.now() - startedAt);
		return result;
	};
	let count = 0;
	return {
		run(text) {
			count += 1;
			const envelope = buildEnvelope(text, texts, count);
			const { message, conversation } = envelope;
			const triage = timed('triage', () => engine.understand({ message, conversation, knowledge, languages: ['en'], patterns: {}, now: NOW }));
			const sentiment = timed('sentiment', () => kit.gateSentiment(engine.readSentiment(text), conversation.sentimentTrail, kit.DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' }));
			const answer = timed('knowledge', () => kit.planAnswer({ ...envelope, triage }, knowledge, engine.findArticles(text, knowledge, triage.language)));
			const decision = timed('decision', () => kit.decideEscalation({ ...envelope, triage, sentiment, answer }, kit.addIntents(kit.presetPolicy('ecommerce', 'balanced', {}), knowledge.intents), NOW));
			return timed('words', () => kit.composeReply({ ...envelope, triage, sentiment, answer, decision }, settings));
		},
		shares: () => Object.fromEntries(Object.entries(times).map(([step, samples]) => [step, mean(samples.slice(-texts.length))])),
	};
}

function buildEnvelope(text, texts, index) {
	const turns = Array.from({ length: EARLIER_TURNS }, (_, turn) => ({ author: turn % 2 === 0 ? 'customer' : 'bot', text: texts[(index * 7 + turn) % texts.length], at: NOW }));
	return {
		inbox: 'main',
		message: { id: `m${index}`, channel: 'webChat', text, attachments: [], receivedAt: NOW },
		customer: { id: `c${index}`, verified: false, history: [] },
		conversation: {
			id: `k${index}`, owner: 'bot', epoch: 1, status: 'open', openedAt: NOW, turns: [...turns, { author: 'customer', text, at: NOW }],
			attempts: [], collected: {}, asked: [], sentimentTrail: [{ at: NOW, score: 0, anger: 0 }, { at: NOW, score: -0.1, anger: 0 }], offeredHuman: false, failedVerifications: 0, unresolvedSince: NOW,
		},
	};
}

/** A word list for the mood and a full-text search: no intents, no entities, no decision, no words. Not a rival, a lower bound. */
function buildFloor({ articles }) {
	const sentiment = new Sentiment();
	const search = new MiniSearch({ fields: ['title', 'body', 'questions'], extractField: (article, field) => (field === 'questions' ? article.questions.join('\n') : article[field]) });
	search.addAll(articles);
	return (text) => [sentiment.analyze(text), search.search(text).slice(0, 5)];
}

function timeEach(texts, work) {
	for (const text of texts.slice(0, WARM_UP)) work(text);
	return texts.map((text) => {
		const startedAt = performance.now();
		work(text);
		return performance.now() - startedAt;
	});
}
