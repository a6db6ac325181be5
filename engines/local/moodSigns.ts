/** What in a text speaks for a mood: words, phrases, emoji, loud writing, and praise that is none. */
import afinn from 'sentiment/languages/en/labels.json';
import { readLetDown } from './letDown';
import { readLexicon, type LexiconReading } from './moodLexicon';
import { GRIEVANCE, MOOD_PHRASES, POLITE, PRAISE, SARCASM, SWEARING } from './moodPhrases';
import { MOOD_EMOJI, type MoodLanguage } from './moodWords';
import { blankOut } from './phrases';
import { foldText, matchesOf, splitWords, type FoldedText, type Word } from './text';

/** One thing that speaks for a mood. */
export interface Sign {
	readonly source: 'wordList' | 'ownList' | 'phrase' | 'swearing' | 'emoji' | 'doubt';
	/** −5 … 5, the word list's scale. */
	readonly value: number;
	/** 0 … 1: how much it says that the customer is angry rather than sad. */
	readonly anger: number;
	readonly start: number;
	readonly end: number;
}

/** Everything in one text that speaks for a mood. */
export interface MoodSigns {
	/** The text without addresses, links and politeness. */
	readonly text: FoldedText;
	readonly words: readonly Word[];
	/** Places of words that deny the next ones. */
	readonly denials: ReadonlySet<number>;
	/** The list of ours that the words call for; absent when they call for none. */
	readonly language?: MoodLanguage;
	readonly signs: readonly Sign[];
	/** Praise beside a grievance, or sarcasm; absent when there is none. */
	readonly doubt?: Sign;
	readonly hasGrievance: boolean;
	/** 1 where somebody says that they had expected more, −1 where they deny it, else 0. */
	readonly letDown: -1 | 0 | 1;
	/** 0 … 2. */
	readonly loudness: number;
}

/** Every word's mood, −5 … 5. */
const MOODS: ReadonlyMap<string, number> = new Map(Object.entries(afinn));
/** What the word list of English is read in: its words mean other things elsewhere ("die", "war", "no"). */
const READ_AS_ENGLISH: ReadonlySet<MoodLanguage | undefined> = new Set(['en', 'hi', 'ar', undefined]);

/** In a support desk these words report a matter or ask politely; they say little about the mood. */
const MATTER_OF_FACT: ReadonlySet<string> = new Set(
	'alert alone cancel cancelled canceled cancelling charge charged charges clear commit confirm dear debt delay delayed demand dispute easy emergency error errors expand exclusive fire fine free gift god grant greet greeting greetings hard help helping hope hoping important interest interested join kind kindly leave like limited lost miss missed missing no pay please pay problem problems protect reach safe safety save secure share sorry solution solve solved stop stopped support sure top true trust urgent want wants warranty welcome win worth wrong yes broken damaged damage refuse refused fail failed faulty defect return stolen accident unable block blocked'.split(' '),
);
const MATTER_OF_FACT_SHARE = 0.25;

const NEGATION: ReadonlySet<string> = new Set('not no never none nobody nothing neither nor without hardly barely cannot dont doesnt didnt isnt wasnt cant wont aint'.split(' '));
const INTENSIFIER: ReadonlySet<string> = new Set(['very', 'really', 'so', 'extremely', 'absolutely', 'totally', 'completely', 'utterly', 'incredibly', 'super', 'too', 'truly', 'seriously', 'beyond', 'such']);
const DIMINISHER: ReadonlySet<string> = new Set(['slightly', 'somewhat', 'little', 'bit', 'quite', 'fairly', 'kinda', 'rather', 'maybe']);
const DRAWN_OUT = /(.)\1\1/u;
/** Words before a mood word in which a negation still reaches it. */
const NEGATION_REACH = 3;
/** A denied mood is weaker than its opposite: "not bad" is not "great". */
const NEGATED_SHARE = -0.6;
/** The mood of a message is in its first words. */
const MAX_WORDS = 300;
/** A mood repeated over and over says no more than this many times. */
const MAX_EMOJI = 20;

