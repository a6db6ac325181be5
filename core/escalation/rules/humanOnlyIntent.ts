import type { Triage } from '../../triage/triage';
import { buildReason, type Rule } from '../buildReason';

/** A topic the company keeps for people, also beside another one. A topic without a confidence was set by someone who knows. */
export const humanOnlyIntent: Rule = ({ triage }, policy) => {
	if (triage === undefined) return undefined;
	const { threshold = 0 } = policy.rules.humanOnlyIntent;
	const found = findTopics(triage).find(({ intent, confidence = threshold }) => policy.humanOnlyIntents.includes(intent) && confidence >= threshold);
	if (found === undefined) return undefined;
	return buildReason('humanOnlyIntent', policy, {
		detail: found.intent,
		quote: found.evidence?.text ?? '',
		...(found.confidence === undefined ? {} : { value: found.confidence, threshold }),
	});
};

/** All topics of the message, the main one first. An item from elsewhere may name only that. */
function findTopics({ intent, confidence, evidence, otherIntents }: Partial<Triage>): ReadonlyArray<Pick<Triage['otherIntents'][number], 'evidence'> & { readonly intent: string; readonly confidence?: number }> {
	const main = intent === undefined ? [] : [{ intent, ...(confidence === undefined ? {} : { confidence }), ...(evidence?.intent === undefined ? {} : { evidence: evidence.intent }) }];
	return [...main, ...(otherIntents ?? [])];
}
