import { MAX_BODY_CHARS, MAX_EXAMPLES, readArticle, readIntent, readMany } from '../../../core/knowledge';
import { NOW } from './samples';

const problemsOf = (result: ReturnType<typeof readArticle> | ReturnType<typeof readIntent>) => (result.ok ? [] : result.problems);

describe('readArticle', () => {
	it('fills in what is not said', () => {
		expect(readArticle({ title: ' Versand &  Rückgabe ', body: 'Text\r\nmore\u0000' }, NOW)).toEqual({
			ok: true,
			value: { id: expect.stringMatching(/^versand-ruckgabe-[0-9a-f]{8}$/u), title: 'Versand & Rückgabe', body: 'Text\nmore', questions: [], enabled: true, updatedAt: NOW },
		});
	});

	it('gives the same title the same id, another language another', () => {
		const id = (input: object) => { const read = readArticle({ body: 'b', ...input }, NOW); return read.ok ? read.value.id : ''; };
		expect(id({ title: 'Returns', body: 'changed' })).toBe(id({ title: 'returns' }));
		expect(id({ title: 'Returns', language: 'de' })).not.toBe(id({ title: 'Returns' }));
		expect(id({ title: '返品' })).toMatch(/^[0-9a-f]{8}$/u);
	});

	it('keeps an id from elsewhere, also a number from a sheet', () => {
		expect(readArticle({ id: 17, title: 't', body: 'b' }, NOW)).toMatchObject({ value: { id: '17' } });
	});

	it.each([
		['nothing', null, 'An article must be an object with a title and a body.'],
		['a list', [], 'An article must be an object with a title and a body.'],
		['no title', { body: 'b' }, 'The article has no title.'],
		['no body', { title: 'T', body: '  ' }, 'The article "T" has no body.'],
		['a title too long', { title: 'x'.repeat(201), body: 'b' }, 'The title is longer than 200 characters.'],
		['a body too long', { title: 'T', body: 'x'.repeat(MAX_BODY_CHARS + 1) }, `The body of "T" is longer than ${MAX_BODY_CHARS} characters; split it into several articles.`],
		['a script as link', { title: 'T', body: 'b', url: 'javascript:alert(1)' }, 'The link of "T" must begin with http:// or https://.'],
		['a language in words', { title: 'T', body: 'b', language: 'English' }, 'The language of "T" must have two letters, such as en.'],
	])('says what is wrong with %s', (_name, input, problem) => {
		expect(problemsOf(readArticle(input, NOW))).toEqual([problem]);
	});

	it.each([[MAX_BODY_CHARS - 1], [MAX_BODY_CHARS]])('takes a body of %i characters', (length) => {
		expect(readArticle({ title: 'T', body: 'x'.repeat(length) }, NOW).ok).toBe(true);
	});

	it.each([[true, true], ['no', false], ['FALSE', false], [0, false], ['maybe', true], [undefined, true]])('reads enabled %p as %p', (enabled, expected) => {
		expect(readArticle({ title: 'T', body: 'b', enabled }, NOW)).toMatchObject({ value: { enabled: expected } });
	});

	it('reads questions from lines, without repeats', () => {
		expect(readArticle({ title: 'T', body: 'b', questions: 'How?\n how? \n\nWhen?' }, NOW)).toMatchObject({ value: { questions: ['How?', 'When?'] } });
	});
});

describe('readIntent', () => {
	it('makes a name from the title', () => {
		expect(readIntent({ title: 'Where is my order?', examples: ['where'] })).toEqual({ ok: true, value: { name: 'whereIsMyOrder', title: 'Where is my order?', examples: ['where'], humanOnly: false } });
	});

	it('reads what it needs, also from a sheet', () => {
		const needs = { details: 'orderNumber', verifyBy: 'email, postcode', answer: 'Order {number}.' };
		expect(readIntent({ name: 'orderStatus', examples: ['x'], needs })).toMatchObject({ value: { needs: { details: ['orderNumber'], verifyBy: ['email', 'postcode'], answer: 'Order {number}.' } } });
	});

	it.each([
		['nothing', undefined, 'An intent must be an object with a title and examples.'],
		['no examples', { name: 'a', examples: [' '] }, 'The intent "a" has no examples; three to twenty do well.'],
		['a name with spaces', { name: 'a b', examples: ['x'] }, 'The intent name "a b" must be camelCase letters and digits, such as orderStatus.'],
		['an inherited name', { name: 'constructor', examples: ['x'] }, 'The intent name "constructor" must be camelCase letters and digits, such as orderStatus.'],
		['an inherited detail', { name: 'a', examples: ['x'], needs: { details: ['toString'], answer: 'b' } }, 'The detail "toString" of "a" must be camelCase letters and digits, such as orderNumber.'],
		['no answer text', { name: 'a', examples: ['x'], needs: { details: ['d'] } }, '"a" has no answer text for what is looked up.'],
		['a broken place', { name: 'a', examples: ['x'], needs: { details: ['d'], answer: 'Sent {on' } }, 'The answer text of "a" has a brace that is not part of a place such as {number}.'],
		['needs of the wrong kind', { name: 'a', examples: ['x'], needs: 'order' }, 'What "a" needs must be an object with details, verifyBy and answer.'],
	])('says what is wrong with %s', (_name, input, problem) => {
		expect(problemsOf(readIntent(input))).toEqual([problem]);
	});

	it('keeps no more examples than the limit', () => {
		const read = readIntent({ name: 'a', examples: Array.from({ length: 5000 }, (_, index) => `example ${index}`) });
		expect(read.ok && read.value.examples.length).toBe(MAX_EXAMPLES);
	});
});

it('readMany keeps the good ones and says which are not', () => {
	const read = readMany([{ title: 'A', body: 'a' }, {}, { title: 'B', body: 'b' }], (input) => readArticle(input, NOW));
	expect(read.values.map(({ title }) => title)).toEqual(['A', 'B']);
	expect(read.problems[0]).toBe('No. 2: The article has no title.');
});
