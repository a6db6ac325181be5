/** Which language does the customer write? */
import { countFunctionWords } from './functionWords';
import { scoreLanguages } from './languageGrams';

/** Languages whose words the engine's own lists know. */
export const ENGINE_LANGUAGES: readonly string[] = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl'];

export interface LanguageReading {
	/** ISO 639-1; absent when unsure. */
	readonly language?: string;
	/** True when it is surely a language that the engine's word lists do not cover, even where two of those are too alike to name one. */
	readonly unsupported: boolean;
}

/** What a language the company serves is given over one it does not; scores run from 0 to 1 and near ones differ by hundredths. */
const SERVED_BONUS = 0.06;
/** What the conversation's language so far is given on top: people rarely switch. */
const CONVERSATION_BONUS = 0.04;
/** What the commonest words of a language add at most, and how many words the doubt about them weighs. */
const COMMON_WORDS_BONUS = 0.4;
const DOUBT = 1;
/** A lead below this decides nothing. */
const MIN_LEAD = 0.025;
/** Lead over every language the engine reads at which a text is surely in none of them. */
const FOREIGN_LEAD = 0.1;
/** Letters below which a text names no language, and below which a language the company does not serve is not believed. */
const MIN_LETTERS = 8;
const MIN_LETTERS_UNEXPECTED = 20;
/** A language shows in the first sentences; reading more costs time and changes nothing. */
const MAX_CHARS = 200;
/** Words alike in many languages, numbers, addresses and links. */
const NOISE = /https?:\/\/\S+|\S+@\S+|[#\w]*\d\w*/gu;
const QUOTED = /"[^"\n]{1,80}"|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”]|«[^»\n]{1,80}»/gu;
/** Two or more capitalised words in a row, small words between them allowed; shouting is none. The capital is looked for first: what stands before it takes longer. */
const NAMES = /(?=\p{Lu})(?<=\p{L}[^.!?]{0,40} )\p{Lu}[\p{Ll}'’.-]{1,20}(?:(?: (?:of|the|and|a|at|in|to|for|on|my|is|&|de|la|del|van|von)){0,2} \p{Lu}[\p{L}'’.-]{0,20}){1,8}/gu;
/** Most messages; their letters are counted without a pattern. */
const PLAIN = /^[\0-\x7f]*$/u;
const LETTER = /\p{L}/gu;
/** One sign of these scripts says as much as several letters. */
const DENSE_SCRIPT = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Reads the language; `served` are the company's languages, most common first. */
export function readLanguage(text: string, served: readonly string[], soFar?: string): LanguageReading {
	const words = withoutNoise(text);
	const letters = countLetters(words);
	if (letters < MIN_LETTERS) return { unsupported: false };
	const sentence = withoutNames(words).toLowerCase();
	const byLetters = scoreLanguages(countLetters(sentence) < MIN_LETTERS ? words.toLowerCase() : sentence);
	const common = shareOut(countFunctionWords(sentence));
	const expect = (language: string): number => (served.includes(language) ? SERVED_BONUS : 0) + (language === soFar ? CONVERSATION_BONUS : 0);
	const [best, second] = pickBestTwo(new Set([...byLetters.keys(), ...common.keys()]), (language) => (byLetters.get(language) ?? 0) + COMMON_WORDS_BONUS * (common.get(language) ?? 0) + expect(language));
	if (best === undefined) return { unsupported: false };
	const isLong = letters >= MIN_LETTERS_UNEXPECTED;
	const isSure = best.score - (second?.score ?? 0) >= MIN_LEAD && (served.includes(best.language) || isLong);
	const isForeign = isLong && leadOverOwn(byLetters, expect, served) >= FOREIGN_LEAD;
	return {
		...(isSure ? { language: best.language } : {}),
		unsupported: isForeign || (isSure && !ENGINE_LANGUAGES.includes(best.language)),
	};
}

interface Ranked {
	readonly language: string;
	readonly score: number;
}

function pickBestTwo(languages: Iterable<string>, scoreOf: (language: string) => number): readonly [best?: Ranked, second?: Ranked] {
	let best: Ranked | undefined;
	let second: Ranked | undefined;
	for (const language of languages) {
		const ranked = { language, score: scoreOf(language) };
		if (best === undefined || ranked.score > best.score) [best, second] = [ranked, best];
		else if (second === undefined || ranked.score > second.score) second = ranked;
	}
	return [best, second];
}

/** How far the best is ahead of every language that the engine reads or the company serves; common words are left out, neighbours share them. */
function leadOverOwn(byLetters: ReadonlyMap<string, number>, expect: (language: string) => number, served: readonly string[]): number {
	let best = 0;
	let own = 0;
	for (const [language, byLetter] of byLetters) {
		const score = byLetter + expect(language);
		best = Math.max(best, score);
		if (ENGINE_LANGUAGES.includes(language) || served.includes(language)) own = Math.max(own, score);
	}
	return best - own;
}

/** The text without what is alike in all languages; accents stay, they tell languages apart. */
function withoutNoise(text: string): string {
	return text.slice(0, MAX_CHARS).replace(NOISE, ' ');
}

/** The text without titles and names, which are often foreign: what is quoted, and runs of capitalised words. */
function withoutNames(text: string): string {
	return text.replace(QUOTED, ' ').replace(NAMES, ' ');
}

function countLetters(text: string): number {
	if (!PLAIN.test(text)) return (text.match(LETTER)?.length ?? 0) + 3 * (text.match(DENSE_SCRIPT)?.length ?? 0);
	let letters = 0;
	for (let i = 0; i < text.length; i++) {
		// Capitals and small letters differ in this bit only.
		const lower = text.charCodeAt(i) | 32;
		if (lower >= 97 && lower <= 122) letters++;
	}
	return letters;
}

/** Each language's share of the common words, smaller where they are few. */
function shareOut(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
	const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
	return new Map([...counts].map(([language, count]) => [language, count / (all + DOUBT)]));
}
