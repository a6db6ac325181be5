/** Which language does the customer write? */
import { loadDetector } from './loadDetector.cjs';
import { foldText } from './text';

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
const LETTER = /\p{L}/gu;
/** One sign of these scripts says as much as several letters. */
const DENSE_SCRIPT = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Reads the language; `served` are the company's languages, most common first. */
export function readLanguage(text: string, served: readonly string[], soFar?: string): LanguageReading {
	const words = foldLess(text);
	const letters = (words.match(LETTER)?.length ?? 0) + 3 * (words.match(DENSE_SCRIPT)?.length ?? 0);
	if (letters < MIN_LETTERS) return { unsupported: false };
	const scores = Object.entries(detect(words)).map(([language, score]) => ({
		language,
		score: score + (served.includes(language) ? SERVED_BONUS : 0) + (language === soFar ? CONVERSATION_BONUS : 0),
	}));
	scores.sort((a, b) => b.score - a.score);
	const [best, second] = scores;
	if (best === undefined) return { unsupported: false };
	const own = scores.find(({ language }) => ENGINE_LANGUAGES.includes(language) || served.includes(language));
	const isForeign = letters >= MIN_LETTERS_UNEXPECTED && best.score - (own?.score ?? 0) >= FOREIGN_LEAD;
	const isSure = best.score - (second?.score ?? 0) >= MIN_LEAD && (served.includes(best.language) || letters >= MIN_LETTERS_UNEXPECTED);
	return {
		...(isSure ? { language: best.language } : {}),
		unsupported: isForeign || (isSure && !ENGINE_LANGUAGES.includes(best.language)),
	};
}

/** The text without noise; accents stay, they tell languages apart. Capitals go: shouting is no language. */
function foldLess(text: string): string {
	return foldText(text.slice(0, MAX_CHARS)).original.replace(NOISE, ' ').toLowerCase();
}

function detect(text: string): Readonly<Record<string, number>> {
	return loadDetector().detect(text).getScores();
}
