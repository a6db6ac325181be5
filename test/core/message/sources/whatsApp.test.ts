import { readWhatsApp, readWhatsAppChange, type WhatsAppEvent } from '../../../../core/message/sources/whatsApp';
import { cpuTime } from '../../../cpuTime';
import type { Attachment } from '../../../../core/message/message';

const FROM = '4915100000017';
const NUMBER = { display_phone_number: '+49 30 5550 0100', phone_number_id: '106540352242922' };

function change(more: object): object {
	return { messaging_product: 'whatsapp', metadata: NUMBER, contacts: [{ profile: { name: 'Nell Okonjo' }, wa_id: FROM }], ...more };
}

function webhook(...values: readonly object[]): object {
	return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: values.map((value) => ({ value, field: 'messages' })) }] };
}

function sent(content: object, more: object = {}): object {
	return { from: FROM, id: 'wamid.A1', timestamp: '1767225600', ...content, ...more };
}

/** The one event of one message. */
function read(content: object, more?: object): WhatsAppEvent {
	const [event, ...others] = readWhatsApp(webhook(change({ messages: [sent(content, more)] })));
	expect(others).toEqual([]);
	return event!;
}

function said(event: WhatsAppEvent): { readonly text: string; readonly attachments: readonly Attachment[] } | string {
	return event.kind === 'ignored' ? event.reason : { text: event.message.text, attachments: event.message.attachments };
}

it('reads who wrote what, when and to which number', () => {
	expect(read({ type: 'text', text: { body: 'Where is my order? 🙏' } })).toEqual({
		kind: 'message',
		message: {
			channel: 'whatsApp', text: 'Where is my order? 🙏', attachments: [], providerId: 'wamid.A1', thread: `106540352242922:${FROM}`, externalId: FROM,
			sentAt: '2026-01-01T00:00:00.000Z', customer: { name: 'Nell Okonjo', phone: `+${FROM}` },
		},
	});
});

