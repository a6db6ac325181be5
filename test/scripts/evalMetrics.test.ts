/** Each figure against a value computed by hand. */
import { accuracy, auroc, bestF1, coverageAtPrecision, expectedCalibrationError, macroF1, mean, precisionRecall, recallAtFalsePositives } from '../../bench/eval/metrics.mjs';

const flags = (text: string): boolean[] => [...text].map((sign) => sign === '+');

describe('accuracy', () => {
	it.each([
		[['a', 'b', 'a', 'c'], ['a', 'b', 'b', undefined], 0.5],
		[['a'], ['a'], 1],
		[[], [], undefined],
	])('of %j read as %j is %s', (truths, predictions, expected) => expect(accuracy(truths, predictions)).toBe(expected));
});

describe('macroF1', () => {
	it('is the mean over the labels of the truth, each label alike', () => {
		// a: 2 found of 3, 1 wrong alarm: P = 2/3, R = 2/3. b: 1 of 1, 1 wrong alarm: P = 1/2, R = 1.
		expect(macroF1(['a', 'a', 'a', 'b'], ['a', 'a', 'b', 'b'])).toBeCloseTo((4 / 5 + 2 / 3) / 2);
	});

	it('counts a label that was never found as 0, and none that is not in the truth', () => {
		expect(macroF1(['a', 'b'], ['a', 'z'])).toBeCloseTo((1 + 0) / 2);
		expect(macroF1(['a', 'b'], ['a', undefined])).toBeCloseTo((1 + 0) / 2);
	});
});

describe('precisionRecall', () => {
	it('is of what was flagged and of what should have been', () => {
		// 4 true, 3 flagged, 2 of them rightly.
		expect(precisionRecall(flags('++++--'), flags('++--+-'))).toEqual({ precision: 2 / 3, recall: 2 / 4, f1: 4 / 7 });
	});

	it('calls silence precise, and recall of nothing unknown', () => {
		expect(precisionRecall(flags('+-'), flags('--'))).toEqual({ precision: 1, recall: 0, f1: 0 });
		expect(precisionRecall(flags('--'), flags('+-'))).toEqual({ precision: 0, recall: undefined, f1: 0 });
	});
});

describe('expectedCalibrationError', () => {
	it('weighs each bin by its rows', () => {
		// Two bins. 0 … 0.5: confidences 0.5 and 0.3, none right: |0.8 − 0|. Above: 0.9, 0.9, 0.6, two right: |2.4 − 2|. Of 5 rows.
		expect(expectedCalibrationError([0.5, 0.3, 0.9, 0.9, 0.6], flags('--++-'), 2)).toBeCloseTo((0.8 + 0.4) / 5);
	});

	it('lets errors of one bin cancel out and those of two add up', () => {
		expect(expectedCalibrationError([0.7, 0.9], flags('+-'), 1)).toBeCloseTo(Math.abs(1.6 - 1) / 2);
		expect(expectedCalibrationError([0.1, 0.9], flags('+-'), 2)).toBeCloseTo((0.9 + 0.9) / 2);
	});

	it('is 0 for those who are sure and right, and takes 0 and 1 into the outer bins', () => {
		expect(expectedCalibrationError([1, 1, 0], flags('++-'))).toBe(0);
		expect(expectedCalibrationError([1, 0], flags('-+'))).toBe(1);
		expect(expectedCalibrationError([], [])).toBeUndefined();
	});
});

describe('auroc', () => {
	it.each([
		['all above', [0.9, 0.8, 0.2, 0.1], '++--', 1],
		['all below', [0.1, 0.2, 0.8, 0.9], '++--', 0],
		['all alike', [0.5, 0.5, 0.5], '+--', 0.5],
		// Pairs: 3>2 yes, 3>1 yes, 1>2 no, 1=1 half: 2.5 of 4.
		['a tie counts half', [3, 1, 2, 1], '++--', 2.5 / 4],
		['no negative', [1, 2], '++', undefined],
	])('%s', (_, scores, positive, expected) => expect(auroc(scores, flags(positive))).toBe(expected));

	it('depends on the order only', () => {
		const scores = [0.2, 0.4, 0.4, 0.9, 0.7];
		const positive = flags('-+-++');
		expect(auroc(scores.map((score) => 100 * score - 7), positive)).toBe(auroc(scores, positive));
	});
});

describe('bestF1', () => {
	it('is that of the best threshold', () => {
		// Thresholds 0.9: 1 of 1 (F1 = 2/4); 0.6: 2 of 3 (4/6); 0.3: 3 of 4 (6/7); 0.1: 3 of 5.
		expect(bestF1([0.9, 0.6, 0.6, 0.3, 0.1], flags('++-+-'))).toBeCloseTo(6 / 7);
		expect(bestF1([1, 2], flags('--'))).toBeUndefined();
	});
});

describe('coverageAtPrecision', () => {
	it.each([
		// From the top: 1/1, 2/2, 2/3, 3/4, 4/5, 4/6.
		['goes on below an error that later ones make good', [6, 5, 4, 3, 2, 1], '++-++-', 0.8, 5 / 6],
		['stops before what cannot be made good', [6, 5, 4, 3, 2, 1], '++-++-', 0.9, 2 / 6],
		['takes rows of equal score together', [5, 5, 1], '+-+', 0.9, 0],
		['is 0 when the first is wrong and alone', [2, 1], '--', 0.9, 0],
		['is all when all are right', [1, 1], '++', 0.9, 1],
	])('%s', (_, scores, right, precision, expected) => expect(coverageAtPrecision(scores, flags(right), precision)).toBeCloseTo(expected));
});

describe('recallAtFalsePositives', () => {
	it.each([
		// 3 positives, 4 negatives. Above 0.8: 2 and 0; above 0.5: 2 and 1; above 0.4: 3 and 1.
		[0, 2 / 3],
		[0.24, 2 / 3],
		[0.25, 1],
	])('with a share of %s allowed is %s', (limit, expected) => expect(recallAtFalsePositives([0.9, 0.8, 0.5, 0.4, 0.3, 0.2, 0.1], flags('++-+---'), limit)).toBeCloseTo(expected));

	it('is 0 when the highest score is shared with a negative', () => expect(recallAtFalsePositives([1, 1], flags('+-'), 0)).toBe(0));
});

it('has no mean of nothing', () => {
	expect(mean([])).toBeUndefined();
	expect(mean([1, 2])).toBe(1.5);
});
