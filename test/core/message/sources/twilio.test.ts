import * as twilio from '../fixtures/twilio';
import { readOne, reasonOf } from './read';

it('reads an SMS', () => {
	expect(readOne(twilio.sms)).toEqual({
		channel: 'sms', text: 'Where is my order 1042?', providerId: 'SM0001', thread: '+43660555001', attachments: [], customer: { externalId: '+43660555001', phone: '+43660555001' },
	});
});

it('reads WhatsApp by Twilio, whose address is kept as it answers to', () => {
	expect(readOne(twilio.whatsApp)).toMatchObject({ channel: 'whatsApp', thread: 'whatsapp:+43660555001', customer: { externalId: 'whatsapp:+43660555001', phone: '+43660555001', name: 'Ada Winter' } });
});

it.each([
	['a picture', twilio.picture, { name: 'file 1', mimeType: 'image/jpeg', kind: 'image', url: 'https://example.com/media/1' }],
	['a voice note', twilio.voice, { name: 'voice note', mimeType: 'audio/ogg; codecs=opus', kind: 'voice', url: 'https://example.com/media/2' }],
	['a place', twilio.place, { name: 'Home, Example Lane 1 (48.2082, 16.3738)', mimeType: 'application/geo+json', kind: 'location' }],
])('keeps %s as what it is', (_, item, attachment) => {
	expect(readOne(item)).toMatchObject({ text: '', attachments: [attachment] });
});

it('reads a pressed button, a name instead of a number, and the word HELP', () => {
	expect(readOne(twilio.button).text).toBe('Track my order');
	expect(readOne(twilio.alphanumeric)).toMatchObject({ thread: 'PARCEL', customer: { externalId: 'PARCEL' } });
	expect(readOne(twilio.alphanumeric).customer).not.toHaveProperty('phone');
	expect(readOne(twilio.help).text).toBe('HELP');
});

it.each([
	['STOP', 'Bitte keine SMS mehr', 'out'], ['START', 'Doch wieder', 'in'], ['HELP', 'Info', 'unchanged'], [undefined, 'STOP', undefined],
])('passes on what Twilio says of %s, beside the customer\'s words', (OptOutType, Body, optOut) => {
	const read = readOne(twilio.post({ Body, OptOutType }));
	expect([read.text, read.optOut]).toEqual([Body, optOut]);
});

it('loses no STOP for want of words', () => {
	expect(readOne(twilio.post({ Body: '', OptOutType: 'STOP' }))).toMatchObject({ text: 'STOP', optOut: 'out' });
});

it('bounds the files of a message', () => {
	expect(readOne(twilio.manyMedia).attachments).toHaveLength(10);
});

it('reads an event of Twilio Trigger', () => {
	expect(readOne(twilio.inbound)).toMatchObject({ channel: 'sms', text: 'Hello?', providerId: 'SM0002', thread: '+43660555001' });
});

it.each([
	['a delivery status', twilio.status, 'deliveryStatus'],
	['an event about a message of ours', twilio.delivered, 'deliveryStatus'],
	['a message without anything', twilio.post({ Body: '' }), 'empty'],
])('ignores %s', (_, item, reason) => {
	expect(reasonOf(item)).toBe(reason);
});
