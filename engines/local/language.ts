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
/** No noise is without one of these. */
const NOISE_HINT = /[\d@]|:\/\//u;
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
	const ranking = rank(byLetters, common, expect, served);
	if (ranking.best === undefined) return { unsupported: false };
	const isLong = letters >= MIN_LETTERS_UNEXPECTED;
	const isSure = ranking.lead >= MIN_LEAD && (served.includes(ranking.best) || isLong);
	const isForeign = isLong && ranking.foreignLead >= FOREIGN_LEAD;
	return {
		...(isSure ? { language: ranking.best } : {}),
		unsupported: isForeign || (isSure && !ENGINE_LANGUAGES.includes(ranking.best)),
	};
}

interface Ranking {
	/** Absent where no letter and no word tells of a language. */
	readonly best?: string;
	/** How far it is ahead of the second. */
	readonly lead: number;
	/** How far the best is ahead of every language that the engine reads or the company serves; common words are left out, neighbours share them. */
	readonly foreignLead: number;
}

function rank(byLetters: ReadonlyMap<string, number>, common: ReadonlyMap<string, number>, expect: (language: string) => number, served: readonly string[]): Ranking {
	let best: string | undefined;
	let [highest, second, foreign, own] = [0, 0, 0, 0];
	const add = (language: string, byLetter: number): void => {
		const expected = expect(language);
		const score = byLetter + COMMON_WORDS_BONUS * (common.get(language) ?? 0) + expected;
		if (best === undefined || score > highest) [best, highest, second] = [language, score, highest];
		else if (score > second) second = score;
		if (byLetter === 0) return;
		foreign = Math.max(foreign, byLetter + expected);
		if (ENGINE_LANGUAGES.includes(language) || served.includes(language)) own = Math.max(own, byLetter + expected);
	};
	for (const [language, byLetter] of byLetters) add(language, byLetter);
	for (const language of common.keys()) if (!byLetters.has(language)) add(language, 0);
	return { ...(best === undefined ? {} : { best }), lead: highest - second, foreignLead: foreign - own };
}

/** The text without what is alike in all languages; accents stay, they tell languages apart. */
function withoutNoise(text: string): string {
	const start = text.slice(0, MAX_CHARS);
	return NOISE_HINT.test(start) ? start.replace(NOISE, ' ') : start;
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
	let all = 0;
	for (const count of counts.values()) all += count;
	const shares = new Map<string, number>();
	for (const [language, count] of counts) shares.set(language, count / (all + DOUBT));
	return shares;
}
