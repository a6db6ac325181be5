/** What a conversation remembers, and how what a node learnt is added to it. */
import type { Attempt, Conversation, Learned, SentimentPoint } from './conversation';

/** The part of a conversation that grows by learning, not by talking or changing hands. */
export type Memory = Pick<
	Conversation,
	'language' | 'collected' | 'asked' | 'pendingIntent' | 'attempts' | 'sentimentTrail' | 'offeredHuman' | 'failedVerifications' | 'unresolvedSince'
> & {
	/** The customer's next words may accept the offer of a person. */
	readonly offerOpen: boolean;
	/** The customer proved who they are in this conversation. */
	readonly verified: boolean;
};

/** Attempts kept: more than a person reads before a first reply. */
export const MAX_ATTEMPTS = 10;
/** Points of mood kept: enough to draw a trend. */
export const MAX_SENTIMENT_POINTS = 20;

/** What a conversation remembers when it begins. */
export const EMPTY_MEMORY: Memory = {
	collected: {}, asked: [], attempts: [], sentimentTrail: [], offeredHuman: false, offerOpen: false, failedVerifications: 0, verified: false,
};

/**
 * Adds what was learnt. An absent field leaves what is remembered; `null` forgets it. The result of
 * the last attempt is marked before a new attempt is added. `asked` is what is asked for now, even of
 * what was given before: a proof that did not match is asked for again. `failedVerifications` is the
 * new count and never falls.
 */
export function applyLearned(memory: Memory, learned: Learned): Memory {
	const collected = { ...memory.collected, ...learned.collected };
	return {
		language: learned.language ?? memory.language,
		collected,
		asked: learned.asked ?? stillAsked(memory.asked, collected),
		pendingIntent: replaceUnlessAbsent(memory.pendingIntent, learned.pendingIntent),
		attempts: addAttempt(markLastAttempt(memory.attempts, learned.lastAttemptResult), learned.attempt),
		sentimentTrail: addPoint(memory.sentimentTrail, learned.sentiment),
		offeredHuman: learned.offeredHuman ?? memory.offeredHuman,
		offerOpen: learned.offerOpen ?? memory.offerOpen,
		failedVerifications: Math.max(memory.failedVerifications, learned.failedVerifications ?? 0),
		unresolvedSince: replaceUnlessAbsent(memory.unresolvedSince, learned.unresolvedSince),
		verified: memory.verified || learned.verified === true,
	};
}

/** A customer wrote: a matter is open from now on unless one was open already. */
export function openMatter(memory: Memory, at: string): Memory {
	return memory.unresolvedSince === undefined ? { ...memory, unresolvedSince: at } : memory;
}

/** A person gives the conversation back: what the assistant had asked or offered before is no longer open. */
export function returnMemory(memory: Memory): Memory {
	return { ...memory, asked: [], pendingIntent: undefined, offeredHuman: false, offerOpen: false };
}

/**
 * A resolved conversation opens again: what was pending is dropped and the customer has to prove
 * anew who they are, but what they told us, what was tried and how they felt stays known.
 */
export function reopenMemory(memory: Memory): Memory {
	return { ...returnMemory(memory), unresolvedSince: undefined, verified: false };
}

function stillAsked(names: readonly string[], collected: Readonly<Record<string, string>>): readonly string[] {
	return names.filter((name) => !Object.hasOwn(collected, name));
}

function replaceUnlessAbsent(known: string | undefined, learned: string | null | undefined): string | undefined {
	return learned === undefined ? known : (learned ?? undefined);
}

function markLastAttempt(attempts: readonly Attempt[], result: Learned['lastAttemptResult']): readonly Attempt[] {
	if (result === undefined) return attempts;
	const last = attempts.findLastIndex((attempt) => attempt.result === 'unknown');
	return attempts.map((attempt, index) => (index === last ? { ...attempt, result } : attempt));
}

function addAttempt(attempts: readonly Attempt[], attempt: Attempt | undefined): readonly Attempt[] {
	return attempt === undefined ? attempts : [...attempts, attempt].slice(-MAX_ATTEMPTS);
}

function addPoint(trail: readonly SentimentPoint[], point: SentimentPoint | undefined): readonly SentimentPoint[] {
	return point === undefined ? trail : [...trail, point].slice(-MAX_SENTIMENT_POINTS);
}
