import { reasonFrom, type Rule } from '../buildReason';

/** A stolen account, an unknown log-in, fraud. */
export const accountCompromise: Rule = ({ triage }, policy) =>
	reasonFrom('accountCompromise', policy, triage?.accountCompromise, triage?.evidence.accountCompromise?.text);
