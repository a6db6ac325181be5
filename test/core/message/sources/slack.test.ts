import * as slack from '../fixtures/slack';
import { readOne, reasonOf } from './read';
import { cpuTime } from '../../../cpuTime';

it('reads who wrote what, and where', () => {
	expect(readOne(slack.typical)).toEqual({
		channel: 'slack', text: 'Where is my order 1042?', providerId: 'C0HELP:1772618400.000100', thread: 'C0HELP:1772618400.000100', attachments: [],
		customer: { externalId: 'U0ADA', name: 'Ada Winter' },
	});
});

it('keeps direct messages in one thread, and each thread of a channel apart', () => {
	expect(readOne(slack.direct).thread).toBe('D0ADA');
	expect(readOne(slack.inThread).thread).toBe('C0HELP:1772600000.000001');
});

it('takes a message and the mention in it for the same', () => {
	expect(readOne(slack.mention).providerId).toBe(readOne(slack.typical).providerId);
});

it('reads markup as people do, without the mention of the bot', () => {
	expect(readOne(slack.mention).text).toBe('my <lamp> & shade: this one, see https://example.com/x');
	expect(readOne(slack.rightToLeft).text).toBe('היכן ההזמנה שלי? 📦');
});

it('reads hostile markup in no time', () => {
	expect(cpuTime(() => readOne(slack.event({ text: '<'.repeat(200_000) + '|'.repeat(200_000) })))).toBeLessThan(1_000);
});

it('keeps files as what they are', () => {
	expect(readOne(slack.withFile).attachments).toEqual([{ name: 'broken.png', mimeType: 'image/png', kind: 'image', sizeBytes: 2048, url: 'https://example.com/files/F1', providerId: 'F1' }]);
	expect(readOne(slack.voiceClip).attachments).toMatchObject([{ kind: 'voice' }]);
});

it.each([
	['its own message', slack.ownMessage, 'botMessage'],
	['another app', slack.otherBot, 'botMessage'],
	['a changed message', slack.edited, 'edited'],
	['a message taken back', slack.deleted, 'deleted'],
	['a member who joins', slack.joined, 'notAMessage'],
	['a reaction', slack.reaction, 'reaction'],
	['what is no message', slack.newMember, 'notAMessage'],
	['a message of spaces', slack.event({ text: '  ' }), 'empty'],
])('ignores %s', (_, item, reason) => {
	expect(reasonOf(item)).toBe(reason);
});
