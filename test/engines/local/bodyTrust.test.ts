import { buildArticleIndex } from '../../../engines/local/articles';

const SUBJECTS = ['lamp', 'chair', 'carpet', 'mirror', 'shelf', 'curtain', 'pillow', 'blanket', 'candle', 'basket', 'kettle', 'teapot', 'saucer', 'napkin', 'ladder', 'bucket', 'hammer', 'pencil', 'ribbon', 'button'];

function trustIn(bodyOf: (subject: string, place: number) => string, subjects = SUBJECTS): number {
	return buildArticleIndex(subjects.map((subject, place) => ({ id: subject, title: `How do I clean my ${subject}?`, questions: [], body: bodyOf(subject, place), enabled: true, updatedAt: '' }))).bodyTrust;
}

it('trusts bodies fully that are about their titles', () => expect(trustIn((subject) => `Wipe the ${subject} with a dry cloth.`)).toBe(1));

it('hardly trusts bodies that speak of other articles\' subjects', () => expect(trustIn((_, place) => `Wipe the ${SUBJECTS[(place + 1) % SUBJECTS.length]} with a dry cloth.`)).toBe(0.1));

it('trusts bodies in between that fit half of the titles', () => {
	const trust = trustIn((subject, place) => `Wipe the ${place % 2 === 0 ? subject : 'thing'} with a dry cloth.`);
	expect(trust).toBeGreaterThan(0.4);
	expect(trust).toBeLessThan(0.7);
});

it.each([['no article', [], 'x'], ['articles without a body', SUBJECTS, ''], ['one article', ['lamp'], 'Wipe the lamp.']])('takes the usual trust with %s, as nothing is known yet', (_, subjects, body) => {
	const trust = trustIn(() => body, subjects);
	expect(trust).toBeGreaterThanOrEqual(2 / 3 - 1e-9);
	expect(trust).toBeLessThan(0.8);
});

it('asks few titles of many articles', () => {
	const many = Array.from({ length: 1_500 }, (_, i) => `thing${i}x`);
	expect(trustIn((subject) => `Wipe the ${subject} with a dry cloth.`, many)).toBe(1);
});
