/**
 * Telegram Trigger: one update of the Bot API.
 *
 * In a private chat the chat is the thread. In a group each member has a thread of their own (`chat:member`),
 * since what one is told is not for the others to claim.
 */
import type { Attachment } from '../message';
import { fullName, ignore, isObject, message, object, objects, optional, readCard, readFile, readPlace, text, type Json, type Source, type SourceEvent, type SourceMessage } from './source';

export const telegram: Source = {
	trigger: 'telegramTrigger',
	recognises: (item) => typeof item.update_id === 'number',
	read: (item) => [readUpdate(item)],
};

function readUpdate(update: Json): SourceEvent {
	if (isObject(update.message)) return readMessage(update.message);
	if (isObject(update.business_message)) return readBusinessMessage(update.business_message);
	if (isObject(update.callback_query)) return readButton(update.callback_query);
	if ('edited_message' in update || 'edited_business_message' in update) return ignore('edited', 'The customer changed an earlier message. What they first wrote is being handled.');
	if ('message_reaction' in update || 'message_reaction_count' in update) return ignore('reaction', 'This is a reaction to a message, not a message.');
	if ('deleted_business_messages' in update) return ignore('deleted', 'An earlier message was deleted.');
	return ignore('notAMessage', 'This Telegram update is not a customer writing.');
}

/** A business account's own chats: what its owner writes there is a person answering. */
function readBusinessMessage(told: Json): SourceEvent {
	if ('sender_business_bot' in told) return ignore('ownEcho', 'The bot wrote this itself for the business account.');
	const read = readMessage(told);
	const chat = object(told.chat);
	if (read.kind !== 'message' || object(told.from).id === chat.id) return read;
	return { kind: 'person', message: { ...read.message, ...optional({ externalId: text(chat.id) }), customer: optional({ name: fullName(chat.first_name, chat.last_name) }) } };
}

function readMessage(told: Json): SourceEvent {
	const from = object(told.from);
	if (from.is_bot === true || 'via_bot' in told) return ignore('botMessage', 'A bot wrote this.');
	const attachments = readAttachments(told);
	const words = text(told.text) ?? text(told.caption) ?? text(object(told.sticker).emoji);
	if (words === undefined && attachments.length === 0) return ignore('notAMessage', 'Telegram reports something about the chat; nobody wrote.');
	if (words !== undefined && /^\/start(?:\s|$|@)/u.test(words)) return ignore('notAMessage', 'The customer opened the chat and has not written yet.');
	return message({
		channel: 'telegram',
		text: words ?? '',
		...placeOf(told, from),
		attachments,
		customer: optional({ name: fullName(from.first_name, from.last_name) ?? text(from.username), phone: ownPhone(told, from) }),
	});
}

/** A pressed button says what stands on it. */
function readButton(pressed: Json): SourceEvent {
	const from = object(pressed.from);
	const under = object(pressed.message);
	const words = buttonLabel(under, pressed.data) ?? text(pressed.data);
	if (words === undefined) return ignore('notAMessage', 'A button without words was pressed.');
	const { providerId: _, ...place } = placeOf(under, from);
	return message({
		channel: 'telegram',
		text: words,
		...place,
		...optional({ providerId: text(pressed.id) && `button:${text(pressed.id)}` }),
		attachments: [],
		customer: optional({ name: fullName(from.first_name, from.last_name) ?? text(from.username) }),
	});
}

function buttonLabel(under: Json, data: unknown): string | undefined {
	const rows = object(under.reply_markup).inline_keyboard;
	const buttons = Array.isArray(rows) ? rows.flatMap(objects) : [];
	return text(buttons.find((button) => button.callback_data === data)?.text);
}

/** A message's number is unique only within its chat. */
function placeOf(told: Json, from: Json): Pick<SourceMessage, 'providerId' | 'thread' | 'externalId' | 'locale'> {
	const chat = text(object(told.chat).id);
	const sender = text(from.id);
	const number = text(told.message_id);
	const isPrivate = object(told.chat).type === 'private' || chat === sender;
	return optional({
		providerId: chat !== undefined && number !== undefined ? `${chat}:${number}` : undefined,
		thread: chat === undefined || isPrivate || sender === undefined ? chat : `${chat}:${sender}`,
		externalId: sender ?? chat,
		locale: text(from.language_code),
	});
}

/** Telegram says of a contact card whether it is the sender's own. */
function ownPhone({ contact }: Json, from: Json): string | undefined {
	const card = object(contact);
	return card.user_id !== undefined && card.user_id === from.id ? text(card.phone_number)?.slice(0, 40) : undefined;
}

function readAttachments(told: Json): readonly Attachment[] {
	const file = (key: string, kind: Attachment['kind'], mimeType: string): readonly Attachment[] => {
		const sent = told[key];
		if (!isObject(sent)) return [];
		return [readFile({ name: sent.file_name ?? key.replace('_', ' '), mimeType: text(sent.mime_type) ?? mimeType, size: sent.file_size, id: sent.file_id, ...(kind === undefined ? {} : { kind }) })];
	};
	const photo = objects(told.photo).at(-1);
	const { location, venue, contact } = { location: object(told.location), venue: object(told.venue), contact: told.contact };
	const place = readPlace(location.latitude, location.longitude, venue.title, venue.address);
	// An animation comes as a document too, for older apps.
	const isAnimation = isObject(told.animation);
	return [
		...(photo === undefined ? [] : [readFile({ name: 'photo', mimeType: 'image/jpeg', kind: 'image', size: photo.file_size, id: photo.file_id })]),
		...file('voice', 'voice', 'audio/ogg'),
		...file('audio', 'audio', 'audio/mpeg'),
		...file('video', 'video', 'video/mp4'),
		...file('video_note', 'video', 'video/mp4'),
		...file('animation', 'video', 'video/mp4'),
		...(isAnimation ? [] : file('document', undefined, 'application/octet-stream')),
		...file('sticker', 'sticker', 'image/webp'),
		...(place === undefined ? [] : [place]),
		...(isObject(contact) ? [readCard(contact.first_name, contact.last_name, contact.phone_number)] : []),
	];
}
