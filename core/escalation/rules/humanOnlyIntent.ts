import { buildReason, type Rule } from '../buildReason';

/** A topic the company keeps for people. A topic without a confidence was set by someone who knows. */
export const humanOnlyIntent: Rule = ({ triage }, policy) => {
	if (triage?.intent === undefined || !policy.humanOnlyIntents.includes(triage.intent)) return undefined;
	const { threshold = 0 } = policy.rules.humanOnlyIntent;
	if (triage.confidence !== undefined && !(triage.confidence >= threshold)) return undefined;
	return buildReason('humanOnlyIntent', policy, {
		detail: triage.intent,
		quote: triage.evidence.intent?.text ?? '',
		...(triage.confidence === undefined ? {} : { value: triage.confidence, threshold }),
	});
};
