/** How often was the assistant right when it was that sure? Measured on what it answered; before that, the curve it ships with. */
import type { AnsweredConversation } from '../conversation/ledger';

/** One answer that was said. */
export interface AnswerObservation {
	/** 0 … 1: how sure the assistant was of it. */
	readonly confidence: number;
	/** The customer did not come back with it, and no person was needed after it. */
	readonly right: boolean;
}

/** What a threshold did, or would have done. */
export interface ThresholdMeasure {
	/** 0 … 1. */
	readonly threshold: number;
	/** Answers at or above it. */
	readonly answers: number;
	/** 0 … 1: how many of them were right. */
	readonly rightShare: number;
}

/** Conversations that are looked at. */
export const MEASURED_CONVERSATIONS = 200;
/** Fewer answers than this say nothing about a share. */
const MIN_ANSWERS = 20;
/**
 * The answers of these conversations. An answer is wrong when the customer's reaction said so, and the
 * last one also when a person was called in; an answer nobody objected to counts as right, as helpdesks
 * count it. Answers of unknown confidence are left out.
 */
export function observeAnswers(conversations: readonly AnsweredConversation[]): readonly AnswerObservation[] {
	return conversations.flatMap(({ attempts, handedOff }) => attempts.flatMap(({ confidence, result }, index) => {
		if (confidence === undefined) return [];
		const calledIn = handedOff && index === attempts.length - 1 && result !== 'worked';
		return [{ confidence, right: result !== 'failed' && !calledIn }];
	}));
}

/** The share of right answers at or above `threshold`; absent while there are fewer than twenty. */
export function measureThreshold(observations: readonly AnswerObservation[], threshold: number): ThresholdMeasure | undefined {
	const said = observations.filter(({ confidence }) => confidence >= threshold);
	if (said.length < MIN_ANSWERS) return undefined;
	return { threshold, answers: said.length, rightShare: said.filter(({ right }) => right).length / said.length };
}

/**
 * What is known of a threshold, in a support lead's words. Below the least confidence that was ever answered at
 * nothing was measured: there the shipped curve speaks.
 */
export function describeThreshold(observations: readonly AnswerObservation[], threshold: number): string {
	const least = Math.min(...observations.map(({ confidence }) => confidence));
	const measure = threshold + 1e-9 >= Math.floor(least * 20) / 20 ? measureThreshold(observations, threshold) : undefined;
	return measure === undefined
		? `Answers at a confidence of ${threshold} or more: about ${tenths(shippedRightShare(threshold))} in 10 right on public test questions. Your own share is told after ${MIN_ANSWERS} answers.`
		: `Answers at a confidence of ${threshold} or more: about ${tenths(measure.rightShare)} in 10 right, of your last ${measure.answers}.`;
}

/** 0 … 10, a half only where it matters. */
function tenths(share: number): string {
	const halves = Math.round(share * 20) / 2;
	return halves >= 9 && halves < 10 ? halves.toFixed(1).replace('.0', '') : String(Math.round(share * 10));
}

/**
 * Threshold, share of right answers at or above it: `rightFrom…` of `npm run eval -- retrieval … --drop 0.3 --seed 1,2,3,4,5`,
 * the mean of two public sets that differ much (StackFAQ 0.71 to 0.99, COVID FAQ with its near-duplicates 0.61 to 0.76).
 */
const SHIPPED_CURVE: ReadonlyArray<readonly [threshold: number, rightShare: number]> = [[0.3, 0.66], [0.45, 0.73], [0.6, 0.78], [0.75, 0.83], [0.9, 0.87]];

/** Between two measured thresholds on the line that joins them; outside, the nearest one's. */
export function shippedRightShare(threshold: number): number {
	const next = SHIPPED_CURVE.findIndex(([known]) => known >= threshold);
	const [highFrom, highShare] = SHIPPED_CURVE.at(next) as readonly [number, number];
	const [lowFrom, lowShare] = SHIPPED_CURVE[Math.max(0, next - 1)] as readonly [number, number];
	if (next <= 0 || highFrom === lowFrom) return highShare;
	return lowShare + ((threshold - lowFrom) / (highFrom - lowFrom)) * (highShare - lowShare);
}
