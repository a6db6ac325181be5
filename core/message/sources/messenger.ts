/** Facebook Trigger (Messenger): one entry of a page, which may hold several events. */
import type { Attachment } from '../message';
import { ignore, isObject, message, object, objects, optional, readFile, readPlace, text, webAddress, type Json, type Source, type SourceEvent, type SourceMessage } from './source';

/** The app by which people answer in the page's own inbox. */
const PAGE_INBOX_APP = '263902037430900';
/** The stickers of the thumb button, small, middle and large. */
const THUMBS: ReadonlySet<string> = new Set(['369239263222822', '369239343222814', '369239383222810']);

export const messenger: Source = {
	trigger: 'facebookTrigger',
	recognises: (item) => text(item.id) !== undefined && (Array.isArray(item.messaging) || Array.isArray(item.standby) || (Array.isArray(item.changes) && typeof item.time === 'number')),
	read: readEntry,
};

function readEntry(entry: Json): readonly SourceEvent[] {
	const events = objects(entry.messaging).map(readEvent);
	if (events.length > 0) return events;
	return [ignore('notAMessage', Array.isArray(entry.standby) ? 'Another app has this conversation.' : 'The page reports something; no customer wrote.')];
}

function readEvent(event: Json): SourceEvent {
	if (isObject(event.delivery) || isObject(event.read)) return ignore('deliveryStatus', 'This says that a message of ours was delivered or read.');
	if (isObject(event.reaction)) return ignore('reaction', 'This is a reaction to a message, not a message.');
	if (isObject(event.message_edit)) return ignore('edited', 'The customer changed an earlier message. What they first wrote is being handled.');
	if (isObject(event.postback)) return readButton(event, event.postback);
	if (!isObject(event.message)) return ignore('notAMessage', 'This Messenger event is not a customer writing.');
	return readMessage(event, event.message);
}

function readMessage(event: Json, told: Json): SourceEvent {
	if (told.is_deleted === true) return ignore('deleted', 'The customer took a message back.');
	const sent = objects(told.attachments);
	const thumb = sent.some(isThumb) ? '👍' : undefined;
	const read = {
		text: text(told.text) ?? thumb ?? '',
		...optional({ providerId: text(told.mid) }),
		attachments: sent.flatMap(readAttachment),
	};
	if (told.is_echo !== true) return message({ ...read, ...parties(event.sender) });
	const app = text(told.app_id);
	if (app !== undefined && app !== PAGE_INBOX_APP) return ignore('ownEcho', 'An app sent this for the page, perhaps the assistant itself.');
	return { kind: 'person', message: { ...read, ...parties(event.recipient) } };
}

function readButton(event: Json, pressed: Json): SourceEvent {
	const words = text(pressed.title) ?? text(pressed.payload);
	if (words === undefined || /^get.?started/iu.test(text(pressed.payload) ?? '')) return ignore('notAMessage', 'The customer opened the chat and has not written yet.');
	return message({ text: words, ...optional({ providerId: text(pressed.mid) }), attachments: [], ...parties(event.sender) });
}

function parties(customer: unknown): Pick<SourceMessage, 'channel' | 'thread' | 'externalId' | 'customer'> {
	const id = text(object(customer).id);
	return { channel: 'messenger', ...optional({ thread: id, externalId: id }), customer: {} };
}

function isThumb({ payload }: Json): boolean {
	return THUMBS.has(text(object(payload).sticker_id) ?? '');
}

function readAttachment(sent: Json): readonly Attachment[] {
	const payload = object(sent.payload);
	if (isThumb(sent)) return [];
	const url = payload.url ?? sent.url;
	switch (sent.type) {
		case 'image':
			return [text(payload.sticker_id) === undefined ? readFile({ name: 'image', mimeType: 'image/jpeg', url }) : readFile({ name: 'sticker', mimeType: 'image/png', kind: 'sticker', url })];
		case 'audio':
			return [readFile({ name: 'voice note', mimeType: 'audio/mp4', kind: 'voice', url })];
		case 'video':
			return [readFile({ name: 'video', mimeType: 'video/mp4', url })];
		case 'location': {
			const { lat, long } = object(payload.coordinates);
			const place = readPlace(lat, long, sent.title);
			return place === undefined ? [] : [place];
		}
		default:
			// A shared link or post: worth a look only where it can be opened.
			return webAddress(url) === undefined ? [] : [readFile({ name: sent.title ?? 'file', mimeType: 'application/octet-stream', url })];
	}
}
