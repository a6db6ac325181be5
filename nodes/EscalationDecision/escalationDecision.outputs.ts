import type { Outcome } from '../../core/escalation/decision';

export const OUTPUT_NAMES = ['Answer', 'Clarify', 'Offer Human', 'Review Draft', 'Escalate'];

const OUTPUTS: Readonly<Record<Outcome, number>> = { answer: 0, clarify: 1, offerHuman: 2, reviewDraft: 3, escalate: 4 };

/** Where a failure goes: towards people. */
export const ESCALATE = OUTPUTS.escalate;

/** The output a decision leaves by. */
export function outputOf(outcome: Outcome): number {
	return OUTPUTS[outcome];
}
