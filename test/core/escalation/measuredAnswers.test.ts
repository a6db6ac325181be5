import type { Attempt } from '../../../core/conversation/conversation';
import { describeThreshold, observeAnswers } from '../../../core/escalation';
import { measureThreshold, shippedRightShare } from '../../../core/escalation/measuredAnswers';

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

describe('the words for a threshold', () => {
	it('are the company\'s own figures once there are enough', () => {
		expect(describeThreshold([...many(27, 0.66, true), ...many(3, 0.66, false)], 0.65)).toBe('Answers at a confidence of 0.65 or more: about 9 in 10 right, of your last 30.');
	});

	it.each([
		['before', [], 0.6],
		['where nothing was ever answered, since a bolder setting would let in what was never seen', many(30, 0.66, true), 0.5],
	] as const)('are the shipped curve %s', (_, observations, threshold) => {
		expect(describeThreshold(observations, threshold)).toContain('right on public test questions');
	});
});

it('ships a curve that rises', () => {
	const shares = [0.1, 0.3, 0.45, 0.6, 0.75, 0.9, 1].map(shippedRightShare);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});
