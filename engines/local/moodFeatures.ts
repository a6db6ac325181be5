/** A text as the learnt mood sees it: a few measured numbers, and hashes of its words and letters. */
import { hashText } from './hash';
import { isDenied, type MoodSigns } from './moodSigns';
import type { Word } from './text';
import { hashCharacters } from './word';
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
/** Words that are denied are features of their own, and start from a number of their own. */
const DENIED_SEED = 0x3c6ef372;

/** Turns what was found in a text into features. */
export function buildMoodFeatures(signs: MoodSigns): MoodFeatures {
	const isEnglish = signs.language === undefined || signs.language === 'en';
	const words = isEnglish ? signs.words.slice(0, MAX_WORDS) : [];
	const rows: number[] = [];
	for (const [i, word] of words.entries()) rows.push(placeRow(isDenied(i, signs.denials) ? hashText(DENIED_SEED, word.text) : word.hash), placeRow(word.hashPair(words[i - 1])));
	const wordRows = rows.length;
	for (const { text, characters } of words) for (const hash of text.length > MAX_WORD_CHARS ? hashCharacters(text, MAX_WORD_CHARS) : characters) rows.push(placeRow(hash));
	const meaning = isEnglish ? readMeaning(words) : undefined;
	return { isEnglish, measures: measure(signs), rows: Int32Array.from(rows), wordRows, ...(meaning === undefined ? {} : { meaning }) };
}

function measure({ signs, doubt, hasGrievance, letDown, loudness, text, words, denials }: MoodSigns): readonly number[] {
	const { original } = text;
	let [listBad, listGood, ownBad, ownGood, angryWords, phraseBad, phraseGood, phraseAnger, swearing, emojiBad, emojiGood, emojiAngry] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
	for (const { source, value, anger } of signs) {
		const [bad, good] = [Math.max(0, -value), Math.max(0, value)];
		if (source === 'phrase') {
			phraseBad += bad;
			phraseGood += good;
			if (bad > 0) phraseAnger += 4 * anger;
		} else if (source === 'emoji') {
			emojiBad += bad;
			emojiGood += good;
			if (anger >= 0.5) emojiAngry += 1;
		} else if (source === 'swearing') {
			swearing += 1;
		} else {
			if (source === 'wordList') {
				listBad += bad;
				listGood += good;
			} else {
				ownBad += bad;
				ownGood += good;
			}
			if (anger >= 0.5) angryWords += 1;
		}
	}
	return [
		...[listBad, listGood, ownBad, ownGood, angryWords, phraseBad, phraseGood, phraseAnger, swearing, emojiBad, emojiGood, emojiAngry].map(Math.log1p),
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

/** The row of a hash. FNV's low bits are weak: the high ones are folded into them. */
function placeRow(hash: number): number {
	const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	return (mixed ^ (mixed >>> 13)) & ROW_MASK;
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
