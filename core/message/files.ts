/** Which files of a message are kept, and under which names they leave again. */
import type { Attachment } from './message';

/** Largest file kept, bytes: the most WhatsApp lets anybody send as a voice note, sound or video. */
export const MAX_KEPT_FILE_BYTES = 16 * 1024 * 1024;
/** Most kept of one message, bytes: no mail server in wide use lets a mail be larger. */
export const MAX_KEPT_MESSAGE_BYTES = 2 * MAX_KEPT_FILE_BYTES;

/** Said of a file that is not kept for its size. */
export const TOO_LARGE = `It is larger than the ${MAX_KEPT_FILE_BYTES / 1024 / 1024} MB that are kept of a file.`;
const TOO_MUCH = `The files of one message are kept up to ${MAX_KEPT_MESSAGE_BYTES / 1024 / 1024} MB together.`;

/** What became of the content of one attachment: `place` counts from 0 in the message's own list. */
export type FoundFile =
	| { readonly place: number; readonly content: Uint8Array; /** What the channel says it is; absent: as the attachment names it. */ readonly mimeType?: string }
	/** Why there is none, in a sentence for people. */
	| { readonly place: number; readonly problem: string };

/** A file as the ledger gives it back. */
export interface KeptFile {
	readonly name: string;
	/** In lower case, without parameters. */
	readonly mimeType: string;
	readonly content: Uint8Array;
}

/** Why a file of this size is not kept, in a sentence for people; undefined for one that is. `left`: bytes that may still be kept of its message. */
export function whyNotKept(size: number, left: number): string | undefined {
	if (size > MAX_KEPT_FILE_BYTES) return TOO_LARGE;
	return size > left ? TOO_MUCH : undefined;
}

/** The same files; of those beyond what is kept, why they are not. The first ones go before later ones. */
export function limitFiles(files: readonly FoundFile[]): readonly FoundFile[] {
	let left = MAX_KEPT_MESSAGE_BYTES;
	return files.map((file) => {
		if (!('content' in file)) return file;
		const { place, content: { byteLength } } = file;
		const problem = whyNotKept(byteLength, left);
		if (problem !== undefined) return { place, problem };
		left -= byteLength;
		return file;
	});
}

/**
 * A MIME type that may stand in a header: in lower case, without parameters. What is none is `application/octet-stream`.
 *
 * @example plainType('Audio/OGG; codecs=opus') // => 'audio/ogg'
 */
export function plainType(mimeType: string): string {
	const [type = ''] = mimeType.slice(0, 200).toLowerCase().split(';');
	return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/u.test(type.trim()) ? type.trim() : 'application/octet-stream';
}

/** The message's attachments with what became of their content; what is kept already stays as it is. */
export function noteFiles(attachments: readonly Attachment[], files: readonly FoundFile[], idOf: (place: number) => string): readonly Attachment[] {
	const found = new Map(files.map((file) => [file.place, file]));
	return attachments.map((attachment, place) => {
		const file = found.get(place);
		if (file === undefined || attachment.fileId !== undefined) return attachment;
		if (!('content' in file)) return { ...attachment, notKept: file.problem };
		const { notKept: _settled, ...rest } = attachment;
		return { ...rest, mimeType: plainType(file.mimeType ?? attachment.mimeType), sizeBytes: file.content.byteLength, fileId: idOf(place) };
	});
}

/** Endings by type, for files whose channel gave them no name. */
const ENDINGS: Readonly<Record<string, string>> = {
	'application/pdf': 'pdf', 'audio/aac': 'aac', 'audio/amr': 'amr', 'audio/flac': 'flac', 'audio/m4a': 'm4a', 'audio/mp4': 'm4a', 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg', 'audio/opus': 'ogg',
	'audio/wav': 'wav', 'audio/webm': 'webm', 'audio/x-m4a': 'm4a', 'audio/x-wav': 'wav', 'image/gif': 'gif', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp',
	'text/plain': 'txt', 'video/3gpp': '3gp', 'video/mp4': 'mp4', 'video/webm': 'webm',
};

/**
 * A name that is no path, hides nothing and has an ending where its type has a usual one.
 *
 * @example fileName({ name: 'voice', mimeType: 'audio/ogg; codecs=opus' }) // => 'voice.ogg'
 */
export function fileName({ name, mimeType }: Pick<Attachment, 'name' | 'mimeType'>): string {
	// Separators, control characters, and the marks that turn the direction of writing and so show another ending.
	const plain = name.slice(0, 1_000).replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]+/gu, '_').replace(/^[.\s]+|[.\s]+$/gu, '').slice(-120);
	const named = plain === '' || /^_+$/u.test(plain) ? 'file' : plain;
	const ending = ENDINGS[plainType(mimeType)];
	return ending === undefined || /\.[a-z0-9]{1,8}$/iu.test(named) ? named : `${named}.${ending}`;
}

const SHOWN_IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** True for what a browser may show or play inside a page: sound, and pictures of kinds that can hold no script. `mimeType` as {@link plainType} gives it. */
export function isShownInPlace(mimeType: string): boolean {
	return SHOWN_IMAGES.has(mimeType) || mimeType.startsWith('audio/');
}
