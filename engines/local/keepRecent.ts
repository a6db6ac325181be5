/** What was just found out about a text need not be found out again: several readers ask the same of one message. */

/**
 * `read`, but remembering what it gave for the `size` newest texts. All who ask share a result, so nobody may change it.
 *
 * With `const wordsOf = keepRecent(8, (text) => text.split(' '))`, a second `wordsOf('a b')` gives the same list.
 */
export function keepRecent<Result>(size: number, read: (text: string) => Result): (text: string) => Result {
	const kept = new Map<string, Result>();
	return (text) => {
		const known = kept.get(text);
		if (known !== undefined) return known;
		const result = read(text);
		const oldest = kept.size >= size ? kept.keys().next() : undefined;
		if (oldest?.done === false) kept.delete(oldest.value);
		kept.set(text, result);
		return result;
	};
}
