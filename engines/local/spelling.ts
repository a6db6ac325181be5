/** Which word was meant by one with a slip in it? Only for a short list of words that a reading hangs on. */
import { isOneSlipAway } from './terms';
import { splitWords, type FoldedText } from './text';

/** Longer texts have enough words that are spelt well. */
const MAX_WORDS = 80;
/** Shorter words are one slip away from too many others; of these only swapped letters count. */
const MIN_LETTERS = 5;
const MAX_LETTERS = 20;

/** Corrects slips towards words of a list. */
export type Speller = (text: FoldedText) => FoldedText | undefined;

/**
 * Makes a speller for the words; `others` are real words that look like slips of them and are left alone.
 * It gives the text with its slips corrected and its spaces single, or undefined where there is nothing to correct.
 *
 * `createSpeller(['operator'], [])(foldText('an oprator'))?.folded` is `'an operator'`.
 */
export function createSpeller(words: readonly string[], others: readonly string[]): Speller {
	const known = new Set([...words, ...others]);
	const byLength = groupByLength(words);
	return (text) => {
		const pieces: Piece[] = [];
		for (const word of splitWords(text.folded, MAX_WORDS)) {
			const meant = known.has(word.text) ? undefined : findMeant(word.text, byLength);
			if (meant !== undefined) pieces.push({ text: meant, start: word.start, end: word.end });
		}
		if (text.folded.includes('  ')) for (const { 0: gap, index } of text.folded.matchAll(/ {2,}/gu)) pieces.push({ text: ' ', start: index, end: index + gap.length });
		return pieces.length === 0 ? undefined : replacePieces(text, pieces.sort((a, b) => a.start - b.start));
	};
}

interface Candidate {
	readonly word: string;
	/** One bit for each letter that occurs. */
	readonly letters: number;
}

function groupByLength(words: readonly string[]): ReadonlyMap<number, readonly Candidate[]> {
	const groups = new Map<number, Candidate[]>();
	for (const word of words) groups.set(word.length, [...(groups.get(word.length) ?? []), { word, letters: letterSet(word) }]);
	return groups;
}

function findMeant(word: string, byLength: ReadonlyMap<number, readonly Candidate[]>): string | undefined {
	if (word.length < MIN_LETTERS - 1 || word.length > MAX_LETTERS) return undefined;
	const letters = letterSet(word);
	for (const length of [word.length, word.length + 1, word.length - 1]) {
		for (const candidate of byLength.get(length) ?? []) {
			if (hasFewBits(letters ^ candidate.letters) && isSlipOf(word, candidate.word)) return candidate.word;
		}
	}
	return undefined;
}

function letterSet(word: string): number {
	let letters = 0;
	for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
	return letters;
}

/** At most two bits: one slip changes no more letters than that. */
function hasFewBits(bits: number): boolean {
	const withoutLowest = bits & (bits - 1);
	return (withoutLowest & (withoutLowest - 1)) === 0;
}

function isSlipOf(word: string, meant: string): boolean {
	if (!isOneSlipAway(word, meant)) return false;
	return Math.min(meant.length, word.length) >= MIN_LETTERS || (meant.length === word.length && [...meant].sort().join('') === [...word].sort().join(''));
}

/** What stands in place of what was written from `start` to `end`. */
interface Piece {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** The text with pieces of it replaced; a place inside a replaced piece is its start in the original. */
function replacePieces(text: FoldedText, pieces: readonly Piece[]): FoldedText {
	const places: number[] = [];
	let folded = '';
	let at = 0;
	const keep = (end: number): void => {
		for (; at < end; at++) {
			places.push(at);
			folded += text.folded[at] ?? '';
		}
	};
	for (const { text: meant, start, end } of pieces) {
		keep(start);
		for (let i = 0; i < meant.length; i++) places.push(start);
		folded += meant;
		at = end;
	}
	keep(text.folded.length);
	places.push(text.folded.length);
	const placeOf = (place: number): number => places[place] ?? text.folded.length;
	return { original: text.original, folded, spanOf: (start, end) => text.spanOf(placeOf(start), placeOf(end)) };
}
