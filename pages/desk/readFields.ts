/** Reads what the page sent. Every value is checked; a wrong one is refused with its name and what it must be. */
import { DeskRefusal } from './deskAnswer';

/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object, false for arrays and everything else. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of `min` (default 1) to `max` characters, trimmed. */
export function readText(fields: Fields, name: string, max: number, min = 1): string {
	const value = fields[name];
	if (typeof value !== 'string') throw wrongField(name, 'must be text');
	// A store refuses NUL, and a page shows other control characters as boxes.
	const text = value.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();
	if (text.length < min) throw wrongField(name, min === 1 ? 'must not be empty' : `needs at least ${min} characters`);
	if (text.length > max) throw wrongField(name, `is too long: ${text.length} characters, at most ${max} are kept`);
	return text;
}

/** As {@link readText}; absent, null and empty are undefined. */
export function readOptionalText(fields: Fields, name: string, max: number): string | undefined {
	const value = fields[name];
	if (value === undefined || value === null || value === '') return undefined;
	const text = readText(fields, name, max, 0);
	return text === '' ? undefined : text;
}

/** A truth value; absent is `fallback`. */
export function readFlag(fields: Fields, name: string, fallback: boolean): boolean {
	const value = fields[name];
	if (value === undefined || value === null) return fallback;
	if (typeof value !== 'boolean') throw wrongField(name, 'must be true or false');
	return value;
}

/** A list of texts, trimmed, without empty ones and repeats. Absent is an empty list. */
export function readTexts(fields: Fields, name: string, maxItems: number, maxChars: number): readonly string[] {
	const value = fields[name];
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw wrongField(name, 'must be a list of texts');
	if (value.length > maxItems) throw wrongField(name, `has too many entries: ${value.length}, at most ${maxItems} are kept`);
	const texts = value.map((entry: unknown) => readText({ [name]: entry }, name, maxChars, 0));
	return [...new Set(texts)].filter((text) => text !== '');
}

/** The refusal for a field that cannot be used. */
export function wrongField(name: string, problem: string): DeskRefusal {
	return new DeskRefusal(400, 'wrongField', `"${name}" ${problem}.`);
}
