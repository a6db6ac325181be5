import type { HandoffResult } from '../../core/handoff/handoff';
import { assertNever } from '../shared/assertNever';

export const OUTPUT_NAMES = ['Handed Off', 'Queued', 'Failed'];
export const HANDED_OFF = 0;
export const QUEUED = 1;
export const FAILED = 2;

/** The output a handoff's result leaves by. */
export function outputOf(result: HandoffResult): number {
	switch (result) {
		case 'handedOff':
			return HANDED_OFF;
		case 'queued':
			return QUEUED;
		case 'failed':
			return FAILED;
		default:
			return assertNever(result);
	}
}
