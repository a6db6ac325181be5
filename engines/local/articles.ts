/** Which article answers a question, which of its sentences, and how sure is that? */
import type { ArticleMatch } from '../../core/triage/engine';
import type { Article, Source } from '../../core/knowledge/knowledge';
import { logistic } from './calibration';
import { vectorize } from './features';
import { buildSimilarityIndex, compareWithAll, type SimilarityIndex } from './similarity';
import { isOneSlipAway, listTerms, readTerms } from './terms';
import { foldText, splitWords } from './text';

/** The searchable form of a base of articles. */
export interface ArticleIndex {
	readonly articles: readonly IndexedArticle[];
	readonly headings: Field;
	readonly bodies: Field;
	/** How telling each term is, and how telling a term never seen. */
	readonly rarity: ReadonlyMap<string, number>;
	readonly unseenRarity: number;
	/** Terms long enough to be told apart when misspelt, by first letter. */
	readonly termsByInitial: ReadonlyMap<string, readonly string[]>;
	/** Titles and questions, each on its own, for whole-question similarity. */
	readonly questions: SimilarityIndex;
	/** The article of each of those. */
	readonly owners: Int32Array;
}

interface IndexedArticle {
	readonly article: Article;
	readonly sentences: ReadonlyArray<{ readonly text: string; readonly terms: ReadonlySet<string> }>;
}

/** For each term the articles that have it, with its saturated frequency there, 0 … 1. */
type Field = ReadonlyMap<string, ReadonlyArray<readonly [article: number, weight: number]>>;

interface Candidate {
	readonly article: number;
	readonly score: number;
	/** Share of the question's telling words found in the title or questions, and anywhere, 0 … 1. */
	readonly headingCoverage: number;
	readonly coverage: number;
	/** Likeness to the title or question most like it, 0 … 1. */
	readonly likeness: number;
}

/** BM25's saturation and length terms, as usual. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** Worth of a term in the body against one in the title or questions, and of whole-question likeness; chosen on FAQ development data. */
const BODY_WORTH = 0.5;
const LIKENESS_WORTH = 0.5;
/** What an article in another language than the question's keeps of its score. */
const OTHER_LANGUAGE_SHARE = 0.7;
const MAX_SOURCES = 5;
const MAX_QUESTION_TERMS = 60;
/** Terms up to this length are too like others to be corrected. */
const MIN_CORRECTED = 4;
const MAX_SNIPPET_CHARS = 320;
const MAX_SENTENCES = 200;
/** Constant, coverage, heading coverage, likeness, lead over the second. Fitted on FAQ development data with a part of the answers removed, then rounded. */
const CONFIDENCE: readonly number[] = [-4, 2.2, 1.8, 5, 2];

/** Indexes the enabled articles. */
export function buildArticleIndex(articles: readonly Article[]): ArticleIndex {
	const enabled = articles.filter((article) => article.enabled);
	const headings = enabled.map(({ title, questions }) => [title, ...questions]);
	const headingTerms = headings.map((texts) => texts.flatMap((text) => listTerms(splitWords(foldText(text).folded))));
	const bodyTerms = enabled.map(({ body }) => listTerms(splitWords(foldText(body).folded)));
	const owners = Int32Array.from(headings.flatMap((texts, article) => texts.map(() => article)));
	return {
		articles: enabled.map((article) => ({ article, sentences: splitSentences(article.body).map((text) => ({ text, terms: new Set(readTerms(foldText(text).folded)) })) })),
		headings: indexField(headingTerms),
		bodies: indexField(bodyTerms),
		...rateTerms(headingTerms.map((terms, i) => new Set([...terms, ...(bodyTerms[i] ?? [])]))),
		questions: buildSimilarityIndex(headings.flat()).index,
		owners,
	};
}

/** Searches the index. An empty question or base gives no source and confidence 0. */
export function searchArticles(question: string, index: ArticleIndex, language?: string): ArticleMatch {
	const terms = readTerms(foldText(question).folded).slice(0, MAX_QUESTION_TERMS).map((term) => correctTerm(term, index));
	if (terms.length === 0) return { sources: [], confidence: 0 };
	const ranked = rankArticles(question, terms, index, language);
	const best = ranked[0];
	if (best === undefined) return { sources: [], confidence: 0 };
	const confidence = logistic(CONFIDENCE, confidenceFeatures(best, ranked[1]));
	return { sources: ranked.slice(0, MAX_SOURCES).map((candidate) => describeSource(candidate, best, confidence, terms, index)), confidence };
}

/** What the confidence stands on, in the order of its coefficients. */
function confidenceFeatures(best: Candidate, second: Candidate | undefined): readonly number[] {
	const lead = second === undefined ? 1 : (best.score - second.score) / best.score;
	// Likeness without a shared telling word is likeness of the small words.
	const grip = Math.min(1, 2 * best.coverage);
	return [best.coverage, best.headingCoverage, best.likeness * grip, lead * grip];
}

