/** The files customers send along, and what is said in them. */
import { noteFiles, plainType, type FoundFile, type KeptFile } from '../core/message/files';
import type { Attachment } from '../core/message/message';
import { sayMessage } from '../core/message/sayMessage';
import { findMessage } from './conversations';
import { addEvents } from './events';
import { parse } from './rows';
import type { Db, MessageRow } from './schema';

export async function keepFiles(db: Db, inbox: string, messageId: string, files: readonly FoundFile[], now: string): Promise<readonly Attachment[] | undefined> {
	return db.transaction().execute(async (tx) => {
		const message = await findMessage(tx, inbox, messageId);
		if (message === undefined) return undefined;
		// An erased message has none, so that a file which arrives after the erasing is not kept.
		const known = parse<readonly Attachment[]>(message.attachments);
		const attachments = noteFiles(known, files, (place) => nameFile(messageId, place));
		for (const file of files) {
			const is = attachments[file.place];
			if (is?.fileId === undefined || known[file.place]?.fileId !== undefined || !('content' in file)) continue;
			await tx.insertInto('message_files').values({
				inbox, message_id: messageId, place: file.place, conversation_id: message.conversation_id,
				name: is.name, mime_type: plainType(is.mimeType), size: file.content.byteLength, created_at: now, content: file.content,
			}).execute();
		}
		if (attachments.some((attachment, place) => attachment !== known[place])) await saveAttachments(tx, message, attachments, now);
		return attachments;
	});
}

export async function readFile(db: Db, inbox: string, fileId: string): Promise<KeptFile | undefined> {
	const { messageId, place } = readName(fileId);
	const row = await db.selectFrom('message_files').select(['name', 'mime_type', 'content'])
		.where('inbox', '=', inbox).where('message_id', '=', messageId).where('place', '=', place)
		.executeTakeFirst();
	return row && { name: row.name, mimeType: row.mime_type, content: row.content };
}

/** Whoever is later changes nothing. Desk, packet and assistant read the words in the conversation from then on. */
export async function keepTranscript(db: Db, inbox: string, fileId: string, transcript: string, now: string): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const { messageId, place } = readName(fileId);
		const message = await findMessage(tx, inbox, messageId);
		const known = message === undefined ? [] : parse<readonly Attachment[]>(message.attachments);
		const attachment = known[place];
		if (message === undefined || attachment?.fileId !== fileId || attachment.transcript !== undefined) return false;
		const attachments = known.map((each, index) => (index === place ? { ...each, transcript } : each));
		await saveAttachments(tx, message, attachments, now);
		await sayAgain(tx, message, known, attachments);
		return true;
	});
}

/** The event lets open desks look again. */
async function saveAttachments(tx: Db, { inbox, id, conversation_id }: MessageRow, attachments: readonly Attachment[], now: string): Promise<void> {
	await tx.updateTable('messages').set({ attachments: JSON.stringify(attachments) }).where('inbox', '=', inbox).where('id', '=', id).execute();
	await addEvents(tx, [{ inbox, conversation_id, kind: 'attached', at: now, author: 'customer', message_id: id }]);
}

/** In the conversation stands what the customer said, where before there was only that they said something. */
async function sayAgain(tx: Db, { inbox, id, conversation_id, text }: MessageRow, before: readonly Attachment[], after: readonly Attachment[]): Promise<void> {
	const said = sayMessage({ text, attachments: after });
	await tx.updateTable('events').set({ text: said })
		.where('inbox', '=', inbox).where('conversation_id', '=', conversation_id).where('spoken', '=', (eb) => eb.lit(1)).where('message_id', '=', id).where('kind', '=', 'message')
		.execute();
	await tx.updateTable('conversations').set({ topic: topicOf(said) })
		.where('inbox', '=', inbox).where('id', '=', conversation_id).where('topic', '=', topicOf(sayMessage({ text, attachments: before })))
		.execute();
}

/** First words of a conversation kept as its topic, characters: one line of a list. */
const TOPIC_CHARS = 160;

/** What a conversation that begins with these words is about, in a line. */
export function topicOf(said: string): string {
	return said.slice(0, TOPIC_CHARS);
}

function nameFile(messageId: string, place: number): string {
	return `${messageId}:${place}`;
}

/** A name that is none of ours finds nothing. */
function readName(fileId: string): { readonly messageId: string; readonly place: number } {
	const colon = fileId.lastIndexOf(':');
	const place = fileId.slice(colon + 1);
	return { messageId: fileId.slice(0, Math.max(colon, 0)), place: /^\d{1,3}$/u.test(place) ? Number(place) : -1 };
}
