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
	const named = attachments.slice(0, MAX_NAMED).map(sayAttachment);
	const more = attachments.length > MAX_NAMED ? [`[and ${attachments.length - MAX_NAMED} more files]`] : [];
	return [...(text.trim() === '' ? [] : [text]), ...named, ...more].join('\n');
}

function sayAttachment({ kind = 'file', name, url, transcript }: Attachment): string {
	const said = transcript === undefined ? '' : ` (transcribed) “${transcript}”`;
	return `[${KINDS[kind]}: ${[name, url].filter((part) => part !== undefined).join(' ')}]${said}`;
}

/** What {@link sayAttachment} says of one that was transcribed. */
const TRANSCRIBED = new RegExp(`^\\[(?:${Object.values(KINDS).join('|')}): .*\\] \\(transcribed\\) “(.*)”$`, 'gmu');

/**
 * The words of what {@link sayMessage} gave, with what was said in voice notes as if it had been written.
 *
 * @example wordsOf('[Voice note: voice] (transcribed) “And to Norway?”') // => 'And to Norway?'
 */
export function wordsOf(said: string): string {
	return said.replace(TRANSCRIBED, '$1');
}

/**
 * What a customer's turn says beside the files it names. The ones it names are known by the message's own attachments, so that
 * nothing a customer wrote themselves is taken for one; undefined when it names none of them.
 */
function withoutFiles(said: string, attachments: readonly Attachment[]): string | undefined {
	let rest = said.replace(/(?:^|\n)\[and \d+ more files\]$/u, '');
	let isNamed = false;
	for (const line of attachments.map(sayAttachment).reverse()) {
		if (rest !== line && !rest.endsWith(`\n${line}`)) continue;
		rest = rest.slice(0, Math.max(0, rest.length - line.length - 1));
		isNamed = true;
	}
	return isNamed ? rest : undefined;
}

/**
 * True when a customer's turn is this message, or one of those it took along: turns say what was sent along, and what is said
 * in it, in their own way ({@link sayMessage}), which is not that of `text` ({@link withTranscripts}).
 *
 * @param said the turn's text
 */
export function isSaidBy(said: string, { text, attachments = [], merged }: Pick<Message, 'text' | 'merged'> & Partial<Pick<Message, 'attachments'>>): boolean {
	if (said === text) return true;
	const rest = withoutFiles(said, attachments);
	// Of a message on its own all words are in the turn; of one that took others along, each turn has some whole lines.
	if (merged === undefined) return withTranscripts(rest ?? said, attachments) === text;
	return rest === '' || `\n${text}\n`.includes(`\n${rest ?? said}\n`);
}

/** What the customer wrote, and what they said in voice notes that were transcribed: what there is to understand. `text` is without what was said. */
export function withTranscripts(text: string, attachments: readonly Attachment[]): string {
	const said = attachments.flatMap(({ transcript }) => (transcript === undefined ? [] : [transcript]));
	return said.length === 0 ? text : cutText([...(text.trim() === '' ? [] : [text]), ...said].join('\n'));
}

/** Kinds of attachments in words, each once: "a voice note, a picture". */
export function nameAttachments(attachments: readonly Attachment[]): string {
	return [...new Set(attachments.map(({ kind = 'file' }) => `a ${KINDS[kind].toLowerCase()}`))].join(', ');
}
