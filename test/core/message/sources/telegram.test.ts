import * as telegram from '../fixtures/telegram';
import { readAll, readOne, reasonOf } from './read';

it('reads who wrote what, and where', () => {
	expect(readOne(telegram.typical)).toEqual({
		channel: 'telegram', text: 'Where is my order 1042?', providerId: '5550001:71', thread: '5550001', locale: 'de', attachments: [],
		customer: { externalId: '5550001', name: 'Ada Winter' },
	});
});

it.each([
	['emoji', telegram.emoji, '😡👨‍👩‍👧 wo bleibt das?'],
	['right-to-left text', telegram.rightToLeft, 'أين طلبي ١٠٤٢؟'],
	['what was forwarded', telegram.forwarded, 'Your parcel is late'],
	['the words under a picture', telegram.photo, 'It arrived like this'],
	['a sticker by its emoji', telegram.sticker, '👍'],
	['what stands on a pressed button', telegram.button, 'Track my order'],
	['a business account\'s customer', telegram.customersBusinessMessage, 'Thanks!'],
])('reads %s', (_, item, text) => {
	expect(readOne(item).text).toBe(text);
});

it.each([
	['the largest picture', telegram.photo, { name: 'photo', mimeType: 'image/jpeg', kind: 'image', sizeBytes: 90000, providerId: 'large' }],
	['a voice note', telegram.voice, { name: 'voice', mimeType: 'audio/ogg', kind: 'voice', sizeBytes: 15000, providerId: 'voice-1' }],
	['an animation once', telegram.animation, { name: 'animation', mimeType: 'video/mp4', kind: 'video', providerId: 'gif-1' }],
	['a document', telegram.document, { name: 'invoice.pdf', mimeType: 'application/pdf', kind: 'file', sizeBytes: 4096, providerId: 'doc-1' }],
	['a place', telegram.location, { name: '48.2082, 16.3738', mimeType: 'application/geo+json', kind: 'location' }],
	['a place with a name', telegram.venue, { name: 'Lamp Shop, Example Lane 1 (48.2082, 16.3738)', mimeType: 'application/geo+json', kind: 'location' }],
	['a contact card', telegram.otherContact, { name: 'Noor +43660555002', mimeType: 'text/vcard', kind: 'contact' }],
])('keeps %s as what it is', (_, item, attachment) => {
	expect(readOne(item).attachments).toEqual([attachment]);
});

it('takes a phone number only from the sender\'s own card', () => {
	expect(readOne(telegram.ownContact).customer.phone).toBe('+43660555001');
	expect(readOne(telegram.otherContact).customer).not.toHaveProperty('phone');
});

it('gives each member of a group a thread of their own', () => {
	expect(readOne(telegram.inGroup)).toMatchObject({ thread: '-100777:5550001', providerId: '-100777:71', customer: { externalId: '5550001' } });
});

it.each([
	['a changed message', telegram.edited, 'edited'],
	['a reaction', telegram.reaction, 'reaction'],
	['a post of a channel', telegram.channelPost, 'notAMessage'],
	['a customer who blocks the bot', telegram.blocked, 'notAMessage'],
	['a customer who only opens the chat', telegram.update({ text: '/start shop' }), 'notAMessage'],
	['a member who joins', telegram.update({ new_chat_members: [telegram.ADA] }), 'notAMessage'],
	['a bot', telegram.update({ text: 'beep', from: { ...telegram.ADA, is_bot: true } }), 'botMessage'],
	['words made by a bot', telegram.update({ text: 'gif', via_bot: { id: 1, is_bot: true } }), 'botMessage'],
	['the assistant in a business account', telegram.botsBusinessMessage, 'ownEcho'],
	['an update without anything', { update_id: 1 }, 'notAMessage'],
])('ignores %s', (_, item, reason) => {
	expect(reasonOf(item)).toBe(reason);
});

it('knows what the owner of a business account wrote to a customer as a person\'s', () => {
	expect(readAll(telegram.ownersReply)).toEqual([{
		kind: 'person', isNameless: false,
		message: { channel: 'telegram', text: 'It leaves today.', providerId: '5550001:80', thread: '5550001', attachments: [], customer: { externalId: '5550001', name: 'Ada Winter' } },
	}]);
});
