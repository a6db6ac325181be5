/** Which articles have a question's telling words, where, and what does that say? */
import type { ArticleIndex, IndexedArticle } from './articleIndex';
import { splitTimes, termsOf } from './articleRecord';

/** What is known of the articles' terms, before anything is known of their bodies as a whole. */
export type TermIndex = Pick<ArticleIndex, 'articles' | 'pieces' | 'segments' | 'places' | 'counts' | 'headingCeilings' | 'bodyCeilings'>;

/** By article: the terms' saturated frequency in headings and body, and the share of their rarity found there, all 0 … 1. */
export function findTerms(terms: readonly string[], index: TermIndex): Readonly<Record<'headings' | 'bodies' | 'coverage' | 'headingCoverage', Float64Array>> {
	const size = index.articles.length;
	const found = { headings: new Float64Array(size), bodies: new Float64Array(size), coverage: new Float64Array(size), headingCoverage: new Float64Array(size) };
	const worths = terms.map((term) => rarityOf(term, index) ?? rateTerm(0, size));
	const total = worths.reduce((sum, worth) => sum + worth, 0);
	for (const [place, term] of terms.entries()) {
		const share = (worths[place] as number) / total;
		const id = index.pieces.terms.ids.get(term) ?? -1;
		for (const { terms: { starts, list, beside } } of index.segments) {
			for (let at = starts[id] ?? 0; at < (starts[id + 1] ?? 0); at++) {
				const article = index.places[list[at] as number] as number;
				if (article < 0) continue;
				const [inHeadings, inBody] = splitTimes(beside[at] as number);
				if (inHeadings > 0) {
					add(found.headings, article, share * (inHeadings / (inHeadings + (index.headingCeilings[article] as number))));
					add(found.headingCoverage, article, share);
				}
				if (inBody > 0) add(found.bodies, article, share * (inBody / (inBody + (index.bodyCeilings[article] as number))));
				add(found.coverage, article, share);
			}
		}
	}
	return found;
}

function add(sums: Float64Array, place: number, value: number): void {
	sums[place] = (sums[place] as number) + value;
}

/** How telling a term is; absent when no article has it. */
export function rarityOf(term: string, { pieces, counts, articles }: TermIndex): number | undefined {
	const count = counts.terms[pieces.terms.ids.get(term) ?? -1] ?? 0;
	return count === 0 ? undefined : rateTerm(count, articles.length);
}

/** How telling a term is that so many of the articles have. */
export function rateTerm(count: number, articles: number): number {
	return Math.log(1 + (articles - count + 0.5) / (count + 0.5));
}

/** Where in the base a term that it has stands first: the article, then the place in its record. */
export function findFirst(term: number, { segments, places, articles }: TermIndex): readonly [article: number, place: number] {
	let first = articles.length;
	for (const { terms: { starts, list } } of segments) {
		for (let at = starts[term] ?? 0; at < (starts[term + 1] ?? 0); at++) {
			const place = places[list[at] as number] as number;
			if (place >= 0 && place < first) first = place;
		}
	}
	const { record } = articles[first] as IndexedArticle;
	let { from } = termsOf(record);
	while (record[from] !== term) from += 2;
	return [first, from];
}
