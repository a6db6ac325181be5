/** Which numbers, addresses and dates did the customer give, and what are they? */
import { findPrivate } from '../../core/privacy/maskText';
import type { Entity, Span } from '../../core/triage/triage';
import { findDays, type Today } from './dates';
import { findProducts } from './products';
import { matchesOf, type FoldedText } from './text';

/** What the company and the conversation tell about details. */
export interface EntityHints {
	/** Regular expressions of the company's own numbers by kind. */
	readonly patterns: Readonly<Record<string, string>>;
	/** Details the assistant asked for, oldest first. */
	readonly asked: readonly string[];
	/** What "tomorrow" is counted from. */
	readonly today: Today;
	/** The company's products. */
	readonly products: readonly string[];
}

interface Found extends Entity {
	readonly start: number;
	readonly end: number;
}

type Reader = (text: FoldedText) => readonly Found[];

const ORDER_WORDS = 'order|ordernumber|purchase|booking|reference|ref|parcel|package|shipment|tracking|invoice|bestell[a-z]*|auftrags?[a-z]*|sendung[a-z]*|rechnungs?[a-z]*|commande|colis|facture|pedido|encomenda|fatura|ordine|spedizione|fattura|bestelling|bestelnummer|pakket|factuur|zamowieni[a-z]*|paczk[a-z]*|faktur[a-z]*';
const ORDER_NUMBER = new RegExp(`(?<![a-z])(?:${ORDER_WORDS})(?![a-z])[^\\d\\n#?!]{0,25}?(?<![a-z-])#?([a-z]{0,4}-?\\d{4,18})(?![\\p{L}\\p{N}]|[.,]\\d)`, 'gu');
/** "its number 1047": no more than that, or it may be a phone's. */
const NAMED_NUMBER = /(?<![a-z])(?:its|it's|my|the) (?:number|no\.?|nr\.?)(?: is|:)? ?(\d{4,8})(?![\p{L}\p{N}]|[ .,/-]?\d)/gu;
const HASH_NUMBER = /(?<![\p{L}\p{N}&])#\s?([a-z]{0,4}-?\d{3,18})(?![\p{L}\p{N}])/gu;
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{3,190}/gu;
const AMOUNT = /(?<![\p{L}\p{N}])(?:(?:[€$£]|r\$|eur|usd|gbp|chf|pln|brl|dkk|sek|nok) ?\d[\d.,]{0,12}|\d{1,3}(?: \d{3}){1,3}(?:[.,]\d{1,2})? ?(?:[€$£]|eur|zl)|\d[\d.,]{0,12} ?(?:[€$£]|eur|euros?|usd|dollars?|d[oó]lares|bucks|gbp|pounds?|quid|chf|franken|francs?|pln|zl|zloty|zlotych|reais|reales|kr|kronor|kroner)(?![\p{L}]))/gu;
/** Postcodes whose form nothing else has: British, Dutch, Canadian, Polish. */
const TELLING_POSTCODE = /(?<![\p{L}\p{N}-])(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[1-9]\d{3} ?[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{2}-\d{3})(?![\p{L}\p{N}-])/gu;
const NAMED_POSTCODE = /(?<![\p{L}])(?:post ?code|postal code|zip(?: ?code)?|plz|postleitzahl|code postal|codigo postal|cep|cap|kod pocztowy)[^\p{N}\n]{0,12}?((?:[a-z]{1,2}\d[a-z\d]?|\d{2,5})(?:[ -]?[a-z\d]{2,4})?)(?![\p{L}\p{N}])/gu;

/** What a bare number may be when it was asked for. Two letters belong to a Dutch postcode only at the end of what is said: "8004 is my postcode". */
const BARE_ORDER_NUMBER = /(?<![\p{L}\p{N}.,-])#?([a-z]{0,4}-?\d{3,18})(?![\p{L}\p{N}]|[.,-]\d)/gu;
const BARE_POSTCODE = /(?<![\p{L}\p{N}.,#-])(\d{5}-\d{4}|[1-9]\d{3} ?[a-z]{2}(?=\s*(?:[,.;!?)\n]|$))|\d{4,6}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{2}-\d{3})(?![\p{L}\p{N}]|[.,-]\d)/gu;

const DIGIT = /\d/u;
/** Characters in which a company's own pattern is looked for: its cost is not ours to judge. */
const MAX_CHARS_FOR_PATTERNS = 2_000;
const MAX_PATTERNS = 20;
const MAX_ENTITIES = 20;
/** Compiled patterns kept; a company has a handful. */
const MAX_COMPILED = 100;

/** What was given, in the order of the text; no two share a place, the surer reading has it. */
export function findEntities(text: FoldedText, hints: EntityHints): readonly Entity[] {
	const found: Found[] = [];
	const add = (candidates: readonly Found[]): void => {
		for (const candidate of candidates) {
			const taken = found.some(({ start, end }) => candidate.start < end && start < candidate.end);
			if (!taken && found.length < MAX_ENTITIES) found.push(candidate);
		}
	};
	add(readCompanyPatterns(text, hints.patterns));
	for (const read of readers(hints, DIGIT.test(text.folded))) add(read(text));
	addAsked(text, hints, found, add);
	return found.sort((a, b) => a.start - b.start).map(({ kind, value, day, span }) => ({ kind, value, ...(day === undefined ? {} : { day }), span }));
}

/** What is looked for; most messages have no digit, and then no number either. */
function readers({ patterns, asked, today, products }: EntityHints, hasDigit: boolean): readonly Reader[] {
	const own = (kind: string): boolean => Object.hasOwn(patterns, kind);
	const isNumberless = (kind: string): boolean => own(kind) || !hasDigit;
	return [
		...(own('email') ? [] : [readEmails]),
		...(own('date') ? [] : [(text: FoldedText) => readDays(text, today)]),
		...(isNumberless('amount') ? [] : [(text: FoldedText) => readAll(text, 'amount', AMOUNT)]),
		...(isNumberless('orderNumber') ? [] : [(text: FoldedText) => readAll(text, 'orderNumber', ORDER_NUMBER), (text: FoldedText) => readAll(text, 'orderNumber', HASH_NUMBER), (text: FoldedText) => readAll(text, 'orderNumber', NAMED_NUMBER)]),
		...(isNumberless('postcode') ? [] : [(text: FoldedText) => readAll(text, 'postcode', NAMED_POSTCODE), (text: FoldedText) => (asked.includes('postcode') ? [] : readAll(text, 'postcode', TELLING_POSTCODE))]),
		...(isNumberless('phone') ? [] : [readPhones]),
		...(own('product') ? [] : [(text: FoldedText) => readProducts(text, products)]),
	];
}

/** Bare numbers answer what was asked, oldest question first: "1042, 10115" after asking for both is the order and the postcode. */
function addAsked(text: FoldedText, { asked, patterns }: EntityHints, found: readonly Found[], add: (candidates: readonly Found[]) => void): void {
	for (const kind of asked) {
		if (Object.hasOwn(patterns, kind) || found.some((entity) => entity.kind === kind)) continue;
		const pattern = kind === 'orderNumber' ? BARE_ORDER_NUMBER : kind === 'postcode' ? BARE_POSTCODE : undefined;
		const candidates = pattern === undefined ? [] : readAll(text, kind, pattern);
		const free = candidates.find((candidate) => !found.some(({ start, end }) => candidate.start < end && start < candidate.end));
		if (free !== undefined) add([free]);
	}
}

function readAll(text: FoldedText, kind: string, pattern: RegExp): readonly Found[] {
	return Array.from(matchesOf(text.folded, pattern), (match) => {
		const value = match[1] ?? match[0];
		return place(text, kind, match.index + match[0].lastIndexOf(value), value.length);
	});
}

function readEmails(text: FoldedText): readonly Found[] {
	if (!text.folded.includes('@')) return [];
	return readAll(text, 'email', EMAIL).flatMap(({ start, end }) => {
		const address = text.folded.slice(start, end).replace(/[.-]+$/u, '');
		const host = address.slice(address.indexOf('@') + 1);
		return host.includes('.') && !host.includes('..') && !host.startsWith('.') ? [place(text, 'email', start, address.length)] : [];
	});
}

function readDays(text: FoldedText, today: Today): readonly Found[] {
	return findDays(text, today).map(({ start, end, day }) => ({ ...place(text, 'date', start, end - start), ...(day === undefined ? {} : { day }) }));
}

function readProducts(text: FoldedText, products: readonly string[]): readonly Found[] {
	return findProducts(text, products).map(({ start, end, name }) => ({ ...place(text, 'product', start, end - start), value: name }));
}

function readPhones(text: FoldedText): readonly Found[] {
	return findPrivate(text.folded, ['phone']).map(({ start, end }) => place(text, 'phone', start, end - start));
}

const compiled = new Map<string, RegExp | undefined>();

/** A pattern that is no regular expression finds nothing; the settings that took it have said so. */
function readCompanyPatterns(text: FoldedText, patterns: Readonly<Record<string, string>>): readonly Found[] {
	const original = text.original.slice(0, MAX_CHARS_FOR_PATTERNS);
	return Object.entries(patterns).slice(0, MAX_PATTERNS).flatMap(([kind, source]) => {
		const pattern = compile(source);
		if (pattern === undefined) return [];
		return [...original.matchAll(pattern)].filter((match) => match[0] !== '').slice(0, MAX_ENTITIES).map((match) => {
			const value = match[1] ?? match[0];
			const start = match.index + match[0].lastIndexOf(value);
			const span = { start, end: start + value.length };
			return { kind, value, span, ...foldedPlace(text, span) };
		});
	});
}

function compile(source: string): RegExp | undefined {
	if (compiled.has(source)) return compiled.get(source);
	if (compiled.size >= MAX_COMPILED) compiled.clear();
	let pattern: RegExp | undefined;
	try {
		pattern = new RegExp(source, 'giu');
	} catch {
		pattern = undefined;
	}
	compiled.set(source, pattern);
	return pattern;
}

/** Where a span of the original lies in the folded text; folding never moves text backwards, so the first place that reaches it is right. */
function foldedPlace(text: FoldedText, span: Span): { start: number; end: number } {
	let start = 0;
	while (start < text.folded.length && text.spanOf(start, start).start < span.start) start++;
	let end = start;
	while (end < text.folded.length && text.spanOf(end, end).start < span.end) end++;
	return { start, end };
}

function place(text: FoldedText, kind: string, start: number, length: number): Found {
	const span = text.spanOf(start, start + length);
	return { kind, value: text.original.slice(span.start, span.end).trim(), span, start, end: start + length };
}
