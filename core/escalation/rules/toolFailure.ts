import { buildReason, type Rule } from '../buildReason';

/** A step before failed, or data was needed and nobody looked it up. */
export const toolFailure: Rule = ({ error, answer }, policy) => {
	if (error !== undefined && error !== null) return buildReason('toolFailure', policy);
	if (answer?.kind !== 'needsData') return undefined;
	return buildReason('toolFailure', policy, { detail: 'The answer needs data that was not looked up.' });
};
