/** The decision: what happens with this message, and why. */

export const OUTCOMES = ['answer', 'clarify', 'offerHuman', 'reviewDraft', 'escalate'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Stable codes, never renamed after release. */
export const REASON_CODES = [
	'humanRequested', 'humanOfferAccepted', 'negativeSentiment', 'fallingSentiment', 'urgent', 'complexRequest',
	'lowConfidence', 'noKnowledge', 'outOfScope', 'repeatedAttempts', 'unresolvedTooLong', 'highValueCustomer',
	'sensitiveData', 'unverifiedCustomer', 'humanOnlyIntent', 'legalOrSafety', 'accountCompromise',
	'languageUnsupported', 'attachmentOnly', 'likelyNeedsPerson', 'promiseMade', 'toolFailure', 'heldBackByRollout',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** `escalate` now; `offer` a person once; `review` by a person before it is said. */
export type Grade = 'escalate' | 'offer' | 'review';

export interface Reason {
	readonly code: ReasonCode;
	readonly grade: Grade;
	/** For people, in the desk's language (English). */
	readonly sentence: string;
	/** The customer's words, where words decided. */
	readonly quote?: string;
	/** The number that decided and the threshold beside it, where a number decided. */
	readonly value?: number;
	readonly threshold?: number;
}

export interface Decision {
	readonly outcome: Outcome;
	/** Strongest first; empty for a plain answer. */
	readonly reasons: readonly Reason[];
	/** What would have changed the outcome; absent when nothing single would have. */
	readonly counterfactual?: string;
	/** 0 self-service … 3 specialist. */
	readonly tier: 0 | 1 | 2 | 3;
	readonly priority: 'low' | 'normal' | 'high' | 'urgent';
	/** Team or skill to route to; absent: anyone. */
	readonly skill?: string;
	/** What the rules alone would have done, when the rollout held it back; absent otherwise. */
	readonly withoutRollout?: Outcome;
	/** Schema version of the policy it was made under, and its preset. */
	readonly policy: { readonly version: 1; readonly preset: string };
}
