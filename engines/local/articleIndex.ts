/**
 * The searchable form of a base of articles. What is rare depends on all articles, so that each edit changes every weight: none is
 * kept. An article is read once, into numbers; from these an edit counts and adds up anew, which is fast, and always gives what
 * indexing from the beginning gives. An index never changes: an edit makes another that shares most of it.
 */
import type { Article } from '../../core/knowledge/knowledge';
import { countHeadings, eachHeading, lengthsOf, recordArticle, termsOf, type ArticleRecord } from './articleRecord';
import { rateFeature, repeat, scaleCharacters, scaleWords, type Vocabulary } from './features';
import { ratePiece, usualShare } from './phrasing';
import { Pieces } from './pieces';
import { runAtOnce, type Steps } from './steps';

export interface ArticleIndex {
	/** In the order they were given. */
	readonly articles: readonly IndexedArticle[];
	readonly pieces: Pieces;
	/** Almost all articles, then those edited since; of some of the first ones newer forms stand in the second. */
	readonly segments: readonly Segment[];
	/** By slot the place in `articles`, or −1 of an article that is not there any more. */
	readonly places: Int32Array;
	/** The same by text; texts are titles and questions, each on its own. */
	readonly owners: Int32Array;
	/** By term, the number of articles that have it. */
	readonly termCounts: Int32Array;
	/** What BM25 weighs an occurrence against, by article. */
	readonly headingCeilings: Float64Array;
	readonly bodyCeilings: Float64Array;
	readonly vocabulary: Vocabulary;
	/** By text. */
	readonly wordScales: Float64Array;
	readonly characterScales: Float64Array;
	readonly phrasing: Phrasing;
}

export interface IndexedArticle {
	readonly article: Article;
	readonly record: ArticleRecord;
	/** What each heading means in requests, absent where no word of it is known; made when it is first asked for. */
	meanings?: ReadonlyArray<Float32Array | undefined>;
}

/** All words of titles and questions, small ones too, and their order. */
interface Phrasing {
	/** Rarity of each stem and of each pair, 0 of those that no text has; and of those by the word's rank. */
	readonly wordRarity: Float64Array;
	readonly pairRarity: Float64Array;
	readonly rarityUnseen: (rank: number | undefined) => number;
	readonly unseenPairRarity: number;
	/** By text: the sum of its words' rarities, and the length of its vector of pairs. */
	readonly wordSums: Float64Array;
	readonly pairLengths: Float64Array;
}

/** Some articles, each in a slot, and who of them has a piece. */
interface Segment {
	readonly records: readonly ArticleRecord[];
	/** Slots, beside each how often it has the term. */
	readonly terms: Holders;
	/** Texts; one that has a feature several times stands there as often, in a row. */
	readonly features: Holders;
	readonly words: Holders;
	readonly pairs: Holders;
}

/** One flat list cut by `starts`: the holders of piece p are from `starts[p]` to `starts[p + 1]`. Of a later piece there are none. */
export interface Holders {
	readonly starts: Int32Array;
	readonly list: Int32Array;
	/** A number of its own for each place in the list; empty where there are none. */
	readonly beside: Int32Array;
}

/** BM25's saturation and length terms, as usual. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** Edited articles that are kept beside the others: this share of them, and at least so many. */
const MAX_ASIDE_SHARE = 1 / 16;
const MIN_ASIDE = 32;
/** Pieces that nobody has any more are forgotten when they are this share of all, and at least so many. */
const MAX_UNUSED_SHARE = 0.5;
const MIN_UNUSED = 20_000;

/** Indexes the enabled articles; what `before` read of a text that is still the same is not read again. */
export function buildArticleIndex(articles: readonly Article[], before?: ArticleIndex): ArticleIndex {
	return runAtOnce(indexArticles(articles, before));
}

/** What was read of articles earlier: in this process or, kept, in another. */
export interface EarlierReading {
	readonly pieces: Pieces;
	/** The article's record; absent when it was not read, or its text was another. */
	readonly find: (article: Article) => ArticleRecord | undefined;
}

