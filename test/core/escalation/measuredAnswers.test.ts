import type { Attempt } from '../../../core/conversation/conversation';
import { describeThresholds, measureThreshold, observeAnswers } from '../../../core/escalation';
import { shippedRightShare } from '../../../core/escalation/measuredAnswers';

const attempt = (result: Attempt['result'], confidence?: number): Attempt =>
	({ messageId: 'm', question: 'q', answer: 'a', sources: [], at: '2026-01-01T00:00:00.000Z', result, ...(confidence === undefined ? {} : { confidence }) });

const many = (count: number, confidence: number, right: boolean): ReadonlyArray<{ confidence: number; right: boolean }> => Array.from({ length: count }, () => ({ confidence, right }));

describe('observing answers', () => {
	it.each([
		['an answer nobody objected to', [attempt('unknown', 0.7)], false, [true]],
		['an answer that worked', [attempt('worked', 0.7)], false, [true]],
		['an answer the customer came back with', [attempt('failed', 0.7)], false, [false]],
		['the last answer before a person was called in', [attempt('unknown', 0.7), attempt('unknown', 0.8)], true, [true, false]],
		['a last answer that worked, although a person was called in', [attempt('worked', 0.8)], true, [true]],
		['an answer of unknown confidence', [attempt('worked')], false, []],
	] as const)('judges %s', (_, attempts, handedOff, rights) => {
		expect(observeAnswers([{ attempts, handedOff }]).map(({ right }) => right)).toEqual(rights);
	});
});

describe('measuring a threshold', () => {
	it('counts what is at or above it', () => {
		const observations = [...many(18, 0.6, true), ...many(2, 0.6, false), ...many(50, 0.59, false)];
		expect(measureThreshold(observations, 0.6)).toEqual({ threshold: 0.6, answers: 20, rightShare: 0.9 });
	});

	it('says nothing of fewer than twenty answers', () => {
		expect(measureThreshold(many(19, 0.9, true), 0.5)).toBeUndefined();
	});
});

describe('the words beside a threshold', () => {
	const wordsAt = (observations: Parameters<typeof describeThresholds>[0], at: number): string | undefined =>
		describeThresholds(observations).find(({ threshold }) => threshold === at)?.words;

	it('are the company\'s own figures once there are enough', () => {
		expect(wordsAt([...many(27, 0.66, true), ...many(3, 0.66, false)], 0.65)).toBe('about 9 in 10 answers right, of your last 30');
	});

	it('are the shipped curve before', () => {
		expect(wordsAt([], 0.6)).toMatch(/^about \d(\.5)? in 10 answers right on public test questions$/u);
	});

	it('are the shipped curve where nothing was ever answered, since a bolder setting would let in what was never seen', () => {
		expect(wordsAt(many(30, 0.66, true), 0.5)).toContain('public test questions');
	});
});

it('ships a curve that rises', () => {
	const shares = [0.1, 0.3, 0.45, 0.6, 0.75, 0.9, 1].map(shippedRightShare);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});
