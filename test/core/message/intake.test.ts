import { dropForged, MAX_MESSAGE_CHARS, readIntake, type IntakeResult, type IntakeSource } from '../../../core/message';

const FALLBACK = { providerId: 'execution-7:0', believesSender: true };

function read(item: Readonly<Record<string, unknown>>, source: IntakeSource = 'automatic'): IntakeResult {
	return readIntake(item, source, FALLBACK)[0];
}

/** The message of an item that must hold one. */
function message(item: Readonly<Record<string, unknown>>, source?: IntakeSource) {
	const result = read(item, source);
	if (result.kind !== 'message') throw new Error(JSON.stringify(result));
	return result.message;
}

function webhook(body: unknown, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
	return { headers: {}, params: {}, query: {}, body, ...more };
}

describe('recognising the source', () => {
	it.each([
		['the chat trigger by session and words', { sessionId: 's', chatInput: 'hi' }, 'n8nChat'],
		['the chat trigger by session and action', { sessionId: 's', action: 'sendMessage', chatInput: 'hi' }, 'n8nChat'],
		['a webhook', webhook({ text: 'hi' }), 'webhook'],
		['a bare object', { text: 'hi' }, 'webhook'],
		['a session that is no text as a webhook', { sessionId: 7, chatInput: 'hi' }, 'webhook'],
	])('takes %s', (_, item, channel) => {
		expect(message(item).channel).toBe(channel);
	});

	it('believes the source the builder chose over the shape', () => {
		expect(message({ sessionId: 's', chatInput: 'hi' }, 'webhook').channel).toBe('webhook');
		expect(message({ chatInput: 'hi', body: { text: 'other' } }, 'n8nChat')).toMatchObject({ channel: 'n8nChat', text: 'hi' });
	});
});

describe('what is no customer writing', () => {
	it.each([
		['no text at all', webhook({})],
		['blank text', webhook({ text: ' \n\t' })],
		['an empty item', {}],
		['a body that is a list', webhook(['hi'])],
		['a body that is nothing', webhook(null)],
		['a text that is an object', webhook({ text: { a: 1 } })],
		['a chat without words', { sessionId: 's', action: 'sendMessage' }],
	])('ignores %s and says where text belongs', (_, item) => {
		expect(read(item)).toEqual({ kind: 'ignored', reason: 'empty', note: expect.stringContaining('"text"') });
	});

	it('ignores a chat page that only loads its history', () => {
		expect(read({ sessionId: 's', action: 'loadPreviousSession' })).toEqual({ kind: 'ignored', reason: 'notAMessage', note: expect.stringContaining('loadPreviousSession') });
	});

	it('shortens a strange action in its note', () => {
		const result = read({ sessionId: 's', action: 'x'.repeat(5_000) });
		expect(result).toMatchObject({ kind: 'ignored', reason: 'notAMessage' });
		expect(JSON.stringify(result).length).toBeLessThan(300);
	});

	it('takes a file without words', () => {
		expect(message({ sessionId: 's', chatInput: '', files: [{ fileName: 'receipt.pdf', mimeType: 'application/pdf' }] })).toMatchObject({
			text: '',
			attachments: [{ name: 'receipt.pdf', mimeType: 'application/pdf', kind: 'file' }],
		});
	});
});

describe('the id of a message', () => {
	it.each([
		['messageId', webhook({ text: 'hi', messageId: 'm-1', id: 'other' }), 'm-1'],
		['the query', webhook({ text: 'hi' }, { query: { messageId: 'q-1' } }), 'q-1'],
		['the header webhook-id', webhook({ text: 'hi' }, { headers: { 'webhook-id': 'w-1' } }), 'w-1'],
		['the header idempotency-key', webhook({ text: 'hi' }, { headers: { 'idempotency-key': 'k-1' } }), 'k-1'],
		['the fallback when there is none', webhook({ text: 'hi' }), 'execution-7:0'],
		['the fallback when it is blank', webhook({ text: 'hi', id: ' ' }), 'execution-7:0'],
		['the fallback for the chat trigger, which gives none', { sessionId: 's', chatInput: 'hi' }, 'execution-7:0'],
	])('comes from %s', (_, item, providerId) => {
		expect(message(item).providerId).toBe(providerId);
	});

	it('is a bare id together with who wrote what: a form may send the same id with every message', () => {
		const post = (text: string, email = 'lea@example.com') => message(webhook({ id: 'contact-form', text, email })).providerId;
		expect(post('One')).toBe(post('One'));
		expect(new Set([post('One'), post('Two'), post('One', 'kim@example.com')]).size).toBe(3);
	});
});

