/**
 * What does Meta tell of WhatsApp? One webhook call holds several entries of several changes of several messages and
 * delivery statuses; n8n's own WhatsApp Trigger gives the changes one by one.
 */
import { createHash } from 'node:crypto';
import type { Attachment, FailedSend } from '../message';
import { ignore, message, object, objects, optional, readCard, readFile, readPlace, text, type IgnoreReason, type Json, type SourceMessage, type SpokenEvent } from './source';

export type WhatsAppEvent = SpokenEvent & {
	/** Only with `deliveryStatus`: one of our messages failed. */
	readonly failedSend?: FailedSend;
};

/** Everything a webhook call of Meta tells, in its order. Never throws; a call that tells nothing gives an empty list. */
export function readWhatsApp(body: unknown, ownNumberId?: string): readonly WhatsAppEvent[] {
	return objects(object(body).entry).flatMap((entry) => objects(entry.changes)).flatMap((change) => readWhatsAppChange(change.value, text(change.field), ownNumberId));
}

/**
 * Everything one change tells, as n8n's WhatsApp Trigger gives it (its item is the value with `field` beside).
 *
 * @param ownNumberId Meta's id of the one phone number that is served; messages to others are ignored. Absent: all are.
 */
export function readWhatsAppChange(value: unknown, field = 'messages', ownNumberId?: string): readonly WhatsAppEvent[] {
	const change = object(value);
	const events = [
		...objects(change.messages).map((sent) => readMessage(sent, change)),
		...objects(change.message_echoes).map((echo) => readEcho(echo, change)),
		...objects(change.statuses).map(readStatus),
	];
	if (events.length === 0) return [ignore('notAMessage', `Meta reported "${shorten(field)}", which is not a customer writing.`)];
	const numberId = numberIdOf(change);
	if (ownNumberId === undefined || ownNumberId === '' || numberId === undefined || numberId === ownNumberId) return events;
	return events.map(() => ignore('otherNumber', `This is about another of your phone numbers (${shorten(numberId)}).`));
}

function numberIdOf(change: Json): string | undefined {
	return text(object(change.metadata).phone_number_id);
}

function readMessage(sent: Json, change: Json): WhatsAppEvent {
	const from = text(sent.from) ?? text(sent.from_user_id);
	const numberId = numberIdOf(change);
	if (from === undefined) return ignore('notAMessage', 'WhatsApp did not say who wrote this.');
	if (from === digits(object(change.metadata).display_phone_number)) return ignore('ownEcho', 'This was sent from your own number.');
	const said = readContent(sent);
	if ('reason' in said) return ignore(said.reason, said.note);
	return message({
		channel: 'whatsApp',
		...said,
		providerId: providerIdOf(sent),
		thread: numberId === undefined ? from : `${numberId}:${from}`,
		externalId: from,
		...optional({ sentAt: timeOf(sent.timestamp) }),
		customer: customerOf(from, change),
	});
}

/** A colleague wrote on the phone that shares the number with the API: the conversation is theirs. */
function readEcho(echo: Json, change: Json): WhatsAppEvent {
	const to = text(echo.to);
	const said = readContent(echo);
	if (to === undefined || 'reason' in said) return ignore('ownEcho', 'This was written from your own number, and cannot be read.');
	const numberId = numberIdOf(change);
	return {
		kind: 'person',
		message: { channel: 'whatsApp', ...said, providerId: providerIdOf(echo), thread: numberId === undefined ? to : `${numberId}:${to}`, externalId: to, customer: customerOf(to, change) },
	};
}

function readStatus(status: Json): WhatsAppEvent {
	const state = shorten(text(status.status) ?? 'unknown');
	const event = ignore('deliveryStatus', `WhatsApp reports "${state}" for a message of yours.`);
	const providerId = text(status.id);
	return state === 'failed' && providerId !== undefined ? { ...event, failedSend: { providerId, problem: problemOf(status) } } : event;
}

function problemOf(status: Json): string {
	const [error = {}] = objects(status.errors);
	const words = [text(error.code), text(error.title) ?? text(error.message), text(object(error.error_data).details)].filter((part) => part !== undefined);
	return words.length === 0 ? 'WhatsApp did not say why.' : words.join(': ').slice(0, 500);
}

type Said = Pick<SourceMessage, 'text' | 'attachments'>;
interface Unsaid {
	readonly reason: IgnoreReason;
	readonly note: string;
}

/** Files and their kind; everything else has words. */
const FILES: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);

