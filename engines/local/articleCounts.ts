/** How many articles and texts have each piece; an edit takes away what was counted of the old text and adds the new. */
import { countHeadings, eachHeading, lengthsOf, termsOf, type ArticleRecord } from './articleRecord';
import type { Pieces } from './pieces';
import type { Steps } from './steps';

/** By piece, and in all. */
export interface Counts {
	readonly terms: Int32Array;
	readonly words: Int32Array;
	readonly pairs: Int32Array;
	readonly features: Int32Array;
	readonly texts: number;
	/** Terms of all headings and of all bodies, and different words of all texts. */
	readonly headingTerms: number;
	readonly bodyTerms: number;
	readonly textWords: number;
}

/** The counts `before`, without what is gone and with what has come. */
export function* countPieces(pieces: Pieces, gone: readonly ArticleRecord[], come: readonly ArticleRecord[], before?: Counts): Steps<Counts> {
	const counts = {
		terms: grow(before?.terms, pieces.terms.keys.length),
		words: grow(before?.words, pieces.terms.keys.length),
		pairs: grow(before?.pairs, pieces.pairs.keys.length),
		features: grow(before?.features, pieces.features.keys.length),
		texts: before?.texts ?? 0,
		headingTerms: before?.headingTerms ?? 0,
		bodyTerms: before?.bodyTerms ?? 0,
		textWords: before?.textWords ?? 0,
	};
	const { terms, words, pairs, features } = counts;
	for (const [records, by] of [[gone, -1], [come, 1]] as const) {
		for (const record of records) {
			for (let { from, end } = termsOf(record); from < end; from += 2) add(terms, record[from] as number, by);
			eachHeading(record, (places) => {
				for (let at = places.words; at < places.pairs; at += 2) add(words, record[at] as number, by);
				for (let at = places.pairs; at < places.wordFeatures; at++) add(pairs, record[at] as number, by);
				for (let at = places.wordFeatures; at < places.end; at++) if (at === places.wordFeatures || record[at] !== record[at - 1]) add(features, record[at] as number, by);
				counts.textWords += (by * (places.pairs - places.words)) / 2;
			});
			counts.texts += by * countHeadings(record);
			counts.headingTerms += by * lengthsOf(record).headings;
			counts.bodyTerms += by * lengthsOf(record).body;
			yield;
		}
	}
	return counts;
}

function grow(before: Int32Array | undefined, length: number): Int32Array {
	const counts = new Int32Array(length);
	if (before !== undefined) counts.set(before);
	return counts;
}

function add(counts: Int32Array, piece: number, by: number): void {
	counts[piece] = (counts[piece] as number) + by;
}
