import type { Answer } from '../../core/knowledge/knowledge';
import { assertNever } from '../shared/assertNever';

/** No Answer is also where a failure goes: towards people. */
export const OUTPUT_NAMES = ['Answered', 'Needs Data', 'No Answer'];
export const ANSWERED = 0;
export const NEEDS_DATA = 1;
export const NO_ANSWER = 2;

/** The output an answer leaves by. */
export function outputOf(kind: Answer['kind']): number {
	switch (kind) {
		case 'answered':
		case 'askDetails':
		case 'smallTalk':
			return ANSWERED;
		case 'needsData':
			return NEEDS_DATA;
		case 'none':
			return NO_ANSWER;
		default:
			return assertNever(kind);
	}
}
