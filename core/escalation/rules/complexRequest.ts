import { reasonFrom, type Rule } from '../buildReason';

/** Several questions or topics at once. */
export const complexRequest: Rule = ({ triage }, policy) => reasonFrom('complexRequest', policy, triage?.complexity, triage?.evidence.complexity?.text);
