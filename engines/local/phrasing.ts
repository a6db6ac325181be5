/** How is a question put? By all its words, small ones too, and their order. */
import { commonForm, joinPhrases } from './synonyms';
import { foldText, splitWords } from './text';

const MAX_WORDS = 60;
/** Texts that what is known of the language weighs as much as: in a base of ten articles a small word none has would look telling. */
const LANGUAGE_TEXTS = 3;
/** By Zipf's law a word of rank r makes up 1 / (12.9 · r) of English text; one that is unknown, hardly any. */
const ZIPF = 12.9;
const UNKNOWN_SHARE = 1e-6;
const ENDS_IN_DIGIT = /\d$/u;

/** The common forms of a text's words, each with a word it is of, and their pairs of neighbours, beginning and end included. "Covid19" is two words, as "covid-19" is. */
export function readPieces(text: string): { readonly words: ReadonlyMap<string, string>; readonly pairs: ReadonlySet<string> } {
	const words = joinPhrases(splitWords(foldText(text).folded, MAX_WORDS).flatMap(({ text: word }) => (ENDS_IN_DIGIT.test(word) ? (/^(\p{L}{2,40})(\d{1,20})$/u.exec(word)?.slice(1) ?? word) : word)));
	const forms = words.map(commonForm);
	return {
		words: new Map(forms.map((form, i) => [form, words[i] as string])),
		pairs: new Set([...forms, ''].map((form, i) => `${forms[i - 1] ?? ''} ${form}`)),
	};
}

/** How rare a word or pair is that `count` of `texts` texts have, when the language lets one expect it in the share `usual` of them. */
export function ratePiece(count: number, texts: number, usual: number): number {
	const share = (count + LANGUAGE_TEXTS * usual) / (texts + LANGUAGE_TEXTS);
	return Math.log(1 + (1 - share) / (share + 0.5 / (texts + LANGUAGE_TEXTS)));
}

/** The share of texts of that many words which one may expect to have the word of that rank; of an unknown word, when absent. */
export function usualShare(rank: number | undefined, averageLength: number): number {
	return 1 - (1 - (rank === undefined ? UNKNOWN_SHARE : 1 / (ZIPF * (rank + 1)))) ** averageLength;
}
