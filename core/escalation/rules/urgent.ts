import { reasonFrom, type Rule } from '../buildReason';

/** Help is needed now. */
export const urgent: Rule = ({ triage }, policy) => reasonFrom('urgent', policy, triage?.urgency, triage?.evidence.urgency?.text);