function rankArticles(question: string, terms: readonly string[], index: ArticleIndex, language: string | undefined): Candidate[] {
	const size = index.articles.length;
	const scores = new Float64Array(size);
	const coverage = new Float64Array(size);
	const headingCoverage = new Float64Array(size);
	/** The last term each article's heading covered, so that its body does not count it again. */
	const coveredBy = new Int32Array(size).fill(-1);
	let total = 0;
	for (const [place, term] of terms.entries()) {
		const worth = index.rarity.get(term) ?? index.unseenRarity;
		total += worth;
		for (const [article, weight] of index.headings.get(term) ?? []) {
			scores[article] = (scores[article] as number) + worth * weight;
			headingCoverage[article] = (headingCoverage[article] as number) + worth;
			coverage[article] = (coverage[article] as number) + worth;
			coveredBy[article] = place;
		}
		for (const [article, weight] of index.bodies.get(term) ?? []) {
			scores[article] = (scores[article] as number) + BODY_WORTH * worth * weight;
			if (coveredBy[article] !== place) coverage[article] = (coverage[article] as number) + worth;
		}
	}
	const likeness = likenessToArticles(question, index);
	const ranked = Array.from(scores, (score, article): Candidate => ({
		article,
		score: (score / total + LIKENESS_WORTH * (likeness[article] as number)) * languageShare(index.articles[article]?.article, language),
		headingCoverage: (headingCoverage[article] as number) / total,
		coverage: (coverage[article] as number) / total,
		likeness: likeness[article] as number,
	}));
	return ranked.filter(({ coverage: share, likeness: alike }) => share > 0 || alike > 0.2).sort((a, b) => b.score - a.score || a.article - b.article).slice(0, MAX_SOURCES);
}

function likenessToArticles(question: string, index: ArticleIndex): Float64Array {
	const likeness = new Float64Array(index.articles.length);
	const similarities = compareWithAll(vectorize(question, index.questions.vocabulary), index.questions);
	for (const [i, owner] of index.owners.entries()) likeness[owner] = Math.max(likeness[owner] as number, similarities[i] as number);
	return likeness;
}

function languageShare(article: Article | undefined, language: string | undefined): number {
	return article?.language === undefined || language === undefined || article.language === language ? 1 : OTHER_LANGUAGE_SHARE;
}

function describeSource(candidate: Candidate, best: Candidate, confidence: number, terms: readonly string[], index: ArticleIndex): Source {
	const { article, sentences } = index.articles[candidate.article] as IndexedArticle;
	return {
		id: article.id,
		title: article.title,
		...(article.url === undefined ? {} : { url: article.url }),
		snippet: pickSentence(sentences, terms, index),
		score: confidence * (candidate.score / best.score),
	};
}

/** The sentence with the most telling words of the question; the first one when none has any. */
function pickSentence(sentences: IndexedArticle['sentences'], terms: readonly string[], index: ArticleIndex): string {
	let best = sentences[0]?.text ?? '';
	let highest = 0;
	for (const sentence of sentences) {
		let worth = 0;
		for (const term of terms) if (sentence.terms.has(term)) worth += index.rarity.get(term) ?? 0;
		if (worth > highest) [best, highest] = [sentence.text, worth];
	}
	return best.length > MAX_SNIPPET_CHARS ? `${best.slice(0, MAX_SNIPPET_CHARS - 1).trimEnd()}…` : best;
}

/** A word the base does not know is taken for the one it knows that is one slip away. */
function correctTerm(term: string, index: ArticleIndex): string {
	if (term.length <= MIN_CORRECTED || index.rarity.has(term)) return term;
	return index.termsByInitial.get(term[0] ?? '')?.find((known) => isOneSlipAway(term, known)) ?? term;
}

function indexField(texts: ReadonlyArray<readonly string[]>): Field {
	const averageLength = texts.reduce((sum, terms) => sum + terms.length, 0) / (texts.length || 1) || 1;
	const field = new Map<string, Array<readonly [number, number]>>();
	for (const [article, terms] of texts.entries()) {
		const counts = new Map<string, number>();
		for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
		const ceiling = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * terms.length) / averageLength);
		for (const [term, count] of counts) {
			const holders = field.get(term) ?? [];
			holders.push([article, count / (count + ceiling)]);
			field.set(term, holders);
		}
	}
	return field;
}

function rateTerms(texts: ReadonlyArray<ReadonlySet<string>>): Pick<ArticleIndex, 'rarity' | 'unseenRarity' | 'termsByInitial'> {
	const counts = new Map<string, number>();
	for (const terms of texts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
	const rate = (count: number): number => Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
	const termsByInitial = new Map<string, string[]>();
	for (const term of counts.keys()) {
		if (term.length < MIN_CORRECTED) continue;
		const initial = term[0] as string;
		const peers = termsByInitial.get(initial);
		if (peers === undefined) termsByInitial.set(initial, [term]);
		else peers.push(term);
	}
	return { rarity: new Map([...counts].map(([term, count]) => [term, rate(count)])), unseenRarity: rate(0), termsByInitial };
}

/** Sentences without Markdown marks; a heading or list item counts as one. */
function splitSentences(body: string): string[] {
	const sentences: string[] = [];
	for (const line of body.split(/\n/u)) {
		const plain = line
			.replace(/^[\s>#*+-]+|^\s*\d{1,3}[.)]\s/u, '')
			.replace(/\[([^\]]{1,200})\]\([^)]{1,500}\)/gu, '$1')
			.replace(/[*_`]{1,3}/gu, '')
			.trim();
		if (plain === '') continue;
		for (const sentence of plain.split(/(?<=[.!?])\s+(?=[\p{Lu}\d"'¿¡])/u)) {
			sentences.push(sentence);
			if (sentences.length >= MAX_SENTENCES) return sentences;
		}
	}
	return sentences;
}
