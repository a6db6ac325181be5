import { DIMENSIONS, lookUp, rankOf, weightOf } from '../../../engines/local/wordVectors';

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
	if (a === undefined || b === undefined) return Number.NaN;
	const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
	return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('lookUp', () => {
	it.each([
		['refund', 'reimbursement', 'weather'],
		['parcel', 'package', 'guitar'],
		['broken', 'damaged', 'invoice'],
	])('finds %s nearer to %s than to %s', (word, near, far) => {
		expect(cosine(lookUp(word), lookUp(near))).toBeGreaterThan(cosine(lookUp(word), lookUp(far)) + 0.15);
	});

	it('gives vectors of about unit length', () => {
		for (const word of ['the', 'refund', 'zurich']) {
			const vector = lookUp(word) ?? new Float32Array(DIMENSIONS);
			expect(Math.hypot(...vector)).toBeCloseTo(1, 1);
		}
	});

	it('knows nothing of a word that is none', () => {
		expect(lookUp('qzxjvvbk')).toBeUndefined();
		expect(lookUp('')).toBeUndefined();
	});
});

describe('rankOf', () => {
	it('ranks frequent words first', () => {
		expect(rankOf('the')).toBe(0);
		expect(rankOf('refund') ?? 0).toBeGreaterThan(rankOf('money') ?? Infinity);
	});

	it('reads words with an apostrophe', () => {
		expect(rankOf("customer's")).toBe(rankOf('customer'));
		expect(rankOf("didn't")).toBe(rankOf('did'));
		expect(rankOf("can't")).toBe(rankOf('cant'));
	});
});

describe('weightOf', () => {
	it('weighs rare words more', () => {
		const [common, rare] = [rankOf('the') ?? 0, rankOf('refund') ?? 0];
		expect(weightOf(common)).toBeLessThan(0.05);
		expect(weightOf(rare)).toBeGreaterThan(0.9);
	});
});
