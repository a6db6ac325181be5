import { buildReason, type Rule } from '../buildReason';

/** The mood falls, by the gate's verdict or by the policy's own stricter threshold once it is below neutral. */
export const fallingSentiment: Rule = ({ sentiment }, policy) => {
	if (sentiment?.trend === undefined) return undefined;
	const { threshold = -1 } = policy.rules.fallingSentiment;
	if (sentiment.because.includes('falling') || (sentiment.trend <= threshold && sentiment.score < 0)) {
		return buildReason('fallingSentiment', policy, { value: sentiment.trend, threshold });
	}
	return undefined;
};
