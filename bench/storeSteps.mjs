/** One round of everything that messages ask of a ledger, timed step by step. */
import { readSample } from './messages.mjs';
import { endHandoff } from './storeFilling.mjs';
import { NOW, WORKFLOW } from './storeRequests.mjs';

const LONG_AGO = '2026-01-05T09:30:00.000Z';
const MINUTE_AGO = '2026-01-05T09:59:00.000Z';
const CLAIMS_BEFORE = '2026-01-05T09:50:00.000Z';
const SOON = '2026-01-05T10:01:00.000Z';
const PORTION = 20;
const CHANNELS = ['whatsApp', 'email', 'n8nChat', 'webhook', 'other'];

/** @returns what one message asks of the policy, without a store: a function to time */
export function prepareDecision(kit) {
	const knowledge = { inbox: 'main', version: 1, articles: readSample('articles'), intents: readSample('intents') };
	const policy = kit.addIntents(kit.presetPolicy('ecommerce', 'balanced', {}), knowledge.intents);
	const engine = kit.localEngine();
	return (envelope) => {
		const { message, conversation } = envelope;
		const triage = engine.understand({ message, conversation, knowledge, languages: ['en'], patterns: {}, now: NOW });
		const sentiment = kit.gateSentiment(engine.readSentiment(message.text), conversation.sentimentTrail, kit.DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' });
		const answer = kit.planAnswer({ ...envelope, triage }, knowledge, engine.findArticles(message.text, knowledge, triage.language));
		return () => kit.decideEscalation({ ...envelope, triage, sentiment, answer }, policy, NOW);
	};
}

/** Times of one store's steps, milliseconds, by the step's name. */
export function createTimes() {
	const times = new Map();
	return {
		times,
		async timed(step, work) {
			const startedAt = performance.now();
			const result = await work();
			const samples = times.get(step) ?? [];
			times.set(step, samples);
			samples.push(performance.now() - startedAt);
			return result;
		},
	};
}

/** Customers write in chat and by mail, are answered, passed on, and forgotten for half an hour. */
export async function runRound({ ledger, timed }, requests, prepare) {
	const seq = await ledger.lastSeq();
	await chatAndPassOn(ledger, timed, requests, prepare);
	await answerMail(ledger, timed, requests);
	await findForgotten(ledger, timed, requests);
	await timed('poll with nothing due', () => poll(ledger));
	await timed('desk: who waits, and the newest', async () => [await ledger.listRows(['*'], 'waiting', 'agent', 200, CLAIMS_BEFORE), await ledger.listRows(['main', 'lamps'], 'all', 'agent', 200)]);
	await timed('changesSince', () => ledger.changesSince(seq));
}

async function chatAndPassOn(ledger, timed, requests, prepare) {
	const chat = requests.beginConversation(crypto.randomUUID(), 'webChat');
	const { envelope: first } = await timed('record', () => ledger.recordInbound(requests.writeMessage(chat)));
	await timed('load', () => ledger.loadEnvelope(first.inbox, first.message.id));
	const decide = prepare(first);
	await timed('decide (no store)', decide);
	await timed('claim (deliver)', () => ledger.claimReply(requests.answer(first, 'deliver')));

	const { envelope: second } = await timed('record', () => ledger.recordInbound(requests.writeMessage(chat)));
	const request = requests.handOff(second);
	await timed('openHandoff', () => ledger.openHandoff(request));
	await timed('readChat', () => ledger.readChat(chat.inbox, 'webChat', chat.thread, 0));
	await timed('countInbound', () => ledger.countInbound(chat.inbox, 'webChat', chat.thread, MINUTE_AGO));
	await endHandoff(ledger, chat.inbox, second.conversation.id, request.now);
}

async function answerMail(ledger, timed, requests) {
	const mail = requests.beginConversation(crypto.randomUUID(), 'email');
	const { envelope } = await timed('record', () => ledger.recordInbound(requests.writeMessage(mail)));
	const claim = requests.answer(envelope, 'send');
	await timed('claim (send)', () => ledger.claimReply(claim));
	await timed('confirm', () => ledger.confirmReply(claim.inbox, claim.outgoingId, 'sent', { providerId: crypto.randomUUID() }, claim.now));
}

async function findForgotten(ledger, timed, requests) {
	const forgotten = requests.beginConversation(crypto.randomUUID(), 'webChat');
	await ledger.recordInbound(requests.writeMessage(forgotten, LONG_AGO));
	const [envelope] = await timed('takeUnanswered (one is due)', () => ledger.takeUnanswered(WORKFLOW, MINUTE_AGO, SOON, NOW, PORTION));
	await ledger.claimReply(requests.answer(envelope, 'deliver'));
}

/** What Support Event Trigger asks, for every kind of event. */
async function poll(ledger) {
	await ledger.expireClaims(CLAIMS_BEFORE, NOW);
	await ledger.expireHolders(CLAIMS_BEFORE, NOW);
	await ledger.takeUnanswered(WORKFLOW, MINUTE_AGO, SOON, NOW, PORTION);
	await ledger.takeReturned(WORKFLOW, SOON, NOW, PORTION);
	await ledger.takeHandoffsDue(WORKFLOW, MINUTE_AGO, SOON, NOW, PORTION);
	await ledger.takeQueued(WORKFLOW, CHANNELS, SOON, NOW, PORTION);
}