/** As {@link buildArticleIndex}, in steps; `kept` is asked only when there is nothing `before`. Gives `before` itself when nothing has changed. */
export function* indexArticles(articles: readonly Article[], before?: ArticleIndex, kept?: EarlierReading): Steps<ArticleIndex> {
	const enabled = articles.filter((article) => article.enabled);
	if (before !== undefined && hasMuchUnused(before)) return yield* indexArticles(articles);
	const known = new Map(before?.articles.map((indexed) => [indexed.article.id, indexed]));
	const pieces = before?.pieces ?? kept?.pieces ?? new Pieces();
	const indexed: IndexedArticle[] = [];
	for (const article of enabled) {
		const earlier = known.get(article.id);
		if (earlier !== undefined && isSameText(earlier.article, article)) indexed.push({ ...earlier, article });
		else indexed.push({ article, record: (before === undefined ? kept?.find(article) : undefined) ?? recordArticle(article, pieces) });
		yield;
	}
	const segments = yield* divide(indexed, pieces, before);
	return yield* weigh(indexed, pieces, segments);
}

function isSameText(a: Article, b: Article): boolean {
	return a.title === b.title && a.body === b.body && a.questions.length === b.questions.length && a.questions.every((question, i) => question === b.questions[i]);
}

function hasMuchUnused({ pieces, termCounts, vocabulary, phrasing }: ArticleIndex): boolean {
	if (pieces.size < MIN_UNUSED) return false;
	let used = 0;
	for (const rarity of [vocabulary.rarity, phrasing.pairRarity]) for (const rated of rarity) if (rated > 0) used++;
	for (const [term, count] of termCounts.entries()) if (count > 0 || (phrasing.wordRarity[term] as number) > 0) used++;
	return pieces.size - used > MAX_UNUSED_SHARE * pieces.size;
}

/** Keeps the first segment of before and puts what is new beside it, while that is little. */
function* divide(indexed: readonly IndexedArticle[], pieces: Pieces, before: ArticleIndex | undefined): Steps<readonly Segment[]> {
	const records = indexed.map(({ record }) => record);
	const main = before?.segments[0];
	const inMain = new Set(main?.records);
	const aside = records.filter((record) => !inMain.has(record));
	const gone = inMain.size - (records.length - aside.length);
	if (main === undefined || aside.length + gone > Math.max(MIN_ASIDE, MAX_ASIDE_SHARE * inMain.size)) return [yield* invert(records, pieces, 0, 0)];
	const texts = main.records.reduce((sum, record) => sum + countHeadings(record), 0);
	return aside.length === 0 ? [main] : [main, yield* invert(aside, pieces, main.records.length, texts)];
}

/** Collects holders in two rounds: the first counts, the second puts them in their places. */
class Inverter {
	private readonly ends: Int32Array;

	private list = new Int32Array(0);

	private beside = new Int32Array(0);

	constructor(pieces: number) {
		this.ends = new Int32Array(pieces + 1);
	}

	count(piece: number): void {
		this.ends[piece + 1] = (this.ends[piece + 1] as number) + 1;
	}

	beginPlacing(hasBeside: boolean): void {
		let sum = 0;
		for (let piece = 0; piece < this.ends.length; piece++) {
			sum += this.ends[piece] as number;
			this.ends[piece] = sum;
		}
		this.list = new Int32Array(sum);
		if (hasBeside) this.beside = new Int32Array(sum);
	}

	place(piece: number, holder: number, beside?: number): void {
		const at = this.ends[piece] as number;
		this.ends[piece] = at + 1;
		this.list[at] = holder;
		if (beside !== undefined) this.beside[at] = beside;
	}

	/** After placing, each piece's end stands where its beginning was. */
	finish(): Holders {
		this.ends.copyWithin(1, 0);
		this.ends[0] = 0;
		return { starts: this.ends, list: this.list, beside: this.beside };
	}
}

