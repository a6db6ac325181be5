/** Which article answers a question, which of its sentences, and how sure is that? */
import type { ArticleMatch } from '../../core/triage/engine';
import type { Article, Source } from '../../core/knowledge/knowledge';
import type { ArticleIndex, IndexedArticle } from './articleIndex';
import { countHeadings } from './articleRecord';
import { findFirst, findTerms, rarityOf } from './articleTerms';
import { logistic } from './calibration';
import { compareTexts } from './compareTexts';
import { keepRecent } from './keepRecent';
import { readTextMeaning } from './meaning';
import { findCommonForm } from './synonyms';
import { isOneSlipAway, readTerms } from './terms';
import { foldText } from './text';
import { DIMENSIONS } from './wordVectors';

export { buildArticleIndex, type ArticleIndex } from './articleIndex';

interface Sentence {
	readonly text: string;
	readonly terms: ReadonlySet<string>;
}

export interface Candidate {
	readonly article: number;
	readonly score: number;
	/** Share of the question's telling words found in the title or questions, and anywhere, 0 … 1. */
	readonly headingCoverage: number;
	readonly coverage: number;
	/** Likeness to the title or question most like it, 0 … 1. */
	readonly likeness: number;
	/** Share of all the question's words in a title or question, of that one's in the question, and likeness of their neighbouring pairs, 0 … 1; each the best of all headings. */
	readonly asked: number;
	readonly answering: number;
	readonly pairs: number;
	/** Likeness of what it asks for to the heading nearest in it, 0 … 1. */
	readonly meaning: number;
}

/**
 * What the evidence is worth when a question has many telling words and when it has one or two: then which word it is says little and
 * how they are put together much ("what is it", "is it", "how long is it"). Chosen on FAQ development data.
 */
const WORTH = {
	long: { headings: 1, bodies: 0.7, likeness: 0.25, asked: 0, answering: 0, pairs: 0.15, meaning: 0.2 },
	short: { headings: 0.4, bodies: 1.8, likeness: 0.2, asked: 0.5, answering: 0.7, pairs: 0.3, meaning: 1.8 },
} as const;
/** Telling words up to which a question counts as wholly short. */
const SHORT_TERMS = 2.3;
/** How fast it stops to count as short beyond. */
const SHORTNESS_POWER = 3;
/** An article that shares no word with the question must be as like it in meaning. */
const SAME_MATTER = 0.5;
/** Articles whose meaning is compared first; in a base of more titles and questions than that, no others. */
const CLOSEST_BY_WORDS = 40;
const MAX_COMPARED_TEXTS = 4_000;
/** The most that two meanings are alike, with room for rounding. */
const SAME_MEANING = 1.001;
/** What an article in another language than the question's keeps of its score. */
const OTHER_LANGUAGE_SHARE = 0.7;
/** An article that shares no telling word must be more like the question than this. */
const LEAST_LIKENESS = 0.2;
const MAX_SOURCES = 5;
const MAX_QUESTION_TERMS = 60;
/** Terms up to this length are too like others to be corrected. */
const MIN_CORRECTED = 4;
const MAX_SNIPPET_CHARS = 320;
const MAX_SENTENCES = 200;
/**
 * Constant, then as {@link confidenceFeatures}. Set by hand, beginning from what `bench/train/retrieval.mjs` fits and in sight of FAQ development data and
 * our own sample: most articles of the sets it learns from have no body, so that the fit thinks little of words found there.
 */
const CONFIDENCE: readonly number[] = [-3.3, 0.6, 1.3, 2.4, 6, 1.6, 0.5, 0.8, 4, -1.2];

/** Searches the index. An empty question or base gives no source and confidence 0. */
export function searchArticles(question: string, index: ArticleIndex, language?: string): ArticleMatch {
	const { terms, ranked, features } = readQuestion(question, index, language);
	const best = ranked[0];
	if (best === undefined) return { sources: [], confidence: 0 };
	const confidence = logistic(CONFIDENCE, features);
	return { sources: ranked.map((candidate) => describeSource(candidate, best, confidence, terms, index)), confidence };
}

/** The question's telling words, the articles that come closest, and what the confidence in the first one stands on, in the order of its coefficients. */
export function readQuestion(question: string, index: ArticleIndex, language?: string): { readonly terms: readonly string[]; readonly ranked: readonly Candidate[]; readonly features: readonly number[] } {
	const terms = readTerms(foldText(question).folded).slice(0, MAX_QUESTION_TERMS).map((term) => correctTerm(term, index));
	const ranked = terms.length === 0 ? [] : rankArticles(question, terms, index, language);
	return { terms, ranked, features: ranked[0] === undefined ? [] : confidenceFeatures(ranked[0], ranked[1], terms) };
}

