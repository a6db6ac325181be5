import { scoreLanguages } from '../../../engines/local/languageGrams';

const best = (text: string): string | undefined => [...scoreLanguages(text)].sort((a, b) => b[1] - a[1])[0]?.[0];

it.each([
	['when will my parcel arrive', 'en'],
	["je n'ai pas reçu mon colis", 'fr'],
	['gdzie jest moja paczka', 'pl'],
	['когда придёт моя посылка', 'ru'],
	['先週ランプを注文しました', 'ja'],
	['ฉันยังไม่ได้รับพัสดุ', 'th'],
])('finds in the pieces of %j most of %s', (text, language) => expect(best(text)).toBe(language));

it('gives scores from 0 to 1', () => {
	for (const score of scoreLanguages('where is my parcel').values()) {
		expect(score).toBeGreaterThan(0);
		expect(score).toBeLessThan(1);
	}
});

it('reads words alike whatever stands between them', () => expect(scoreLanguages('where  is,\u{1f600} my 12 PARCEL?')).toEqual(scoreLanguages('where is my parcel')));

it.each(['', ' ', '1042 :-)', '\u{1f600}', '\ud83d', "'''"])('knows no language of %j', (text) => expect(scoreLanguages(text).size).toBe(0));

it('looks at the first sentences of a long text only', () => {
	expect(scoreLanguages(`${'where is my parcel '.repeat(30)}gdzie jest moja paczka`)).toEqual(scoreLanguages('where is my parcel '.repeat(30)));
	expect(scoreLanguages('a'.repeat(100_000)).size).toBeLessThanOrEqual(60);
});
