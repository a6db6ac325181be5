/** How alike is a question put to each of many others? By all its words, small ones too, and their order. */
import { stem } from './terms';
import { foldText, splitWords } from './text';
import { rankOf } from './wordVectors';

/** For each word and each pair of neighbours the texts that have it. */
export interface Phrasing {
	readonly words: Holders;
	readonly pairs: Holders;
	/** Sum of each text's word rarities, and length of its vector of pairs. */
	readonly wordSums: Float64Array;
	readonly pairLengths: Float64Array;
}

interface Holders {
	readonly pieces: ReadonlyMap<string, Piece>;
	/** Rarity of what no text has, by what is known of the language. */
	readonly rarityUnseen: (piece: string) => number;
}

interface Piece {
	/** The texts that have it. */
	readonly texts: readonly number[];
	readonly rarity: number;
}

const MAX_WORDS = 60;
/** Texts that what is known of the language weighs as much as: in a base of ten articles a small word none has would look telling. */
const LANGUAGE_TEXTS = 3;
/** By Zipf's law a word of rank r makes up 1 / (12.9 · r) of English text; one that is unknown, hardly any. */
const ZIPF = 12.9;
const UNKNOWN_SHARE = 1e-6;
const ENDS_IN_DIGIT = /\d$/u;

/** Indexes the texts; their places in the list are their numbers. */
export function buildPhrasing(texts: readonly string[]): Phrasing {
	const read = texts.map(readPieces);
	const averageLength = read.reduce((sum, { words }) => sum + words.size, 0) / (texts.length || 1);
	const usualShare = (word: string): number => {
		const rank = rankOf(word);
		return 1 - (1 - (rank === undefined ? UNKNOWN_SHARE : 1 / (ZIPF * (rank + 1)))) ** averageLength;
	};
	const words = collectHolders(read.map((text) => text.words), usualShare);
	const pairs = collectHolders(read.map((text) => new Map([...text.pairs].map((pair) => [pair, pair]))), () => 0);
	return {
		words,
		pairs,
		wordSums: Float64Array.from(read, (text) => sum([...text.words.keys()], words, 1)),
		pairLengths: Float64Array.from(read, (text) => Math.sqrt(sum([...text.pairs], pairs, 2))),
	};
}

/** By text: the share of the question's words it has, the share of its words the question has, each by rarity, and the cosine of their pairs. */
export function comparePhrasing(question: string, { words, pairs, wordSums, pairLengths }: Phrasing): Readonly<Record<'asked' | 'answering' | 'pairs', Float64Array>> {
	const read = readPieces(question);
	const shared = addUp(read.words.keys(), words, wordSums.length, 1);
	const questionSum = [...read.words].reduce((total, [piece, word]) => total + (words.pieces.get(piece)?.rarity ?? words.rarityUnseen(word)), 0);
	const sharedPairs = addUp(read.pairs, pairs, wordSums.length, 2);
	const pairLength = Math.sqrt(sum([...read.pairs], pairs, 2));
	return {
		asked: divide(shared, () => questionSum),
		answering: divide(shared, (text) => wordSums[text] as number),
		pairs: divide(sharedPairs, (text) => pairLength * (pairLengths[text] as number)),
	};
}

/** Most values are 0 and stay so. */
function divide(values: Float64Array, by: (text: number) => number): Float64Array {
	const shares = new Float64Array(values.length);
	for (let text = 0; text < values.length; text++) if ((values[text] as number) > 0) shares[text] = (values[text] as number) / by(text);
	return shares;
}

/** The stems of a text, each with a word it is of, and its pairs of neighbours, beginning and end included. "Covid19" is two words, as "covid-19" is. */
function readPieces(text: string): { readonly words: ReadonlyMap<string, string>; readonly pairs: ReadonlySet<string> } {
	const words = splitWords(foldText(text).folded, MAX_WORDS).flatMap(({ text: word }) => (ENDS_IN_DIGIT.test(word) ? (/^(\p{L}{2,40})(\d{1,20})$/u.exec(word)?.slice(1) ?? word) : word));
	const pairs = new Set([...words, ''].map((word, i) => `${words[i - 1] ?? ''} ${word}`));
	return { words: new Map(words.map((word) => [stem(word), word])), pairs };
}

function collectHolders(texts: ReadonlyArray<ReadonlyMap<string, string>>, usualShare: (word: string) => number): Holders {
	const holders = new Map<string, number[]>();
	const wordOf = new Map<string, string>();
	for (const [text, pieces] of texts.entries()) {
		for (const [piece, word] of pieces) {
			const known = holders.get(piece);
			if (known === undefined) {
				holders.set(piece, [text]);
				wordOf.set(piece, word);
			} else {
				known.push(text);
			}
		}
	}
	const rate = (count: number, word: string): number => {
		const share = (count + LANGUAGE_TEXTS * usualShare(word)) / (texts.length + LANGUAGE_TEXTS);
		return Math.log(1 + (1 - share) / (share + 0.5 / (texts.length + LANGUAGE_TEXTS)));
	};
	return { pieces: new Map([...holders].map(([piece, held]) => [piece, { texts: held, rarity: rate(held.length, wordOf.get(piece) as string) }])), rarityUnseen: (word) => rate(0, word) };
}

function addUp(pieces: Iterable<string>, known: Holders, size: number, power: 1 | 2): Float64Array {
	const sums = new Float64Array(size);
	for (const piece of pieces) {
		const found = known.pieces.get(piece);
		if (found === undefined) continue;
		const worth = found.rarity ** power;
		const { texts } = found;
		for (let i = 0; i < texts.length; i++) sums[texts[i] as number] = (sums[texts[i] as number] as number) + worth;
	}
	return sums;
}

function sum(pieces: readonly string[], known: Holders, power: 1 | 2): number {
	return pieces.reduce((total, piece) => total + (known.pieces.get(piece)?.rarity ?? known.rarityUnseen(piece)) ** power, 0);
}
