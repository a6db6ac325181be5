/** A subject without what mail programs put before it. */

/** Prefixes of answers, in the languages mail programs use. */
const REPLY_PREFIXES = ['re', 'aw', 'antw', 'antwort', 'sv', 'vs', 'odp', 'ref', 'rif', 'r', 'res', 'rép', 'rep', 'ynt', 'ответ', '回复', '答复', 'رد'];
const FORWARD_PREFIXES = ['fw', 'fwd', 'wg', 'wtr', 'tr', 'rv', 'pd', 'i', 'enc', 'doorst', 'vb', 'vl', 'pdl', '转发'];

/** One prefix: `Re:`, `AW :`, `Re[2]:`, `RE: ` with a full-width colon. */
const ANSWER = prefixPattern(REPLY_PREFIXES);
const FORWARD = prefixPattern(FORWARD_PREFIXES);
const ANY = prefixPattern([...REPLY_PREFIXES, ...FORWARD_PREFIXES]);
/** More prefixes than this nobody stacks. */
const MAX_PREFIXES = 20;

function prefixPattern(prefixes: readonly string[]): RegExp {
	return new RegExp(`^\\s{0,9}(?:\\[[^\\]]{1,40}\\]\\s{0,9})?(?:${prefixes.join('|')})\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\))?\\s?[:：]`, 'iu');
}

/** True when the sender's mail program calls it an answer. */
export function isReplySubject(subject: string): boolean {
	return ANSWER.test(subject);
}

/** True when the sender's mail program calls it a forwarded mail. */
export function isForwardSubject(subject: string): boolean {
	return FORWARD.test(subject);
}

/**
 * The subject all mails of a thread share, in lower case; '' when nothing is left.
 *
 * @example normaliseSubject('AW: Re: Order 1042') // => 'order 1042'
 */
export function normaliseSubject(subject: string): string {
	let bare = subject;
	for (let count = 0; count < MAX_PREFIXES && ANY.test(bare); count++) bare = bare.replace(ANY, '');
	return bare.trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** The subject of an answer: `Re:` once. */
export function replySubject(subject: string | undefined): string {
	const text = (subject ?? '').replace(/[\r\n]+/gu, ' ').trim();
	return text === '' ? 'Re:' : isReplySubject(text) ? text : `Re: ${text}`;
}
