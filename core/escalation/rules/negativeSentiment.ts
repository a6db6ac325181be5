import { buildReason, type Rule } from '../buildReason';

/** Anger goes to a person at once, whatever the grade; a customer who is merely upset, by the grade. */
export const negativeSentiment: Rule = ({ sentiment }, policy) => {
	if (sentiment === undefined) return undefined;
	const { threshold = 1 } = policy.rules.negativeSentiment;
	const quote = sentiment.evidence[0]?.text ?? '';
	if (sentiment.anger >= threshold) {
		return buildReason('negativeSentiment', policy, { grade: 'escalate', detail: 'angry', value: sentiment.anger, threshold, quote });
	}
	const isUpset = sentiment.because.includes('anger') || sentiment.because.includes('negative');
	return isUpset ? buildReason('negativeSentiment', policy, { detail: 'upset', quote }) : undefined;
};
