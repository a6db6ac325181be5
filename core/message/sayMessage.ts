/** A message as a person reads it: the words, and below them what was sent along. */
import type { Attachment, AttachmentKind, Message } from './message';
import { cutText } from './readEnvelope';

/** Files named at most; more are counted. */
const MAX_NAMED = 10;

const KINDS: Readonly<Record<AttachmentKind, string>> = {
	image: 'Picture', video: 'Video', voice: 'Voice note', audio: 'Sound', file: 'File', sticker: 'Sticker', location: 'Location', contact: 'Contact',
};

/**
 * The words with a line for each file: its kind, its name, where it opens when the channel says, and what is said in it when it was transcribed.
 *
 * @example sayMessage({ text: '', attachments: [{ name: 'note.ogg', mimeType: 'audio/ogg', kind: 'voice' }] }) // => '[Voice note: note.ogg]'
 */
export function sayMessage({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
	if (attachments.length === 0) return text;
	const named = attachments.slice(0, MAX_NAMED).map(({ kind = 'file', name, url, transcript }) => {
		const said = transcript === undefined ? '' : ` (transcribed) “${transcript}”`;
		return `[${KINDS[kind]}: ${[name, url].filter((part) => part !== undefined).join(' ')}]${said}`;
	});
	const more = attachments.length > MAX_NAMED ? [`[and ${attachments.length - MAX_NAMED} more files]`] : [];
	return [...(text.trim() === '' ? [] : [text]), ...named, ...more].join('\n');
}

/**
 * What the customer wrote, and what they said in voice notes that were transcribed: what there is to understand. Words that stand
 * in the text already are not said again, so that a message may be put together once more.
 */
export function withTranscripts(text: string, attachments: readonly Attachment[]): string {
	const said = attachments.flatMap(({ transcript }) => (transcript === undefined || text.includes(transcript) ? [] : [transcript]));
	return said.length === 0 ? text : cutText([...(text.trim() === '' ? [] : [text]), ...said].join('\n'));
}

/** Kinds of attachments in words, each once: "a voice note, a picture". */
export function nameAttachments(attachments: readonly Attachment[]): string {
	return [...new Set(attachments.map(({ kind = 'file' }) => `a ${KINDS[kind].toLowerCase()}`))].join(', ');
}
