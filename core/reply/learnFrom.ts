/** What should the conversation remember of this message and of what was said to it? */
import type { Attempt, Learned, SentimentPoint } from '../conversation/conversation';
import { countFailedProofs, isNewMatter, isSmallTalk, recentAttempts } from '../escalation/matter';
import type { Envelope } from '../envelope';
import { describeEntity } from '../triage/triage';
import { missingDetails, type Composition } from './composeReply';

/** Longest question or answer kept with an attempt, characters. */
const MAX_ATTEMPT_CHARS = 300;

/** Longest detail kept, characters: an order number, an address, not a letter. */
const MAX_DETAIL_CHARS = 200;

/**
 * Everything learnt, to be written together with the outcome. Nothing for the notices of a handoff:
 * opening it has recorded that already.
 *
 * `composition` is what is said; absent, or `nothing`, for a message that goes to people. A draft is
 * not yet said: it counts as neither an attempt nor an offer, but what it asks for is remembered,
 * since the customer's next message may be the answer. `lastAttemptResult` is about the newest
 * attempt before this message; a new `attempt` comes after it.
 */
export function learnFrom(envelope: Envelope, composition?: Composition): Learned {
	const { answer, conversation, decision, handoff, triage } = envelope;
	if (composition?.kind === 'say' && composition.purpose === 'overdueNotice') return {};
	if (composition?.kind === 'say' && composition.purpose === 'handoffNotice' && handoff?.result !== 'failed') return {};
	const isSaid = composition?.kind === 'say' && composition.purpose === 'answer' && composition.mode === 'say';
	const offers = isSaid && decision?.outcome === 'offerHuman';
	const attempt = isSaid ? readAttempt(envelope, composition.text) : undefined;
	const result = judgeLastAttempt(envelope);
	return dropAbsent({
		language: triage?.language,
		collected: readCollected(envelope),
		...readQuestions(envelope, composition),
		sentiment: readPoint(envelope, isSaid && !offers),
		attempt,
		lastAttemptResult: result,
		offeredHuman: offers ? true : undefined,
		offerOpen: isSaid && offers !== (conversation.offerOpen === true) ? offers : undefined,
		failedVerifications: answer?.verification === 'failed' ? countFailedProofs(envelope) : undefined,
		unresolvedSince: readUnresolved(envelope, result),
		verified: answer?.verification === 'matched' ? true : undefined,
	});
}

function dropAbsent(learned: { readonly [Key in keyof Learned]: Learned[Key] | undefined }): Learned {
	return Object.fromEntries(Object.entries(learned).filter(([, value]) => value !== undefined));
}

/** Details found in this message; what holds sensitive data is not kept. */
function readCollected({ answer, triage }: Envelope): Learned['collected'] {
	const sensitive = triage?.sensitive ?? [];
	const found = (triage?.entities ?? [])
		.filter(({ span }) => !sensitive.some((finding) => finding.span.start < span.end && span.start < finding.span.end))
		.map((entity) => [entity.kind, describeEntity(entity)] as const);
	const details = [...found, ...Object.entries(answer?.lookup ?? {})].map(([name, value]) => [name, value.slice(0, MAX_DETAIL_CHARS)] as const);
	return details.length === 0 ? undefined : Object.fromEntries(details);
}

/** What was asked and for which intent. Small talk and handoffs leave an open question open; an answer closes it. */
function readQuestions(envelope: Envelope, composition: Composition | undefined): Pick<Learned, 'asked' | 'pendingIntent'> {
	const { conversation, decision, triage } = envelope;
	if (composition?.kind !== 'say' || composition.purpose !== 'answer' || isSmallTalk(envelope)) return {};
	const planned = decision?.withoutRollout ?? decision?.outcome;
	const asksDetails = envelope.answer?.kind === 'askDetails';
	if (asksDetails || planned === 'clarify') {
		const intent = triage?.intent ?? conversation.pendingIntent;
		return { asked: asksDetails ? missingDetails(envelope) : [], ...(intent === undefined ? {} : { pendingIntent: intent }) };
	}
	return {
		...(conversation.asked.length > 0 ? { asked: [] } : {}),
		...(conversation.pendingIntent === undefined ? {} : { pendingIntent: null }),
	};
}

/** The forecast is kept where it was one: not of a greeting or thanks, and not where a person was called or offered at once. */
function readPoint(envelope: Envelope, goesOnAlone: boolean): SentimentPoint | undefined {
	const { message, sentiment } = envelope;
	if (sentiment === undefined) return undefined;
	const { score, anger, rawForecast } = sentiment;
	return { at: message.receivedAt, score, anger, ...(goesOnAlone && rawForecast !== undefined && !isSmallTalk(envelope) ? { rawForecast } : {}) };
}

/** An answer from knowledge or data that was really said. */
function readAttempt({ answer, decision, message, triage }: Envelope, said: string): Attempt | undefined {
	const text = answer?.kind === 'answered' ? (answer.text ?? '').trim() : '';
	if (answer === undefined || text === '' || !said.startsWith(text) || decision?.outcome === 'clarify') return undefined;
	return {
		messageId: message.id,
		question: shorten(message.text),
		...(triage?.intent === undefined ? {} : { intent: triage.intent }),
		answer: shorten(text),
		sources: answer.sources.map((source) => source.id),
		at: message.receivedAt,
		...(answer.confidence === undefined ? {} : { confidence: answer.confidence }),
		result: 'unknown',
	};
}

function shorten(text: string): string {
	const oneLine = text.trim().replace(/\s+/gu, ' ');
	return oneLine.length <= MAX_ATTEMPT_CHARS ? oneLine : `${oneLine.slice(0, MAX_ATTEMPT_CHARS - 1)}…`;
}

/** How the last answer went, from the reaction to it; absent while nothing tells. */
function judgeLastAttempt(envelope: Envelope): Learned['lastAttemptResult'] {
	const { sentiment, triage } = envelope;
	const last = recentAttempts(envelope).at(-1);
	if (last === undefined || last.result !== 'unknown') return undefined;
	const isUnhappy = sentiment?.upset === true || sentiment?.label === 'negative';
	// Anger right after an answer is about that answer, whatever topic its words resemble.
	if (sentiment?.upset === true || (isUnhappy && !isNewMatter(envelope))) return 'failed';
	if (triage?.smallTalk === 'thanks') return 'worked';
	// "And to Norway?" goes on from the answer; that it was no good, the mood tells.
	const goesOn = triage?.evidence?.context !== undefined;
	const repeats = triage?.intent !== undefined && triage.intent === last.intent && !goesOn && !bringsNewDetail(envelope);
	return repeats ? 'failed' : undefined;
}

/** Asking the same of another order is no repetition; "it is still not here today" is one. */
function bringsNewDetail({ conversation, triage }: Envelope): boolean {
	return (triage?.entities ?? []).some((entity) => conversation.collected[entity.kind] !== describeEntity(entity) && (entity.kind !== 'date' || /\d/u.test(entity.value)));
}

/** Since when a matter is open: from its first question until thanks or a worked answer. */
function readUnresolved(envelope: Envelope, result: Learned['lastAttemptResult']): Learned['unresolvedSince'] | undefined {
	const { conversation, message, triage } = envelope;
	const isOpen = conversation.unresolvedSince !== undefined;
	if (isSmallTalk(envelope)) {
		const isSettled = result === 'worked' || (result !== 'failed' && (triage?.smallTalk === 'thanks' || triage?.smallTalk === 'goodbye'));
		return isOpen && isSettled ? null : undefined;
	}
	return !isOpen || isNewMatter(envelope) ? message.receivedAt : undefined;
}
