import { mergeMessages } from '../../../core/message/mergeMessages';
import { MAX_MESSAGE_CHARS, type Message } from '../../../core/message/message';

const said = (id: string, over: Partial<Message> = {}): Message => ({ id, channel: 'email', text: `Words of ${id}`, attachments: [], receivedAt: '2026-05-04T10:00:00.000Z', ...over });

it('leaves a message on its own as it is', () => {
	const message = said('m1');
	expect(mergeMessages([], message)).toBe(message);
});

it('puts the words in order, and names the earlier ones', () => {
	expect(mergeMessages([said('m1'), said('m2')], said('m3'))).toEqual({ ...said('m3'), text: 'Words of m1\nWords of m2\nWords of m3', merged: ['m1', 'm2'] });
});

it.each<[string, Partial<Message>, Partial<Message>, Partial<Message>]>([
	['a wish for a person', { requestsHuman: true }, {}, { requestsHuman: true }],
	['the first subject', { subject: 'Lamp' }, { subject: 'Re: Lamp' }, { subject: 'Lamp' }],
	['all files', { attachments: [{ name: 'a.jpg', mimeType: 'image/jpeg' }] }, { attachments: [{ name: 'b.jpg', mimeType: 'image/jpeg' }] }, { attachments: [{ name: 'a.jpg', mimeType: 'image/jpeg' }, { name: 'b.jpg', mimeType: 'image/jpeg' }] }],
])('keeps %s', (_what, earlier, newest, kept) => {
	expect(mergeMessages([said('m1', earlier)], said('m2', newest))).toMatchObject(kept);
});

it('stays within the longest text', () => {
	const long = 'x'.repeat(MAX_MESSAGE_CHARS);
	expect(mergeMessages([said('m1', { text: long })], said('m2', { text: long })).text).toHaveLength(MAX_MESSAGE_CHARS);
});
