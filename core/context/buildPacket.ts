/** What does a person need to know so that the customer never repeats anything? */
import type { Turn } from '../conversation/conversation';
import { matterOf } from '../escalation/matter';
import type { Knowledge, Source } from '../knowledge/knowledge';
import { findDetail } from '../knowledge/knownDetails';
import { DEFAULT_INBOX } from '../message/message';
import { isSaidBy, wordsOf } from '../message/sayMessage';
import { describeEntity } from '../triage/triage';
import { findPromises } from './findPromises';
import { findWant } from './findWant';
import { maskPacket } from './maskPacket';
import type { HandoffPacket } from './packet';
import { sayDetail, splitSentences } from './sentences';
import type { SparseEnvelope } from './sparseEnvelope';
import { suggestNextStep } from './suggestNextStep';
import { suggestReplies } from './suggestReplies';

export interface PacketOptions {
	/** Solved conversations like this one, best first. */
	readonly similarSolved?: HandoffPacket['similarSolved'];
}

const MAX_OPEN_QUESTIONS = 5;
const MAX_ARTICLES = 5;

/** Anger from which a reply begins with an apology. 0 … 1. */
const APOLOGY_ANGER = 0.5;

/**
 * Builds the handoff packet. Nothing in the envelope is required: what is absent stays absent or gets the plainest value.
 * Card numbers, account numbers, passwords and codes are masked everywhere, and `masked` says so.
 *
 * @param knowledge for titles and what an intent needs; absent when none was loaded
 * @param now ISO 8601, UTC
 */
export function buildPacket(envelope: SparseEnvelope, knowledge: Knowledge | undefined, now: string, options: PacketOptions = {}): HandoffPacket {
	const { message, customer, conversation, triage, decision } = envelope;
	const transcript = readTranscript(envelope, now);
	const matter = matterOf(envelope);
	const intent = knowledge?.intents.find(({ name }) => name === matter);
	const missing = findMissing(envelope, intent?.needs?.details ?? []);
	const attempts = conversation?.attempts ?? [];
	const failed = new Set(attempts.filter(({ result }) => result === 'failed').flatMap(({ sources }) => sources));
	const articles = listArticles(envelope).filter(({ id }) => !failed.has(id));
	const language = triage?.language ?? conversation?.language;
	const reasons = decision?.reasons ?? [];
	const sentiment = readSentiment(envelope);
	const want = findWant(customerTexts(transcript)) ?? intent?.title ?? (message?.requestsHuman ? 'Talk to a person; the customer has not said what about.' : 'The customer has not said yet what they want.');

	const packet: HandoffPacket = {
		schema: 'handoff-packet/1',
		inbox: envelope.inbox ?? DEFAULT_INBOX,
		conversationId: conversation?.id ?? '',
		messageId: message?.id ?? '',
		channel: message?.channel ?? 'other',
		createdAt: now,
		customer: readCustomer(customer),
		want,
		...(matter === undefined ? {} : { intent: withoutAbsent({ name: matter, title: intent?.title, confidence: matter === triage?.intent ? triage?.confidence : undefined }) }),
		...(sentiment ? { sentiment } : {}),
		mood: (conversation?.sentimentTrail ?? []).map(({ at, score, anger }) => ({ at, score, anger })),
		reasons: reasons.length === 0 && envelope.error !== undefined ? [TOOL_FAILED] : reasons,
		...(decision?.counterfactual ? { counterfactual: decision.counterfactual } : {}),
		collected: readCollected(envelope),
		attempts,
		openQuestions: listOpenQuestions(transcript, missing, want),
		promises: findPromises(transcript),
		transcript,
		history: customer?.history ?? [],
		suggestedNextStep: suggestNextStep({
			...(reasons[0] ? { reason: reasons[0].code } : envelope.error === undefined ? {} : { reason: 'toolFailure' }),
			missing,
			triedInVain: failed.size > 0 || attempts.some(({ result }) => result === 'failed'),
			...(articles[0] ? { article: articles[0].title } : {}),
		}),
		suggestedReplies: suggestReplies({
			...(customer?.name ? { name: customer.name } : {}),
			...(language ? { language } : {}),
			upset: (envelope.sentiment?.anger ?? 0) >= APOLOGY_ANGER || envelope.sentiment?.upset === true,
			...(missing[0] ? { missing: missing[0] } : {}),
			...(articles[0]?.snippet ? { solution: articles[0].snippet } : {}),
		}),
		articles,
		similarSolved: options.similarSolved ?? [],
		tier: decision?.tier ?? 1,
		priority: decision?.priority ?? 'normal',
		...(decision?.skill ?? intent?.skill ? { skill: decision?.skill ?? intent?.skill } : {}),
		...(language ? { language } : {}),
	};
	return maskPacket(packet, message?.text ?? '', triage?.sensitive ?? []);
}

