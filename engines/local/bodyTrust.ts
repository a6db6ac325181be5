/**
 * How far may words be trusted that stand in an article's body? In some bases each body is about its own title, in others all say
 * nearly the same (FAQs of one illness, of one product line), and what is found in them leads astray. A base shows which it is:
 * an article's title is a question whose answer is known.
 */
import { lengthsOf } from './articleRecord';
import { findTerms, type TermIndex } from './articleTerms';
import type { Steps } from './steps';
import { readTerms } from './terms';
import { foldText } from './text';

/** Titles that are asked; of more articles, as many at equal distances. */
const MAX_ASKED = 100;
/** A small base says little about itself: so many titles are thought to be there beside, this share of them finding their own body. */
const USUAL_TITLES = 10;
const USUAL_SHARE = 0.6;
/** Of the share of titles that find their own body first: from where on bodies count fully, and where least. Chosen on FAQ development data. */
const FULL_SHARE = 0.8;
const NO_SHARE = 0.2;
const LEAST_TRUST = 0.1;

/** 0.1 … 1: what words found in bodies are worth in this base. */
export function* measureBodyTrust(index: TermIndex): Steps<number> {
	const { articles } = index;
	const step = Math.max(1, articles.length / MAX_ASKED);
	let [asked, found] = [USUAL_TITLES, USUAL_TITLES * USUAL_SHARE];
	for (let i = 0; i * step < articles.length; i++) {
		const place = Math.floor(i * step);
		const { article, record } = articles[place] as TermIndex['articles'][number];
		if (lengthsOf(record).body === 0) continue;
		const { bodies } = findTerms(readTerms(foldText(article.title).folded), index);
		asked++;
		if (isFirst(bodies, place)) found++;
		yield;
	}
	return Math.max(LEAST_TRUST, Math.min(1, (found / asked - NO_SHARE) / (FULL_SHARE - NO_SHARE)));
}

function isFirst(scores: Float64Array, place: number): boolean {
	const own = scores[place] as number;
	return own > 0 && scores.every((score) => score <= own);
}
