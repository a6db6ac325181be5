import { buildReason, type Rule } from '../buildReason';

/** Names the kinds found, never the data: a quote would copy the card number into every log. */
export const sensitiveData: Rule = ({ triage }, policy) => {
	const kinds = [...new Set((triage?.sensitive ?? []).map((finding) => finding.kind))];
	return kinds.length === 0 ? undefined : buildReason('sensitiveData', policy, { detail: kinds.join(', ') });
};
