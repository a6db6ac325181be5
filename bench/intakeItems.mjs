/** What a customer's message looks like when it reaches us: the items of n8n's triggers, and raw mails as a mailbox has them. Invented, and the same on every run. */
import { createHash } from 'node:crypto';

export const QUESTION = 'Hello, I ordered the brass desk lamp (order 1042) last week and it still has not arrived. Can you tell me where it is, please?';

const LARGE_FILE_BYTES = 3_700_000;
/** As long as the lines of base64 in a mail are, characters. */
const LINE = /.{76}/gu;
const ADDRESS = 'robin@example.org';
const SUPPORT = 'support@example.com';
const QUOTE = ['', 'On Tue, 3 Nov 2026 at 09:12, Shop <support@example.com> wrote:', ...Array.from({ length: 12 }, () => '> Thank you for your order. We have received it, and will write to you once the parcel is on its way to you.')];
const WORDS = [QUESTION, '', 'Kind regards', 'Robin Vale', ...QUOTE];
const HTML = `<html><head><style>p { margin: 0 }</style></head><body><p>${QUESTION}</p><p>Kind regards<br>Robin Vale</p><blockquote>${QUOTE.slice(2).join('<br>')}</blockquote></body></html>`;

/** Items by what they are, as n8n's triggers hand them on; each holds {@link QUESTION}. */
export const ITEMS = {
	'WhatsApp Trigger': {
		messaging_product: 'whatsapp', field: 'messages', metadata: { display_phone_number: '15550100', phone_number_id: '106540352242922' },
		contacts: [{ profile: { name: 'Robin Vale' }, wa_id: '447700900123' }],
		messages: [{ from: '447700900123', id: 'wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgUM0E', timestamp: '1772618400', type: 'text', text: { body: QUESTION } }],
	},
	'Telegram Trigger': {
		update_id: 900_100,
		message: {
			message_id: 71, date: 1_772_618_400, text: QUESTION, from: { id: 5_550_001, is_bot: false, first_name: 'Robin', last_name: 'Vale', language_code: 'en' },
			chat: { id: 5_550_001, first_name: 'Robin', last_name: 'Vale', type: 'private' },
		},
	},
	'Slack Trigger': { type: 'message', user: 'U0ROBIN', user_resolved: 'Robin Vale', ts: '1772618400.000100', event_ts: '1772618400.000100', channel: 'D0ROBIN', channel_type: 'im', team: 'T0', text: QUESTION, client_msg_id: 'c-1' },
	'Webhook of a site\'s form': {
		headers: { host: 'shop.example.com', 'user-agent': 'Mozilla/5.0', 'content-type': 'application/json', accept: '*/*', origin: 'https://shop.example.com' }, params: {}, query: {},
		body: { name: 'Robin Vale', email: ADDRESS, message: QUESTION, 'Order number': '1042' }, webhookUrl: 'https://n8n.example.com/webhook/support-form', executionMode: 'production',
	},
	'Email Trigger, Resolved': {
		headers: {
			from: `From: Robin Vale <${ADDRESS}>`, to: `To: ${SUPPORT}`, subject: 'Subject: Re: Order 1042', 'message-id': 'Message-ID: <two@example.org>', 'in-reply-to': 'In-Reply-To: <one@example.com>',
			references: 'References: <one@example.com>', received: 'Received: from mail.example.org by mx.example.com; Tue, 03 Nov 2026 10:00:00 +0000', 'mime-version': 'MIME-Version: 1.0',
		},
		from: { value: [{ address: ADDRESS, name: 'Robin Vale' }], html: '', text: `Robin Vale <${ADDRESS}>` }, to: { value: [{ address: SUPPORT, name: '' }], html: '', text: SUPPORT },
		subject: 'Re: Order 1042', text: WORDS.join('\n'), html: HTML, messageId: '<two@example.org>', inReplyTo: '<one@example.com>', references: '<one@example.com>', date: '2026-11-03T10:00:00.000Z', attributes: { uid: 17 },
	},
};

/** A reply with plain text, HTML and what it quotes; about 4 kB. */
export function buildMail() {
	return multipart('alternative', [['Content-Type: text/plain; charset=utf-8', WORDS.join('\r\n')], ['Content-Type: text/html; charset=utf-8', HTML]]);
}

/** A short mail with a photo; 5 MB as it travels. */
export function buildLargeMail() {
	const photo = Buffer.concat(Array.from({ length: LARGE_FILE_BYTES / 32 }, (_, index) => createHash('sha256').update(String(index)).digest()));
	return multipart('mixed', [
		['Content-Type: text/plain; charset=utf-8', QUESTION],
		['Content-Type: image/jpeg; name="lamp.jpg"\r\nContent-Disposition: attachment; filename="lamp.jpg"\r\nContent-Transfer-Encoding: base64', photo.toString('base64').replace(LINE, '$&\r\n')],
	]);
}

function multipart(kind, parts) {
	const head = [
		'Return-Path: <robin@example.org>', 'Received: from mail.example.org by mx.example.com; Tue, 03 Nov 2026 10:00:00 +0000', `From: Robin Vale <${ADDRESS}>`, `To: Shop <${SUPPORT}>`, 'Subject: Re: Order 1042',
		'Date: Tue, 03 Nov 2026 10:00:00 +0000', 'Message-ID: <two@example.org>', 'In-Reply-To: <one@example.com>', 'References: <one@example.com>', 'MIME-Version: 1.0', `Content-Type: multipart/${kind}; boundary="part"`,
	];
	return Buffer.from([...head, '', ...parts.flatMap(([headers, body]) => ['--part', headers, '', body]), '--part--', ''].join('\r\n'));
}
