/** How does the customer feel, and are they angry? The word list AFINN first, then what single words do not show. */
import afinn from 'sentiment/languages/en/labels.json';
import type { SentimentLabel, SentimentReading } from '../../core/sentiment/sentiment';
import type { Evidence } from '../../core/triage/triage';
import { GRIEVANCE, MOOD_PHRASES, POLITE, PRAISE, SARCASM, SWEARING } from './moodPhrases';
import { blankOut } from './phrases';
import { foldText, quote, splitWords, type FoldedText, type Word } from './text';

/** One thing that speaks for a mood. */
interface Sign {
	/** −5 … 5, the word list's scale. */
	readonly value: number;
	readonly anger: number;
	readonly start: number;
	readonly end: number;
}

/** Every word's mood, −5 … 5. */
const MOODS: ReadonlyMap<string, number> = new Map(Object.entries(afinn));

/** In a support desk these words report a matter or ask politely; they say little about the mood. */
const MATTER_OF_FACT: ReadonlySet<string> = new Set(
	'alert alone cancel cancelled canceled cancelling charge charged charges clear commit confirm dear debt delay delayed demand dispute easy emergency error errors expand exclusive fire fine free gift god grant greet greeting greetings hard help helping hope hoping important interest interested join kind kindly leave like limited lost miss missed missing no pay please pay problem problems protect reach safe safety save secure share sorry solution solve solved stop stopped support sure top true trust urgent want wants warranty welcome win worth wrong yes broken damaged damage fail failed faulty defect return stolen accident unable block blocked'.split(' '),
);
const MATTER_OF_FACT_SHARE = 0.25;