function* invert(records: readonly ArticleRecord[], pieces: Pieces, firstSlot: number, firstText: number): Steps<Segment> {
	const terms = new Inverter(pieces.terms.keys.length);
	const words = new Inverter(pieces.terms.keys.length);
	const pairs = new Inverter(pieces.pairs.keys.length);
	const features = new Inverter(pieces.features.keys.length);
	for (const record of records) {
		for (let { from, end } = termsOf(record); from < end; from += 2) terms.count(record[from] as number);
		eachHeading(record, (places) => {
			for (let at = places.words; at < places.pairs; at += 2) words.count(record[at] as number);
			for (let at = places.pairs; at < places.wordFeatures; at++) pairs.count(record[at] as number);
			for (let at = places.wordFeatures; at < places.end; at++) features.count(record[at] as number);
		});
		yield;
	}
	for (const kind of [terms, words, pairs, features]) kind.beginPlacing(kind === terms);
	let text = firstText;
	for (const [place, record] of records.entries()) {
		for (let { from, end } = termsOf(record); from < end; from += 2) terms.place(record[from] as number, firstSlot + place, record[from + 1]);
		eachHeading(record, (places) => {
			for (let at = places.words; at < places.pairs; at += 2) words.place(record[at] as number, text);
			for (let at = places.pairs; at < places.wordFeatures; at++) pairs.place(record[at] as number, text);
			for (let at = places.wordFeatures; at < places.end; at++) features.place(record[at] as number, text);
			text++;
		});
		yield;
	}
	return { records, terms: terms.finish(), features: features.finish(), words: words.finish(), pairs: pairs.finish() };
}

/** How many have each piece, over all articles that are there. */
interface Counts {
	readonly terms: Int32Array;
	readonly features: Int32Array;
	readonly words: Int32Array;
	readonly pairs: Int32Array;
	/** By stem, rank + 1 of the word that the first text has for it. */
	readonly ranks: Int32Array;
	texts: number;
	/** Sums over articles, and over texts. */
	headingLengths: number;
	bodyLengths: number;
	wordLengths: number;
}

function* countPieces(indexed: readonly IndexedArticle[], pieces: Pieces): Steps<Counts> {
	const [terms, words, ranks] = [0, 0, 0].map(() => new Int32Array(pieces.terms.keys.length)) as [Int32Array, Int32Array, Int32Array];
	const counts: Counts = { terms, words, ranks, features: new Int32Array(pieces.features.keys.length), pairs: new Int32Array(pieces.pairs.keys.length), texts: 0, headingLengths: 0, bodyLengths: 0, wordLengths: 0 };
	const { features, pairs } = counts;
	for (const { record } of indexed) {
		for (let { from, end } = termsOf(record); from < end; from += 2) add(terms, record[from] as number, 1);
		eachHeading(record, (places) => {
			for (let at = places.words; at < places.pairs; at += 2) {
				const word = record[at] as number;
				if (words[word] === 0) ranks[word] = record[at + 1] as number;
				add(words, word, 1);
			}
			for (let at = places.pairs; at < places.wordFeatures; at++) add(pairs, record[at] as number, 1);
			for (let at = places.wordFeatures; at < places.end; at++) if (at === places.wordFeatures || record[at] !== record[at - 1]) add(features, record[at] as number, 1);
			counts.wordLengths += (places.pairs - places.words) / 2;
		});
		counts.texts += countHeadings(record);
		counts.headingLengths += lengthsOf(record).headings;
		counts.bodyLengths += lengthsOf(record).body;
		yield;
	}
	return counts;
}

