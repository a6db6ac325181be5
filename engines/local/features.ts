/** Which pieces of a text carry its meaning: word 1-2-grams and, inside words, character 3-5-grams. */
import { continueHash, HASH_START, hashText } from './hash';
import { keepRecent } from './keepRecent';
import { foldText, splitWords, type Word } from './text';

/** A sparse vector of unit length: feature ids with their weights. */
export interface Vector {
	readonly ids: readonly number[];
	readonly weights: readonly number[];
	/** For each feature, the word it came from. */
	readonly wordIndexes: readonly number[];
	readonly words: readonly Word[];
	/** Weight share of what the vocabulary knows, 0 … 1. */
	readonly known: number;
}

/** Feature ids and how rare each is among the texts it was built from. */
export interface Vocabulary {
	/** How many features there are; their ids are the numbers below. */
	readonly size: number;
	/** The hash of each; two features of one hash are one, which is rare and harmless. */
	readonly hashes: Int32Array;
	/** Open addressing over the hashes: id + 1, or 0 for an empty place. As many places as a power of two. */
	readonly places: Int32Array;
	readonly rarity: Float64Array;
	/** Rarity of a feature never seen. */
	readonly unseenRarity: number;
}

/** Words of one text that are turned into features; a support question is said in far fewer. */
const MAX_WORDS = 100;

/** Share of the word features in the similarity of two texts; the characters have the rest. Chosen on BANKING77, CLINC150 and HINT3. */
const WORD_SHARE = 0.5;

const SHORTEST = 3;
const LONGEST = 5;
/** Characters of one word that are turned into features. */
const MAX_WORD_CHARS = 30;
/** Each kind of feature starts its hash from a number of its own. */
const WORD_SEED = HASH_START;
const PAIR_SEED = 0x2f0b4c47;
const CHARACTER_SEED = 0x5bd1e995;

/** What one word gives to any text it is in. */
interface WordFeatures {
	readonly word: number;
	/** What the pair with the next word begins with. */
	readonly pairSeed: number;
	readonly characters: readonly number[];
}

/** A company's customers use about as many. */
const WORDS_KEPT = 3_000;

/** Counts in how many of the texts each feature occurs. */
export function buildVocabulary(texts: readonly string[]): Vocabulary {
	const ids = new Map<number, number>();
	const counts: number[] = [];
	/** By feature, the last text that has it. */
	const seenIn: number[] = [];
	for (const [text, words] of texts.map(readWords).entries()) {
		eachFeature(words, (feature) => {
			let id = ids.get(feature);
			if (id === undefined) {
				id = ids.size;
				ids.set(feature, id);
				counts.push(0);
				seenIn.push(-1);
			}
			if (seenIn[id] === text) return;
			seenIn[id] = text;
			counts[id] = (counts[id] as number) + 1;
		});
	}
	const rarity = Float64Array.from(counts, (count) => 1 + Math.log((1 + texts.length) / (1 + count)));
	return { size: ids.size, ...placeHashes([...ids.keys()]), rarity, unseenRarity: 1 + Math.log(1 + texts.length) };
}

/** Typed arrays, since each letter of a message is looked up several times: a Map would keep most of these numbers as objects. */
function placeHashes(found: readonly number[]): Pick<Vocabulary, 'hashes' | 'places'> {
	const hashes = Int32Array.from(found);
	const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * hashes.length + 2)));
	for (const [id, hash] of hashes.entries()) {
		let at = startOf(hash, places);
		while (places[at] !== 0) at = (at + 1) & (places.length - 1);
		places[at] = id + 1;
	}
	return { hashes, places };
}

/** Where the search for a hash begins. FNV's low bits are weak: the high ones are folded into them. */
function startOf(hash: number, places: Int32Array): number {
	return (hash ^ (hash >>> 15)) & (places.length - 1);
}

/** The feature's id, or −1 for one that no text had. */
function findId(hash: number, hashes: Int32Array, places: Int32Array): number {
	const mask = places.length - 1;
	for (let at = startOf(hash, places); ; at = (at + 1) & mask) {
		const id = (places[at] as number) - 1;
		if (id < 0 || hashes[id] === hash) return id;
	}
}

