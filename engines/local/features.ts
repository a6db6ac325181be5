/** Which pieces of a text carry its meaning: word 1-2-grams and, inside words, character 3-5-grams. */
import { continueHash, HASH_START, hashText } from './hash';
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
	/** By the feature's hash; two features of one hash are one, which is rare and harmless. */
	readonly ids: ReadonlyMap<number, number>;
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

/** Counts in how many of the texts each feature occurs. */
export function buildVocabulary(texts: readonly string[]): Vocabulary {
	const ids = new Map<number, number>();
	const counts: number[] = [];
	for (const text of texts) {
		const seen = new Set<number>();
		eachFeature(readWords(text), (feature) => {
			let id = ids.get(feature);
			if (id === undefined) {
				id = ids.size;
				ids.set(feature, id);
				counts.push(0);
			}
			if (seen.has(id)) return;
			seen.add(id);
			counts[id] = (counts[id] ?? 0) + 1;
		});
	}
	const rarity = Float64Array.from(counts, (count) => 1 + Math.log((1 + texts.length) / (1 + count)));
	return { ids, rarity, unseenRarity: 1 + Math.log(1 + texts.length) };
}

/** The features of a text with their weights, both halves of unit length before they are mixed. */
export function vectorize(text: string, vocabulary: Vocabulary): Vector {
	const words = readWords(text);
	const positions = new Map<number, number>();
	const ids: number[] = [];
	const counts: number[] = [];
	const isWord: boolean[] = [];
	const wordIndexes: number[] = [];
	const unseen = { words: 0, characters: 0 };
	eachFeature(words, (feature, wordIndex, wordFeature) => {
		const id = vocabulary.ids.get(feature);
		if (id === undefined) {
			unseen[wordFeature ? 'words' : 'characters'] += vocabulary.unseenRarity ** 2;
			return;
		}
		const position = positions.get(id);
		if (position !== undefined) {
			counts[position] = (counts[position] ?? 0) + 1;
			return;
		}
		positions.set(id, ids.length);
		ids.push(id);
		counts.push(1);
		isWord.push(wordFeature);
		wordIndexes.push(wordIndex);
	});
	return { ids, wordIndexes, words, ...weigh(ids, counts, isWord, vocabulary, unseen) };
}

function weigh(ids: readonly number[], counts: readonly number[], isWord: readonly boolean[], vocabulary: Vocabulary, unseen: { readonly words: number; readonly characters: number }): { weights: number[]; known: number } {
	const squares = { words: 0, characters: 0 };
	const weights = ids.map((id, i) => {
		const weight = (1 + Math.log(counts[i] ?? 1)) * (vocabulary.rarity[id] ?? 0);
		squares[isWord[i] === true ? 'words' : 'characters'] += weight * weight;
		return weight;
	});
	const wordScale = Math.sqrt(WORD_SHARE / (squares.words || 1));
	const characterScale = Math.sqrt((1 - WORD_SHARE) / (squares.characters || 1));
	const knownOf = (known: number, missing: number): number => (known + missing === 0 ? 0 : known / (known + missing));
	return {
		weights: weights.map((weight, i) => weight * (isWord[i] === true ? wordScale : characterScale)),
		known: (knownOf(squares.words, unseen.words) + knownOf(squares.characters, unseen.characters)) / 2,
	};
}

function readWords(text: string): Word[] {
	return splitWords(foldText(text).folded, MAX_WORDS);
}

/** Visits the hash of each feature: word 1-2-grams, then character 3-5-grams of the word between blanks. */
function eachFeature(words: readonly Word[], visit: (feature: number, wordIndex: number, wordFeature: boolean) => void): void {
	let previous = PAIR_SEED;
	for (let index = 0; index < words.length; index++) {
		const text = (words[index] as Word).text;
		visit(hashText(WORD_SEED, text), index, true);
		visit(hashText(previous, text), index, true);
		previous = hashText(PAIR_SEED, text);
		const padded = ` ${text.slice(0, MAX_WORD_CHARS)} `;
		for (let from = 0; from + SHORTEST <= padded.length; from++) {
			let hash = CHARACTER_SEED;
			for (let size = 1; size <= LONGEST && from + size <= padded.length; size++) {
				hash = continueHash(hash, padded.charCodeAt(from + size - 1));
				if (size >= SHORTEST) visit(hash, index, false);
			}
		}
	}
}
