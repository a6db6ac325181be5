/** What did the customer write, in a form that patterns can be matched against and traced back to their own words? */
import type { Evidence, Span } from '../../core/triage/triage';
import { keepRecent } from './keepRecent';
import { Word } from './word';

export type { Word } from './word';

/** Characters of one message that are examined; the message's own limit, so nothing that was kept goes unread. */
export const MAX_EXAMINED_CHARS = 10_000;

/** A message folded for matching: lower case, no accents, plain quotes, no invisible characters, single spaces. */
export interface FoldedText {
	readonly original: string;
	readonly folded: string;
	/** The span of the original behind a span of the folded text. */
	readonly spanOf: (start: number, end: number) => Span;
}

/** Letters that Unicode decomposition leaves whole. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { 'ß': 'ss', 'ł': 'l', 'ø': 'o', 'æ': 'ae', 'œ': 'oe', 'đ': 'd', '’': "'", '‘': "'", '´': "'", '`': "'", '“': '"', '”': '"', '–': '-', '—': '-' };

/** Greek and Cyrillic letters that look like Latin ones, and what they look like. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(['аa', 'еe', 'оo', 'рp', 'сc', 'уy', 'хx', 'іi', 'јj', 'ѕs', 'вb', 'нh', 'кk', 'мm', 'тt', 'ԁd', 'ԛq', 'ԝw', 'һh', 'гr', 'пn', 'αa', 'εe', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ηn', 'ωw', 'γy'].map((pair) => [...pair] as [string, string]));
/** Words of those scripts; one that mixes them is disguised, nobody writes like that by accident. */
const DISGUISABLE = /[a-z\p{Script=Greek}\p{Script=Cyrillic}]+/gu;
const MIXED = /[a-z][^a-z]|[^a-z][a-z]/u;
const PLAIN = /^[\n -~]*$/u;
const INVISIBLE = /^[\p{Cf}\p{M}\p{Cc}]$/u;
const COMBINING = /\p{M}/gu;
const WORDS = /[\p{L}\p{N}]+(?:'\p{L}+)?/gu;
const APOSTROPHE = 0x27;
const MAX_WORDS = 2_000;
/** A message, its clauses and forms of it with something blanked out: what is asked for again while one message is read. */
const TEXTS_KEPT = 8;

/**
 * Folds a text; in words that mix alphabets, letters that look Latin become so. Spans refer to the original in UTF-16 code units.
 *
 * `foldText('Où\u200b est ÇA?').folded` is `'ou est ca?'`.
 */
export function foldText(text: string): FoldedText {
	return foldRecent(text.slice(0, MAX_EXAMINED_CHARS));
}

const foldRecent = keepRecent(TEXTS_KEPT, (original: string): FoldedText => {
	if (PLAIN.test(original)) {
		return { original, folded: original.toLowerCase().replaceAll('\n', ' '), spanOf: (start, end) => ({ start, end }) };
	}
	const starts: number[] = [];
	let folded = '';
	let at = 0;
	for (const character of original) {
		const piece = foldCharacter(character);
		for (let i = 0; i < piece.length; i++) starts.push(at);
		folded += piece;
		at += character.length;
	}
	starts.push(at);
	folded = folded.replace(DISGUISABLE, (word) => (MIXED.test(word) ? Array.from(word, (letter) => LOOK_ALIKES[letter] ?? letter).join('') : word));
	const spanOf = (start: number, end: number): Span => ({ start: starts[start] ?? at, end: starts[end] ?? at });
	return { original, folded, spanOf };
});

/** The words of a folded text, at most `limit`. */
export function splitWords(folded: string, limit = MAX_WORDS): readonly Word[] {
	const words = splitRecent(folded);
	return words.length > limit ? words.slice(0, limit) : words;
}

const splitRecent = keepRecent(TEXTS_KEPT, (folded: string): readonly Word[] => (PLAIN.test(folded) ? splitPlain(folded) : splitAny(folded)));

function splitAny(folded: string): readonly Word[] {
	return Array.from(matchesOf(folded, WORDS), ({ 0: text, index }) => new Word(text, index, index + text.length));
}

/** The same of a text without any but plain letters, as most are; a pattern takes several times as long. */
function splitPlain(folded: string): readonly Word[] {
	const words: Word[] = [];
	for (let at = 0; at < folded.length; at++) {
		if (!isPlain(folded.charCodeAt(at))) continue;
		const start = at;
		while (isPlain(folded.charCodeAt(at))) at++;
		if (folded.charCodeAt(at) === APOSTROPHE && isPlainLetter(folded.charCodeAt(at + 1))) {
			at++;
			while (isPlainLetter(folded.charCodeAt(at))) at++;
		}
		words.push(new Word(folded.slice(start, at), start, at));
		at--;
	}
	return words;
}

function isPlainLetter(unit: number): boolean {
	return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

function isPlain(unit: number): boolean {
	return isPlainLetter(unit) || (unit >= 48 && unit <= 57);
}

/** The matches of a global pattern, none of them empty. As `matchAll`, but that makes the pattern anew each time, which takes longer the longer it is. */
export function* matchesOf(text: string, pattern: RegExp): Generator<RegExpExecArray, void> {
	let from = 0;
	for (;;) {
		pattern.lastIndex = from;
		const match = pattern.exec(text);
		if (match === null) return;
		from = pattern.lastIndex;
		yield match;
	}
}

/** The customer's own words behind a span of the folded text. */
export function quote(text: FoldedText, start: number, end: number): Evidence {
	const span = text.spanOf(start, end);
	return { text: text.original.slice(span.start, span.end), span };
}

function foldCharacter(character: string): string {
	const lower = character.toLowerCase();
	if (lower >= ' ' && lower <= '~') return lower;
	const whole = WHOLE_LETTERS[lower];
	if (whole !== undefined) return whole;
	if (/\s/u.test(lower)) return ' ';
	if (INVISIBLE.test(lower)) return '';
	return lower.normalize('NFKD').replace(COMBINING, '').toLowerCase();
}
