/** Is this still the same matter, and what was tried on it? */
import type { Attempt, Conversation } from '../conversation/conversation';
import { sinceHandBack } from '../conversation/sinceHandBack';
import type { Envelope } from '../envelope';
import type { Triage } from '../triage/triage';

/** A greeting, thanks or goodbye with no question in it. */
export function isSmallTalk({ answer, triage }: Envelope): boolean {
	if (answer?.kind === 'smallTalk') return true;
	return triage?.smallTalk !== undefined && (answer === undefined || answer.kind === 'none');
}

/** True when there are words that answer; an answer without a text is none. */
export function hasAnswer({ answer }: Envelope): boolean {
	return answer?.kind === 'answered' && (answer.text ?? '').trim() !== '';
}

/** Attempts since a person last gave the conversation back. */
export function recentAttempts({ conversation }: Envelope): readonly Attempt[] {
	return sinceHandBack(conversation.attempts, conversation);
}

/**
 * Attempts on the matter of this message that have not worked, oldest first.
 * Without an intent only attempts known to have failed count, since nothing says what the others were about.
 */
export function openAttempts(envelope: Envelope): readonly Attempt[] {
	const intent = envelope.triage?.intent;
	const attempts = recentAttempts(envelope);
	const lastSuccess = attempts.findLastIndex((attempt) => attempt.result === 'worked');
	return attempts.slice(lastSuccess + 1).filter((attempt) => (intent === undefined ? attempt.result === 'failed' : attempt.intent === intent));
}

/** Below this confidence an intent says too little to name the matter by. 0 … 1. */
const NAMED_MATTER_CONFIDENCE = 0.35;

/** The matter of this message: its own intent when that is worth naming, else what was asked or tried last. Absent when nothing tells. */
export function matterOf({ conversation, triage }: { readonly triage?: Partial<Triage>; readonly conversation?: Partial<Conversation> }): string | undefined {
	const isTelling = triage?.intent !== undefined && (triage.confidence ?? 1) >= NAMED_MATTER_CONFIDENCE;
	return isTelling ? triage.intent : (conversation?.pendingIntent ?? conversation?.attempts?.at(-1)?.intent);
}

/** Below this confidence an intent does not prove a change of subject. 0 … 1. */
const NEW_MATTER_CONFIDENCE = 0.5;

/** True when the customer went on to something else after an answer that was not seen to fail. */
export function isNewMatter(envelope: Envelope): boolean {
	const last = recentAttempts(envelope).at(-1);
	const { intent, confidence = 1 } = envelope.triage ?? {};
	return last !== undefined && last.result !== 'failed' && intent !== undefined && confidence >= NEW_MATTER_CONFIDENCE && last.intent !== intent;
}

/**
 * True when this is the matter a person took over and gave back: whatever the
 * assistant knows of it may be older than what they agreed, and could contradict them.
 */
export function wasHandledByPerson({ conversation, triage }: Envelope): boolean {
	const { attempts, handBack } = conversation;
	if (handBack === undefined || triage?.intent === undefined || (triage.confidence ?? 0) < NEW_MATTER_CONFIDENCE) return false;
	return attempts.findLast(({ at }) => at <= handBack.at)?.intent === triage.intent;
}

/** True when exactly the details now missing were just asked for on this matter: the customer gave none of them. */
export function asksInVain({ answer, conversation, triage }: Envelope): boolean {
	const { asked, pendingIntent } = conversation;
	if (answer?.kind !== 'askDetails' || answer.verification === 'failed' || pendingIntent === undefined) return false;
	if (triage?.intent !== undefined && triage.intent !== pendingIntent) return false;
	const asks = answer.asks ?? [];
	return asks.length > 0 && asks.every((ask) => asked.includes(ask)) && asked.every((ask) => asks.includes(ask));
}

/** Failed proofs of identity, this message's included. */
export function countFailedProofs({ answer, conversation }: Envelope): number {
	return conversation.failedVerifications + (answer?.verification === 'failed' ? 1 : 0);
}
