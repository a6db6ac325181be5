/** How may a text appear in a log line, if it has to at all? */
import { MASK_KINDS, maskText } from './maskText';

/** Longest text in a log line, characters: enough to recognise an error message by. */
export const MAX_LOG_CHARS = 200;

/** Read beyond the limit so that nothing is cut in two before it is masked. */
const READ_CHARS = MAX_LOG_CHARS * 5;

/**
 * One line, at most {@link MAX_LOG_CHARS} characters, everything personal masked.
 * For messages of systems (an API's error sentence). What a customer wrote belongs in no log, masked or not.
 */
export function maskForLog(text: string): string {
	const line = maskText(text.slice(0, READ_CHARS), MASK_KINDS).text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ').trim();
	const chars = [...line];
	return chars.length > MAX_LOG_CHARS ? `${chars.slice(0, MAX_LOG_CHARS - 1).join('')}…` : line;
}
