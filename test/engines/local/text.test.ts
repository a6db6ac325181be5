import { foldText, matchesOf, MAX_EXAMINED_CHARS, quote, splitWords } from '../../../engines/local/text';

describe('foldText', () => {
	it.each([
		['Where IS it?', 'where is it?'],
		['Größe', 'grosse'],
		['Où est ÇA', 'ou est ca'],
		['żółw', 'zolw'],
		['a\u200bg\u200dent', 'agent'],
		['don’t', "don't"],
		['ｆｕｌｌ', 'full'],
		['line\none', 'line one'],
		['', ''],
	])('folds %j to %j', (text, folded) => expect(foldText(text).folded).toBe(folded));

	it('traces a span back to the customer\'s own words', () => {
		const text = foldText('Groß\u200be Straße 😀 bitte');
		const at = text.folded.indexOf('strasse');
		expect(quote(text, at, at + 7).text).toBe('Straße');
		const please = text.folded.indexOf('bitte');
		expect(quote(text, please, please + 5)).toEqual({ text: 'bitte', span: { start: 17, end: 22 } });
	});

	it('examines no more than the longest message', () => expect(foldText('é'.repeat(1_000_000)).folded).toHaveLength(MAX_EXAMINED_CHARS));
});

it('splits words and keeps contractions whole', () => {
	expect(splitWords("i don't know, e27!").map(({ text }) => text)).toEqual(['i', "don't", 'know', 'e27']);
});

it.each(["don't", "'tis 'n' dogs' rock'n'roll", "a''b it's", "1's 2nd e-27 x_y", "'", '', "it'", "Can't STOP"])('splits the plain text %j as it does beside another letter', (plain) => {
	const shape = (folded: string) => splitWords(folded).map(({ text, start, end }) => ({ text, start, end }));
	expect([...shape(plain), { text: 'é', start: plain.length + 1, end: plain.length + 2 }]).toEqual(shape(`${plain} é`));
});

it('gives a global pattern\'s matches, also to two who ask in turn', () => {
	const pattern = /[a-z]+/gu;
	const [one, other] = [matchesOf('ab cd', pattern), matchesOf('ef', pattern)];
	expect([one.next(), other.next(), one.next(), one.next(), other.next()].map(({ value }) => value?.[0])).toEqual(['ab', 'ef', 'cd', undefined, undefined]);
});

it('undoes letters that only look Latin, in words that mix alphabets, and leaves words of another alphabet alone', () => {
	expect(foldText('sp\u0435\u0430k to a hum\u0430n').folded).toBe('speak to a human');
	expect(foldText('человек').folded).toBe('человек');
});
