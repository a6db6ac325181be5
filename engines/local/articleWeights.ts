/** What pieces and texts weigh in a base of articles: everything that depends on all titles and questions together. */
import type { Counts } from './articleCounts';
import { countHeadings, eachHeading, type ArticleRecord } from './articleRecord';
import type { Slot } from './articleSegment';
import { rateFeature, repeat, scaleCharacters, scaleWords, type Vocabulary } from './features';
import { ratePiece, usualShare } from './phrasing';
import type { Pieces } from './pieces';
import type { Steps } from './steps';

export interface Weights {
	readonly vocabulary: Vocabulary;
	/** What the weights of a text's features of words and of letters are multiplied with. */
	readonly wordScales: Float64Array;
	readonly characterScales: Float64Array;
	/** Rarity of each word, by its common form, and of each pair, 0 of those that no text has. */
	readonly wordRarity: Float64Array;
	readonly pairRarity: Float64Array;
	/** Rarity of what no text has: of a word of that rank, and of a pair. */
	readonly unseenWord: (rank: number | undefined) => number;
	readonly unseenPair: number;
	/** By text: the sum of its words' rarities, and the length of its vector of pairs. */
	readonly wordSums: Float64Array;
	readonly pairLengths: Float64Array;
}

/** Weighs all texts; `slots` in the order of their articles, for a common form is as usual as the word the first text has for it. */
export function* weighTexts(slots: readonly Slot[], texts: number, counts: Counts, pieces: Pieces): Steps<Weights> {
	const averageLength = counts.textWords / (counts.texts || 1);
	const featureRarity = rateAll(counts.features, (count) => rateFeature(count, counts.texts));
	yield;
	const pairRarity = rateAll(counts.pairs, (count) => ratePiece(count, counts.texts, 0));
	yield;
	const wordRarity = yield* rateWords(counts, yield* findRanks(slots, counts.words.length), averageLength);
	const [wordScales, characterScales, wordSums, pairLengths] = [0, 0, 0, 0].map(() => new Float64Array(texts)) as [Float64Array, Float64Array, Float64Array, Float64Array];
	for (const { record, firstText } of slots) {
		eachHeading(record, ({ words, pairs, wordFeatures, characterFeatures, end }, heading) => {
			const text = firstText + heading;
			wordScales[text] = scaleWords(sumSquares(record, wordFeatures, characterFeatures, featureRarity));
			characterScales[text] = scaleCharacters(sumSquares(record, characterFeatures, end, featureRarity));
			let sum = 0;
			for (let at = words; at < pairs; at += 2) sum += wordRarity[record[at] as number] as number;
			wordSums[text] = sum;
			let squares = 0;
			for (let at = pairs; at < wordFeatures; at++) squares += (pairRarity[record[at] as number] as number) ** 2;
			pairLengths[text] = Math.sqrt(squares);
		});
		yield;
	}
	return {
		vocabulary: { size: featureRarity.length, find: findRated(pieces.features.ids, featureRarity), rarity: featureRarity, unseenRarity: rateFeature(0, counts.texts) },
		wordScales,
		characterScales,
		wordRarity,
		pairRarity,
		unseenWord: (rank) => ratePiece(0, counts.texts, usualShare(rank, averageLength)),
		unseenPair: ratePiece(0, counts.texts, 0),
		wordSums,
		pairLengths,
	};
}

/** The weights `before`, where all texts are the same as then; those in a new slot have them from the old one. */
export function moveWeights(before: Weights, moved: ReadonlyArray<{ readonly from: Slot; readonly to: Slot }>, texts: number): Weights {
	const move = (values: Float64Array): Float64Array => {
		const grown = new Float64Array(texts);
		grown.set(values);
		for (const { from, to } of moved) grown.set(values.subarray(from.firstText, from.firstText + countHeadings(from.record)), to.firstText);
		return grown;
	};
	return { ...before, wordScales: move(before.wordScales), characterScales: move(before.characterScales), wordSums: move(before.wordSums), pairLengths: move(before.pairLengths) };
}

/** The squares of the features' weights before these are scaled. */
function sumSquares(record: ArticleRecord, from: number, end: number, rarity: Float64Array): number {
	let sum = 0;
	for (let at = from; at < end; ) {
		const feature = record[at] as number;
		const first = at;
		do at++; while (at < end && record[at] === feature);
		const weight = repeat(at - first) * (rarity[feature] as number);
		sum += weight * weight;
	}
	return sum;
}

/** Few counts are different, so that each is rated once. What nobody has any more is worth nothing. */
function rateAll(counts: Int32Array, rate: (count: number) => number): Float64Array {
	const rated: number[] = [0];
	const rarity = new Float64Array(counts.length);
	for (let piece = 0; piece < counts.length; piece++) {
		const count = counts[piece] as number;
		rarity[piece] = rated[count] ??= rate(count);
	}
	return rarity;
}

/** By common form, rank + 1 of the word that the first text has for it; 0 of an unknown word. */
function* findRanks(slots: readonly Slot[], forms: number): Steps<Int32Array> {
	const ranks = new Int32Array(forms).fill(-1);
	for (const { record } of slots) {
		eachHeading(record, ({ words, pairs }) => {
			for (let at = words; at < pairs; at += 2) if (ranks[record[at] as number] === -1) ranks[record[at] as number] = record[at + 1] as number;
		});
		yield;
	}
	return ranks;
}

function* rateWords({ words, texts }: Counts, ranks: Int32Array, averageLength: number): Steps<Float64Array> {
	const usual = usualShare(undefined, averageLength);
	const rarity = rateAll(words, (count) => ratePiece(count, texts, usual));
	for (let word = 0; word < words.length; word++) {
		const rank = (ranks[word] as number) - 1;
		if (rank >= 0) rarity[word] = ratePiece(words[word] as number, texts, usualShare(rank, averageLength));
		if (word % 5_000 === 0) yield;
	}
	return rarity;
}

/** Without what nobody has any more, and what was met only after these weights were made. */
function findRated(ids: ReadonlyMap<number, number>, rarity: Float64Array): Vocabulary['find'] {
	return (feature) => {
		const id = ids.get(feature) ?? -1;
		return (rarity[id] ?? 0) > 0 ? id : -1;
	};
}