/** Everything that depends on all articles. */
function* weigh(indexed: readonly IndexedArticle[], pieces: Pieces, segments: readonly Segment[]): Steps<ArticleIndex> {
	const counts = yield* countPieces(indexed, pieces);
	const { texts } = counts;
	const averageLength = counts.wordLengths / (texts || 1);
	const rarityUnseen = (rank: number | undefined): number => ratePiece(0, texts, usualShare(rank, averageLength));
	const featureRarity = rateAll(counts.features, (count) => rateFeature(count, texts));
	const pairRarity = rateAll(counts.pairs, (count) => ratePiece(count, texts, 0));
	const wordRarity = yield* rateWords(counts, averageLength);
	const slots = segments.flatMap(({ records }) => records);
	const slotOf = new Map(slots.map((record, slot) => [record, slot]));
	const firstTexts = new Int32Array(slots.length + 1);
	for (const [slot, record] of slots.entries()) firstTexts[slot + 1] = (firstTexts[slot] as number) + countHeadings(record);
	const allTexts = firstTexts[slots.length] as number;
	const places = new Int32Array(slots.length).fill(-1);
	const owners = new Int32Array(allTexts).fill(-1);
	const [wordScales, characterScales, wordSums, pairLengths] = [0, 0, 0, 0].map(() => new Float64Array(allTexts)) as [Float64Array, Float64Array, Float64Array, Float64Array];
	for (const [place, { record }] of indexed.entries()) {
		const slot = slotOf.get(record) as number;
		places[slot] = place;
		let text = firstTexts[slot] as number;
		eachHeading(record, ({ words, pairs, wordFeatures, characterFeatures, end }) => {
			owners[text] = place;
			let sum = 0;
			for (let at = words; at < pairs; at += 2) sum += wordRarity[record[at] as number] as number;
			wordSums[text] = sum;
			let squares = 0;
			for (let at = pairs; at < wordFeatures; at++) squares += (pairRarity[record[at] as number] as number) ** 2;
			pairLengths[text] = Math.sqrt(squares);
			wordScales[text] = scaleWords(sumSquares(record, wordFeatures, characterFeatures, featureRarity));
			characterScales[text] = scaleCharacters(sumSquares(record, characterFeatures, end, featureRarity));
			text++;
		});
		yield;
	}
	return {
		articles: indexed,
		pieces,
		segments,
		places,
		owners,
		termCounts: counts.terms,
		headingCeilings: ceilings(indexed, counts.headingLengths, 'headings'),
		bodyCeilings: ceilings(indexed, counts.bodyLengths, 'body'),
		vocabulary: { ids: onlyRated(pieces.features.ids, featureRarity), rarity: featureRarity, unseenRarity: rateFeature(0, texts) },
		wordScales,
		characterScales,
		phrasing: { wordRarity, pairRarity, rarityUnseen, unseenPairRarity: ratePiece(0, texts, 0), wordSums, pairLengths },
	};
}

/** The squares of the features' weights before these are scaled. */
function sumSquares(record: ArticleRecord, from: number, end: number, rarity: Float64Array): number {
	let sum = 0;
	for (let at = from; at < end; ) {
		const feature = record[at] as number;
		const first = at;
		while (at < end && record[at] === feature) at++;
		const weight = repeat(at - first) * (rarity[feature] as number);
		sum += weight * weight;
	}
	return sum;
}

/** Few counts are different, so that each is rated once. What nobody has any more is worth nothing. */
function rateAll(counts: Int32Array, rate: (count: number) => number): Float64Array {
	const rated: number[] = [0];
	return Float64Array.from(counts, (count) => (rated[count] ??= rate(count)));
}

/** Without what nobody has any more, and what was met only after this index was made. */
function onlyRated(ids: ReadonlyMap<number, number>, rarity: Float64Array): Vocabulary['ids'] {
	const get = (feature: number): number | undefined => {
		const id = ids.get(feature);
		return id !== undefined && (rarity[id] ?? 0) > 0 ? id : undefined;
	};
	return { size: rarity.length, get };
}

function* rateWords({ words, ranks, texts }: Counts, averageLength: number): Steps<Float64Array> {
	const unknown = usualShare(undefined, averageLength);
	const ofUnknown: number[] = [0];
	const rarity = new Float64Array(words.length);
	for (let word = 0; word < words.length; word++) {
		const count = words[word] as number;
		const rank = (ranks[word] as number) - 1;
		if (rank < 0 || count === 0) rarity[word] = ofUnknown[count] ??= ratePiece(count, texts, unknown);
		else rarity[word] = ratePiece(count, texts, usualShare(rank, averageLength));
		if (word % 1_000 === 0) yield;
	}
	return rarity;
}

function ceilings(indexed: readonly IndexedArticle[], lengths: number, field: 'headings' | 'body'): Float64Array {
	const averageLength = lengths / (indexed.length || 1) || 1;
	return Float64Array.from(indexed, ({ record }) => SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * lengthsOf(record)[field]) / averageLength));
}

function add(sums: Int32Array, place: number, value: number): void {
	sums[place] = (sums[place] as number) + value;
}

/** How telling a term is; absent when no article has it. */
export function rarityOf(term: string, index: ArticleIndex): number | undefined {
	const count = index.termCounts[index.pieces.terms.ids.get(term) ?? -1] ?? 0;
	return count === 0 ? undefined : rateTerm(count, index.articles.length);
}

/** How telling a term is that so many of the articles have. */
export function rateTerm(count: number, articles: number): number {
	return Math.log(1 + (articles - count + 0.5) / (count + 0.5));
}

/** Where in the base a term stands first: the article, then the place among its terms. */
export function findFirst(term: number, { segments, places, articles }: ArticleIndex): readonly [article: number, place: number] {
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
