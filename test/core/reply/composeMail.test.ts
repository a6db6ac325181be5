/** A reply as a mail of its thread. */
import type { MailThread } from '../../../core/conversation/ledger';
import { composeMail, hasWrittenTooOften, mailsCountSince, plainText, simpleHtml, type MailReply } from '../../../core/reply/composeMail';
import { judgeMailError } from '../../../core/reply/judgeMailError';
import { mailIdOf, outgoingIdOfMail } from '../../../core/reply/mailIds';
import { outgoingId } from '../../../core/reply/outgoingId';

const OURS = outgoingId('main', 'm1', 'answer');
const NEXT = outgoingId('main', 'm2', 'answer');

const THREAD: MailThread = {
	received: [
		{ messageId: 'm1', providerId: '<a@example.org>', at: '2026-11-03T10:00:00.000Z', subject: 'Order 1042' },
		{ messageId: 'm2', providerId: '<b@example.org>', at: '2026-11-03T10:20:00.000Z', subject: 'Re: Order 1042' },
	],
	said: [{ outgoingId: OURS, author: 'bot', at: '2026-11-03T10:10:00.000Z' }],
};

function compose(over: Partial<MailReply> = {}) {
	return composeMail({ outgoingId: NEXT, text: 'It is **on its way**.', messageId: 'm2', author: 'bot', from: { address: 'support@example.com', name: 'Shop' }, to: 'robin@example.org', thread: THREAD, ...over });
}

it('answers the message it was made for, and refers to the whole thread in its order', () => {
	expect(compose()).toMatchObject({
		to: 'robin@example.org', subject: 'Re: Order 1042', messageId: `<${NEXT}.hs@example.com>`, inReplyTo: '<b@example.org>',
		references: ['<a@example.org>', `<${OURS}.hs@example.com>`, '<b@example.org>'],
	});
	expect(compose({ messageId: 'm1' })).toMatchObject({ inReplyTo: '<a@example.org>' });
});

it('says that a program wrote it, and says nothing of a person\'s words', () => {
	expect(compose().headers).toEqual({ 'x-hybrid-support': 'support@example.com', 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' });
	expect(compose({ author: 'human' }).headers).toEqual({ 'x-hybrid-support': 'support@example.com' });
});

it('is signed by the assistant below its words, where it is told to', () => {
	expect(compose({ signedBy: 'Lumi <AI assistant>' })).toMatchObject({ text: 'It is on its way.\n\n-- \nLumi <AI assistant>', html: expect.stringContaining('-- <br>\nLumi &lt;AI assistant&gt;') });
	expect(compose().text).toBe('It is on its way.');
});

it('refers to nothing where the mail had no id, and takes the message\'s own subject where the thread is unknown', () => {
	const nameless: MailThread = { received: [{ messageId: 'm1', providerId: 'sha256:abc', at: '2026-11-03T10:00:00.000Z' }], said: [] };
	expect(compose({ thread: nameless, messageId: 'm1' })).toMatchObject({ subject: 'Re:', references: [] });
	expect(compose({ thread: nameless, messageId: 'm1' })).not.toHaveProperty('inReplyTo');
	expect(compose({ thread: undefined, subject: 'Lamp' })).toMatchObject({ subject: 'Re: Lamp', references: [] });
});

it('keeps the first and the newest references of a long thread', () => {
	const received = Array.from({ length: 40 }, (_, n) => ({ messageId: `m${n}`, providerId: `<${n}@example.org>`, at: new Date(Date.UTC(2026, 10, 3, 10, n)).toISOString() }));
	const { references } = compose({ thread: { received, said: [] }, messageId: 'm39' });
	expect(references).toHaveLength(15);
	expect([references[0], references.at(-1)]).toEqual(['<0@example.org>', '<39@example.org>']);
});

it('is told from others by its id, which names the reply', () => {
	expect(outgoingIdOfMail(mailIdOf(OURS, 'support@example.com'))).toBe(OURS);
	const fromDesk = '88395cde6ef7a6dbce693e85e7e0323a:human:f6a769a5-54ac-9f24-e54b-66ee8634dea4';
	expect(mailIdOf(fromDesk, 'support@example.com')).toMatch(/^<[\w-]+(?:\.[\w-]+)*@example\.com>$/u);
	expect(outgoingIdOfMail(mailIdOf(fromDesk, 'support@example.com'))).toBe(fromDesk);
	for (const other of ['<a@example.org>', `<${OURS}@example.com>`, `${OURS}.hs@example.com`, '']) expect(outgoingIdOfMail(other)).toBeUndefined();
	expect(mailIdOf(OURS, 'x@bad>\r\nBcc: y')).toMatch(/^<[\w-]{22}\.hs@[\w.-]+>$/u);
});

describe('its words', () => {
	it('are plain, and simple HTML in which nothing of anybody\'s can run', () => {
		const text = 'See [our page](https://example.com/a?b=1&c=2).\nIt is **free**.\n\n<script>alert("x")</script> [no](javascript:alert(1))';
		expect(plainText(text)).toBe('See our page (https://example.com/a?b=1&c=2).\nIt is free.\n\n<script>alert("x")</script> [no](javascript:alert(1))');
		const html = simpleHtml(text);
		expect(html).toContain('<a href="https://example.com/a?b=1&amp;c=2">our page</a>');
		expect(html).toContain('<strong>free</strong>');
		expect(html).toContain('&lt;script&gt;');
		expect(html).not.toMatch(/<script|href="javascript/u);
		expect(simpleHtml('[x](https://example.com/"onclick="alert(1))')).not.toMatch(/"onclick/u);
	});
});

it.each([
	[{ responseCode: 550, hasBegun: true }, 'failed'],
	[{ responseCode: 451, hasBegun: true }, 'failed'],
	[{ responseCode: 535, hasBegun: false }, 'failed'],
	[{ hasBegun: false }, 'failed'],
	[{ hasBegun: true }, 'unknown'],
	[{ responseCode: 250, hasBegun: true }, 'unknown'],
])('of an error %j is known: %s', (error, fate) => {
	expect(judgeMailError(error)).toBe(fate);
});

it('counts mails over an hour', () => {
	expect(mailsCountSince('2026-11-03T11:00:30.000Z')).toBe('2026-11-03T10:00:30.000Z');
});

it.each([
	[2, 2, false],
	[3, 3, true],
	[0, 11, false],
	[0, 12, true],
])('stops the assistant that wrote %i times in a thread and %i times to the customer: %p', (inConversation, toCustomer, stops) => {
	expect(hasWrittenTooOften({ inConversation, toCustomer }, 3)).toBe(stops);
});