/** By feature id, one more than its place in the vector that is being made; all 0 between two. */
let placesById = new Int32Array(0);

/** The features of a text with their weights, both halves of unit length before they are mixed. */
export function vectorize(text: string, vocabulary: Vocabulary): Vector {
	const words = readWords(text);
	if (placesById.length < vocabulary.size) placesById = new Int32Array(vocabulary.size);
	const places = placesById;
	const ids: number[] = [];
	const counts: number[] = [];
	const isWord: boolean[] = [];
	const wordIndexes: number[] = [];
	const unseenSquare = vocabulary.unseenRarity ** 2;
	const unseen = { words: 0, characters: 0 };
	eachFeature(words, (feature, wordIndex, wordFeature) => {
		const id = findId(feature, vocabulary.hashes, vocabulary.places);
		if (id < 0) {
			if (wordFeature) unseen.words += unseenSquare;
			else unseen.characters += unseenSquare;
			return;
		}
		const place = (places[id] as number) - 1;
		if (place >= 0) {
			counts[place] = (counts[place] as number) + 1;
			return;
		}
		ids.push(id);
		places[id] = ids.length;
		counts.push(1);
		isWord.push(wordFeature);
		wordIndexes.push(wordIndex);
	});
	for (const id of ids) places[id] = 0;
	return { ids, wordIndexes, words, ...weigh(ids, counts, isWord, vocabulary, unseen) };
}

function weigh(ids: readonly number[], counts: readonly number[], isWord: readonly boolean[], { rarity }: Vocabulary, unseen: { readonly words: number; readonly characters: number }): { weights: number[]; known: number } {
	let wordSquares = 0;
	let characterSquares = 0;
	const weights = ids.map((id, i) => {
		const count = counts[i] as number;
		// Nearly every feature occurs once, and a logarithm is not free.
		const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity[id] as number);
		if (isWord[i] === true) wordSquares += weight * weight;
		else characterSquares += weight * weight;
		return weight;
	});
	const wordScale = Math.sqrt(WORD_SHARE / (wordSquares || 1));
	const characterScale = Math.sqrt((1 - WORD_SHARE) / (characterSquares || 1));
	const knownOf = (known: number, missing: number): number => (known + missing === 0 ? 0 : known / (known + missing));
	for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) * (isWord[i] === true ? wordScale : characterScale);
	return { weights, known: (knownOf(wordSquares, unseen.words) + knownOf(characterSquares, unseen.characters)) / 2 };
}

function readWords(text: string): readonly Word[] {
	return splitWords(foldText(text).folded, MAX_WORDS);
}

/** Visits the hash of each feature: word 1-2-grams, then character 3-5-grams of the word between blanks. */
function eachFeature(words: readonly Word[], visit: (feature: number, wordIndex: number, wordFeature: boolean) => void): void {
	let previous = PAIR_SEED;
	for (let index = 0; index < words.length; index++) {
		const { text } = words[index] as Word;
		const { word, pairSeed, characters } = featuresOf(text);
		visit(word, index, true);
		visit(hashText(previous, text), index, true);
		previous = pairSeed;
		for (let i = 0; i < characters.length; i++) visit(characters[i] as number, index, false);
	}
}

const featuresOf = keepRecent(WORDS_KEPT, (text): WordFeatures => {
	const characters: number[] = [];
	const padded = ` ${text.slice(0, MAX_WORD_CHARS)} `;
	for (let from = 0; from + SHORTEST <= padded.length; from++) {
		let hash = CHARACTER_SEED;
		for (let size = 1; size <= LONGEST && from + size <= padded.length; size++) {
			hash = continueHash(hash, padded.charCodeAt(from + size - 1));
			if (size >= SHORTEST) characters.push(hash);
		}
	}
	return { word: hashText(WORD_SEED, text), pairSeed: hashText(PAIR_SEED, text), characters };
});