function confidenceFeatures(best: Candidate, second: Candidate | undefined, terms: readonly string[]): readonly number[] {
	const lead = second === undefined ? 1 : (best.score - second.score) / best.score;
	// Likeness without a shared telling word is likeness of the small words.
	const grip = Math.min(1, 2 * best.coverage);
	const meansTheSame = Math.max(0, (best.meaning - SAME_MATTER) / (1 - SAME_MATTER));
	return [best.coverage, best.headingCoverage, best.likeness * grip, lead * grip, best.answering * grip, best.pairs * grip, best.meaning * grip, meansTheSame * (1 - grip), shortnessOf(terms)];
}

/** 1 for a question of one or two telling words, near 0 for one of many. */
function shortnessOf(terms: readonly string[]): number {
	return Math.min(1, SHORT_TERMS / terms.length) ** SHORTNESS_POWER;
}

function rankArticles(question: string, terms: readonly string[], index: ArticleIndex, language: string | undefined): Candidate[] {
	const found = findTerms(terms, index);
	const heading = compareHeadings(question, index);
	const shortness = shortnessOf(terms);
	const worthOf = (kind: keyof typeof WORTH.long): number => (1 - shortness) * WORTH.long[kind] + shortness * WORTH.short[kind];
	const worth = { headings: worthOf('headings'), bodies: worthOf('bodies') * index.bodyTrust, likeness: worthOf('likeness'), asked: worthOf('asked'), answering: worthOf('answering'), pairs: worthOf('pairs') };
	const share = (article: number): number => languageShare((index.articles[article] as IndexedArticle).article, language);
	const scores = new Float64Array(index.articles.length);
	for (let article = 0; article < scores.length; article++) {
		if (!((found.coverage[article] as number) > 0 || (heading.likeness[article] as number) > LEAST_LIKENESS)) continue;
		let score = 0;
		score += worth.headings * (found.headings[article] as number) + worth.bodies * (found.bodies[article] as number);
		score += worth.likeness * (heading.likeness[article] as number) + worth.pairs * (heading.pairs[article] as number);
		scores[article] = (score + worth.asked * (heading.asked[article] as number) + worth.answering * (heading.answering[article] as number)) * share(article);
	}
	const meaning = readTextMeaning(question);
	const alike = new Float64Array(scores.length);
	const worthOfMeaning = worthOf('meaning');
	const isCompared = new Uint8Array(scores.length);
	const compareMeanings = (articles: Iterable<number>): void => {
		// Comparing meanings is costly, and most articles could not come in any more even if they meant exactly the same.
		const least = scores[pickHighest(scores, MAX_SOURCES)[MAX_SOURCES - 1] ?? -1] ?? 0;
		for (const article of articles) {
			const byWords = scores[article] as number;
			const worthHere = worthOfMeaning * share(article);
			if (isCompared[article] === 1 || byWords + SAME_MEANING * worthHere < least) continue;
			isCompared[article] = 1;
			const likeness = compareRequests(meaning, article, index);
			alike[article] = likeness;
			// Who asks in wholly other words than the article's means it all the same.
			if (byWords > 0 || likeness > SAME_MATTER) scores[article] = byWords + worthHere * likeness;
		}
	};
	compareMeanings(pickHighest(scores, MAX_SOURCES));
	compareMeanings(pickHighest(scores, CLOSEST_BY_WORDS));
	if (index.owners.length <= MAX_COMPARED_TEXTS) compareMeanings(scores.keys());
	return pickHighest(scores, MAX_SOURCES).map((article) => ({
		article,
		score: scores[article] as number,
		headingCoverage: found.headingCoverage[article] as number,
		coverage: found.coverage[article] as number,
		likeness: heading.likeness[article] as number,
		asked: heading.asked[article] as number,
		answering: heading.answering[article] as number,
		pairs: heading.pairs[article] as number,
		meaning: alike[article] as number,
	}));
}

