/**
 * What does a request mean, beside its letters? Two views of its words side by side: what they mean in general, and what they
 * mean in requests, learnt by `bench/train/intentWords.mjs`, where "how much" asks for a price and "please" says nothing.
 */
import { keepRecent } from './keepRecent';
import { foldText, splitWords } from './text';
import { loadWeights } from './weights';
import { addHalves, addVector, DIMENSIONS, rankOf, weightOf } from './wordVectors';

/** Numbers a meaning has. */
export const MEANING_SIZE = 2 * DIMENSIONS;

/** How much each view adds to the similarity of two texts, where equal letters add 1. Chosen over all development sets together. */
const GENERAL_SHARE = 0.4;
const LEARNT_SHARE = 0.45;

/** Words that mean something of their own in requests. */
interface LearntWords {
	/** By rank: the row of the word, or −1. */
	readonly rows: Int32Array;
	/** How much each says. */
	readonly weights: Float32Array;
	readonly halves: Uint8Array;
}

let loaded: LearntWords | undefined;

/** The meaning of folded words; the product of two is what they add to the similarity of their texts. All zero when no word is known. */
export function readMeaning(words: readonly string[]): Float32Array {
	const meaning = new Float32Array(MEANING_SIZE);
	const general = meaning.subarray(0, DIMENSIONS);
	const learnt = meaning.subarray(DIMENSIONS);
	for (const word of words) {
		const rank = rankOf(word);
		if (rank === undefined) continue;
		addVector(rank, weightOf(rank), general);
		addLearnt(rank, learnt);
	}
	scale(general, GENERAL_SHARE);
	scale(learnt, LEARNT_SHARE);
	return meaning;
}

/** What folded words mean in requests, of unit length; absent when no word is known. */
export function readRequestMeaning(words: readonly string[]): Float32Array | undefined {
	const meaning = new Float32Array(DIMENSIONS);
	let isKnown = false;
	for (const word of words) {
		const rank = rankOf(word);
		if (rank === undefined) continue;
		isKnown = true;
		addLearnt(rank, meaning);
	}
	scale(meaning, 1);
	return isKnown ? meaning : undefined;
}

/** As {@link readRequestMeaning}, of a text. */
export function readTextMeaning(text: string): Float32Array | undefined {
	return readRequestMeaning(splitWords(foldText(text).folded).map(({ text: word }) => word));
}

/** Meanings of single words that are kept, 0.8 kB each. */
const WORDS_KEPT = 1_000;

/** As {@link readMeaning}, of one word; the result is shared. */
export const readWordMeaning: (word: string) => Float32Array = keepRecent(WORDS_KEPT, (word) => readMeaning([word]));

/** The product of two meanings, or of rows of them. */
export function compareMeanings(a: Float32Array, aFrom: number, b: Float32Array, bFrom: number): number {
	let sum = 0;
	for (let k = 0; k < MEANING_SIZE; k++) sum += (a[aFrom + k] as number) * (b[bFrom + k] as number);
	return sum;
}

/** Four products at once, of a meaning and rows of others: each sum has to wait for itself, four of them need not wait for each other. */
export function compareFourMeanings(a: Float32Array, aFrom: number, b: Float32Array, bFroms: readonly [number, number, number, number]): readonly [number, number, number, number] {
	const [first, second, third, fourth] = bFroms;
	let [one, two, three, four] = [0, 0, 0, 0];
	for (let k = 0; k < MEANING_SIZE; k++) {
		const value = a[aFrom + k] as number;
		one += value * (b[first + k] as number);
		two += value * (b[second + k] as number);
		three += value * (b[third + k] as number);
		four += value * (b[fourth + k] as number);
	}
	return [one, two, three, four];
}

function addLearnt(rank: number, sum: Float32Array): void {
	const { rows, weights, halves } = load();
	const row = rows[rank] ?? -1;
	if (row < 0) addVector(rank, weightOf(rank), sum);
	else addHalves(halves, row, weights[row] as number, sum);
}

/** Gives the vector the length whose square is `square`. */
function scale(vector: Float32Array, square: number): void {
	let squares = 0;
	for (let k = 0; k < vector.length; k++) squares += (vector[k] as number) * (vector[k] as number);
	const factor = squares === 0 ? 0 : Math.sqrt(square / squares);
	for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) * factor;
}

/** The file: the number of words, the rank of each, its weight (32 bits each, little endian), then the vectors, four bits a number. */
function load(): LearntWords {
	if (loaded !== undefined) return loaded;
	const file = loadWeights('intent-words.bin');
	const count = file.readUInt32LE(0);
	const ranks = Array.from({ length: count }, (_, row) => file.readUInt32LE(4 + 4 * row));
	const rows = new Int32Array(Math.max(0, ...ranks.slice(-1)) + 1).fill(-1);
	for (const [row, rank] of ranks.entries()) rows[rank] = row;
	const weights = Float32Array.from(ranks, (_, row) => file.readFloatLE(4 + 4 * (count + row)));
	loaded = { rows, weights, halves: file.subarray(4 + 8 * count) };
	return loaded;
}
