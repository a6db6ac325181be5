/** How does the customer feel, are they angry, are they disappointed? Learnt weights over words, phrases, emoji and the manner of writing. */
import type { SentimentLabel, SentimentReading } from '../../core/sentiment/sentiment';
import type { Evidence } from '../../core/triage/triage';
import { ENGINE_LANGUAGES } from './language';
import { buildMoodFeatures } from './moodFeatures';
import { weighMood, type MoodOdds } from './moodModel';
import { readMoodSigns, type MoodSigns, type Sign } from './moodSigns';
import { quote, type FoldedText } from './text';

/** How likely each mood is; they sum to 1. */
type MoodChances = Readonly<Record<SentimentLabel, number>>;

/** Sum of moods at which the strength reaches about three quarters. */
const FULL_MOOD = 5;
/**
 * How far a mood that is sure moves the score by itself, and what the strength of the words adds. A plain report of something
 * broken is surely negative and yet no outburst.
 */
const PLAIN_MOOD = 0.4;
const STRONG_MOOD = 0.55;
/**
 * Added to the log-odds of negative: where the weights were learnt every mood was as common as the others, while people
 * write to a company because something went wrong. 0.5 is assumed, not measured: of ten messages five negative and three neutral.
 */
const MORE_OFTEN_NEGATIVE = 0.5;
/** Below this chance of its label a reading is unsure; one in three would be a guess. */
const SURE = 0.45;
/** What praise beside a grievance takes from the log-odds of joy and gives to those of complaint. */
const DOUBTED_JOY = 3.5;
const DOUBTED_MEANING = 1;
/**
 * What "I had expected more" takes from the log-odds of joy and gives to those of complaint, and its denial the other way round: better,
 * more and promised sound like joy. A denial weighs more: the word it denies is heard all the same.
 */
const LET_DOWN_MEANING = 2;
const DENIED_LET_DOWN_MEANING = 3;
/** What signs of anger add to its learnt log-odds, and a constant; set by hand so that what our samples call angry passes the gate's 0.6 and what they do not stays below. */
const WITNESSED_ANGER = 2;
const ANGER_CONSTANT = -0.4;
const MAX_EVIDENCE = 4;

const NOTHING: SentimentReading = { label: 'neutral', score: 0, anger: 0, disappointment: 0, evidence: [] };

/** Reads the mood of one text. Text without a word or a picture is neutral. */
export function readSentiment(text: string): SentimentReading {
	const signs = readMoodSigns(text);
	if (signs.signs.length === 0 && !signs.words.some(({ text: word }) => /\p{L}/u.test(word))) return NOTHING;
	const odds = weighMood(buildMoodFeatures(signs));
	const chances = toChances(odds, signs);
	const label = likeliest(chances);
	const heard = signs.doubt === undefined ? signs.signs : [signs.doubt, ...signs.signs.filter(({ value }) => value < 0)];
	const direction = chances.positive - chances.negative;
	const strength = Math.max(0, Math.sign(direction) * measureStrength(signs));
	return {
		label,
		score: round(direction * (PLAIN_MOOD + STRONG_MOOD * strength * strength)),
		anger: round(measureAnger(heard, odds, signs.loudness)),
		disappointment: round(toShare(odds.disappointed)),
		confidence: round(chances[label]),
		...(isUnsure(chances[label], signs) ? { unsure: true } : {}),
		evidence: collectEvidence(heard, signs.text),
	};
}

function toChances({ negative, positive }: MoodOdds, { doubt, letDown }: MoodSigns): MoodChances {
	const pull = letDown * (letDown < 0 ? DENIED_LET_DOWN_MEANING : LET_DOWN_MEANING);
	const isSour = doubt !== undefined && doubt.anger > 0;
	const parts = {
		negative: Math.exp(negative + MORE_OFTEN_NEGATIVE + pull + (isSour ? DOUBTED_MEANING : 0)),
		neutral: 1,
		positive: Math.exp(positive - pull - (isSour ? DOUBTED_JOY : 0)),
	};
	const total = parts.negative + parts.neutral + parts.positive;
	return { negative: parts.negative / total, neutral: parts.neutral / total, positive: parts.positive / total };
}

function likeliest({ negative, neutral, positive }: MoodChances): SentimentLabel {
	if (negative >= neutral && negative >= positive) return 'negative';
	return positive > neutral ? 'positive' : 'neutral';
}

/** Unsure too where the words belong to a language that the lists hardly know, or to none. */
function isUnsure(chance: number, { language, signs }: MoodSigns): boolean {
	return chance < SURE || (language === undefined ? signs.length === 0 : !ENGINE_LANGUAGES.includes(language));
}

/** −1 … 1: the strength of what was said, by the scale of the word list. */
function measureStrength({ signs, doubt, loudness }: MoodSigns): number {
	const bad = sumOf(signs.filter(({ value }) => value < 0)) + (doubt?.value ?? 0);
	const good = sumOf(signs.filter(({ value }) => value > 0));
	const sum = bad * (1 + 0.4 * loudness) + (doubt === undefined ? good * (1 + 0.2 * loudness) : 0);
	return Math.tanh(sum / FULL_MOOD);
}

function sumOf(signs: readonly Sign[]): number {
	return signs.reduce((sum, { value }) => sum + value, 0);
}

/** The learnt odds, and signs that add up like independent witnesses; loud writing makes each weightier. */
function measureAnger(signs: readonly Sign[], { angry }: MoodOdds, loudness: number): number {
	let calm = 1;
	for (const { anger } of signs) calm *= 1 - Math.min(0.9, anger * (1 + 0.35 * loudness));
	return toShare(angry + WITNESSED_ANGER * (1 - calm) + ANGER_CONSTANT);
}

function toShare(odds: number): number {
	return 1 / (1 + Math.exp(-odds));
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
