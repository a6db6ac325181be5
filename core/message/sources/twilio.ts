/**
 * Twilio: a form post to the Webhook node (SMS and WhatsApp), or an event of Twilio Trigger.
 *
 * The post is believed as it comes: whoever exposes the Webhook node checks Twilio's signature before it.
 */
import { ignore, message, object, optional, readFile, readPlace, text, type Json, type Source, type SourceEvent, type SourceMessage } from './source';

/** Most files of one message read; Twilio sends at most 10. */
const MAX_MEDIA = 10;
const INBOUND_EVENT = 'com.twilio.messaging.inbound-message.received';

export const twilioPost: Source = {
	trigger: 'webhook',
	recognises: (item) => {
		const body = object(item.body);
		return typeof body.AccountSid === 'string' && (typeof body.MessageSid === 'string' || typeof body.SmsSid === 'string');
	},
	read: (item) => [readPost(object(item.body))],
};

export const twilioTrigger: Source = {
	trigger: 'twilioTrigger',
	recognises: (item) => typeof item.type === 'string' && item.type.startsWith('com.twilio.') && 'specversion' in item,
	read: (item) => [readCloudEvent(item)],
};

function readPost(body: Json): SourceEvent {
	const status = text(body.MessageStatus) ?? text(body.SmsStatus);
	if (status !== undefined && status !== 'received' && status !== 'receiving') return ignore('deliveryStatus', 'This says what became of a message of ours.');
	if (text(body.ReactionEmoji) !== undefined || body.MessageType === 'reaction') return ignore('reaction', 'This is a reaction to a message, not a message.');
	return readMessage({
		from: body.From,
		id: body.MessageSid ?? body.SmsSid,
		words: text(body.Body) ?? text(body.ButtonText) ?? text(body.OptOutType),
		name: body.ProfileName,
		optOut: readOptOutType(body.OptOutType),
		attachments: [...readMedia(body), ...[readPlace(body.Latitude, body.Longitude, body.Label, body.Address)].filter((place) => place !== undefined)],
	});
}

/** Twilio knows by its own list of words, which the company may change, what the customer wants; HELP changes nothing. */
function readOptOutType(type: unknown): SourceMessage['optOut'] {
	switch (type) {
		case 'STOP': return 'out';
		case 'START': return 'in';
		case 'HELP': return 'unchanged';
		default: return undefined;
	}
}

function readCloudEvent(event: Json): SourceEvent {
	const data = object(event.data);
	if (event.type !== INBOUND_EVENT) return ignore('deliveryStatus', 'This Twilio event says what became of a message or call of ours.');
	return readMessage({ from: data.from, id: data.messageSid, words: text(data.body), name: undefined, optOut: undefined, attachments: [] });
}

interface Told {
	readonly from: unknown;
	readonly id: unknown;
	readonly words: string | undefined;
	readonly name: unknown;
	readonly optOut: SourceMessage['optOut'];
	readonly attachments: ReturnType<typeof readMedia>;
}

/** A WhatsApp number comes as `whatsapp:+43…`; it is kept so, since Twilio is answered by it. */
function readMessage({ from, id, words, name, optOut, attachments }: Told): SourceEvent {
	const address = text(from)?.trim();
	const number = address?.replace(/^whatsapp:/u, '');
	return message({
		channel: address?.startsWith('whatsapp:') === true ? 'whatsApp' : 'sms',
		text: words ?? '',
		...optional({ providerId: text(id), externalId: address, thread: address, optOut }),
		attachments,
		customer: optional({ name: text(name)?.slice(0, 200), phone: number !== undefined && /^\+?\d{3,20}$/u.test(number) ? number : undefined }),
	});
}

function readMedia(body: Json): ReturnType<typeof readFile>[] {
	const count = Math.min(Number(text(body.NumMedia) ?? 0) || 0, MAX_MEDIA);
	return Array.from({ length: Math.max(count, 0) }, (_, place) => {
		const mimeType = text(body[`MediaContentType${place}`]);
		const isVoice = mimeType?.startsWith('audio/ogg') === true;
		return readFile({ name: isVoice ? 'voice note' : `file ${place + 1}`, mimeType, url: body[`MediaUrl${place}`], ...(isVoice ? { kind: 'voice' as const } : {}) });
	});
}
