/** Customer text as it may stand on a page or in a note, before the target's own escaping. */

/** Longest text of one turn in a rendering, characters. */
export const MAX_SHOWN_CHARS = 2000;

/**
 * Takes out what hides or turns text around (control characters, direction overrides, halves of characters) and cuts what is
 * too long to read. Line breaks stay.
 */
export function cleanText(text: string): string {
	const shown = text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
	return shown
		.replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
		.replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
		.replace(/[^\P{Cc}\n]/gu, ' ')
		.replace(/\p{Surrogate}/gu, '\ufffd')
		.trim();
}

/** The same on one line. */
export function cleanLine(text: string): string {
	return cleanText(text).replace(/\s+/gu, ' ');
}
