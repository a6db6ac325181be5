/** How alike is a question to each title and question of a base of articles? */
import type { ArticleIndex } from './articleIndex';
import { hashPair } from './articleRecord';
import type { Holders } from './articleSegment';
import { repeat, vectorize } from './features';
import { readPieces } from './phrasing';
import { rankOf } from './wordVectors';

/**
 * By text, all 0 … 1: the cosine of their words and letters; the share of the question's words it has, the share of its words the
 * question has, each by rarity; and the cosine of their pairs of neighbours.
 */
export function compareTexts(question: string, index: ArticleIndex): Readonly<Record<'likeness' | 'asked' | 'answering' | 'pairs', Float64Array>> {
	return { likeness: compareFeatures(question, index), ...comparePhrasing(question, index) };
}

function compareFeatures(question: string, { segments, weights: { vocabulary, wordScales, characterScales } }: ArticleIndex): Float64Array {
	const likeness = new Float64Array(wordScales.length);
	const { ids, weights, isWord } = vectorize(question, vocabulary);
	for (const { features: { starts, list } } of segments) {
		for (let k = 0; k < ids.length; k++) {
			const id = ids[k] as number;
			const worth = (weights[k] as number) * (vocabulary.rarity[id] as number);
			const scales = isWord[k] === true ? wordScales : characterScales;
			const end = starts[id + 1] ?? 0;
			for (let at = starts[id] ?? 0; at < end; ) {
				const text = list[at] as number;
				const first = at;
				while (at < end && list[at] === text) at++;
				likeness[text] = (likeness[text] as number) + worth * repeat(at - first) * (scales[text] as number);
			}
		}
	}
	return likeness;
}

function comparePhrasing(question: string, { pieces, segments, weights }: ArticleIndex): Readonly<Record<'asked' | 'answering' | 'pairs', Float64Array>> {
	const read = readPieces(question);
	const { wordRarity, pairRarity, wordSums, pairLengths } = weights;
	const shared = new Float64Array(wordSums.length);
	let questionSum = 0;
	for (const [form, word] of read.words) {
		const id = pieces.terms.ids.get(form) ?? -1;
		const rarity = wordRarity[id] ?? 0;
		questionSum += rarity > 0 ? rarity : weights.unseenWord(rankOf(word));
		for (const { words } of segments) addUp(id, rarity, words, shared);
	}
	const sharedPairs = new Float64Array(wordSums.length);
	let pairSquares = 0;
	for (const pair of read.pairs) {
		const id = pieces.pairs.ids.get(hashPair(pair)) ?? -1;
		const rarity = pairRarity[id] ?? 0;
		pairSquares += (rarity > 0 ? rarity : weights.unseenPair) ** 2;
		for (const { pairs } of segments) addUp(id, rarity ** 2, pairs, sharedPairs);
	}
	const pairLength = Math.sqrt(pairSquares);
	return {
		asked: divide(shared, () => questionSum),
		answering: divide(shared, (text) => wordSums[text] as number),
		pairs: divide(sharedPairs, (text) => pairLength * (pairLengths[text] as number)),
	};
}

function addUp(piece: number, worth: number, { starts, list }: Holders, sums: Float64Array): void {
	const end = starts[piece + 1] ?? 0;
	for (let at = starts[piece] ?? 0; at < end; at++) sums[list[at] as number] = (sums[list[at] as number] as number) + worth;
}

/** Most values are 0 and stay so. */
function divide(values: Float64Array, by: (text: number) => number): Float64Array {
	const shares = new Float64Array(values.length);
	for (let text = 0; text < values.length; text++) if ((values[text] as number) > 0) shares[text] = (values[text] as number) / by(text);
	return shares;
}