const OWN_VALUES = { good: 2, bad: -2, angry: -3 } as const;
const OWN_ANGER = { good: 0, bad: 0.1, angry: 0.5 } as const;
const EMOJI_VALUES = { good: 2, bad: -2, angry: -3.5 } as const;
const EMOJI_ANGER = { good: 0, bad: 0.1, angry: 0.6 } as const;
const FACES: ReadonlyArray<readonly [RegExp, keyof typeof EMOJI_VALUES]> = [[/(?<![\w:])[:;=8][-'o]?[)D\]pP3](?!\w)|<3|(?<!\w)x[dD](?!\w)|\^_?\^/u, 'good'], [/(?<![\w:])[:=][-']?[(/\\[|](?![/\w])|(?<!\w)-_+-(?!\w)/u, 'bad'], [/>:[-']?\(/u, 'angry']];
const NOT_PLAIN = /[^\0-\x7f]/u;
const PICTURE = /[\p{Extended_Pictographic}\u2600-\u27bf]/gu;
/** Names people address and links; what they are called is no mood. */
const ADDRESS = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]{1,40}|(?:https?:\/\/|www\.)\S{1,300}|&(?:amp|lt|gt|quot);/gu;

const EMOJI: ReadonlyMap<string, keyof typeof EMOJI_VALUES> = new Map(
	(Object.entries(MOOD_EMOJI) as Array<[keyof typeof EMOJI_VALUES, string]>).flatMap(([kind, pictures]) => [...pictures].map((picture) => [picture, kind] as const)),
);

/** Collects what speaks for a mood in one text. */
export function readMoodSigns(original: string): MoodSigns {
	const folded = foldText(original);
	const text = blankOut(blankOut(folded, ADDRESS), POLITE);
	const words = splitWords(text.folded, MAX_WORDS);
	const lexicon = readLexicon(words, text.original);
	const denials = new Set(lexicon.denials);
	if (READ_AS_ENGLISH.has(lexicon.language)) for (const [i, { text: word }] of words.entries()) if (NEGATION.has(word) || (word.endsWith("n't") && word.length > 3)) denials.add(i);
	const signs = [...readWords(words, lexicon, denials), ...readPhrases(text, lexicon.language), ...readEmoji(text)];
	const doubt = findDoubt(text, signs);
	return {
		text, words, denials, signs,
		...(lexicon.language === undefined ? {} : { language: lexicon.language }),
		...(doubt === undefined ? {} : { doubt }),
		hasGrievance: GRIEVANCE.test(text.folded),
		letDown: readLetDown(text.folded, lexicon.language),
		loudness: measureLoudness(folded),
	};
}

/** Praise beside a grievance is doubtful: it counts as a mild complaint, thanks beside it as nothing, neither as joy. Praise over and over is meant. */
function findDoubt(text: FoldedText, signs: readonly Sign[]): Sign | undefined {
	const sarcasm = SARCASM.exec(text.folded);
	const good = signs.filter(({ value, source }) => value >= 1 && source !== 'emoji').length;
	const match = sarcasm ?? (good > 0 && good < 4 ? GRIEVANCE.exec(text.folded) : null);
	if (match === null) return undefined;
	const sour = sarcasm !== null || PRAISE.test(text.folded);
	return { source: 'doubt', value: sour ? -1.5 : -0.5, anger: sour ? 0.25 : 0, start: match.index, end: match.index + match[0].length };
}

/** Words of both lists; where both know one, the English list says how bad it is, and ours whether it is angry. */
function readWords(words: readonly Word[], { language, moods }: LexiconReading, denials: ReadonlySet<number>): Sign[] {
	const signs: Sign[] = [];
	const own = new Map(moods.map((mood) => [mood.index, mood.kind]));
	const english = READ_AS_ENGLISH.has(language);
	for (const [i, word] of words.entries()) {
		const listed = english ? (MOODS.get(word.text) ?? (DRAWN_OUT.test(word.text) ? MOODS.get(word.text.replace(/(\p{L})\1{2,}/gu, '$1')) : undefined)) : undefined;
		const kind = own.get(i);
		const mood = listed ?? (kind === undefined ? undefined : OWN_VALUES[kind]);
		if (mood === undefined) continue;
		const previous = words[i - 1]?.text ?? '';
		const strength = INTENSIFIER.has(previous) ? 1.4 : DIMINISHER.has(previous) ? 0.6 : 1;
		const share = english && MATTER_OF_FACT.has(word.text) ? MATTER_OF_FACT_SHARE : 1;
		const value = mood * strength * share * (isDenied(i, denials) ? NEGATED_SHARE : 1);
		const anger = value >= 0 ? 0 : kind === 'angry' || listed === undefined ? OWN_ANGER[kind ?? 'bad'] : value <= -2.5 ? 0.2 : value <= -1.5 ? 0.08 : 0;
		signs.push({ source: listed === undefined ? 'ownList' : 'wordList', value, anger, start: word.start, end: word.end });
	}
	return signs;
}

/** Does a denial reach the word at this place? A denial itself is not denied. */
export function isDenied(index: number, denials: ReadonlySet<number>): boolean {
	if (denials.has(index)) return false;
	for (let back = 1; back <= NEGATION_REACH; back++) if (denials.has(index - back)) return true;
	return false;
}

function readPhrases(text: FoldedText, language: MoodLanguage | undefined): Sign[] {
	const signs: Sign[] = [];
	for (const { pattern, value, anger, languages } of MOOD_PHRASES) {
		if (language !== undefined && !languages.includes(language)) continue;
		const match = pattern.exec(text.folded);
		if (match !== null) signs.push({ source: 'phrase', value, anger, start: match.index, end: match.index + match[0].length });
	}
	const curse = SWEARING.exec(text.folded);
	if (curse !== null) signs.push({ source: 'swearing', value: -2, anger: 0.55, start: curse.index, end: curse.index + curse[0].length });
	return signs;
}

function readEmoji(text: FoldedText): Sign[] {
	const signs: Sign[] = [];
	const add = (kind: keyof typeof EMOJI_VALUES, start: number, length: number): void => {
		signs.push({ source: 'emoji', value: EMOJI_VALUES[kind], anger: EMOJI_ANGER[kind], start, end: start + length });
	};
	if (NOT_PLAIN.test(text.folded)) for (const match of matchesOf(text.folded, PICTURE)) {
		const kind = EMOJI.get(match[0]);
		if (kind !== undefined) add(kind, match.index, match[0].length);
		if (signs.length >= MAX_EMOJI) break;
	}
	for (const [pattern, kind] of FACES) {
		const match = pattern.exec(text.folded);
		if (match !== null) add(kind, match.index, match[0].length);
	}
	return signs;
}

/** 0 for plain writing; capitals, repeated marks and drawn-out letters add up to 2. */
function measureLoudness({ original }: FoldedText): number {
	const { letters, capitals } = countLetters(original);
	const shouted = letters >= 12 && capitals / letters > 0.6 ? 1 : (original.match(/(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu)?.length ?? 0) > 0 ? 0.4 : 0;
	const marks = /[!?]{3,}/u.test(original) ? 0.7 : /!{2}|\?{2}/u.test(original) ? 0.4 : original.includes('!') ? 0.15 : 0;
	const drawn = /(\p{L})\1{3,}/u.test(original) ? 0.3 : 0;
	return shouted + marks + drawn;
}

function countLetters(text: string): { letters: number; capitals: number } {
	let letters = 0;
	let capitals = 0;
	if (!NOT_PLAIN.test(text)) {
		for (let i = 0; i < text.length; i++) {
			const unit = text.charCodeAt(i);
			if (unit >= 65 && unit <= 90) capitals++;
			else if (unit >= 97 && unit <= 122) letters++;
		}
		return { letters: letters + capitals, capitals };
	}
	const lower = text.toLowerCase();
	const upper = text.toUpperCase();
	// A letter whose case takes more than one place ("ß") would shift what follows it; then only the plain ones are counted.
	const isAligned = lower.length === text.length && upper.length === text.length;
	for (let i = 0; i < text.length; i++) {
		const character = text.charCodeAt(i);
		const isCapital = isAligned ? character !== lower.charCodeAt(i) : character >= 65 && character <= 90;
		const isSmall = isAligned ? character !== upper.charCodeAt(i) : character >= 97 && character <= 122;
		if (isCapital) capitals++;
		if (isCapital || isSmall) letters++;
	}
	return { letters, capitals };
}
