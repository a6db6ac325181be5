/** Which of the company's products does a text name? */
import { isOneSlipAway } from './terms';
import { foldText, splitWords, type FoldedText, type Word } from './text';

export interface NamedProduct {
	readonly start: number;
	readonly end: number;
	/** As the company's list has it. */
	readonly name: string;
}

/** Names of a list that are looked for; a longer list belongs into a lookup. */
const MAX_PRODUCTS = 5_000;
const MAX_FOUND = 10;
/** A shorter word is one slip away from too many others. */
const MIN_LETTERS_FOR_SLIP = 6;
const ENDING = /(?:e?s|e?n|'s)$/u;

interface Product {
	readonly name: string;
	readonly words: readonly string[];
}

/** Products by the first letter of their names, longer names first. */
type ProductIndex = ReadonlyMap<string, readonly Product[]>;

const indexes = new WeakMap<readonly string[], ProductIndex>();

/** The products named, in the order of the text; of two that share words the longer name counts. A slip in a long word and a plural are forgiven. */
export function findProducts(text: FoldedText, names: readonly string[]): readonly NamedProduct[] {
	if (names.length === 0) return [];
	const index = indexes.get(names) ?? buildIndex(names);
	indexes.set(names, index);
	const words = splitWords(text.folded);
	const found: NamedProduct[] = [];
	for (let at = 0; at < words.length && found.length < MAX_FOUND; at++) {
		const product = index.get(words[at]?.text[0] ?? '')?.find((candidate) => isNamedAt(candidate.words, words, at));
		if (product === undefined) continue;
		const last = at + product.words.length - 1;
		found.push({ name: product.name, start: words[at]?.start ?? 0, end: words[last]?.end ?? 0 });
		at = last;
	}
	return found;
}

function buildIndex(names: readonly string[]): ProductIndex {
	const index = new Map<string, Product[]>();
	for (const name of names.slice(0, MAX_PRODUCTS)) {
		const words = splitWords(foldText(name).folded).map(({ text }) => text);
		const letter = words[0]?.[0];
		if (letter !== undefined) index.set(letter, [...(index.get(letter) ?? []), { name, words }]);
	}
	for (const products of index.values()) products.sort((a, b) => b.words.length - a.words.length);
	return index;
}

function isNamedAt(name: readonly string[], words: readonly Word[], at: number): boolean {
	return name.every((word, i) => isMeant(words[at + i]?.text, word));
}

function isMeant(word: string | undefined, meant: string): boolean {
	if (word === undefined) return false;
	return word === meant || word.replace(ENDING, '') === meant || (meant.length >= MIN_LETTERS_FOR_SLIP && isOneSlipAway(word, meant));
}
