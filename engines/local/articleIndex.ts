/**
 * The searchable form of a base of articles. What is rare depends on all articles, so that an edit changes every weight: an article
 * is read once, into numbers, and from these an edit counts and weighs anew, which is fast and gives what indexing from the
 * beginning gives. An index never changes: an edit makes another one, which shares most of it.
 */
import type { Article } from '../../core/knowledge/knowledge';
import { countPieces, type Counts } from './articleCounts';
import { countHeadings, haveSameHeadings, headingsOf, lengthsOf, recordArticle, type ArticleRecord } from './articleRecord';
import { makeSegment, placeRecords, type Segment, type Slot } from './articleSegment';
import { moveWeights, weighTexts, type Weights } from './articleWeights';
import { measureBodyTrust } from './bodyTrust';
import { readTextMeaning } from './meaning';
import { Pieces } from './pieces';
import { runAtOnce, type Steps } from './steps';
import { DIMENSIONS } from './wordVectors';

export interface ArticleIndex {
	/** In the order they were given. */
	readonly articles: readonly IndexedArticle[];
	readonly pieces: Pieces;
	/** Almost all articles, then those edited since; of these, older forms stand in the first one. */
	readonly segments: readonly Segment[];
	/** Slots that the first segment has. */
	readonly mainSlots: number;
	/** By slot the place in `articles`, or −1 of what is not there any more; the same by text. */
	readonly places: Int32Array;
	readonly owners: Int32Array;
	readonly counts: Counts;
	/** What BM25 weighs an occurrence against, by article. */
	readonly headingCeilings: Float64Array;
	readonly bodyCeilings: Float64Array;
	readonly weights: Weights;
	/** A row of {@link DIMENSIONS} numbers a text: what it means in requests, of unit length; all 0 where no word of it is known. */
	readonly meanings: Float32Array;
	/** 0.1 … 1: how far words found in bodies are to be trusted. */
	readonly bodyTrust: number;
}

export interface IndexedArticle extends Slot {
	readonly article: Article;
}

/** What was read of articles before this process began. */
export interface EarlierReading {
	readonly pieces: Pieces;
	/** In their order then. */
	readonly articles: ReadonlyArray<{ readonly record: ArticleRecord }>;
	/** The article's record; absent when it was not read, or its text was another. */
	readonly find: (article: Article) => ArticleRecord | undefined;
}

/** BM25's saturation and length terms, as usual. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** Edited articles that stand beside the others: this share of them, and at least so many. With more, all are put in order again. */
const MAX_ASIDE_SHARE = 1 / 16;
const MIN_ASIDE = 32;
/** Pieces are numbered anew when those that nobody has any more are this share of all, and at least so many. */
const MAX_UNUSED_SHARE = 0.5;
const MIN_UNUSED = 10_000;

/** Indexes the enabled articles; what `before` read of a text that is still the same is not read again. */
export function buildArticleIndex(articles: readonly Article[], before?: ArticleIndex): ArticleIndex {
	return runAtOnce(indexArticles(articles, before));
}

/** As {@link buildArticleIndex}, in steps; without a `before`, what was `kept` is not read again. */
export function* indexArticles(articles: readonly Article[], before?: ArticleIndex, kept?: EarlierReading): Steps<ArticleIndex> {
	const enabled = articles.filter(({ enabled: isEnabled }) => isEnabled);
	const pieces = before?.pieces ?? kept?.pieces ?? new Pieces();
	const reading = before === undefined ? kept : undefined;
	const known = new Map(before?.articles.map((indexed) => [indexed.article.id, indexed]));
	const earlier = enabled.map(({ id }) => known.get(id));
	const records: ArticleRecord[] = [];
	for (const [place, article] of enabled.entries()) {
		const indexed = earlier[place];
		records.push(indexed !== undefined && isSameText(indexed.article, article) ? indexed.record : (reading?.find(article) ?? recordArticle(article, pieces)));
		yield;
	}
	yield* pieces.sortTerms();
	const come = records.filter((record, place) => record !== earlier[place]?.record);
	const slots = before === undefined ? 0 : before.places.length + come.length;
	if (before === undefined || slots - before.mainSlots > Math.max(MIN_ASIDE, MAX_ASIDE_SHARE * before.mainSlots)) {
		if (before !== undefined && hasMuchUnused(before)) return yield* indexArticles(articles);
		return yield* indexAnew(enabled, records, pieces);
	}
	return yield* indexEdit(enabled, records, earlier, before);
}

function isSameText(a: Article, b: Article): boolean {
	return a.title === b.title && a.body === b.body && a.questions.length === b.questions.length && a.questions.every((question, i) => question === b.questions[i]);
}

