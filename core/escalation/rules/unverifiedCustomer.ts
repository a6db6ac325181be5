import { buildReason, type Rule } from '../buildReason';
import { countFailedProofs } from '../matter';

/** The proof did not match now, and has failed as often as the policy allows. */
export const unverifiedCustomer: Rule = (envelope, policy) => {
	if (envelope.answer?.verification !== 'failed') return undefined;
	const { threshold = 1 } = policy.rules.unverifiedCustomer;
	const value = countFailedProofs(envelope);
	return value >= threshold ? buildReason('unverifiedCustomer', policy, { value, threshold }) : undefined;
};
