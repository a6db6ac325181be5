/** Is this an article or intent the company can answer from, and if not, what is wrong with it? */
import { createHash } from 'node:crypto';
import { PLACE } from './fillTemplate';
import type { Article, DataNeed, Intent } from './knowledge';

/** Longest title, characters: one line on the desk. */
export const MAX_TITLE_CHARS = 200;
/** Longest article, characters: about twenty printed pages; longer ones answer worse than their chapters. */
export const MAX_BODY_CHARS = 50_000;
/** Most other wordings of an article or examples of an intent that are kept. */
export const MAX_EXAMPLES = 200;
/** Longest single example or question, characters. */
export const MAX_EXAMPLE_CHARS = 500;

const MAX_ID_CHARS = 120;
const NAME = /^[a-z][A-Za-z0-9]{0,63}$/u;

export type ReadResult<T> =
	| { readonly ok: true; readonly value: T }
	/** Each problem is a whole sentence for the person who typed or imported it. */
	| { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads an article as it comes from a node, a sheet or the desk.
 * Without an id, title and language make one, so that the same article imported twice stays one. Enabled unless it says no.
 *
 * @param now ISO 8601, UTC; the time of the edit when the input names none
 */
export function readArticle(input: unknown, now: string): ReadResult<Article> {
	if (!isObject(input)) return fail(['An article must be an object with a title and a body.']);
	const title = line(input.title);
	const body = text(input.body);
	const language = line(input.language).toLowerCase();
	const url = line(input.url);
	const id = line(input.id) || makeId(title, language);
	const problems = [
		...(title === '' ? ['The article has no title.'] : []),
		...(title.length > MAX_TITLE_CHARS ? [`The title is longer than ${MAX_TITLE_CHARS} characters.`] : []),
		...(body === '' ? [`The article ${quote(title)} has no body.`] : []),
		...(body.length > MAX_BODY_CHARS ? [`The body of ${quote(title)} is longer than ${MAX_BODY_CHARS} characters; split it into several articles.`] : []),
		...(id.length > MAX_ID_CHARS ? [`The id of ${quote(title)} is longer than ${MAX_ID_CHARS} characters.`] : []),
		...(url !== '' && !isWebAddress(url) ? [`The link of ${quote(title)} must begin with http:// or https://.`] : []),
		...(language !== '' && !/^[a-z]{2}$/u.test(language) ? [`The language of ${quote(title)} must have two letters, such as en.`] : []),
	];
	if (problems.length > 0) return fail(problems);
	const updatedAt = line(input.updatedAt);
	return {
		ok: true,
		value: {
			id,
			title,
			body,
			questions: readLines(input.questions),
			...(url === '' ? {} : { url }),
			...(language === '' ? {} : { language }),
			enabled: readYes(input.enabled, true),
			updatedAt: Number.isNaN(Date.parse(updatedAt)) ? now : new Date(updatedAt).toISOString(),
		},
	};
}

/** Reads an intent. Without a name the title makes one: "Where is my order" gives `whereIsMyOrder`. */
export function readIntent(input: unknown): ReadResult<Intent> {
	if (!isObject(input)) return fail(['An intent must be an object with a title and examples.']);
	const given = line(input.title);
	const name = line(input.name) || camelCase(given);
	const title = given || name;
	const examples = readLines(input.examples);
	const needs = readNeeds(input.needs, title);
	const problems = [
		...(title === '' ? ['The intent has neither a name nor a title.'] : []),
		...(title.length > MAX_TITLE_CHARS ? [`The title is longer than ${MAX_TITLE_CHARS} characters.`] : []),
		...(title !== '' && !isSafeName(name) ? [`The intent name ${quote(name)} must be camelCase letters and digits, such as orderStatus.`] : []),
		...(examples.length === 0 ? [`The intent ${quote(title)} has no examples; three to twenty do well.`] : []),
		...(needs.ok ? [] : needs.problems),
	];
	if (problems.length > 0 || !needs.ok) return fail(problems);
	const skill = line(input.skill);
	const articleId = line(input.articleId);
	return {
		ok: true,
		value: {
			name,
			title,
			examples,
			humanOnly: readYes(input.humanOnly, false),
			...(skill === '' ? {} : { skill }),
			...(articleId === '' ? {} : { articleId }),
			...(needs.value ? { needs: needs.value } : {}),
		},
	};
}

/** Reads many; what is wrong with one says which by its place, counted from 1. The good ones are in `values` all the same. */
export function readMany<T>(inputs: readonly unknown[], read: (input: unknown) => ReadResult<T>): { readonly values: readonly T[]; readonly problems: readonly string[] } {
	const results = inputs.map(read);
	return {
		values: results.flatMap((result) => (result.ok ? [result.value] : [])),
		problems: results.flatMap((result, index) => (result.ok ? [] : result.problems.map((problem) => `No. ${index + 1}: ${problem}`))),
	};
}

function readNeeds(input: unknown, title: string): ReadResult<DataNeed | undefined> {
	if (input === undefined || input === null) return { ok: true, value: undefined };
	if (!isObject(input)) return fail([`What ${quote(title)} needs must be an object with details, verifyBy and answer.`]);
	const details = readNames(input.details);
	const verifyBy = readNames(input.verifyBy);
	const answer = text(input.answer);
	const unsafe = [...details, ...verifyBy].filter((name) => !isSafeName(name));
	const places = answer.replace(PLACE, '');
	const problems = [
		...unsafe.map((name) => `The detail ${quote(name)} of ${quote(title)} must be camelCase letters and digits, such as orderNumber.`),
		...(details.length + verifyBy.length === 0 ? [`${quote(title)} needs at least one detail to look up with.`] : []),
		...(answer === '' ? [`${quote(title)} has no answer text for what is looked up.`] : []),
		...(answer.length > MAX_BODY_CHARS ? [`The answer text of ${quote(title)} is too long.`] : []),
		...(/[{}]/u.test(places) ? [`The answer text of ${quote(title)} has a brace that is not part of a place such as {number}.`] : []),
	];
	return problems.length > 0 ? fail(problems) : { ok: true, value: { details, verifyBy, answer } };
}

/** The title in plain letters, and a hash that tells equal ones in other scripts apart. */
function makeId(title: string, language: string): string {
	const slug = title.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/gu, '-').slice(0, 60).replace(/^-|-$/gu, '');
	const hash = createHash('sha256').update(`${language}\n${title.toLowerCase()}`).digest('hex').slice(0, 8);
	return slug === '' ? hash : `${slug}-${hash}`;
}

