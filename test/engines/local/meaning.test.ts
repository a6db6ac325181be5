import { compareMeanings, readMeaning, readRequestMeaning } from '../../../engines/local/meaning';

const similarity = (a: string, b: string): number => compareMeanings(readMeaning(a.split(' ')), 0, readMeaning(b.split(' ')), 0);

describe('readMeaning', () => {
	it.each([
		['how much does it cost', 'what is the price', 'where are you located'],
		['i want my money back', 'please refund me', 'please call me'],
		['my parcel did not arrive', 'the package was never delivered', 'the password was never accepted'],
	])('finds %j nearer to %j than to %j', (request, near, far) => {
		expect(similarity(request, near)).toBeGreaterThan(similarity(request, far));
	});

	it('means nothing when no word is known, so that letters alone decide', () => {
		expect(readMeaning(['qzxjvvbk']).every((value) => value === 0)).toBe(true);
		expect(readMeaning([]).every((value) => value === 0)).toBe(true);
	});
});

describe('readRequestMeaning', () => {
	const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
	const meaningOf = (text: string): Float32Array => readRequestMeaning(text.split(' ')) ?? new Float32Array(0);

	it('is of unit length, whatever is unknown among the words', () => {
		const vector = meaningOf('refund qzxjvvbk money');
		expect(product(vector, vector)).toBeCloseTo(1, 3);
		expect(product(vector, meaningOf('reimburse me'))).toBeGreaterThan(product(vector, meaningOf('weather tomorrow')));
	});

	it('is absent when no word is known', () => {
		expect(readRequestMeaning(['qzxjvvbk'])).toBeUndefined();
		expect(readRequestMeaning([])).toBeUndefined();
	});
});