const TOOL_FAILED: HandoffPacket['reasons'][number] = { code: 'toolFailure', grade: 'escalate', sentence: 'A step before this one failed.' };

/** The turns as they are; the message itself when the conversation does not hold it. */
function readTranscript({ conversation, message }: SparseEnvelope, now: string): readonly Turn[] {
	const turns = conversation?.turns ?? [];
	const text = message?.text ?? '';
	const last = turns.at(-1);
	// What took others along was recorded, and so is the last turn, also where the words of all had to be cut.
	const isLast = last?.author === 'customer' && (message?.merged !== undefined || isSaidBy(last.text, { ...message, text }));
	return text === '' || isLast ? turns : [...turns, { author: 'customer', text, at: message?.receivedAt ?? now }];
}

function customerTexts(turns: readonly Turn[]): readonly string[] {
	return turns.filter(({ author }) => author === 'customer').map(({ text }) => wordsOf(text));
}

function readCustomer(customer: SparseEnvelope['customer']): HandoffPacket['customer'] {
	const { id = '', verified = false, name, email, phone, tier, vip, value } = customer ?? {};
	return withoutAbsent({ id, name, email, phone, verified, tier, vip, value });
}

function readSentiment({ sentiment }: SparseEnvelope): HandoffPacket['sentiment'] {
	if (sentiment?.label === undefined || sentiment.score === undefined || sentiment.anger === undefined) return undefined;
	return withoutAbsent({ label: sentiment.label, score: sentiment.score, anger: sentiment.anger, disappointment: sentiment.disappointment, trend: sentiment.trend });
}

/** What was collected before and what this very message brings. */
function readCollected({ conversation, triage }: SparseEnvelope): Readonly<Record<string, string>> {
	const fromMessage = (triage?.entities ?? []).map((entity) => [entity.kind, describeEntity(entity)] as const);
	return Object.fromEntries([...Object.entries(conversation?.collected ?? {}), ...fromMessage]);
}

function findMissing(envelope: SparseEnvelope, needed: readonly string[]): readonly string[] {
	const { triage, answer, conversation, customer } = envelope;
	const known = {
		customer: { id: '', verified: false, history: [], ...customer },
		conversation: { collected: readCollected(envelope) } as Parameters<typeof findDetail>[0]['conversation'],
	};
	const proofs = answer?.asksAnyOf ?? [];
	const asked = (answer?.asks ?? conversation?.asked ?? []).filter((name) => !proofs.includes(name));
	// Of several proofs one is enough: the first stands for all, and none once one is known.
	const proof = proofs.some((name) => findDetail(known, name) !== undefined) ? [] : proofs.slice(0, 1);
	return [...new Set([...needed, ...(triage?.missing ?? []), ...asked, ...proof])].filter((name) => findDetail(known, name) === undefined);
}

function listArticles({ answer }: SparseEnvelope): readonly Source[] {
	const byId = new Map([...(answer?.sources ?? []), ...(answer?.suggestions ?? [])].map((source) => [source.id, source]));
	return [...byId.values()].slice(0, MAX_ARTICLES);
}

/** What is missing, and what the customer asked since anybody last answered. */
function listOpenQuestions(turns: readonly Turn[], missing: readonly string[], want: string): readonly string[] {
	const answeredAt = turns.findLastIndex(({ author }) => author === 'bot' || author === 'human');
	const asked = customerTexts(turns.slice(answeredAt + 1)).flatMap(splitSentences).filter((sentence) => /[?？؟]\s*$/u.test(sentence) && sentence !== want);
	const needed = missing.map((name) => `Not known yet: ${sayDetail(name)}`);
	return [...needed, ...new Set(asked.slice(-MAX_OPEN_QUESTIONS).map((sentence) => sentence.slice(0, 300)))];
}

/** Drops the keys whose value is undefined, since absent is not the same as empty in the schema. */
function withoutAbsent<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
	return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as T;
}