/** By article: how alike the question is to the title or question most like it, in four ways, all 0 … 1. */
function compareHeadings(question: string, index: ArticleIndex): Readonly<Record<'likeness' | 'asked' | 'answering' | 'pairs', Float64Array>> {
	const { likeness, asked, answering, pairs } = compareTexts(question, index);
	const bestOf = (values: ArrayLike<number>): Float64Array => {
		const best = new Float64Array(index.articles.length);
		for (let i = 0; i < values.length; i++) {
			const value = values[i] as number;
			if (value === 0) continue;
			const owner = index.owners[i] as number;
			if (owner >= 0 && value > (best[owner] as number)) best[owner] = value;
		}
		return best;
	};
	return { likeness: bestOf(likeness), asked: bestOf(asked), answering: bestOf(answering), pairs: bestOf(pairs) };
}

/** The places of the highest scores above zero, highest first; at most `count`. */
function pickHighest(scores: Float64Array, count: number): number[] {
	const places: number[] = [];
	for (let place = 0; place < scores.length; place++) {
		const score = scores[place] as number;
		if (score <= 0 || (places.length === count && score <= (scores[places[count - 1] as number] as number))) continue;
		let at = places.length;
		while (at > 0 && (scores[places[at - 1] as number] as number) < score) at--;
		places.splice(at, 0, place);
		if (places.length > count) places.pop();
	}
	return places;
}

/** Likeness of what a question asks for to the nearest of an article's headings, 0 … 1. */
function compareRequests(question: Float32Array | undefined, article: number, { articles, meanings }: ArticleIndex): number {
	if (question === undefined) return 0;
	const { record, firstText } = articles[article] as IndexedArticle;
	let best = 0;
	for (let row = firstText * DIMENSIONS, end = row + countHeadings(record) * DIMENSIONS; row < end; row += DIMENSIONS) {
		// Four sums at once, as none has to wait for another.
		let one = 0;
		let two = 0;
		let three = 0;
		let four = 0;
		for (let i = 0; i < DIMENSIONS; i += 4) {
			one += (meanings[row + i] as number) * (question[i] as number);
			two += (meanings[row + i + 1] as number) * (question[i + 1] as number);
			three += (meanings[row + i + 2] as number) * (question[i + 2] as number);
			four += (meanings[row + i + 3] as number) * (question[i + 3] as number);
		}
		best = Math.max(best, one + two + three + four);
	}
	return best;
}

function languageShare(article: Article, language: string | undefined): number {
	return article.language === undefined || language === undefined || article.language === language ? 1 : OTHER_LANGUAGE_SHARE;
}

function describeSource(candidate: Candidate, best: Candidate, confidence: number, terms: readonly string[], index: ArticleIndex): Source {
	const { article } = index.articles[candidate.article] as IndexedArticle;
	return {
		id: article.id,
		title: article.title,
		...(article.url === undefined ? {} : { url: article.url }),
		snippet: pickSentence(readSentences(article.body), terms, index),
		score: confidence * (candidate.score / best.score),
	};
}

/** The sentence with the most telling words of the question; the first one when none has any. */
function pickSentence(sentences: readonly Sentence[], terms: readonly string[], index: ArticleIndex): string {
	let best = sentences[0]?.text ?? '';
	let highest = 0;
	for (const sentence of sentences) {
		let worth = 0;
		for (const term of terms) if (sentence.terms.has(term)) worth += rarityOf(term, index) ?? 0;
		if (worth > highest) [best, highest] = [sentence.text, worth];
	}
	return best.length > MAX_SNIPPET_CHARS ? `${best.slice(0, MAX_SNIPPET_CHARS - 1).trimEnd()}…` : best;
}

/** A word the base does not know is taken for the first one it knows, by itself or by a synonym, that is one slip away. */
function correctTerm(term: string, index: ArticleIndex): string {
	if (term.length <= MIN_CORRECTED || rarityOf(term, index) !== undefined) return term;
	const { keys } = index.pieces.terms;
	const alike = index.pieces.byInitial(term[0] as string).filter((id) => (index.counts.terms[id] ?? 0) > 0 && isOneSlipAway(term, keys[id] as string));
	if (alike.length === 0) return findCommonForm((word) => word[0] === term[0] && isOneSlipAway(term, word)) ?? term;
	if (alike.length === 1) return keys[alike[0] as number] as string;
	const [first] = alike.map((id) => ({ id, place: findFirst(id, index) })).sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
	return keys[first?.id ?? -1] ?? term;
}

/** Articles whose sentences are kept read: the first places of recent questions. */
const SENTENCES_KEPT = 500;

const readSentences = keepRecent(SENTENCES_KEPT, (body: string): readonly Sentence[] => splitSentences(body).map((text) => ({ text, terms: new Set(readTerms(foldText(text).folded)) })));

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
