/** How similar is a text to each of many others? An index from features to the texts that have them. */
import { buildVocabulary, vectorize, type Vector, type Vocabulary } from './features';

/** For each feature, the texts that have it and with which weight; one flat list, cut by `offsets`. */
export interface SimilarityIndex {
	readonly size: number;
	readonly vocabulary: Vocabulary;
	readonly offsets: Int32Array;
	readonly holders: Int32Array;
	readonly weights: Float32Array;
}

/** Indexes the texts; their places in the list are their numbers. What is rare, and what is known at all, is judged by `own` alone. */
export function buildSimilarityIndex(texts: readonly string[], own: readonly string[] = texts): { readonly index: SimilarityIndex; readonly vectors: readonly Vector[] } {
	const vocabulary = buildVocabulary(own);
	const vectors = texts.map((text) => vectorize(text, vocabulary));
	const offsets = new Int32Array(vocabulary.size + 1);
	for (const { ids } of vectors) for (const id of ids) offsets[id + 1] = (offsets[id + 1] as number) + 1;
	for (let id = 0; id < vocabulary.size; id++) offsets[id + 1] = (offsets[id + 1] as number) + (offsets[id] as number);
	const next = offsets.slice();
	const holders = new Int32Array(offsets[vocabulary.size] as number);
	const weights = new Float32Array(holders.length);
	for (const [holder, vector] of vectors.entries()) {
		for (const [k, id] of vector.ids.entries()) {
			const place = next[id] as number;
			next[id] = place + 1;
			holders[place] = holder;
			weights[place] = vector.weights[k] as number;
		}
	}
	return { index: { size: texts.length, vocabulary, offsets, holders, weights }, vectors };
}

/** Cosine similarity of the vector to every indexed text, 0 … 1. */
export function compareWithAll(vector: Vector, index: SimilarityIndex): Float32Array {
	const similarities = new Float32Array(index.size);
	const { offsets, holders, weights } = index;
	for (let k = 0; k < vector.ids.length; k++) {
		const id = vector.ids[k] as number;
		const weight = vector.weights[k] as number;
		const end = offsets[id + 1] as number;
		for (let place = offsets[id] as number; place < end; place++) {
			const holder = holders[place] as number;
			similarities[holder] = (similarities[holder] as number) + weight * (weights[place] as number);
		}
	}
	return similarities;
}
