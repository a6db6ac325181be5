/**
 * What do words mean? English words of similar use have similar vectors. Made by `bench/train/wordVectors.mjs` from GloVe 6B
 * (Pennington, Socher and Manning 2014; PDDL), which says how. Words of other languages are mostly unknown here.
 */
import { hashText, HASH_START } from './hash';
import { loadWeights } from './weights';

/** Numbers a vector has. */
export const DIMENSIONS = 100;

/** The words known, most frequent first; a word's place is its rank. */
interface WordVectors {
	readonly hashes: Uint32Array;
	/** Open addressing over the hashes: rank + 1, or 0 for an empty place. */
	readonly places: Uint32Array;
	/** Two numbers a byte, the first one in the lower half; each is a place in {@link LEVELS}. */
	readonly halves: Uint8Array;
}

/**
 * The values four bits stand for: the quantizer of a normal distribution with the least squared error (Max 1960,
 * table I, 16 levels). A unit vector's numbers are spread about like that, with a deviation of 1/√{@link DIMENSIONS}.
 */
export const LEVELS = Float32Array.from([-2.733, -2.069, -1.618, -1.256, -0.9424, -0.6568, -0.3881, -0.1284, 0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733], (level) => level / Math.sqrt(DIMENSIONS));

/** Smooth inverse frequency (Arora, Liang and Ma 2017): a word of this share of all text weighs half. */
const HALF_WEIGHT_SHARE = 1e-3;
/** By Zipf's law the word of rank r has a share of 1 / (r · ln of the number of words), which is about this for GloVe's 400,000. */
const ZIPF = 12.9;

let loaded: WordVectors | undefined;

/**
 * The rank of a folded word, 0 for the most frequent; absent when unknown. "Customer's" counts as "customer", other words with
 * an apostrophe as written without it ("dont"), else as what stands before it, "didn't" as "did".
 */
export function rankOf(word: string): number | undefined {
	const apostrophe = word.indexOf("'");
	if (apostrophe < 0) return find(word);
	const before = word.slice(0, word.endsWith("n't") ? apostrophe - 1 : apostrophe);
	return word.endsWith("'s") ? find(before) : (find(word.replace("'", '')) ?? find(before));
}

/** How much a word says: 1 for the rarest, near 0 for "the". */
export function weightOf(rank: number): number {
	return HALF_WEIGHT_SHARE / (HALF_WEIGHT_SHARE + 1 / (ZIPF * (rank + 1)));
}

/** Adds `weight` times the word's vector, which is of about unit length, to `sum`. */
export function addVector(rank: number, weight: number, sum: Float32Array): void {
	addHalves(load().halves, rank, weight, sum);
}

/** Adds `weight` times the vector in that row of four-bit numbers to `sum`. */
export function addHalves(halves: Uint8Array, row: number, weight: number, sum: Float32Array): void {
	const from = (row * DIMENSIONS) / 2;
	for (let i = 0; i < DIMENSIONS / 2; i++) {
		const pair = halves[from + i] as number;
		sum[2 * i] = (sum[2 * i] as number) + weight * (LEVELS[pair & 15] as number);
		sum[2 * i + 1] = (sum[2 * i + 1] as number) + weight * (LEVELS[pair >> 4] as number);
	}
}

/** A word's own vector, of about unit length; absent when unknown. */
export function lookUp(word: string): Float32Array | undefined {
	const rank = rankOf(word);
	if (rank === undefined) return undefined;
	const vector = new Float32Array(DIMENSIONS);
	addVector(rank, 1, vector);
	return vector;
}

function find(word: string): number | undefined {
	const { hashes, places } = load();
	const hash = hashText(HASH_START, word) >>> 0;
	for (let place = hash % places.length; ; place = (place + 1) % places.length) {
		const rank = (places[place] as number) - 1;
		if (rank < 0) return undefined;
		if (hashes[rank] === hash) return rank;
	}
}

/** The file: the number of words, then a 32-bit hash of each (little endian), then the vectors. About 5 ms, once a process. */
function load(): WordVectors {
	if (loaded !== undefined) return loaded;
	const file = loadWeights('word-vectors.bin');
	const count = file.readUInt32LE(0);
	const hashes = Uint32Array.from({ length: count }, (_, rank) => file.readUInt32LE(4 + 4 * rank));
	const places = new Uint32Array(3 * count);
	for (const [rank, hash] of hashes.entries()) {
		let place = hash % places.length;
		while (places[place] !== 0) place = (place + 1) % places.length;
		places[place] = rank + 1;
	}
	loaded = { hashes, places, halves: file.subarray(4 + 4 * count) };
	return loaded;
}
