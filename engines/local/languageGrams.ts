/**
 * How much do the letters of a text speak for each language? By pieces of words in UTF-8: which languages have each, and how
 * often. Made by `bench/train/languageGrams.mjs` from the data of eld (Nito T.M.; Apache-2.0), whose way of counting this is.
 */
import { loadWeights } from './weights';

/** The pieces known, and for each the languages that have it. */
interface LanguageGrams {
	readonly languages: readonly string[];
	/** Each piece's bytes as one number, see {@link collectGrams}. */
	readonly keys: Float64Array;
	/** Open addressing over the keys: place in {@link keys} + 1, or 0 for an empty one. */
	readonly places: Uint32Array;
	/** Where the pairs of each piece begin; the next one's begin is their end. */
	readonly offsets: Uint32Array;
	/** Pairs of a language's place and how much the piece speaks for it. */
	readonly pairs: Uint8Array;
}

/** What every piece of a language is worth beside its own number. */
const BASE_WORTH = 53;
/** Turns the mean worth of a text's pieces into 0 … 1. */
const HALF_SCORE = 25;
/** Bytes of a piece, its distance from the one before, and the bytes of a word that are cut into pieces. */
const GRAM_BYTES = 4;
const STRIDE = 3;
const MAX_WORD_BYTES = 70;
/** Bytes after which reading stops at the next blank, and after which it stops anywhere. */
const ENOUGH_BYTES = 350;
const MAX_BYTES = 380;
const BLANK = 0x20;
/** First bytes of letters that no language known here is written with; they count as blanks inside a word. */
const UNKNOWN_FIRST_BYTES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc7, 0xca, 0xcb, 0xcc, 0xcd, 0xd4, 0xdc, 0xdd, 0xde, 0xdf, 0xee]);
const BEYOND_BASIC_PLANE = /[\u{10000}-\u{10ffff}]/gu;
/** An apostrophe before a letter belongs to the word. */
const BETWEEN_WORDS = /\P{L}+(?<!['`\u2019])/gu;

let loaded: LanguageGrams | undefined;

/** The languages whose pieces the text has, each with 0 … 1; none when it has no piece that is known. */
export function scoreLanguages(text: string): ReadonlyMap<string, number> {
	loaded ??= readLanguageGrams(loadWeights('language-grams.bin'));
	const { languages, offsets, pairs } = loaded;
	const grams: number[] = [];
	for (const word of splitWords(text)) collectGrams(word, grams);
	const sums = new Uint32Array(languages.length);
	for (const gram of grams) {
		const place = findGram(gram, loaded);
		if (place === undefined) continue;
		const end = offsets[place + 1] as number;
		for (let at = offsets[place] as number; at < end; at += 2) {
			const language = pairs[at] as number;
			sums[language] = (sums[language] as number) + (pairs[at + 1] as number) + BASE_WORTH;
		}
	}
	const scores = new Map<string, number>();
	for (let language = 0; language < sums.length; language++) {
		const sum = sums[language] as number;
		const worth = sum / grams.length;
		if (sum > 0) scores.set(languages[language] as string, worth / (worth + HALF_SCORE));
	}
	return scores;
}

/** The words of a text as bytes. */
function splitWords(text: string): number[][] {
	const plain = text.replace(BEYOND_BASIC_PLANE, ' ').replace(BETWEEN_WORDS, ' ').trim().toLowerCase();
	const words: number[][] = [];
	let word: number[] = [];
	let count = 0;
	for (let i = 0; i < plain.length && count <= MAX_BYTES; i++) {
		const unit = plain.charCodeAt(i);
		if (unit === BLANK) {
			if (count > ENOUGH_BYTES) break;
			words.push(word);
			word = [];
			count++;
			continue;
		}
		const length = word.length;
		if (unit < 0x80) word.push(unit);
		else if (unit < 0x800) word.push(firstByte(0xc0 | (unit >> 6)), 0x80 | (unit & 0x3f));
		else word.push(firstByte(0xe0 | (unit >> 12)), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
		count += word.length - length;
	}
	words.push(word);
	return words.filter(({ length }) => length > 0);
}

function firstByte(byte: number): number {
	return UNKNOWN_FIRST_BYTES.has(byte) ? BLANK : byte;
}

/** Adds the pieces of a word that are not there yet, the first with a blank before it and the last with one behind, each with its bytes as the digits of one number. */
function collectGrams(word: readonly number[], grams: number[]): void {
	const length = Math.min(word.length, MAX_WORD_BYTES);
	const add = (from: number, to: number, isLast: boolean): void => {
		let key = from === 0 ? BLANK : 0;
		for (let i = from; i < to; i++) key = key * 256 + (word[i] as number);
		if (isLast) key = key * 256 + BLANK;
		// A text has some dozens of them: going through these is quicker than a set.
		if (!grams.includes(key)) grams.push(key);
	};
	for (let from = 0; from + GRAM_BYTES < length; from += STRIDE) add(from, from + GRAM_BYTES, false);
	add(Math.max(0, length - GRAM_BYTES), word.length, true);
}

function findGram(key: number, { keys, places }: LanguageGrams): number | undefined {
	for (let at = startOf(key, places.length); ; at = (at + 1) % places.length) {
		const place = (places[at] as number) - 1;
		if (place < 0) return undefined;
		if (keys[place] === key) return place;
	}
}

/** Where the search for a key begins. */
function startOf(key: number, size: number): number {
	const high = Math.floor(key / 2 ** 24);
	// What a remainder would give, without the division of large numbers.
	const low = key - high * 2 ** 24;
	const mixed = Math.imul(high ^ Math.imul(low, 0x2c1b3c6d), 0x297a2d39);
	return ((mixed ^ (mixed >>> 15)) >>> 0) % size;
}

/**
 * The file: the number of languages and their codes of two letters, the number of pieces (32 bits, little endian), each
 * piece's key (48 bits), how many pairs each has (8 bits), then the pairs.
 */
function readLanguageGrams(file: Buffer): LanguageGrams {
	const languageCount = file.readUInt8(0);
	const languages = Array.from({ length: languageCount }, (_, i) => file.toString('latin1', 1 + 2 * i, 3 + 2 * i));
	let at = 1 + 2 * languageCount;
	const count = file.readUInt32LE(at);
	at += 4;
	const keys = new Float64Array(count);
	const places = new Uint32Array(2 * count + 1);
	for (let i = 0; i < count; i++, at += 6) {
		const key = file.readUIntLE(at, 6);
		keys[i] = key;
		let place = startOf(key, places.length);
		while (places[place] !== 0) place = (place + 1) % places.length;
		places[place] = i + 1;
	}
	const offsets = new Uint32Array(count + 1);
	for (let i = 0; i < count; i++) offsets[i + 1] = (offsets[i] as number) + 2 * (file[at + i] as number);
	return { languages, keys, places, offsets, pairs: file.subarray(at + count) };
}
