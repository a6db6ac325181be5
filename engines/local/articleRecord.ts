/**
 * What one article's text alone gives, as numbers in one row, so that it is kept, loaded and gone through fast. It begins with
 *
 *     headings, terms, length of the headings and of the body in terms
 *
 * then each different term and how often it occurs (in headings × 65536 + in the body), then for each heading
 *
 *     words, pairs, features of words, features of letters
 *
 * (their numbers) and these themselves: each word as its common form and rank + 1 (0 for an unknown word), pairs, features; a feature that
 * occurs several times stands there as often, in a row.
 */
import type { Article } from '../../core/knowledge/knowledge';
import { listFeatures } from './features';
import { hashText, HASH_START } from './hash';
import { readPieces } from './phrasing';
import type { Pieces } from './pieces';
import { listTerms } from './terms';
import { foldText, splitWords } from './text';
import { rankOf } from './wordVectors';

export type ArticleRecord = Int32Array;

/** Raised whenever the same article would give another record: what was kept of the one before is not used then. */
export const RECORD_VERSION = 2;

const HEAD = 4;
const HEADING_HEAD = 4;
const MAX_TIMES = 0x7fff;

/** Title and questions: what customers' questions are compared with, one by one. */
export function headingsOf({ title, questions }: Pick<Article, 'title' | 'questions'>): readonly string[] {
	return [title, ...questions];
}

/** Reads an article; pieces not met before are given numbers. */
export function recordArticle(article: Article, pieces: Pieces): ArticleRecord {
	const headings = headingsOf(article);
	const headingTerms = headings.flatMap((heading) => listTerms(splitWords(foldText(heading).folded)));
	const bodyTerms = listTerms(splitWords(foldText(article.body).folded));
	const times = new Map<string, number>();
	for (const term of headingTerms) count(times, term, 0x10000);
	for (const term of bodyTerms) count(times, term, 1);
	const record = [headings.length, times.size, headingTerms.length, bodyTerms.length];
	for (const [term, counted] of times) record.push(pieces.terms.number(term), counted);
	for (const heading of headings) recordHeading(heading, pieces, record);
	return Int32Array.from(record);
}

function count(times: Map<string, number>, term: string, unit: number): void {
	const counted = times.get(term) ?? 0;
	if (Math.floor(counted / unit) % 0x10000 < MAX_TIMES) times.set(term, counted + unit);
}

function recordHeading(heading: string, pieces: Pieces, record: number[]): void {
	const { words, pairs } = readPieces(heading);
	const features = listFeatures(heading);
	const pairIds = new Set([...pairs].map((pair) => pieces.pairs.number(hashPair(pair))));
	record.push(words.size, pairIds.size, features.words.length, features.characters.length);
	for (const [form, word] of words) record.push(pieces.terms.number(form), (rankOf(word) ?? -1) + 1);
	for (const pair of pairIds) record.push(pair);
	for (const kind of [features.words, features.characters]) for (const feature of kind) record.push(pieces.features.number(feature));
}

/** The key of a pair of neighbours; two pairs of one hash are one, which is rare and harmless. */
export function hashPair(pair: string): number {
	return hashText(HASH_START, pair);
}

export function countHeadings(record: ArticleRecord): number {
	return record[0] as number;
}

export function lengthsOf(record: ArticleRecord): { readonly headings: number; readonly body: number } {
	return { headings: record[2] as number, body: record[3] as number };
}

/** Where the terms stand: pairs of term and times. */
export function termsOf(record: ArticleRecord): { readonly from: number; readonly end: number } {
	return { from: HEAD, end: HEAD + 2 * (record[1] as number) };
}

/** How often a term occurs in headings and body, from its times. */
export function splitTimes(times: number): readonly [number, number] {
	return [times >> 16, times & 0xffff];
}

/** Where a heading's pieces begin; each kind ends where the next one begins. */
export interface HeadingPlaces {
	words: number;
	pairs: number;
	wordFeatures: number;
	characterFeatures: number;
	end: number;
}

/** Visits the headings in their order. `places` is the same object at each visit. */
export function eachHeading(record: ArticleRecord, visit: (places: Readonly<HeadingPlaces>, heading: number) => void): void {
	const places: HeadingPlaces = { words: 0, pairs: 0, wordFeatures: 0, characterFeatures: 0, end: termsOf(record).end };
	for (let heading = 0; heading < countHeadings(record); heading++) {
		const head = places.end;
		places.words = head + HEADING_HEAD;
		places.pairs = places.words + 2 * (record[head] as number);
		places.wordFeatures = places.pairs + (record[head + 1] as number);
		places.characterFeatures = places.wordFeatures + (record[head + 2] as number);
		places.end = places.characterFeatures + (record[head + 3] as number);
		visit(places, heading);
	}
}

/** Whether titles and questions are the same in everything that is compared. */
export function haveSameHeadings(a: ArticleRecord, b: ArticleRecord): boolean {
	const [own, other] = [a.subarray(termsOf(a).end), b.subarray(termsOf(b).end)];
	return own.length === other.length && own.every((value, i) => value === other[i]);
}