function readContent(sent: Json): Said | Unsaid {
	const type = text(sent.type) ?? '';
	if (FILES.has(type)) return readMedia(type, object(sent[type]));
	switch (type) {
		case 'text':
			return words(text(object(sent.text).body));
		case 'button':
			return words(text(object(sent.button).text) ?? text(object(sent.button).payload));
		case 'interactive':
			return words(readInteractive(object(sent.interactive)));
		case 'order':
			return words(readOrder(object(sent.order)));
		case 'location':
			return withFiles([readPlace(object(sent.location).latitude, object(sent.location).longitude, object(sent.location).name, object(sent.location).address)]);
		case 'contacts':
			return withFiles(objects(sent.contacts).map(readContact));
		case 'reaction':
			return { reason: 'reaction', note: 'The customer reacted to a message.' };
		case 'edit':
			return { reason: 'edited', note: 'The customer changed an earlier message.' };
		case 'revoke':
			return { reason: 'deleted', note: 'The customer took an earlier message back.' };
		case 'system':
			return { reason: 'notAMessage', note: 'WhatsApp reports a change of the customer\'s number or security code.' };
		case 'unsupported':
		case 'unknown':
			return { reason: 'unreadable', note: 'WhatsApp does not pass this kind of message on.' };
		default:
			return { reason: 'unreadable', note: `There is no reading for a WhatsApp message of type "${shorten(type)}".` };
	}
}

function words(said: string | undefined): Said | Unsaid {
	return said === undefined ? { reason: 'empty', note: 'There is no text in this message.' } : { text: said, attachments: [] };
}

function withFiles(files: ReadonlyArray<Attachment | undefined>): Said | Unsaid {
	const attachments = files.filter((file) => file !== undefined);
	return attachments.length === 0 ? { reason: 'empty', note: 'There is nothing readable in this message.' } : { text: '', attachments };
}

/** A voice note is one the customer spoke into WhatsApp; other sound files come as audio. */
function readMedia(type: string, media: Json): Said {
	const kind = type === 'sticker' ? 'sticker' : type === 'audio' && media.voice === true ? 'voice' : undefined;
	const file = readFile({ name: media.filename, mimeType: media.mime_type ?? FALLBACK_TYPES[type], id: media.id, size: media.file_size, url: media.link, ...optional({ kind }) });
	return { text: text(media.caption) ?? '', attachments: [file] };
}

/** A file whose type Meta did not say is at least of its message's kind. */
const FALLBACK_TYPES: Readonly<Record<string, string>> = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/ogg', sticker: 'image/webp' };

/** A button or a line of a list the customer chose, or a form they filled in. */
function readInteractive(interactive: Json): string | undefined {
	const chosen = { ...object(interactive.button_reply), ...object(interactive.list_reply) };
	return text(chosen.title) ?? text(chosen.id) ?? readForm(object(interactive.nfm_reply));
}

/** The form's fields a line each; only its own key is left out. */
function readForm(form: Json): string | undefined {
	const fields = Object.entries(object(parse(form.response_json))).filter(([key]) => key !== 'flow_token');
	const lines = fields.flatMap(([key, value]) => (text(value) === undefined ? [] : [`${key}: ${text(value)}`]));
	return lines.length === 0 ? text(form.body) : lines.join('\n');
}

function parse(json: unknown): unknown {
	try {
		return JSON.parse(text(json) ?? '');
	} catch {
		return undefined;
	}
}

/** A basket sent from the shop's catalogue. */
function readOrder(order: Json): string | undefined {
	const lines = objects(order.product_items).map((item) => `${text(item.quantity) ?? '1'} × ${text(item.product_retailer_id) ?? '?'}${priceOf(item)}`);
	const all = [text(order.text), ...lines].filter((line) => line !== undefined);
	return all.length === 0 ? undefined : all.join('\n');
}

function priceOf({ item_price: price, currency }: Json): string {
	return text(price) === undefined ? '' : ` (${[text(price), text(currency)].filter((part) => part !== undefined).join(' ')})`;
}

function readContact(card: Json): Attachment {
	const [phone = {}] = objects(card.phones);
	return readCard(object(card.name).formatted_name, text(phone.phone) ?? text(phone.wa_id));
}

function customerOf(from: string, change: Json): SourceMessage['customer'] {
	const contacts = objects(change.contacts);
	const known = contacts.find((contact) => text(contact.wa_id) === from) ?? (contacts.length === 1 && text(contacts[0]?.wa_id) === undefined ? contacts[0] : undefined);
	return optional({
		name: text(object(known?.profile).name)?.slice(0, 200),
		phone: /^\d{5,15}$/u.test(from) ? `+${from}` : undefined,
	});
}

/** Meta's own id; a message without one is told from others by what it holds, so that a retry is the same. */
function providerIdOf(sent: Json): string {
	return text(sent.id) ?? `content:${createHash('sha256').update(JSON.stringify(sent)).digest('hex')}`;
}

/** Meta's clock: seconds since 1970. */
function timeOf(timestamp: unknown): string | undefined {
	const seconds = Number(text(timestamp));
	return seconds > 0 && seconds < 4e9 ? new Date(seconds * 1_000).toISOString() : undefined;
}

function digits(value: unknown): string {
	return (text(value) ?? '').replace(/\D/gu, '');
}

function shorten(value: string): string {
	return value.slice(0, 40);
}
