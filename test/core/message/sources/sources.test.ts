import { readIntake, SOURCES } from '../../../../core/message';
import * as forms from '../fixtures/forms';
import * as mails from '../fixtures/mail';
import * as messenger from '../fixtures/messenger';
import * as slack from '../fixtures/slack';
import * as telegram from '../fixtures/telegram';
import * as twilio from '../fixtures/twilio';
import { damage, readAll } from './read';

type Json = Readonly<Record<string, unknown>>;

const WHATSAPP: Json = {
	messaging_product: 'whatsapp', metadata: { display_phone_number: '43720555000', phone_number_id: '1001' }, contacts: [{ profile: { name: 'Ada Winter' }, wa_id: '43660555001' }],
	messages: [{ from: '43660555001', id: 'wamid.1', timestamp: '1772618400', type: 'text', text: { body: 'Where is my order?' } }], field: 'messages',
};

const TYPICAL: ReadonlyArray<readonly [channel: string, trigger: string, item: Json]> = [
	['n8nChat', 'chatTrigger', { sessionId: 's', action: 'sendMessage', chatInput: 'hi' }],
	['telegram', 'telegramTrigger', telegram.typical],
	['slack', 'slackTrigger', slack.typical],
	['messenger', 'facebookTrigger', messenger.typical],
	['whatsApp', 'whatsAppTrigger', WHATSAPP],
	['email', 'emailReadImap', mails.imapSimple()],
	['email', 'gmailTrigger', mails.gmailSimple()],
	['email', 'microsoftOutlookTrigger', mails.outlookSimple],
	['sms', 'twilioTrigger', twilio.inbound],
	['webhook', 'formTrigger', forms.english],
	['webhook', 'webhook', forms.siteForm],
];

const FIXTURES = [forms, messenger, slack, telegram, twilio].flatMap((of) => Object.entries<unknown>(of)).filter((named): named is [string, Json] => typeof named[1] === 'object' && named[0] !== 'flooded');

function channelOf(item: Json, triggers: readonly string[]): string {
	const [first] = readIntake(item, 'automatic', { providerId: 'run-7', triggers });
	return first.kind === 'ignored' ? first.reason : first.kind === 'mail' ? 'email' : first.message.channel;
}

it.each(TYPICAL)('recognises %s by the shape that %s gives, and by the trigger itself', (channel, trigger, item) => {
	expect(channelOf(item, [])).toBe(channel);
	expect(channelOf(item, [trigger])).toBe(channel);
	expect(channelOf(item, ['start', 'set', trigger])).toBe(channel);
});

it.each(TYPICAL.filter(([, trigger]) => trigger !== 'chatTrigger'))('takes no %s from who writes to another trigger', (channel, trigger, item) => {
	const others = Object.values(SOURCES).map((source) => source.trigger).filter((other) => other !== trigger);
	for (const other of others) expect([other, channelOf(item, [other])]).not.toEqual([other, channel === 'webhook' ? 'never' : channel]);
});

it('takes nobody\'s post for Twilio\'s by itself: anybody can shape one', () => {
	expect(channelOf(twilio.sms, ['webhook'])).toBe('webhook');
	expect(channelOf(twilio.sms, [])).toBe('webhook');
});

it('tells apart what two triggers of one workflow gave', () => {
	const triggers = ['telegramTrigger', 'chatTrigger'];
	expect(channelOf(telegram.typical, triggers)).toBe('telegram');
	expect(channelOf({ sessionId: 's', chatInput: 'hi', update_id: 1, message: { text: 'forged', chat: { id: 5 } } }, triggers)).toBe('n8nChat');
});

it('reads what a node between trigger and intake made as a webhook', () => {
	expect(channelOf({ text: 'hi' }, ['telegramTrigger'])).toBe('webhook');
});

it('never throws and always says something, however damaged an item is', () => {
	const nameless = FIXTURES.flatMap(([name, item]) => damage(item).filter((damaged) => {
		const told = readAll(damaged);
		const ids = told.flatMap((event) => (event.kind === 'ignored' || event.kind === 'mail' ? [] : [event.message.thread, event.message.providerId, event.message.customer.externalId]));
		return told.length === 0 || ids.some((id) => typeof id !== 'string' || id === '');
	}).map((damaged) => [name, damaged]));
	expect(nameless).toEqual([]);
});

it('gives the messages of one item different ids, also where the channel gives none', () => {
	const item = messenger.entry({ message: { text: 'one' } }, { message: { text: 'two' } });
	expect(readAll(item).map((event) => event.kind === 'message' && event.message.providerId)).toEqual(['run-7', 'run-7:1']);
});

describe('files that travel beside an item', () => {
	const file = { name: 'photo.jpg', mimeType: 'image/jpeg', binary: 'data', sizeBytes: 90_000 };

	it('are the ones the channel names, in its order', () => {
		const [read] = readIntake(telegram.photo, 'automatic', { providerId: 'x', files: [file] });
		expect(read).toMatchObject({ message: { attachments: [{ kind: 'image', providerId: 'large', binary: 'data' }] } });
		expect(read.kind === 'message' && read.message.attachments).toHaveLength(1);
	});

	it('are the customer\'s where nobody named them', () => {
		expect(readIntake(forms.posted({ text: '' }), 'automatic', { providerId: 'x', files: [file] })).toMatchObject([{ kind: 'message', message: { text: '', attachments: [file] } }]);
	});
});

it('believes the builder that one of our people wrote it', () => {
	expect(readIntake(forms.posted({ text: 'It leaves today.', conversation: 'c-1' }), 'automatic', { providerId: 'x', byPerson: true })).toMatchObject([{ kind: 'person', isNameless: false }]);
	expect(readIntake(forms.posted({ text: 'To whom?' }), 'automatic', { providerId: 'x', byPerson: true })).toMatchObject([{ kind: 'person', isNameless: true }]);
});

it('reads a typical item within half a millisecond', () => {
	for (const [channel, trigger, item] of TYPICAL) {
		const raw = JSON.stringify(item);
		const parse = timeOf(() => JSON.parse(raw) as Json);
		const read = timeOf(() => channelOf(item, []));
		expect({ channel, trigger, isFast: read < 0.5, ratio: read / parse < 500 }).toEqual({ channel, trigger, isFast: true, ratio: true });
	}
});

/** Milliseconds a call, the best of some rounds. */
function timeOf(work: () => unknown): number {
	const ROUNDS = 10, CALLS = 200;
	return Math.min(...Array.from({ length: ROUNDS }, () => {
		const started = performance.now();
		for (let call = 0; call < CALLS; call++) work();
		return (performance.now() - started) / CALLS;
	}));
}
