import type { Attempt, Conversation, Turn } from '../../../core/conversation/conversation';
import { addForecast, calibrateSentiment, forecastPerson } from '../../../core/sentiment';
import type { Sentiment } from '../../../core/sentiment';

const at = (minute: number): string => `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`;
const NOW = at(6);
const CALM = { score: 0.1, anger: 0 };

const turn = (author: Turn['author'], text: string, minute: number): Turn => ({ author, text, at: at(minute) });
const attempt = (result: Attempt['result'], minute: number): Attempt => ({ messageId: `m${minute}`, question: 'q', answer: 'a', sources: [], at: at(minute), result });

function conversation(changes: Partial<Conversation> = {}): Conversation {
	return {
		id: 'c1', owner: 'bot', epoch: 1, status: 'open', openedAt: at(0), collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0,
		turns: [turn('customer', 'Where is my parcel from last week?', 0), turn('bot', 'It is on its way.', 1), turn('customer', 'And which day will that be?', 2)],
		attempts: [attempt('unknown', 1)],
		...changes,
	};
}

it.each<[string, Conversation]>([
	['before the assistant said anything', conversation({ turns: [turn('customer', 'Hello', 0)], attempts: [] })],
	['when only a person spoke since they gave it back', conversation({ handBack: { at: at(5), agentName: 'Mara' } })],
])('says nothing %s', (_, before) => expect(forecastPerson(before, CALM, NOW)).toBeUndefined());

it('is low after one answer and in good mood', () => {
	const value = forecastPerson(conversation(), CALM, NOW);
	expect(value).toBeGreaterThan(0.02);
	expect(value).toBeLessThan(0.08);
});

it('is high after two failed answers to one question, in bad mood', () => {
	const turns = [turn('customer', 'Where is my parcel from last week?', 0), turn('bot', 'On its way.', 1), turn('customer', 'But where is my parcel from last week?', 2), turn('bot', 'On its way.', 3), turn('customer', 'Where is my parcel from last week?!', 4)];
	const value = forecastPerson(conversation({ turns, attempts: [attempt('failed', 1), attempt('failed', 3)] }), { score: -0.6, anger: 0.4, trend: -0.3 }, NOW);
	expect(value).toBeGreaterThan(0.75);
	expect(value).toBeLessThan(0.95);
});

it.each<[string, Partial<Conversation>, Partial<{ score: number; anger: number; trend: number }>]>([
	['a failed answer', { attempts: [attempt('failed', 1)] }, {}],
	['a second answer', { attempts: [attempt('unknown', 1), attempt('unknown', 3)] }, {}],
	['a repeated question', { turns: [turn('customer', 'Where is my parcel from last week?', 0), turn('bot', 'It is on its way.', 1), turn('customer', 'where is my parcel from last week', 2)] }, {}],
	['many messages', { turns: [...conversation().turns, turn('customer', 'It is a large one', 3), turn('customer', 'With a bow', 4)] }, {}],
	['a proof that did not match', { failedVerifications: 1 }, {}],
	['time', { unresolvedSince: at(0) }, {}],
	['a bad mood', {}, { score: -0.5 }],
	['anger', {}, { anger: 0.5 }],
	['a falling mood', {}, { trend: -0.3 }],
])('rises with %s', (_, changes, mood) => {
	expect(forecastPerson(conversation(changes), { ...CALM, ...mood }, NOW)).toBeGreaterThan(forecastPerson(conversation(), CALM, NOW) ?? 1);
});

it.each<[string, Partial<Conversation>, Partial<{ score: number; anger: number; trend: number }>]>([
	['joy', {}, { score: 1, trend: 0.5 }],
	['an answer that worked', { attempts: [attempt('failed', 0), attempt('worked', 1)] }, {}],
	['short words said twice', { turns: [turn('customer', 'ok', 0), turn('bot', 'It is on its way.', 1), turn('customer', 'ok', 2)] }, {}],
	['numbers that are none', {}, { score: Number.NaN, anger: Number.NaN, trend: Number.NaN }],
])('does not rise with %s', (_, changes, mood) => {
	expect(forecastPerson(conversation(changes), { ...CALM, ...mood }, NOW)).toBe(forecastPerson(conversation(), CALM, NOW));
});

it('forgets what was before a person gave the conversation back', () => {
	const before = conversation({ attempts: [attempt('failed', 0), attempt('failed', 1)], handBack: { at: at(1), agentName: 'Mara' }, turns: [...conversation().turns, turn('bot', 'Tuesday.', 3), turn('customer', 'Fine, and the other one?', 4)] });
	expect(forecastPerson(before, CALM, NOW)).toBeLessThan(0.08);
});

it('stays within its range and fast whatever is thrown at it', () => {
	const turns = Array.from({ length: 30 }, (_, i) => turn(i % 2 === 0 ? 'customer' : 'bot', 'again '.repeat(10_000), i));
	const value = forecastPerson(conversation({ turns, attempts: Array.from({ length: 10 }, (_, i) => attempt('failed', i)), failedVerifications: 99, unresolvedSince: at(0) }), { score: -9, anger: 9, trend: -9 }, '2027-01-01T00:00:00.000Z');
	expect(value).toBeGreaterThan(0.9);
	expect(value).toBeLessThanOrEqual(1);
});

it('is left out of the record where there is none', () => {
	const sentiment: Sentiment = { label: 'neutral', score: 0, anger: 0, upset: false, because: [], evidence: [], engine: { name: 'local' } };
	expect(addForecast(sentiment, conversation({ turns: [], attempts: [] }), NOW)).toBe(sentiment);
	expect(calibrateSentiment(sentiment, { slope: 1, offset: -2 })).toBe(sentiment);
});

it('stays beside what it becomes by calibration', () => {
	const raw = addForecast({ label: 'neutral', score: 0, anger: 0, upset: false, because: [], evidence: [], engine: { name: 'local' } }, conversation(), NOW);
	expect(raw.needsPerson).toBe(raw.rawForecast);
	const calibrated = calibrateSentiment(raw, { slope: 1, offset: 2 });
	expect(calibrated.rawForecast).toBe(raw.rawForecast);
	expect(calibrated.needsPerson).toBeGreaterThan(raw.needsPerson ?? 1);
	expect(calibrateSentiment(calibrated, { slope: 1, offset: 2 })).toEqual(calibrated);
});
