/** The form that a word's regular inflections share. */

const ENDINGS = ['ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'ions', 'ion', 'ied', 'ies', 'ie', 'ed', 'es', 'er', 'ly', 's', 'y', 'e'] as const;
/** A stem shorter than this says too little. */
const MIN_STEM = 3;

/** `stem('cancelled')` and `stem('cancellation')` are both `'cancel'`. */
export function stem(word: string): string {
	const plain = word.replace(/'\p{L}*$/u, '');
	if (/\d/u.test(plain)) return plain;
	const singular = plain.length > MIN_STEM && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain;
	const ending = ENDINGS.find((candidate) => singular.endsWith(candidate) && singular.length - candidate.length >= MIN_STEM);
	return undouble(ending === undefined ? singular : singular.slice(0, -ending.length));
}

function undouble(word: string): string {
	const last = word[word.length - 1];
	return word.length > MIN_STEM && last === word[word.length - 2] ? word.slice(0, -1) : word;
}
