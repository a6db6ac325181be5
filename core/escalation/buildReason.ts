/** Builds the record a rule gives when it applies. */
import type { Envelope } from '../envelope';
import type { Grade, Reason, ReasonCode } from './decision';
import { SENTENCES, type Facts } from './messages';
import type { EscalationPolicy } from './policy';

/** One reason to involve a person: looks at an envelope, says why or nothing. `now` is ISO 8601 UTC. */
export type Rule = (envelope: Envelope, policy: EscalationPolicy, now: string) => Reason | undefined;

/** Longest quote of a customer kept with a reason, characters. */
const MAX_QUOTE_CHARS = 200;

/** What a rule found; `grade` only where the evidence outweighs the policy's own grade. */
export interface Finding extends Facts {
	readonly quote?: string;
	readonly grade?: Grade;
}

/** The reason with the policy's grade and its sentence. */
export function buildReason(code: ReasonCode, policy: EscalationPolicy, finding: Finding = {}): Reason {
	const { quote, grade = policy.rules[code].grade, value, threshold } = finding;
	return {
		code,
		grade,
		sentence: SENTENCES[code](finding),
		...(quote === undefined || quote === '' ? {} : { quote: quote.slice(0, MAX_QUOTE_CHARS) }),
		...(value === undefined ? {} : { value }),
		...(threshold === undefined ? {} : { threshold }),
	};
}

/** The reason when a value reaches the rule's threshold; nothing when the value or the threshold is absent. */
export function reasonFrom(code: ReasonCode, policy: EscalationPolicy, value: number | undefined, quote?: string): Reason | undefined {
	const { threshold } = policy.rules[code];
	if (value === undefined || threshold === undefined || !(value >= threshold)) return undefined;
	return buildReason(code, policy, { value, threshold, ...(quote === undefined ? {} : { quote }) });
}
