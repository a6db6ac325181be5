import type { RecordResult } from '../../core/conversation/ledger';

export const OUTPUT_NAMES = ['Message', 'Human Owns', 'Ignored'];
export const MESSAGE = 0;
export const HUMAN_OWNS = 1;
export const IGNORED = 2;

/** The output a recorded message leaves by: people's conversations run no assistant. */
export function outputOf({ owner, ignored }: Extract<RecordResult, { readonly kind: 'recorded' }>): number {
	if (ignored !== undefined) return IGNORED;
	return owner === 'bot' ? MESSAGE : HUMAN_OWNS;
}
