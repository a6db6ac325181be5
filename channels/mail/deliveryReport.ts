/** What a mail server says about a mail of ours that it could not hand on (RFC 3464). */
import type { ParsedMail as Parsed } from 'mailparser';
import type { UndeliveredMail } from '../../core/message/mail';

/** Of what comes back with the report only the head is looked at, bytes. */
const MAX_HEAD_BYTES = 64 * 1024;
/** Longest line of a report that is kept, characters. */
const MAX_FIELD_CHARS = 300;

/** Which mail did not arrive, and why; absent for a mail that is no report, one of a delay, and one that does not say of which mail. */
export function readDeliveryReport({ text = '', attachments }: Pick<Parsed, 'text' | 'attachments'>): UndeliveredMail | undefined {
	// mailparser puts the report's fields behind the words for people.
	const report = text.slice(-MAX_HEAD_BYTES);
	// A block a recipient: the first may have arrived where another did not.
	const failed = report.split(/\n[ \t]*\r?\n/u).find((block) => withoutComments(fieldOf(block, 'Action')).toLowerCase() === 'failed');
	if (failed === undefined) return undefined;
	const returned = attachments.find(({ contentType }) => contentType === 'message/rfc822' || contentType === 'text/rfc822-headers');
	const head = returned?.content.toString('latin1', 0, MAX_HEAD_BYTES).split(/\r?\n\r?\n/u, 1)[0] ?? '';
	const messageId = /^<[^<>\s]{1,998}>$/u.exec(fieldOf(head, 'Message-ID') ?? '')?.[0];
	if (messageId === undefined) return undefined;
	const words = [fieldOf(failed, 'Status'), fieldOf(failed, 'Diagnostic-Code')?.replace(/^[\w-]{1,40};\s*/u, '')].filter((part) => part !== undefined);
	return { messageId, problem: withoutAddresses(words.join(' ')) || 'The mail server did not say why.' };
}

/** RFC 3464 allows remarks in brackets, as in "failed (permanent)". */
function withoutComments(value = ''): string {
	return value.replace(/\([^()]*\)/gu, '').trim();
}

/** Servers repeat whom they could not reach. A report may be kept before it is known which customer's mail it is about, where erasing would not find them. */
function withoutAddresses(words: string): string {
	return words.replace(/<?(?:"[^"]*"|[^\s<>()[\]:;,"'@]+)(?:@|%40)(?:\[[^\]\s]*\]|[\w\p{L}\p{N}-]+(?:\.[\w\p{L}\p{N}-]+)*)>?/giu, 'the address');
}

/** The first field of that name, on one line. */
function fieldOf(lines: string, name: string): string | undefined {
	const value = new RegExp(`^${name}:[ \\t]*((?:[^\\n]|\\n[ \\t]){1,${MAX_FIELD_CHARS}})`, 'imu').exec(lines)?.[1];
	return value?.replace(/\s+/gu, ' ').trim();
}
