/** Which part of an article answers the question? */
import type { Article } from './knowledge';

/** Longest answer taken from an article, characters: what a customer reads in a chat without scrolling. */
export const MAX_PASSAGE_CHARS = 600;

/** Much longer articles are searched only this far, characters. */
const MAX_SEARCHED_CHARS = 50_000;

/**
 * The whole article when it is short; otherwise the paragraph that answers, with the article's link where it has one.
 *
 * @param snippet the sentence the search found; the paragraph around it wins
 */
export function takePassage(article: Pick<Article, 'title' | 'body' | 'url'>, question: string, snippet = ''): string {
	const body = article.body.trim();
	if (body.length <= MAX_PASSAGE_CHARS) return body;
	const paragraphs = splitParagraphs(body.slice(0, MAX_SEARCHED_CHARS));
	const best = pickParagraph(paragraphs, question, snippet.trim());
	const passage = shorten(withList(paragraphs, best), MAX_PASSAGE_CHARS);
	return article.url && /^https?:\/\//iu.test(article.url) ? `${passage}\n\n${article.title}: ${article.url}` : passage;
}

/** Headings are no answers; a text of headings only is taken as it is. */
function splitParagraphs(body: string): readonly string[] {
	const blocks = body.split(/\n\s*\n/u).map((block) => block.trim()).filter((block) => block !== '');
	const withText = blocks.map((block) => block.replace(/^#{1,6} .*$/gmu, '').trim()).filter((block) => block !== '');
	return withText.length > 0 ? withText : blocks;
}

function pickParagraph(paragraphs: readonly string[], question: string, snippet: string): number {
	const around = snippet === '' ? -1 : paragraphs.findIndex((paragraph) => paragraph.includes(snippet));
	if (around >= 0) return around;
	const asked = new Set(wordsOf(question));
	const overlaps = paragraphs.map((paragraph) => new Set(wordsOf(paragraph).filter((word) => asked.has(word))).size);
	return overlaps.indexOf(Math.max(...overlaps));
}

function wordsOf(text: string): readonly string[] {
	return (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}

/** A paragraph that ends in a colon is nothing without the list after it. */
function withList(paragraphs: readonly string[], index: number): string {
	const paragraph = paragraphs[index] ?? '';
	const next = paragraphs[index + 1];
	return paragraph.endsWith(':') && next !== undefined ? `${paragraph}\n\n${next}` : paragraph;
}

/** Cuts after the last whole sentence that fits, else after the last whole word. */
function shorten(text: string, maxChars: number): string {
	if (text.length <= maxChars) return text;
	const head = text.slice(0, maxChars - 1);
	const sentenceEnd = Math.max(...['. ', '! ', '? ', '.\n'].map((mark) => head.lastIndexOf(mark)));
	if (sentenceEnd > maxChars / 3) return head.slice(0, sentenceEnd + 1);
	const wordEnd = head.lastIndexOf(' ');
	const end = wordEnd > maxChars / 3 ? wordEnd : head.length;
	return `${head.slice(0, end).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
