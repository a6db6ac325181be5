/** Which sentences does a text have? Enough for picking one; nothing depends on a split being perfect. */

/** Longest text that is looked at, characters: what matters is said before that. */
const MAX_READ_CHARS = 4000;

/** Sentences and lines of a text, trimmed, without empty ones. */
export function splitSentences(text: string): readonly string[] {
	return text
		.slice(0, MAX_READ_CHARS)
		.split(/(?<=[.!?…。？！؟])\s+|\n+/u)
		.map((sentence) => sentence.replace(/[\p{Cc}\s]+/gu, ' ').trim())
		.filter((sentence) => sentence !== '');
}

/** Cuts after a whole word and says so with `…`; never through a character. */
export function shortenTo(text: string, maxChars: number): string {
	if (text.length <= maxChars) return text;
	const head = text.slice(0, maxChars - 1);
	const wordEnd = head.lastIndexOf(' ');
	return `${head.slice(0, wordEnd > maxChars / 2 ? wordEnd : head.length).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/** The name of a detail in words: `orderNumber` gives "order number". */
export function sayDetail(name: string): string {
	return shortenTo(name.replace(/([a-z0-9])([A-Z])/gu, '$1 $2').replace(/[_\s]+/gu, ' ').trim().toLowerCase(), 60);
}
