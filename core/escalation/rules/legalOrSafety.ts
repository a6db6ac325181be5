import { reasonFrom, type Rule } from '../buildReason';

/** Lawyers, regulators, threats, injuries. */
export const legalOrSafety: Rule = ({ triage }, policy) =>
	reasonFrom('legalOrSafety', policy, triage?.legalOrSafety, triage?.evidence.legalOrSafety?.text);