describe('what a customer says', () => {
	it.each<[string, object, string]>([
		['a text', { type: 'text', text: { body: 'hello' } }, 'hello'],
		['a text from right to left', { type: 'text', text: { body: 'مرحبا، أين طلبي؟' } }, 'مرحبا، أين طلبي؟'],
		['a forwarded text', { type: 'text', text: { body: 'look' }, context: { forwarded: true } }, 'look'],
		['a quick reply of a template', { type: 'button', button: { text: 'Talk to a person', payload: 'HUMAN' } }, 'Talk to a person'],
		['a button without words', { type: 'button', button: { payload: 'HUMAN' } }, 'HUMAN'],
		['a chosen button', { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, please' } } }, 'Yes, please'],
		['a chosen line', { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: '3', title: 'Returns', description: 'Send it back' } } }, 'Returns'],
		['a filled form', { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"x","order":"1042","postcode":48217}' } } }, 'order: 1042\npostcode: 48217'],
		['a form nobody can read', { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{broken' } } }, 'Sent'],
		['a basket', { type: 'order', order: { text: 'for Friday', product_items: [{ product_retailer_id: 'LAMP-3', quantity: '2', item_price: '59', currency: 'EUR' }] } }, 'for Friday\n2 × LAMP-3 (59 EUR)'],
	])('%s', (_what, content, text) => {
		expect(said(read(content))).toEqual({ text, attachments: [] });
	});

	it.each<[string, object, string, Partial<Attachment>]>([
		['a picture with words', { type: 'image', image: { id: 'm1', mime_type: 'image/jpeg', caption: 'it came broken' } }, 'it came broken', { kind: 'image', mimeType: 'image/jpeg', providerId: 'm1' }],
		['a picture of unknown type', { type: 'image', image: { id: 'm1' } }, '', { kind: 'image' }],
		['a video', { type: 'video', video: { id: 'm2', mime_type: 'video/mp4' } }, '', { kind: 'video' }],
		['a voice note', { type: 'audio', audio: { id: 'm3', mime_type: 'audio/ogg; codecs=opus', voice: true } }, '', { kind: 'voice' }],
		['a sound file', { type: 'audio', audio: { id: 'm3', mime_type: 'audio/mpeg' } }, '', { kind: 'audio' }],
		['a document', { type: 'document', document: { id: 'm4', filename: 'invoice.pdf', mime_type: 'application/pdf', caption: 'this one' } }, 'this one', { kind: 'file', name: 'invoice.pdf' }],
		['a sticker', { type: 'sticker', sticker: { id: 'm5', mime_type: 'image/webp', animated: true } }, '', { kind: 'sticker' }],
		['a place', { type: 'location', location: { latitude: 52.52, longitude: 13.405, name: 'Shop', address: 'Lindenweg 3' } }, '', { kind: 'location', name: 'Shop, Lindenweg 3 (52.52, 13.405)' }],
		['a contact card', { type: 'contacts', contacts: [{ name: { formatted_name: 'Piet A.' }, phones: [{ phone: '+31 6 0000 0001' }] }] }, '', { kind: 'contact', name: expect.stringContaining('Piet A.') as string }],
	])('%s, as a file', (_what, content, text, file) => {
		expect(said(read(content))).toEqual({ text, attachments: [expect.objectContaining(file)] });
	});
});

describe('what is not a customer speaking', () => {
	it.each<[string, object, string]>([
		['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '👍' } }, 'reaction'],
		['an edit', { type: 'edit', edit: {} }, 'edited'],
		['a message taken back', { type: 'revoke', revoke: {} }, 'deleted'],
		['a change of number', { type: 'system', system: { body: 'changed', type: 'user_changed_number' } }, 'notAMessage'],
		['a kind Meta does not pass on', { type: 'unsupported', errors: [{ code: 131051 }] }, 'unreadable'],
		['a kind of tomorrow', { type: 'hologram', hologram: {} }, 'unreadable'],
		['no kind', {}, 'unreadable'],
		['a text without text', { type: 'text', text: {} }, 'empty'],
		['a place that is none', { type: 'location', location: { latitude: 'x' } }, 'empty'],
		['contacts without any', { type: 'contacts', contacts: 'x' }, 'empty'],
	])('%s', (_what, content, reason) => {
		expect(said(read(content))).toBe(reason);
	});

	it('is our own number speaking', () => {
		expect(said(read({ type: 'text', text: { body: 'hi' } }, { from: '493055500100' }))).toBe('ownEcho');
	});

	it('is somebody nobody names', () => {
		expect(said(read({ type: 'text', text: { body: 'hi' } }, { from: undefined }))).toBe('notAMessage');
	});

	it.each(['sent', 'delivered', 'read'])('is the news that ours was %s', (status) => {
		const [event] = readWhatsApp(webhook(change({ statuses: [{ id: 'wamid.B', status, timestamp: '1767225600', recipient_id: FROM }] })));
		expect(event).toEqual({ kind: 'ignored', reason: 'deliveryStatus', note: expect.stringContaining(status) as string });
	});

	it('is the news that ours failed, with which one and why', () => {
		const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours have passed.' } }];
		const [event] = readWhatsApp(webhook(change({ statuses: [{ id: 'wamid.B', status: 'failed', errors }] })));
		expect(event).toMatchObject({ kind: 'ignored', reason: 'deliveryStatus', failedSend: { providerId: 'wamid.B', problem: '131047: Re-engagement message: More than 24 hours have passed.' } });
	});

	it('is a change of another kind', () => {
		expect(readWhatsApp({ entry: [{ changes: [{ field: 'account_update', value: { event: 'VERIFIED' } }] }] })).toEqual([{ kind: 'ignored', reason: 'notAMessage', note: expect.stringContaining('account_update') as string }]);
	});
});

it('takes what a colleague wrote on the phone for a person\'s words to that customer', () => {
	const [event] = readWhatsApp(webhook({ metadata: NUMBER, message_echoes: [{ from: '493055500100', to: FROM, id: 'wamid.C', timestamp: '1767225600', type: 'text', text: { body: 'I look into it' } }] }));
	expect(event).toMatchObject({ kind: 'person', message: { text: 'I look into it', providerId: 'wamid.C', externalId: FROM, thread: `106540352242922:${FROM}` } });
});

it('reads every message and status of every change of every entry, in order', () => {
	const one = (id: string): object => ({ from: FROM, id, type: 'text', text: { body: id } });
	const body = { entry: [
		{ changes: [{ field: 'messages', value: change({ messages: [one('a'), one('b')] }) }, { field: 'messages', value: change({ statuses: [{ id: 'x', status: 'read' }] }) }] },
		{ changes: [{ field: 'messages', value: change({ messages: [one('c')], statuses: [{ id: 'y', status: 'sent' }] }) }] },
	] };
	expect(readWhatsApp(body).map((event) => (event.kind === 'ignored' ? event.reason : event.message.text))).toEqual(['a', 'b', 'deliveryStatus', 'c', 'deliveryStatus']);
});

it('reads the item of n8n\'s own trigger', () => {
	const item = { ...change({ messages: [sent({ type: 'text', text: { body: 'hi' } })] }), field: 'messages' };
	expect(readWhatsAppChange(item, item.field)).toEqual(readWhatsApp(webhook(change({ messages: [sent({ type: 'text', text: { body: 'hi' } })] }))));
});

it('serves only the number it is told to', () => {
	const body = webhook(change({ messages: [sent({ type: 'text', text: { body: 'hi' } })], statuses: [{ id: 'x', status: 'failed' }] }));
	expect(readWhatsApp(body, NUMBER.phone_number_id).map(({ kind }) => kind)).toEqual(['message', 'ignored']);
	expect(readWhatsApp(body, '999').map((event) => event.kind === 'ignored' && event.reason)).toEqual(['otherNumber', 'otherNumber']);
	expect(readWhatsApp(body, '').map(({ kind }) => kind)).toEqual(['message', 'ignored']);
});

it('tells a message without an id from others by what it holds', () => {
	const idOf = (body: string): unknown => {
		const event = read({ type: 'text', text: { body } }, { id: undefined });
		return event.kind === 'message' && event.message.providerId;
	};
	expect(idOf('a')).toMatch(/^content:[0-9a-f]{64}$/u);
	expect(idOf('a')).toBe(idOf('a'));
	expect(idOf('a')).not.toBe(idOf('b'));
});

it.each<[string, unknown]>([
	['missing', undefined], ['zero', '0'], ['words', 'soon'], ['far off', '99999999999999'], ['negative', '-5'],
])('leaves a time out that is %s', (_what, timestamp) => {
	const event = read({ type: 'text', text: { body: 'hi' } }, { timestamp });
	expect(event.kind === 'message' && event.message.sentAt).toBe(undefined);
});

it('knows nobody by a name that belongs to somebody else', () => {
	const [event] = readWhatsApp(webhook({ metadata: NUMBER, contacts: [{ profile: { name: 'Other' }, wa_id: '1' }], messages: [sent({ type: 'text', text: { body: 'hi' } })] }));
	expect(event?.kind === 'message' && event.message.customer).toEqual({ phone: `+${FROM}` });
});

it.each<[string, unknown]>([
	['nothing', undefined], ['null', null], ['a text', 'entry'], ['a list', []], ['an entry that is none', { entry: 'x' }], ['changes that are none', { entry: [{ changes: { a: 1 } }, null, 7] }],
])('gives nothing for %s', (_what, body) => {
	expect(readWhatsApp(body)).toEqual([]);
});

it.each<[string, object]>([
	['messages of other shapes', { messages: [null, 'x', 7, [], {}, { from: {}, text: [] }] }],
	['a prototype in it', JSON.parse('{"messages":[{"from":"1","id":"2","type":"__proto__","__proto__":{"body":"x"}}],"metadata":{"__proto__":{}}}') as object],
	['statuses of other shapes', { statuses: [null, {}, { status: 5, errors: 'x' }] }],
])('reads on past %s', (_what, value) => {
	expect(readWhatsApp(webhook(value)).every(({ kind }) => kind === 'ignored')).toBe(true);
});

it('reads a message in less than 0.5 ms', () => {
	const body = webhook(change({ messages: Array.from({ length: 1_000 }, (_, index) => sent({ type: 'text', text: { body: 'x'.repeat(500) } }, { id: `wamid.${index}` })) }));
	readWhatsApp(body);
	expect(cpuTime(() => readWhatsApp(body))).toBeLessThan(500);
	expect(readWhatsApp(body)).toHaveLength(1_000);
});