function camelCase(title: string): string {
	const words = title.normalize('NFKD').replace(/\p{M}/gu, '').match(/[A-Za-z0-9]+/gu) ?? [];
	return words.map((word, index) => (index === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)).join('').slice(0, 64);
}

/** Names become keys of objects: what every object inherits is no name. */
function isSafeName(name: string): boolean {
	return NAME.test(name) && !(name in {});
}

/** A list, or one text with a line each, as sheets have it; trimmed, without repeats, cut to the limits. */
function readLines(input: unknown): readonly string[] {
	const items = Array.isArray(input) ? input : typeof input === 'string' ? input.split('\n') : [];
	const unique = new Map<string, string>();
	for (const item of items) {
		const example = line(item).slice(0, MAX_EXAMPLE_CHARS).trim();
		const key = example.toLowerCase();
		if (example !== '' && !unique.has(key)) unique.set(key, example);
		if (unique.size === MAX_EXAMPLES) break;
	}
	return [...unique.values()];
}

function readNames(input: unknown): readonly string[] {
	return readLines(typeof input === 'string' ? input.split(/[,;\n]/u) : input);
}

function readYes(input: unknown, otherwise: boolean): boolean {
	if (typeof input === 'boolean') return input;
	const word = typeof input === 'string' || typeof input === 'number' ? String(input).trim().toLowerCase() : '';
	if (['true', 'yes', '1', 'on', 'x'].includes(word)) return true;
	return ['false', 'no', '0', 'off'].includes(word) ? false : otherwise;
}

function isWebAddress(url: string): boolean {
	return url.length <= 2000 && /^https?:\/\/[^\s/]/iu.test(url) && URL.canParse(url);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line of text; numbers count, since sheets turn ids into them. */
function line(value: unknown): string {
	return text(value).replace(/\s+/gu, ' ');
}

function text(value: unknown): string {
	const raw = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
	// A store refuses NUL, and a page shows other control characters as boxes.
	return raw.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();
}

function quote(words: string): string {
	return `"${words.length > 60 ? `${words.slice(0, 59)}…` : words}"`;
}

function fail(problems: readonly string[]): { readonly ok: false; readonly problems: readonly string[] } {
	return { ok: false, problems };
}
