import { HANDOFF_CAUSES, NAMED_DETAILS, PHRASES, pickLanguage, type PhraseLanguage } from '../../../core/reply/phrases';

const LANGUAGES = Object.keys(PHRASES) as PhraseLanguage[];
const placesOf = (text: string) => (text.match(/\{[a-z]+\}/gu) ?? []).sort();
const flatten = (value: unknown): Array<[string, string]> =>
	Object.entries(value as object).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry]] : flatten(entry).map(([inner, text]): [string, string] => [`${key}.${inner}`, text])));
const english = new Map(flatten(PHRASES.en));

describe('the phrases', () => {
	it('exist in eight languages', () => {
		expect(LANGUAGES.sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt']);
	});

	describe.each(LANGUAGES)('in %s', (language) => {
		const phrases = PHRASES[language];
		const texts = flatten(phrases).filter(([key]) => !key.startsWith('queueAhead'));

		it.each(texts)('say %s with the same places as English', (key, text) => {
			expect(text.trim()).not.toBe('');
			expect(placesOf(text)).toEqual(placesOf(english.get(key) ?? ''));
		});

		it('leave none out and add none', () => {
			expect(texts.map(([key]) => key).sort()).toEqual([...english.keys()].filter((key) => !key.startsWith('queueAhead')).sort());
			expect(Object.keys(phrases.because).sort()).toEqual(HANDOFF_CAUSES.filter((cause) => cause !== 'none').sort());
			expect(Object.keys(phrases.details).sort()).toEqual([...NAMED_DETAILS].sort());
		});

		it('have a form for every number of people waiting', () => {
			const rules = new Intl.PluralRules(language);
			const used = new Set(Array.from({ length: 201 }, (_, count) => rules.select(count)));
			for (const form of used) expect(phrases.queueAhead[form] ?? phrases.queueAhead.other).toContain('{count}');
			expect(phrases.queueAhead).toHaveProperty('one');
		});

		it('give every handoff cause words of its own', () => {
			expect(new Set(Object.values(phrases.because)).size).toBe(HANDOFF_CAUSES.length - 1);
		});
	});

	it.each([
		[['de'], 'de'], [['pt-PT'], 'pt'], [['EN-us'], 'en'], [[undefined, 'fr'], 'fr'], [['ja', 'pl'], 'pl'],
		[['ja'], 'en'], [[], 'en'], [[''], 'en'], [['constructor'], 'en'], [['__proto__'], 'en'],
	])('of %j are in %s', (tags, language) => {
		expect(pickLanguage(...tags)).toBe(language);
	});
});
