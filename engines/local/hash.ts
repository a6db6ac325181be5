/** FNV-1a over UTF-16 code units: a short number for a text, always the same. */

const PRIME = 0x01000193;
/** Where the hash of a text begins, unless it continues another. */
export const HASH_START = 0x811c9dc5 | 0;

/** The hash of `text` after what `seed` stands for, as a signed 32-bit number. */
export function hashText(seed: number, text: string): number {
	let hash = seed;
	for (let i = 0; i < text.length; i++) hash = continueHash(hash, text.charCodeAt(i));
	return hash;
}

/** The hash with one more code unit. */
export function continueHash(hash: number, unit: number): number {
	return Math.imul(hash ^ unit, PRIME);
}
