import * as messenger from '../fixtures/messenger';
import { readAll, readOne, reasonOf } from './read';

it('reads who wrote what, and where', () => {
	expect(readOne(messenger.typical)).toEqual({
		channel: 'messenger', text: 'Where is my order 1042?', providerId: 'm_1', thread: 'psid-ada', attachments: [], customer: { externalId: 'psid-ada' },
	});
});

it('reads everything an entry tells, in its order', () => {
	expect(readAll(messenger.batch).map((event) => (event.kind === 'ignored' ? event.reason : event.kind === 'message' && event.message.text))).toEqual(['Hello', 'deliveryStatus', 'Anybody there? 🙂']);
});

it.each([
	['a voice note', messenger.voice, { text: '', attachments: [{ name: 'voice note', mimeType: 'audio/mp4', kind: 'voice', url: 'https://example.com/v.mp4' }] }],
	['the thumb as what it says', messenger.thumb, { text: '👍', attachments: [] }],
	['a sticker', messenger.sticker, { text: '', attachments: [{ name: 'sticker', mimeType: 'image/png', kind: 'sticker', url: 'https://example.com/s.png' }] }],
	['a place', messenger.location, { text: '', attachments: [{ name: 'Ada\'s Location (48.2, 16.3)', mimeType: 'application/geo+json', kind: 'location' }] }],
	['a pressed button', messenger.button, { text: 'Track my order', providerId: 'm_3' }],
	['no address that is none of the web', messenger.badLink, { text: 'see', attachments: [] }],
])('reads %s', (_, item, expected) => {
	expect(readOne(item)).toMatchObject(expected);
});

it.each([['a colleague on their phone', messenger.colleague], ['a colleague in the page\'s inbox', messenger.pageInbox]])('knows %s as a person writing to the customer', (_, item) => {
	expect(readAll(item)).toMatchObject([{ kind: 'person', isNameless: false, message: { text: 'It leaves today.', thread: 'psid-ada', customer: { externalId: 'psid-ada' } } }]);
});

it.each([
	['what an app sent for the page', messenger.ownEcho, 'ownEcho'],
	['a reaction', messenger.reaction, 'reaction'],
	['that something was read', messenger.read, 'deliveryStatus'],
	['a changed message', messenger.edited, 'edited'],
	['a message taken back', messenger.deleted, 'deleted'],
	['a customer who only opens the chat', messenger.opened, 'notAMessage'],
	['what another app has in hand', messenger.standby, 'notAMessage'],
	['posts on the page', messenger.feed, 'notAMessage'],
	['a message without anything', messenger.entry(messenger.said({})), 'empty'],
])('ignores %s', (_, item, reason) => {
	expect(reasonOf(item)).toBe(reason);
});