const NEGATION = /^(?:not|no|never|none|nobody|nothing|neither|nor|without|hardly|barely|cannot|dont|doesnt|didnt|isnt|wasnt|cant|wont|aint|.+n't)$/u;
const INTENSIFIER: ReadonlySet<string> = new Set(['very', 'really', 'so', 'extremely', 'absolutely', 'totally', 'completely', 'utterly', 'incredibly', 'super', 'too', 'truly', 'seriously', 'beyond', 'such']);
const DIMINISHER: ReadonlySet<string> = new Set(['slightly', 'somewhat', 'little', 'bit', 'quite', 'fairly', 'kinda', 'rather', 'maybe']);
/** Words before a mood word in which a negation still reaches it. */
const NEGATION_REACH = 3;
/** A denied mood is weaker than its opposite: "not bad" is not "great". */
const NEGATED_SHARE = -0.6;

/** Sum of moods at which the score reaches about three quarters. */
const FULL_MOOD = 5;
/** Scores beyond these are no longer neutral; chosen on customer tweets, development part. */
const NEGATIVE_BELOW = -0.15;
const POSITIVE_ABOVE = 0.25;
/** The mood of a message is in its first thousand words. */
const MAX_WORDS = 1_000;
const MAX_EVIDENCE = 4;

/** Reads the mood of one text. Empty text is neutral. */
export function readSentiment(text: string): SentimentReading {
	const folded = foldText(text);
	const plain = blankOut(folded, POLITE);
	const signs = [...readWordSigns(splitWords(plain.folded, MAX_WORDS)), ...readPhraseSigns(plain)];
	const doubt = findDoubt(plain, signs);
	const loudness = measureLoudness(folded);
	const bad = sumOf(signs.filter(({ value }) => value < 0)) + (doubt?.value ?? 0);
	const good = sumOf(signs.filter(({ value }) => value > 0));
	const sum = bad * (1 + 0.4 * loudness) + (doubt === undefined ? good * (1 + 0.2 * loudness) : 0);
	const shouting = loudness >= 1 && sum <= 0 && signs.length === 0 ? -1 : 0;
	const score = round(Math.tanh((sum + shouting) / FULL_MOOD));
	const heard = doubt === undefined ? signs : [doubt, ...signs.filter(({ value }) => value < 0)];
	return { label: labelOf(score), score, anger: round(measureAnger(heard, score, loudness)), evidence: collectEvidence(heard, folded) };
}

/** Praise beside a grievance is doubtful: it counts as a mild complaint, thanks beside it as nothing, neither as joy. Praise over and over is meant. */
function findDoubt(text: FoldedText, signs: readonly Sign[]): Sign | undefined {
	const sarcasm = SARCASM.exec(text.folded);
	const good = signs.filter(({ value }) => value >= 1).length;
	const match = sarcasm ?? (good > 0 && good < 4 ? GRIEVANCE.exec(text.folded) : null);
	if (match === null) return undefined;
	const sour = sarcasm !== null || PRAISE.test(text.folded);
	return { value: sour ? -1.5 : -0.5, anger: sour ? 0.25 : 0, start: match.index, end: match.index + match[0].length };
}

function sumOf(signs: readonly Sign[]): number {
	return signs.reduce((sum, { value }) => sum + value, 0);
}

function labelOf(score: number): SentimentLabel {
	if (score <= NEGATIVE_BELOW) return 'negative';
	return score >= POSITIVE_ABOVE ? 'positive' : 'neutral';
}

function readWordSigns(words: readonly Word[]): Sign[] {
	const signs: Sign[] = [];
	for (const [i, word] of words.entries()) {
		const mood = MOODS.get(word.text) ?? MOODS.get(word.text.replace(/(\p{L})\1{2,}/gu, '$1'));
		if (mood === undefined) continue;
		const before = words.slice(Math.max(0, i - NEGATION_REACH), i);
		const negated = before.some(({ text }) => NEGATION.test(text));
		const previous = before[before.length - 1]?.text ?? '';
		const strength = INTENSIFIER.has(previous) ? 1.4 : DIMINISHER.has(previous) ? 0.6 : 1;
		const share = MATTER_OF_FACT.has(word.text) ? MATTER_OF_FACT_SHARE : 1;
		const value = mood * strength * share * (negated && !NEGATION.test(word.text) ? NEGATED_SHARE : 1);
		signs.push({ value, anger: value <= -2.5 ? 0.2 : value <= -1.5 ? 0.08 : 0, start: word.start, end: word.end });
	}
	return signs;
}

function readPhraseSigns(text: FoldedText): Sign[] {
	const signs: Sign[] = [];
	for (const { pattern, value, anger } of MOOD_PHRASES) {
		const match = pattern.exec(text.folded);
		if (match !== null) signs.push({ value, anger, start: match.index, end: match.index + match[0].length });
	}
	const curse = SWEARING.exec(text.folded);
	if (curse !== null) signs.push({ value: -2, anger: 0.55, start: curse.index, end: curse.index + curse[0].length });
	return signs;
}

/** 0 for plain writing; capitals, repeated marks and drawn-out letters add up to 2. */
function measureLoudness({ original }: FoldedText): number {
	const letters = original.match(/\p{L}/gu)?.length ?? 0;
	const capitals = original.match(/\p{Lu}/gu)?.length ?? 0;
	const shouted = letters >= 12 && capitals / letters > 0.6 ? 1 : (original.match(/(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu)?.length ?? 0) > 0 ? 0.4 : 0;
	const marks = /[!?]{3,}/u.test(original) ? 0.7 : /!{2}|\?{2}/u.test(original) ? 0.4 : original.includes('!') ? 0.15 : 0;
	const drawn = /(\p{L})\1{3,}/u.test(original) ? 0.3 : 0;
	return shouted + marks + drawn;
}

/** Signs add up like independent witnesses; loud writing makes each weightier, and says a little by itself. */
function measureAnger(signs: readonly Sign[], score: number, loudness: number): number {
	if (score > NEGATIVE_BELOW / 2) return 0;
	let calm = 1;
	for (const { anger } of signs) calm *= 1 - Math.min(0.9, anger * (1 + 0.35 * loudness));
	return 1 - calm * (1 - 0.12 * loudness);
}

function collectEvidence(signs: readonly Sign[], text: FoldedText): readonly Evidence[] {
	const strongest = signs.filter(({ value }) => Math.abs(value) >= 1).sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.start - b.start);
	const evidence: Sign[] = [];
	for (const sign of strongest) {
		if (evidence.length >= MAX_EVIDENCE) break;
		if (!evidence.some((other) => sign.start < other.end && other.start < sign.end)) evidence.push(sign);
	}
	return evidence.map(({ start, end }) => quote(text, start, end));
}

function round(value: number): number {
	return Math.round(value * 1000) / 1000 + 0;
}
