/** Which pieces of a text carry its meaning: word 1-2-grams and, inside words, character 3-5-grams. */
import { foldText, splitWords, type Word } from './text';

/** A sparse vector of unit length: feature ids with their weights. */
export interface Vector {
	readonly ids: readonly number[];
	readonly weights: readonly number[];
	/** For each feature, the word it came from, and whether it is of words, not of letters. */
	readonly wordIndexes: readonly number[];
	readonly isWord: readonly boolean[];
	readonly words: readonly Word[];
	/** Weight share of what the vocabulary knows, 0 … 1. */
	readonly known: number;
}

/** Feature ids and how rare each is among the texts it was built from. */
export interface Vocabulary {
	/** How many features there are; their ids are the numbers below. */
	readonly size: number;
	/** The id of the feature with this hash, or −1 for one that no text had; two features of one hash are one, which is rare and harmless. */
	readonly find: (feature: number) => number;
	readonly rarity: Float64Array;
	/** Rarity of a feature never seen. */
	readonly unseenRarity: number;
}

/** Words of one text that are turned into features; a support question is said in far fewer. */
const MAX_WORDS = 100;

/** Share of the word features in the similarity of two texts; the characters have the rest. Chosen on BANKING77, CLINC150 and HINT3. */
const WORD_SHARE = 0.5;

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
	return {
		size: ids.size,
		find: prepareSearch([...ids.keys()]),
		rarity: Float64Array.from(counts, (count) => rateFeature(count, texts.length)),
		unseenRarity: rateFeature(0, texts.length),
	};
}

/**
 * Finds the place of a hash among those found. Open addressing in a typed array of pairs (the hash, and id + 1 or 0 for an empty
 * place), since each letter of a message is looked up several times: a Map would keep most of these numbers as objects.
 */
function prepareSearch(found: readonly number[]): Vocabulary['find'] {
	const pairs = new Int32Array(2 * 2 ** Math.ceil(Math.log2(2 * found.length + 2)));
	const mask = pairs.length - 1;
	// FNV's low bits are weak: the high ones are folded into them.
	const startOf = (hash: number): number => (2 * (hash ^ (hash >>> 15))) & mask;
	for (const [id, hash] of found.entries()) {
		let at = startOf(hash);
		while (pairs[at + 1] !== 0) at = (at + 2) & mask;
		pairs[at] = hash;
		pairs[at + 1] = id + 1;
	}
	return (hash) => {
		for (let at = startOf(hash); ; at = (at + 2) & mask) {
			const id = (pairs[at + 1] as number) - 1;
			if (id < 0 || pairs[at] === hash) return id;
		}
	};
}

/** How rare a feature is that so many of the texts have. */
export function rateFeature(count: number, texts: number): number {
	return 1 + Math.log((1 + texts) / (1 + count));
}

/** The hashes of a text's features in order of their first occurrence; one that occurs several times stands there as often. */
export function listFeatures(text: string): { readonly words: readonly number[]; readonly characters: readonly number[] } {
	const found = new Map<number, { times: number; readonly wordFeature: boolean }>();
	eachFeature(readWords(text), (feature, wordFeature) => {
		const known = found.get(feature);
		if (known === undefined) found.set(feature, { times: 1, wordFeature });
		else known.times++;
	});
	const listed: { words: number[]; characters: number[] } = { words: [], characters: [] };
	for (const [feature, { times, wordFeature }] of found) {
		for (let i = 0; i < times; i++) (wordFeature ? listed.words : listed.characters).push(feature);
	}
	return listed;
}

/** The words of a text by the numbers that a vocabulary has for their features; parts of the text share what was looked up. */
export interface NumberedWords {
	readonly words: readonly Word[];
	readonly vocabulary: Vocabulary;
	/** By word, from when it was first asked for: the feature ids of the word, of its pair with the one before, and of its letters; −1 for none. */
	readonly numbers: Array<readonly number[] | undefined>;
}

/** Where the pair stands among a word's numbers; features of letters are behind it. */
const PAIR = 1;

/** Looks the words of a text up in a vocabulary, each when it is first needed. */
export function numberWords(text: string, vocabulary: Vocabulary): NumberedWords {
	return { words: splitWords(foldText(text).folded, Infinity), vocabulary, numbers: [] };
}

/** By feature id, one more than its place in the vector that is being made; all 0 between two. */
let placesById = new Int32Array(0);