function hasMuchUnused({ pieces, counts }: ArticleIndex): boolean {
	let unused = 0;
	for (const kind of [counts.pairs, counts.features]) for (const count of kind) if (count === 0) unused++;
	for (const [term, count] of counts.terms.entries()) if (count === 0 && counts.words[term] === 0) unused++;
	return unused > Math.max(MIN_UNUSED, MAX_UNUSED_SHARE * pieces.size);
}

/** All records in one segment. */
function* indexAnew(articles: readonly Article[], records: readonly ArticleRecord[], pieces: Pieces): Steps<ArticleIndex> {
	const slots = placeRecords(records, 0, 0);
	const indexed = slots.map((slot, place) => ({ ...slot, article: articles[place] as Article }));
	const segment = yield* makeSegment(slots, pieces);
	const counts = yield* countPieces(pieces, [], records);
	const weights = yield* weighTexts(slots, counts.texts, counts, pieces);
	const meanings = yield* readMeanings(indexed, counts.texts);
	return yield* assemble({ articles: indexed, pieces, segments: [segment], mainSlots: slots.length, counts, weights, meanings }, slots.length, counts.texts);
}

/** What has come in a segment beside the first one. */
function* indexEdit(articles: readonly Article[], records: readonly ArticleRecord[], earlier: ReadonlyArray<IndexedArticle | undefined>, before: ArticleIndex): Steps<ArticleIndex> {
	const { pieces, mainSlots } = before;
	const isNew = (place: number): boolean => records[place] !== earlier[place]?.record;
	const come = placeRecords(records.filter((_, place) => isNew(place)), before.places.length, before.owners.length);
	let next = 0;
	const indexed = articles.map((article, place) => ({ ...(isNew(place) ? (come[next++] as Slot) : (earlier[place] as Slot)), article }));
	const there = new Set(indexed.map(({ slot }) => slot));
	const gone = before.articles.filter(({ slot }) => !there.has(slot));
	const texts = come.reduce((sum, { record }) => sum + countHeadings(record), before.owners.length);
	const counts = yield* countPieces(pieces, gone.map(({ record }) => record), come.map(({ record }) => record), before.counts);
	const aside = indexed.filter(({ slot }) => slot >= mainSlots);
	const segments = come.length === 0 ? before.segments : [before.segments[0] as Segment, yield* makeSegment(aside, pieces)];
	const moved = indexed.flatMap((to, place) => (isNew(place) && earlier[place] !== undefined ? [{ from: earlier[place], to }] : []));
	const areSameArticles = articles.length === before.articles.length && earlier.every((article, place) => article === before.articles[place]);
	const areTextsSame = areSameArticles && moved.every(({ from, to }) => haveSameHeadings(from.record, to.record));
	const weights = areTextsSame ? moveWeights(before.weights, moved, texts) : yield* weighTexts(indexed, texts, counts, pieces);
	const meanings = yield* readMeanings(indexed, texts, before);
	return yield* assemble({ articles: indexed, pieces, segments, mainSlots, counts, weights, meanings }, before.places.length + come.length, texts);
}

/** The texts' meanings; those of the texts that stand where they stood are taken over. */
function* readMeanings(articles: readonly IndexedArticle[], texts: number, before?: ArticleIndex): Steps<Float32Array> {
	const meanings = new Float32Array(texts * DIMENSIONS);
	if (before !== undefined) meanings.set(before.meanings);
	const known = before?.owners.length ?? 0;
	for (const { article, firstText } of articles) {
		if (firstText < known) continue;
		for (const [heading, text] of headingsOf(article).entries()) meanings.set(readTextMeaning(text) ?? [], (firstText + heading) * DIMENSIONS);
		yield;
	}
	return meanings;
}

function* assemble(parts: Omit<ArticleIndex, 'places' | 'owners' | 'headingCeilings' | 'bodyCeilings' | 'bodyTrust'>, slots: number, texts: number): Steps<ArticleIndex> {
	const places = new Int32Array(slots).fill(-1);
	const owners = new Int32Array(texts).fill(-1);
	for (const [place, { record, slot, firstText }] of parts.articles.entries()) {
		places[slot] = place;
		owners.fill(place, firstText, firstText + countHeadings(record));
	}
	const ceilings = (field: 'headings' | 'body', sum: number): Float64Array => {
		const averageLength = sum / (parts.articles.length || 1) || 1;
		return Float64Array.from(parts.articles, ({ record }) => SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * lengthsOf(record)[field]) / averageLength));
	};
	const index = { ...parts, places, owners, headingCeilings: ceilings('headings', parts.counts.headingTerms), bodyCeilings: ceilings('body', parts.counts.bodyTerms) };
	return { ...index, bodyTrust: yield* measureBodyTrust(index) };
}
