/** A text as the learnt mood sees it: a few measured numbers, and hashes of its words and letters. */
import { continueHash, HASH_START, hashText } from './hash';
import { isDenied, type MoodSigns, type Sign } from './moodSigns';
import type { Word } from './text';
import { addVector, DIMENSIONS, rankOf, weightOf } from './wordVectors';

/** What the heads are computed from. The training program (`bench/train/mood.mjs`) uses this very function. */
export interface MoodFeatures {
	readonly isEnglish: boolean;
	/** In the order of {@link MEASURES}. */
	readonly measures: readonly number[];
	/** Rows of the table, one for each feature of a word; none in other languages, where the public texts have no plain ones to learn from. */
	readonly rows: Int32Array;
	/** How many of the rows, from the first on, are words and pairs; the others are letters. */
	readonly wordRows: number;
	/** What the words mean together; absent in other languages and where no word is known. */
	readonly meaning?: Float32Array;
}

export const MEASURES = ['listBad', 'listGood', 'ownBad', 'ownGood', 'angryWords', 'phraseBad', 'phraseGood', 'phraseAnger', 'swearing', 'emojiBad', 'emojiGood', 'emojiAngry', 'doubt', 'grievance', 'exclaims', 'asks', 'loud', 'length', 'denies', 'digits', 'trailsOff', 'letDown', 'letDownDenied'] as const;

/** Rows of the table: a power of two. */
export const TABLE_ROWS = 1 << 17;
const ROW_MASK = TABLE_ROWS - 1;
/** Words that become features. */
const MAX_WORDS = 100;
const MAX_WORD_CHARS = 24;
const SHORTEST = 3;
const LONGEST = 5;
/** Each kind of feature starts from a number of its own. */
const WORD_SEED = HASH_START;
const DENIED_SEED = 0x3c6ef372;
const PAIR_SEED = 0x2f0b4c47;
const CHARACTER_SEED = 0x5bd1e995;

/** Turns what was found in a text into features. */
export function buildMoodFeatures(signs: MoodSigns): MoodFeatures {
	const isEnglish = signs.language === undefined || signs.language === 'en';
	const words = isEnglish ? signs.words.slice(0, MAX_WORDS) : [];
	const rows: number[] = [];
	let previous = PAIR_SEED;
	for (const [i, { text }] of words.entries()) {
		rows.push(hashText(isDenied(i, signs.denials) ? DENIED_SEED : WORD_SEED, text));
		rows.push(hashText(previous, text));
		previous = hashText(PAIR_SEED, text);
	}
	const wordRows = rows.length;
	for (const { text } of words) pushCharacters(rows, ` ${text.slice(0, MAX_WORD_CHARS)} `);
	const meaning = isEnglish ? readMeaning(words) : undefined;
	return { isEnglish, measures: measure(signs), rows: placeRows(rows), wordRows, ...(meaning === undefined ? {} : { meaning }) };
}

function pushCharacters(rows: number[], padded: string): void {
	for (let from = 0; from + SHORTEST <= padded.length; from++) {
		let hash = CHARACTER_SEED;
		for (let size = 1; size <= LONGEST && from + size <= padded.length; size++) {
			hash = continueHash(hash, padded.charCodeAt(from + size - 1));
			if (size >= SHORTEST) rows.push(hash);
		}
	}
}

function measure({ signs, doubt, hasGrievance, letDown, loudness, text, words, denials }: MoodSigns): readonly number[] {
	const { original } = text;
	const total = (sources: readonly Sign['source'][], fits: (sign: Sign) => boolean, of: (sign: Sign) => number): number =>
		Math.log1p(signs.reduce((sum, sign) => (sources.includes(sign.source) && fits(sign) ? sum + of(sign) : sum), 0));
	const isBad = ({ value }: Sign): boolean => value < 0;
	const isGood = ({ value }: Sign): boolean => value > 0;
	const size = ({ value }: Sign): number => Math.abs(value);
	return [
		total(['wordList'], isBad, size),
		total(['wordList'], isGood, size),
		total(['ownList'], isBad, size),
		total(['ownList'], isGood, size),
		total(['wordList', 'ownList'], ({ anger }) => anger >= 0.5, () => 1),
		total(['phrase'], isBad, size),
		total(['phrase'], isGood, size),
		total(['phrase'], isBad, ({ anger }) => 4 * anger),
		total(['swearing'], isBad, () => 1),
		total(['emoji'], isBad, size),
		total(['emoji'], isGood, size),
		total(['emoji'], ({ anger }) => anger >= 0.5, () => 1),
		doubt === undefined ? 0 : 1,
		hasGrievance ? 1 : 0,
		original.includes('!') ? 1 : 0,
		original.includes('?') ? 1 : 0,
		loudness,
		Math.log1p(words.length) / 2,
		Math.min(3, denials.size),
		/\d/u.test(original) ? 1 : 0,
		/\.{2}|…/u.test(original) ? 1 : 0,
		letDown === 1 ? 1 : 0,
		letDown === -1 ? 1 : 0,
	];
}

/** The row of each hash. FNV's low bits are weak: the high ones are folded into them. */
function placeRows(hashes: readonly number[]): Int32Array {
	const rows = new Int32Array(hashes.length);
	for (let i = 0; i < rows.length; i++) {
		const hash = hashes[i] as number;
		const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		rows[i] = (mixed ^ (mixed >>> 13)) & ROW_MASK;
	}
	return rows;
}

/** The unit vector of all words together, rare ones counting more; absent when none is known. */
function readMeaning(words: readonly Word[]): Float32Array | undefined {
	const sum = new Float32Array(DIMENSIONS);
	for (const { text } of words) {
		const rank = rankOf(text);
		if (rank !== undefined) addVector(rank, weightOf(rank), sum);
	}
	let square = 0;
	for (let i = 0; i < DIMENSIONS; i++) square += (sum[i] as number) ** 2;
	if (square === 0) return undefined;
	const scale = 1 / Math.sqrt(square);
	for (let i = 0; i < DIMENSIONS; i++) sum[i] = (sum[i] as number) * scale;
	return sum;
}
