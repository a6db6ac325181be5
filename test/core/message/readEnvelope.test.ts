import { cutText, findText, MAX_MESSAGE_CHARS, readEnvelope } from '../../../core/message';

const NOW = '2026-03-04T10:00:00.000Z';

const RECORDED = {
	inbox: 'main',
	message: { id: 'm', text: 'hi' },
	conversation: { id: 'c', epoch: 1 },
	customer: { id: 'k' },
};

describe('finding the words of an item', () => {
	it.each([
		['an envelope', { message: { text: 'hi' } }],
		['the chat trigger', { chatInput: 'hi' }],
		['a field text', { text: 'hi' }],
		['a field message', { message: 'hi' }],
		['a webhook with text', { body: { text: 'hi' } }],
		['a webhook with message', { body: { message: 'hi' } }],
		['a webhook with the chat\'s words', { body: { chatInput: 'hi' } }],
		['a query', { query: { text: 'hi' } }],
		['a mail', { textPlain: 'hi' }],
		['a mail\'s first words', { snippet: 'hi' }],
	])('finds them in %s', (_, item) => {
		expect(findText(item)).toBe('hi');
	});

	it('prefers the most specific place', () => {
		expect(findText({ message: { text: 'first' }, chatInput: 'second', text: 'third' })).toBe('first');
	});

	it('goes on where a place is blank or no text', () => {
		expect(findText({ message: { text: ' ' }, chatInput: 7, text: 'hi' })).toBe('hi');
	});

	it.each([{}, { text: '' }, { text: null }, { body: 'hi' }, { body: null }, { message: [] }])('finds none in %j', (item) => {
		expect(findText(item)).toBe('');
	});
});

describe('cutting', () => {
	it.each([
		['below', MAX_MESSAGE_CHARS - 1],
		['at', MAX_MESSAGE_CHARS],
	])('leaves a text %s the limit as it is', (_, length) => {
		expect(cutText('a'.repeat(length))).toBe('a'.repeat(length));
	});

	it('cuts a longer one to the limit and says so', () => {
		const cut = cutText('a'.repeat(MAX_MESSAGE_CHARS + 1));
		expect(cut).toHaveLength(MAX_MESSAGE_CHARS);
		expect(cut.endsWith(' […]')).toBe(true);
	});

	it.each([0, 1])('never cuts through a character (offset %i)', (offset) => {
		const cut = cutText('a'.repeat(offset) + '😀'.repeat(MAX_MESSAGE_CHARS));
		expect(cut.length).toBeLessThanOrEqual(MAX_MESSAGE_CHARS);
		expect(cut).not.toMatch(/\p{Surrogate}/u);
	});
});

describe('reading an envelope', () => {
	it('takes a recorded one as it is', () => {
		const { envelope, recorded } = readEnvelope(RECORDED, NOW);
		expect(recorded).toBe(true);
		expect(envelope).toBe(RECORDED);
	});

	it.each([
		['inbox', { ...RECORDED, inbox: undefined }],
		['message id', { ...RECORDED, message: { text: 'hi' } }],
		['message text', { ...RECORDED, message: { id: 'm' } }],
		['conversation', { ...RECORDED, conversation: undefined }],
		['conversation id', { ...RECORDED, conversation: { epoch: 1 } }],
		['epoch', { ...RECORDED, conversation: { id: 'c', epoch: '1' } }],
		['customer', { ...RECORDED, customer: 'k' }],
	])('does not take one without %s for recorded', (_, item) => {
		expect(readEnvelope(item, NOW).recorded).toBe(false);
	});

	it('makes a bare one of any other item, beside its own keys', () => {
		const item = { chatInput: 'hi', orderId: 7 };
		const { envelope, recorded } = readEnvelope(item, NOW);
		expect(recorded).toBe(false);
		expect(envelope).toMatchObject({
			orderId: 7,
			inbox: 'main',
			message: { id: '', channel: 'other', text: 'hi', attachments: [], receivedAt: NOW },
			customer: { verified: false, history: [] },
			conversation: { owner: 'bot', epoch: 0, turns: [{ author: 'customer', text: 'hi', at: NOW }] },
		});
	});

	it('says nothing in the name of a customer who said nothing', () => {
		const { envelope } = readEnvelope({}, NOW);
		expect(envelope.message.text).toBe('');
		expect(envelope.conversation.turns).toEqual([]);
	});

	it.each([['shop', 'shop'], ['', 'main'], [7, 'main'], [undefined, 'main']])('takes the inbox %j as "%s"', (inbox, expected) => {
		expect(readEnvelope({ text: 'hi', inbox }, NOW).envelope.inbox).toBe(expected);
	});

	it('never takes a bare item\'s word that its customer is verified', () => {
		expect(readEnvelope({ text: 'hi', customer: { verified: true } }, NOW).envelope.customer.verified).toBe(false);
	});

	it('keeps what earlier nodes of ours added to a bare item', () => {
		expect(readEnvelope({ text: 'hi', triage: { intent: 'orderStatus' } }, NOW).envelope.triage).toEqual({ intent: 'orderStatus' });
	});

	it('changes nothing in the item', () => {
		const item = Object.freeze({ text: 'hi', message: Object.freeze({ text: 'hi' }) });
		expect(() => readEnvelope(item, NOW)).not.toThrow();
	});
});
