/** How does a looked-up record read in the company's own sentence? */
import { readField, type LookedUp } from './matchesRecord';

/** A place for a field: `{shippedOn}`. */
export const PLACE = /\{([\p{L}_][\p{L}\p{N}_]{0,63})\}/gu;

/** Longest value put into a sentence, characters. */
const MAX_VALUE_CHARS = 300;

const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u;

const YES_NO: Readonly<Record<string, readonly [string, string]>> = {
	en: ['yes', 'no'], de: ['ja', 'nein'], fr: ['oui', 'non'], es: ['sí', 'no'], it: ['sì', 'no'], nl: ['ja', 'nee'], pt: ['sim', 'não'],
};

/**
 * Fills the places of a text with the record's own fields. A sentence whose field is missing is left out.
 *
 * @returns the text, or undefined when no sentence is left
 * @example fillTemplate('Order {number} was sent on {shippedOn}.', { number: 1042, shippedOn: '2026-03-04' }, 'en', 'UTC')
 * // 'Order 1042 was sent on March 4, 2026.'
 */
export function fillTemplate(template: string, record: LookedUp, language: string | undefined, timeZone: string): string | undefined {
	const lines = template.split('\n').map((line) => {
		const sentences = line.split(/(?<=[.!?]) +/u).map((sentence) => fillSentence(sentence, record, language ?? 'en', timeZone));
		return sentences.filter((sentence) => sentence !== undefined).join(' ');
	});
	const text = lines.join('\n').replace(/\n{3,}/gu, '\n\n').trim();
	return text === '' ? undefined : text;
}

function fillSentence(sentence: string, record: LookedUp, language: string, timeZone: string): string | undefined {
	let complete = true;
	const filled = sentence.replace(PLACE, (_place, name: string) => {
		const value = readField(record, name);
		complete &&= value !== undefined;
		return value === undefined ? '' : sayValue(value, language, timeZone);
	});
	return complete ? filled : undefined;
}

/** Whole numbers stay as they are: they are order numbers more often than amounts. */
function sayValue(value: string | number | boolean, language: string, timeZone: string): string {
	if (typeof value === 'boolean') return (YES_NO[language] ?? ['yes', 'no'])[value ? 0 : 1];
	if (typeof value === 'number') {
		return Number.isInteger(value) ? String(value) : new Intl.NumberFormat(safeLocale(language), { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false }).format(value);
	}
	return sayDate(value.trim(), language, timeZone) ?? value.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, MAX_VALUE_CHARS);
}

/** Absent when the text is no ISO date. A date without a time is that day everywhere. */
function sayDate(text: string, language: string, timeZone: string): string | undefined {
	const match = DATE.exec(text);
	const date = match ? new Date(text) : undefined;
	if (!match || !date || Number.isNaN(date.getTime())) return undefined;
	return new Intl.DateTimeFormat(safeLocale(language), { dateStyle: 'long', timeZone: match[2] ? safeTimeZone(timeZone) : 'UTC' }).format(date);
}

function safeLocale(language: string): string {
	return /^[a-z]{2}(?:-[A-Z]{2})?$/u.test(language) ? language : 'en';
}

/** A mistyped time zone must not cost the customer the answer. */
function safeTimeZone(timeZone: string): string {
	try {
		return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
	} catch {
		return 'UTC';
	}
}
