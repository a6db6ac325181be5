import { hashCharacters, Word } from '../../../engines/local/word';

const word = (text: string) => new Word(text, 0, text.length);

describe('Word', () => {
	it('has the same hashes wherever it stands', () => {
		expect(word('lamp').hash).toBe(new Word('lamp', 7, 11).hash);
		expect(word('lamp').characters).toEqual(hashCharacters('lamp'));
	});

	it('tells a pair from its other order, and from the beginning of a text', () => {
		const hashes = [word('lamp').hashPair(word('my')), word('my').hashPair(word('lamp')), word('lamp').hashPair()];
		expect(new Set(hashes).size).toBe(hashes.length);
	});

	it.each([['a', 1], ['of', 3], ['the', 6]])('cuts %j, blanks around it, into %i pieces', (text, count) => expect(word(text).characters).toHaveLength(count));

	it('cuts no more of a long word than its first characters', () => {
		expect(word('a'.repeat(100_000)).characters).toEqual(word('a'.repeat(30)).characters);
		expect(hashCharacters('abcdefgh', 3)).toEqual(hashCharacters('abc'));
	});
});