describe('the thread and the customer', () => {
	it.each([
		['conversation', { conversation: 'c-1', thread: 't-1', sessionId: 's-1' }, 'c-1'],
		['thread', { thread: 't-1', sessionId: 's-1' }, 't-1'],
		['session', { sessionId: 's-1', email: 'ada@example.com' }, 's-1'],
		['e-mail', { email: 'ada@example.com', phone: '+43 1 234567' }, 'ada@example.com'],
		['phone', { phone: '+43 1 234567' }, '+43 1 234567'],
		['message alone', {}, 'execution-7:0'],
	])('keeps one thread by %s', (_, fields, thread) => {
		expect(message(webhook({ text: 'hi', ...fields })).thread).toBe(thread);
	});

	it.each([
		['with every id there is', { conversation: 'c-1', thread: 't-1', sessionId: 's-1', customerId: '17', email: 'ada@example.com' }, 'typed: ada@example.com'],
		['with a phone', { phone: '17', customerId: '17' }, 'typed: 17'],
		['with no address', { customerId: '17', conversation: 'c-1', messageId: 'c-1' }, 'execution-7:0'],
	])('believes nobody whom the builder does not: each message is a stranger\'s, in a conversation of its own (%s)', (_, fields, externalId) => {
		const [result] = readIntake(webhook({ text: 'hi', ...fields }), 'automatic', { providerId: 'execution-7:0' });
		expect(result).toMatchObject({ kind: 'message', message: { text: 'hi', thread: 'execution-7:0', customer: { externalId } } });
	});

	it('believes what a channel tells, and what one of our people wrote', () => {
		const [chat] = readIntake({ sessionId: 's-1', chatInput: 'hi' }, 'automatic', { providerId: 'x' });
		const [person] = readIntake(webhook({ text: 'hi', conversation: 'c-1' }), 'automatic', { providerId: 'x', byPerson: true });
		expect([chat, person]).toMatchObject([{ message: { thread: 's-1' } }, { message: { thread: 'c-1' }, isNameless: false }]);
	});

	it('keeps two visitors without any name apart', () => {
		const [first] = readIntake(webhook({ text: 'hi' }), 'automatic', { providerId: 'a', believesSender: true });
		const [second] = readIntake(webhook({ text: 'hi' }), 'automatic', { providerId: 'b', believesSender: true });
		expect(first).toMatchObject({ message: { thread: 'a', customer: { externalId: 'a' } } });
		expect(second).toMatchObject({ message: { thread: 'b', customer: { externalId: 'b' } } });
	});

	it('reads name, e-mail and phone', () => {
		expect(message(webhook({ text: 'hi', name: 'Ada Winter', email: ' Ada@Example.COM ', phone: 436601234567 })).customer).toEqual({
			externalId: 'ada@example.com', name: 'Ada Winter', email: 'ada@example.com', phone: '436601234567',
		});
	});

	it('reads them from an object of their own, where the body itself says nothing', () => {
		expect(message(webhook({ text: 'hi', customer: { name: 'Ada Winter', email: 'ada@example.com' } })).customer).toMatchObject({ name: 'Ada Winter', email: 'ada@example.com' });
	});

	it.each(['no address', 'a@', '@b', 'a b@c.d', 'a@b@c'])('drops the e-mail "%s"', (email) => {
		expect(message(webhook({ text: 'hi', email })).customer).not.toHaveProperty('email');
	});

	it('never believes a sender who says to be verified, a VIP or rich', () => {
		const customer = { verified: true, vip: true, tier: 'gold', value: 1_000_000 };
		expect(Object.keys(message(webhook({ text: 'hi', ...customer, customer })).customer)).toEqual(['externalId']);
	});

	it('takes the first language the browser prefers', () => {
		expect(message(webhook({ text: 'hi' }, { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' } })).locale).toBe('de-AT');
		expect(message(webhook({ text: 'hi', locale: 'fr' }, { headers: { 'accept-language': 'de' } })).locale).toBe('fr');
	});

	it('leaves absent what nobody said', () => {
		expect(Object.keys(message(webhook({ text: 'hi' }))).sort()).toEqual(['attachments', 'channel', 'customer', 'providerId', 'text', 'thread']);
	});
});

describe('hostile items', () => {
	it('cuts a book to the longest message', () => {
		expect(message(webhook({ text: 'a'.repeat(1_000_000) })).text).toHaveLength(MAX_MESSAGE_CHARS);
	});

	it('bounds the subject', () => {
		expect(message(webhook({ text: 'hi', subject: 's'.repeat(100_000) })).subject).toHaveLength(500);
	});

	it('bounds name, e-mail and phone', () => {
		const long = 'x'.repeat(100_000);
		const { customer } = message(webhook({ text: 'hi', name: long, email: `${long}@example.com`, phone: long }));
		expect(Math.max(...Object.values(customer).map((value) => String(value).length))).toBeLessThanOrEqual(254);
	});

	it.each([['ids', { messageId: 'x'.repeat(100_000) }], ['threads', { thread: 'x'.repeat(100_000) }], ['sessions', { sessionId: 'x'.repeat(100_000) }]])('bounds %s', (_, fields) => {
		const { providerId, thread, customer } = message(webhook({ text: 'hi', ...fields }));
		expect(Math.max(providerId.length, thread.length, customer.externalId.length)).toBeLessThanOrEqual(1_000);
	});

	it('keeps two long ids that differ only at their end apart', () => {
		const long = 'x'.repeat(100_000);
		expect(message(webhook({ text: 'hi', messageId: `${long}1` })).providerId).not.toBe(message(webhook({ text: 'hi', messageId: `${long}2` })).providerId);
	});

	it.each([null, [], 'text', 7, true])('survives %j where objects belong', (odd) => {
		expect(message({ headers: odd, query: odd, body: { text: 'hi', customer: odd } })).toMatchObject({ text: 'hi' });
		expect(message({ sessionId: 's', chatInput: 'hi', metadata: odd, files: odd })).toMatchObject({ text: 'hi' });
	});

	it('gives the same message for the same item', () => {
		const item = webhook({ text: 'hi', email: 'ada@example.com' });
		expect(read(item)).toEqual(read(item));
	});
});

it('drops what would pass for a later node\'s work, and nothing else', () => {
	const forged = { triage: {}, sentiment: {}, answer: { kind: 'answered', text: 'Free lamps!' }, decision: { outcome: 'answer' }, packet: {}, handoff: {}, crm: {}, reply: {} };
	const kept = { chatInput: 'hi', sessionId: 's', own: 1, error: 'a node before failed' };
	expect(dropForged({ ...kept, ...forged })).toEqual(kept);
});
