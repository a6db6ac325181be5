import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Intent } from '../../../core/knowledge/knowledge';
import { numberWords } from '../../../engines/local/features';
import { readIntent, readSureIntent, trainIntents, type IntentModel } from '../../../engines/local/intents';
import { INTENTS } from './sampleKnowledge';

const model = trainIntents(INTENTS) as IntentModel;

describe('readIntent', () => {
	it.each([
		['where is my parcel?', 'orderStatus'],
		['I have not received my order', 'orderStatus'],
		['give me my money back', 'refund'],
		['can i swap it for a smaller size', 'exchange'],
		['I forgot my pasword', 'resetPassword'],
		['until when are you open on saturday', 'openingHours'],
	])('reads %j as %s', (text, intent) => {
		const reading = readIntent(text, model);
		expect(reading.intent).toBe(intent);
		expect(reading.confidence).toBeGreaterThan(0.5);
		expect(reading.outOfScope).toBeLessThan(0.4);
	});

	it.each(['what is the capital of france', 'tell me a joke please', 'who won the game yesterday', 'hello there', 'my cat likes tuna', '', '!!!', '42'])('finds %j outside of what the shop knows', (text) => {
		const reading = readIntent(text, model);
		expect(reading.outOfScope).toBeGreaterThan(0.5);
		expect(reading.confidence).toBeLessThan(0.5);
	});

	it('quotes the words that decided, in the customer\'s writing', () => {
		const text = 'Hello, I FORGOT my password';
		const { evidence } = readIntent(text, model);
		expect(evidence?.text.toLowerCase()).toContain('password');
		expect(text.slice(evidence?.span?.start, evidence?.span?.end)).toBe(evidence?.text);
	});

	it('names words that people see the reason in, and small ones only where there are no others', () => {
		const shop = trainIntents(JSON.parse(readFileSync(join(__dirname, '../../../workflows/sample/intents.json'), 'utf8')) as Intent[]) as IntentModel;
		expect(readIntent('It is still not here and I am really angry!', shop).evidence?.text).toMatch(/angry/u);
		expect(readIntent('what is it', shop).evidence?.text).toMatch(/what|is|it/u);
	});

	it('names a close second intent', () => {
		const reading = readIntent('refund or exchange', model);
		expect([reading.intent, reading.runnerUp?.intent].sort()).toEqual(['exchange', 'refund']);
		expect(reading.runnerUp?.confidence).toBeLessThanOrEqual(reading.confidence);
	});

	it('gives the same answer every time', () => {
		const again = trainIntents(INTENTS) as IntentModel;
		expect(readIntent('where is my money', again)).toEqual(readIntent('where is my money', model));
	});
});

describe('trainIntents', () => {
	it('learns nothing from no examples', () => {
		expect(trainIntents([])).toBeUndefined();
		expect(trainIntents([{ name: 'empty', title: 'Empty', examples: [], humanOnly: false }])).toBeUndefined();
	});

	it('learns from a single example', () => {
		const single = trainIntents([{ name: 'hours', title: 'Hours', examples: ['when are you open'], humanOnly: false }]) as IntentModel;
		const reading = readIntent('when are you open', single);
		expect(reading.intent).toBe('hours');
		expect(reading.outOfScope).toBeLessThan(readIntent('do you like pizza', single).outOfScope);
	});

	it('survives examples of blanks and signs', () => {
		const odd = trainIntents([{ name: 'odd', title: 'Odd', examples: ['', '???', '\u200b'], humanOnly: false }, { name: 'even', title: 'Even', examples: ['refund'], humanOnly: false }]) as IntentModel;
		expect(Number.isFinite(readIntent('refund', odd).confidence)).toBe(true);
	});
});

describe('readSureIntent', () => {
	const { vocabulary } = model.index;
	const TEXT = 'Hello there, where is my parcel? give me my money back';

	it.each([0, 0.5, 0.95, 1])('reads as readIntent does from the confidence %d on', (minimum) => {
		const { evidence: _, ...reading } = readIntent(TEXT, model);
		expect(readSureIntent(numberWords(TEXT, vocabulary), model, minimum)?.confidence).toBe(reading.confidence >= minimum ? reading.confidence : undefined);
	});

	it('reads a part of the words as if they were all', () => {
		const { intent, confidence, outOfScope } = readIntent('give me my money back', model);
		const words = numberWords(TEXT, vocabulary);
		readSureIntent(words, model, 0);
		expect(readSureIntent(words, model, 0, 6)).toMatchObject({ intent, confidence, outOfScope });
	});
});
