/** A word of a folded text, and the hashes of its pieces, which several readers turn into features: they are found out once. */
import { continueHash, HASH_START, hashText } from './hash';

/** Each kind of feature starts its hash from a number of its own. */
const WORD_SEED = HASH_START;
const PAIR_SEED = 0x2f0b4c47;
const CHARACTER_SEED = 0x5bd1e995;
const SHORTEST = 3;
const LONGEST = 5;
/** Characters of one word that are cut into pieces. */
const MAX_CHARS = 30;

export class Word {
	private pieces: readonly number[] | undefined = undefined;

	/** @param text as it stands from `start` to `end`, exclusive, in the folded text */
	constructor(readonly text: string, readonly start: number, readonly end: number) {}

	/** The hash of the word as a whole. */
	get hash(): number {
		return hashText(WORD_SEED, this.text);
	}

	/** The hashes of its 3 to 5 characters in a row, the blanks around it among them. */
	get characters(): readonly number[] {
		return (this.pieces ??= hashCharacters(this.text));
	}

	/** The hash of the pair with the word before it, if any. */
	hashPair(before?: Word): number {
		return hashText(before === undefined ? PAIR_SEED : hashText(PAIR_SEED, before.text), this.text);
	}
}

/** The hashes of 3 to 5 characters in a row of a word between blanks, of its first `limit` characters. */
export function hashCharacters(word: string, limit = MAX_CHARS): readonly number[] {
	const hashes: number[] = [];
	const padded = ` ${word.slice(0, limit)} `;
	for (let from = 0; from + SHORTEST <= padded.length; from++) {
		let hash = CHARACTER_SEED;
		for (let size = 1; size <= LONGEST && from + size <= padded.length; size++) {
			hash = continueHash(hash, padded.charCodeAt(from + size - 1));
			if (size >= SHORTEST) hashes.push(hash);
		}
	}
	return hashes;
}