/** The features of a text with their weights, both halves of unit length before they are mixed. */
export function vectorize(text: string, vocabulary: Vocabulary): Vector {
	return vectorizeWords(numberWords(text, vocabulary));
}

/** As {@link vectorize}, of the words from the place `from` to before `to` as if they were a text of their own. */
export function vectorizeWords(numbered: NumberedWords, from = 0, to = numbered.words.length): Vector {
	const { vocabulary } = numbered;
	const words = numbered.words.slice(from, Math.min(to, from + MAX_WORDS));
	if (placesById.length < vocabulary.size) placesById = new Int32Array(vocabulary.size);
	const places = placesById;
	const ids: number[] = [];
	const counts: number[] = [];
	const isWord: boolean[] = [];
	const wordIndexes: number[] = [];
	const unseenSquare = vocabulary.unseenRarity ** 2;
	const unseen = { words: 0, characters: 0 };
	for (let index = 0; index < words.length; index++) {
		const numbers = numberWord(numbered, from + index);
		for (let i = 0; i < numbers.length; i++) {
			const isFirstPair = i === PAIR && index === 0 && from > 0;
			const id = isFirstPair ? vocabulary.find((words[0] as Word).hashPair()) : (numbers[i] as number);
			const place = id < 0 ? 0 : (places[id] as number) - 1;
			if (id < 0) {
				if (i <= PAIR) unseen.words += unseenSquare;
				else unseen.characters += unseenSquare;
			} else if (place >= 0) {
				counts[place] = (counts[place] as number) + 1;
			} else {
				ids.push(id);
				places[id] = ids.length;
				counts.push(1);
				isWord.push(i <= PAIR);
				wordIndexes.push(index);
			}
		}
	}
	for (const id of ids) places[id] = 0;
	return { ids, wordIndexes, isWord, words, ...weigh(ids, counts, isWord, vocabulary, unseen) };
}

function numberWord({ words, vocabulary, numbers }: NumberedWords, index: number): readonly number[] {
	const known = numbers[index];
	if (known !== undefined) return known;
	const word = words[index] as Word;
	const found = [vocabulary.find(word.hash), vocabulary.find(word.hashPair(words[index - 1]))];
	for (const hash of word.characters) found.push(vocabulary.find(hash));
	numbers[index] = found;
	return found;
}

/** How much a feature that occurs so often in a text counts. Nearly every one occurs once, and a logarithm is not free. */
export function repeat(count: number): number {
	return count === 1 ? 1 : 1 + Math.log(count);
}

/** What the weights of word features are multiplied with, from the sum of their squares. */
export function scaleWords(squares: number): number {
	return Math.sqrt(WORD_SHARE / (squares || 1));
}

/** The same of features of letters. */
export function scaleCharacters(squares: number): number {
	return Math.sqrt((1 - WORD_SHARE) / (squares || 1));
}

function weigh(ids: readonly number[], counts: readonly number[], isWord: readonly boolean[], { rarity }: Vocabulary, unseen: { readonly words: number; readonly characters: number }): { weights: number[]; known: number } {
	let wordSquares = 0;
	let characterSquares = 0;
	const weights = ids.map((id, i) => {
		const weight = repeat(counts[i] as number) * (rarity[id] as number);
		if (isWord[i] === true) wordSquares += weight * weight;
		else characterSquares += weight * weight;
		return weight;
	});
	const [wordScale, characterScale] = [scaleWords(wordSquares), scaleCharacters(characterSquares)];
	const knownOf = (known: number, missing: number): number => (known + missing === 0 ? 0 : known / (known + missing));
	for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) * (isWord[i] === true ? wordScale : characterScale);
	return { weights, known: (knownOf(wordSquares, unseen.words) + knownOf(characterSquares, unseen.characters)) / 2 };
}

function readWords(text: string): readonly Word[] {
	return splitWords(foldText(text).folded, MAX_WORDS);
}

/** Visits the hash of each feature: word 1-2-grams, then character 3-5-grams of the word between blanks. */
function eachFeature(words: readonly Word[], visit: (feature: number, wordFeature: boolean) => void): void {
	for (let index = 0; index < words.length; index++) {
		const word = words[index] as Word;
		visit(word.hash, true);
		visit(word.hashPair(words[index - 1]), true);
		const { characters } = word;
		for (let i = 0; i < characters.length; i++) visit(characters[i] as number, false);
	}
}
