import type { Turn } from '../../../core/conversation/conversation';
import { createLocalEngine } from '../../../engines/local';
import { readEllipsis } from '../../../engines/local/followUp';
import { foldText } from '../../../engines/local/text';
import { requestFor } from './sampleKnowledge';

const engine = createLocalEngine();

/** A customer's messages and the answers between them, the customer first. */
function talk(...texts: readonly string[]): readonly Turn[] {
	return texts.map((text, i) => ({ author: i % 2 === 0 ? 'customer' : 'bot', text, at: '2026-01-01T00:00:00.000Z' }));
}

const readAfter = (turns: readonly Turn[], text: string) => engine.understand(requestFor(text, { conversation: { turns: [...turns, { author: 'customer', text, at: '2026-01-01T00:01:00.000Z' }] } }));

describe('readEllipsis', () => {
	it.each([
		['how long does that take?', 'empty'],
		['why?', 'empty'],
		['the other one', 'empty'],
		['wie lange dauert das?', 'empty'],
		['combien ça coûte ?', 'empty'],
		['and to Norway?', 'goesOn'],
		['what about express?', 'goesOn'],
		['und nach Norwegen?', 'goesOn'],
		['et pour la Suisse ?', 'goesOn'],
		['y para dos lámparas?', 'goesOn'],
		['a co z Norwegią?', 'goesOn'],
		['Norway?', 'leans'],
		['for two lamps?', 'leans'],
		['when will it arrive?', 'leans'],
		['where is my order', undefined],
		['and tell me a joke', undefined],
		['who are you?', undefined],
		['do you sell lamps?', undefined],
		['I would like to know how long it usually takes until that arrives at my place', undefined],
		['', undefined],
	])('finds %j to be %s', (text, expected) => expect(readEllipsis(foldText(text))).toBe(expected));
});

describe('a message after others', () => {
	const order = talk('where is my order', 'It was sent on Monday.');

	it.each([
		['what about the other one?', order, 'orderStatus'],
		['and the second?', order, 'orderStatus'],
		['when will it get here?', order, 'orderStatus'],
		['why?', talk('I forgot my password', 'Here is how to reset it.'), 'resetPassword'],
		['that doesn\'t help me', talk('I forgot my password', 'Here is how to reset it.'), 'resetPassword'],
		['and on Sunday?', talk('what are your opening hours', 'From 9 to 5.'), 'openingHours'],
		['and how about that?', talk('can i swap the colour', 'You can.', 'and the size?', 'That too.'), 'exchange'],
		['yes', talk('where is my order', 'Do you mean the newest one?'), 'orderStatus'],
	])('understands %j with what was asked', (text, turns, intent) => {
		const triage = readAfter(turns, text);
		expect(triage.intent).toBe(intent);
		expect(triage.evidence.context).toEqual({ text: turns[0]?.text });
	});

	it.each<[string, readonly string[]]>([
		['spoken', ['[Voice note: voice] (transcribed) “and the second?”']],
		['spoken and written in a row', ['[Voice note: voice] (transcribed) “and the second?”', 'why?']],
	])('understands one that was %s with what was asked, be that spoken or written', (_how, own) => {
		const asked = talk('[Voice note: voice] (transcribed) “where is my order”', 'It was sent on Monday.');
		const attachments = [{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice', transcript: 'and the second?' }] as const;
		for (const turns of [order, asked]) {
			const { intent, evidence } = engine.understand(requestFor(['and the second?', ...own.slice(1)].join('\n'), {
				message: { attachments, ...(own.length === 1 ? {} : { merged: ['m1'] }) },
				conversation: { turns: [...turns, ...own.map((text) => ({ author: 'customer' as const, text, at: '2026-01-01T00:01:00.000Z' }))] },
			}));
			expect(intent).toBe('orderStatus');
			expect(evidence.context).toEqual({ text: 'where is my order' });
		}
	});

	it.each([
		['i want my money back', 'refund'],
		['and where is my refund?', 'refund'],
		['what about my refund?', 'refund'],
		['can I exchange it?', 'exchange'],
		['and when are you open?', 'openingHours'],
	])('takes %j for a question of its own', (text, intent) => {
		const triage = readAfter(order, text);
		expect(triage.intent).toBe(intent);
		expect(triage.evidence).not.toHaveProperty('context');
	});

	it.each(['tell me a joke', 'and tell me a joke', 'is it raining?', 'my cat likes tuna'])('leaves %j outside of what is known', (text) => {
		const triage = readAfter(order, text);
		expect(triage.outOfScope).toBeGreaterThan(0.5);
		expect(triage.evidence).not.toHaveProperty('context');
	});

	it('answers nothing to "who are you?", whose words are those of "when are you open"', () => {
		const triage = readAfter(order, 'who are you?');
		expect(triage.confidence).toBeLessThan(0.6);
		expect(triage.evidence).not.toHaveProperty('context');
	});

	it.each(['yes', 'no', 'no thanks', 'thanks', 'ok'])('takes %j after a statement for nothing more', (text) => expect(readAfter(order, text).evidence).not.toHaveProperty('context'));

	it('takes no for no, whatever was asked', () => expect(readAfter(talk('where is my order', 'Do you mean the newest one?'), 'no').evidence).not.toHaveProperty('context'));

	it('goes on from a matter that is not known, and not from the one before it', () => {
		const turns = [...order, ...talk('who won the football game last night', 'I do not know.')];
		expect(readAfter(turns, 'and the night before?').intent === 'orderStatus').toBe(false);
	});

	it('passes over a detail we asked for', () => {
		const turns = talk('where is my order', 'What is its number?', '1042', 'It was sent on Monday.');
		expect(readAfter(turns, 'what about the other one?').evidence.context).toEqual({ text: 'where is my order' });
	});

	it('reads a number it asked for as that', () => {
		const { intent, evidence } = engine.understand(requestFor('its number is 1042', { conversation: { turns: order, asked: ['orderNumber'], pendingIntent: 'orderStatus' } }));
		expect(intent).toBe('orderStatus');
		expect(evidence).not.toHaveProperty('context');
	});

	it('has the deciding words of an earlier message without a place in this one', () => {
		const { evidence } = readAfter(talk('I forgot my password', 'Here is how to reset it.'), 'why?');
		expect(evidence.intent).toEqual({ text: expect.stringContaining('password') as string });
	});

	it('stands by itself where nothing was said before', () => {
		for (const turns of [[], talk('hello', 'Hello!')]) expect(readAfter(turns, 'what about the other one?').evidence).not.toHaveProperty('context');
	});
});
