/** Which of our word lists does a text call for, and which of its words stand there? */
import { keepRecent } from './keepRecent';
import { MOOD_WORDS, type MoodLanguage } from './moodWords';
import { foldText, splitWords, type Word } from './text';

export type MoodKind = 'good' | 'bad' | 'angry';

/** What one language says of a word. */
interface Entry {
	readonly language: MoodLanguage;
	/** Of the language among {@link LANGUAGES}. */
	readonly place: number;
	readonly kind: MoodKind | 'not' | 'common';
}

type Entries = ReadonlyMap<string, readonly Entry[]>;

interface Lexicon {
	/** What a word is by itself, and whether a pair begins with it. */
	readonly read: (word: string) => { readonly alone: readonly Entry[] | undefined; readonly beginsPair: boolean };
	/** Two words in a row, joined by a blank. */
	readonly pairs: Entries;
}

/** A word with what the language of the text says of it. */
export interface MoodWord {
	readonly kind: MoodKind;
	readonly index: number;
	readonly start: number;
	readonly end: number;
}

export interface LexiconReading {
	/** The list that was read; absent when the words call for none. */
	readonly language?: MoodLanguage;
	readonly moods: readonly MoodWord[];
	/** Places of the words that deny others, by the list. */
	readonly denials: ReadonlySet<number>;
}

const LANGUAGES = Object.keys(MOOD_WORDS) as MoodLanguage[];
const KINDS = ['good', 'bad', 'angry', 'not', 'common'] as const;
/** Stems are at least this long; shorter ones would stand for everything. */
const MIN_STEM = 3;
/** "L'amour", "dell'amore": with its apostrophe what stands before a word is this long at most. */
const LONGEST_ELISION = 5;
/** A word of everyday use says more about the language than a mood that several share. */
const COMMON_VOTES = 3;
/** Words of which is kept what they are: most messages have the same. */
const WORDS_KEPT = 2_000;
/** The language shows in the first words. */
const VOTING_WORDS = 60;
const ARABIC = /\p{Script=Arabic}/u;
const DEVANAGARI = /\p{Script=Devanagari}/u;

let lexicon: Lexicon | undefined;

/** Reads the words of a text with the list they call for; none when no word belongs to any. */
export function readLexicon(words: readonly Word[], original: string): LexiconReading {
	lexicon ??= buildLexicon();
	const found = words.map((word, index) => lookUp(word.text, words[index + 1]?.text, lexicon as Lexicon));
	const language = vote(found, original);
	if (language === undefined) return { moods: [], denials: new Set() };
	const moods: MoodWord[] = [];
	const denials = new Set<number>();
	for (const [index, entries] of found.entries()) {
		const entry = entries?.find((one) => one.language === language && one.kind !== 'common');
		const word = words[index] as Word;
		if (entry?.kind === 'not') denials.add(index);
		else if (entry !== undefined) moods.push({ kind: entry.kind as MoodKind, index, start: word.start, end: word.end });
	}
	return { language, moods, denials };
}

/** The language with most votes; of two that are even the one named first, English before all. */
function vote(found: ReadonlyArray<readonly Entry[] | undefined>, original: string): MoodLanguage | undefined {
	const start = original.slice(0, 300);
	if (ARABIC.test(start)) return 'ar';
	if (DEVANAGARI.test(start)) return 'hi';
	const votes = LANGUAGES.map(() => 0);
	for (let i = 0; i < found.length && i < VOTING_WORDS; i++) {
		let last = -1;
		for (const { place, kind } of found[i] ?? []) {
			if (place !== last) votes[place] = (votes[place] as number) + (kind === 'common' ? COMMON_VOTES : 1);
			last = place;
		}
	}
	const most = Math.max(...votes);
	return most === 0 ? undefined : LANGUAGES[votes.indexOf(most)];
}

function lookUp(word: string, next: string | undefined, known: Lexicon): readonly Entry[] | undefined {
	const { alone, beginsPair } = known.read(word);
	return (beginsPair && next !== undefined ? known.pairs.get(`${word} ${next}`) : undefined) ?? alone;
}

function lookUpAlone(word: string, whole: Entries, stems: Entries, sizes: ReadonlyMap<string, readonly number[]>): readonly Entry[] | undefined {
	const exact = whole.get(word);
	if (exact !== undefined) return exact;
	const elided = word.indexOf("'") + 1;
	if (elided > 0 && elided <= LONGEST_ELISION) return lookUpAlone(word.slice(elided), whole, stems, sizes);
	for (const size of sizes.get(word.slice(0, MIN_STEM)) ?? []) {
		const stem = size <= word.length ? stems.get(word.slice(0, size)) : undefined;
		if (stem !== undefined) return stem;
	}
	return undefined;
}

function buildLexicon(): Lexicon {
	const whole = new Map<string, Entry[]>();
	const stems = new Map<string, Entry[]>();
	const pairs = new Map<string, Entry[]>();
	for (const [place, language] of LANGUAGES.entries()) {
		const list = MOOD_WORDS[language];
		for (const kind of KINDS) {
			for (const written of list[kind].split(' ').filter((one) => one !== '')) {
				const stem = written.endsWith('*');
				const folded = foldWord(written.replace(/\*$/u, '').replaceAll('_', ' '));
				const map = stem ? stems : folded.includes(' ') ? pairs : whole;
				if (folded !== '' && (!stem || folded.length >= MIN_STEM)) map.set(folded, [...(map.get(folded) ?? []), { language, place, kind }]);
			}
		}
	}
	for (const [word, entries] of whole) whole.set(word, entries.sort((a, b) => (a.language < b.language ? -1 : a.language > b.language ? 1 : 0)));
	const sizes = sizesOf(stems.keys());
	const firsts = new Set([...pairs.keys()].map((pair) => pair.slice(0, pair.indexOf(' '))));
	return { pairs, read: keepRecent(WORDS_KEPT, (word) => ({ alone: lookUpAlone(word, whole, stems, sizes), beginsPair: firsts.has(word) })) };
}

/** Lengths of the stems that begin so, longest first. */
function sizesOf(stems: Iterable<string>): ReadonlyMap<string, readonly number[]> {
	const sizes = new Map<string, Set<number>>();
	for (const stem of stems) {
		const start = stem.slice(0, MIN_STEM);
		sizes.set(start, (sizes.get(start) ?? new Set()).add(stem.length));
	}
	return new Map([...sizes].map(([start, found]) => [start, [...found].sort((a, b) => b - a)]));
}

/** As {@link splitWords} sees the words of a message. */
function foldWord(written: string): string {
	return splitWords(foldText(written).folded).map(({ text }) => text).join(' ');
}
