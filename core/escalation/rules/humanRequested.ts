import { buildReason, reasonFrom, type Rule } from '../buildReason';

/** The customer pressed "Talk to a person" or wrote as much. The button needs no likelihood. */
export const humanRequested: Rule = ({ message, triage }, policy) =>
	message.requestsHuman === true
		? buildReason('humanRequested', policy)
		: reasonFrom('humanRequested', policy, triage?.asksForHuman, triage?.evidence.asksForHuman?.text);
