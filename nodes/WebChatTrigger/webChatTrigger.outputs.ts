import type { Owner } from '../../core/conversation/conversation';

export const OUTPUT_NAMES = ['Message', 'Human Owns'];

/** The output a recorded message leaves by: people's conversations run no assistant. */
export function outputOf(owner: Owner): number {
	return owner === 'bot' ? 0 : 1;
}
