/** Will this conversation need a person? Asked before the anger comes, from what the customer has been through so far. */
import { countActiveSeconds } from '../conversation/activeSeconds';
import type { Conversation, Turn } from '../conversation/conversation';
import { sinceHandBack } from '../conversation/sinceHandBack';
import { calibrateForecast, type ForecastFit } from './calibrateForecast';
import type { Sentiment } from './sentiment';

/**
 * What each thing adds to the log-odds. They are set by hand: no public set at hand holds conversations with both their words
 * and whether a person was needed. The anchors: after one answer and in good mood about 1 in 20; after two
 * failed answers to the same question, in bad mood, about 4 in 5. `calibrateForecast` puts the number right by an inbox's own conversations.
 */
export const FORECAST_WEIGHTS = {
	constant: -3.1,
	/** Each answer known to have failed, at most 3. */
	failedAnswer: 0.9,
	/** Each answer after the first of which nobody knows whether it helped, at most 3. */
	furtherAnswer: 0.4,
	/** Each earlier message of the customer that says nearly what this one says, at most 2. */
	repeat: 0.8,
	/** Each message of the customer after the second, at most 8. */
	furtherMessage: 0.12,
	/** Each proof of identity that did not match, at most 2. */
	failedProof: 0.6,
	/** A score of −1; a score above 0 counts nothing. */
	badMood: 1.4,
	/** Anger of 1. */
	anger: 1.8,
	/** A trend of −1; a rising one counts nothing. */
	fallingMood: 1.5,
	/** Five minutes of talk about an open matter; fifteen count twice. */
	time: 0.35,
} as const;

/** Words two messages must share, of all words in both, for the later one to repeat the earlier. */
const REPEATED_SHARE = 0.6;
/** Shorter messages ("yes", "thanks") repeat by chance. */
const MIN_REPEATED_WORDS = 3;
/** Words of one message that are compared. */
const MAX_COMPARED_WORDS = 200;
const SECONDS_PER_STEP = 300;

/**
 * How likely this conversation will need a person, 0 … 1, before calibration. Absent before the assistant said anything since a person last had
 * it: there is nothing to learn from yet.
 *
 * `now` is ISO 8601, UTC. The last turn is the message being handled.
 *
 * @example forecastPerson(conversation, { score: -0.4, anger: 0.2 }, now) // 0.31
 */
export function forecastPerson(conversation: Conversation, mood: Pick<Sentiment, 'score' | 'anger' | 'trend'>, now: string): number | undefined {
	const turns = sinceHandBack(conversation.turns, conversation);
	if (!turns.some(({ author }) => author === 'bot')) return undefined;
	const attempts = sinceHandBack(conversation.attempts, conversation);
	const open = attempts.slice(attempts.findLastIndex(({ result }) => result === 'worked') + 1);
	const failed = open.filter(({ result }) => result === 'failed').length;
	const said = turns.filter(({ author }) => author === 'customer');
	const steps = conversation.unresolvedSince === undefined ? 0 : countActiveSeconds(turns, conversation.unresolvedSince, now) / SECONDS_PER_STEP;
	const w = FORECAST_WEIGHTS;
	const odds = w.constant
		+ w.failedAnswer * Math.min(3, failed)
		+ w.furtherAnswer * within(open.length - failed - 1, 3)
		+ w.repeat * Math.min(2, countRepeats(said))
		+ w.furtherMessage * within(said.length - 2, 8)
		+ w.failedProof * within(conversation.failedVerifications, 2)
		+ w.badMood * within(-mood.score, 1)
		+ w.anger * within(mood.anger, 1)
		+ w.fallingMood * within(-(mood.trend ?? 0), 1)
		+ w.time * Math.log2(1 + steps);
	return Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
}

/** The record with the forecast, where there is one. */
export function addForecast(sentiment: Sentiment, conversation: Conversation, now: string): Sentiment {
	const rawForecast = forecastPerson(conversation, sentiment, now);
	return rawForecast === undefined ? sentiment : { ...sentiment, needsPerson: rawForecast, rawForecast };
}

/** The record with its forecast calibrated; the same one where it has none. */
export function calibrateSentiment(sentiment: Sentiment, fit: ForecastFit): Sentiment {
	const { rawForecast } = sentiment;
	return rawForecast === undefined ? sentiment : { ...sentiment, needsPerson: calibrateForecast(rawForecast, fit) };
}

/** 0 … `limit`; what is no number counts as nothing. */
function within(value: number, limit: number): number {
	return Number.isFinite(value) ? Math.max(0, Math.min(limit, value)) : 0;
}

function countRepeats(said: readonly Turn[]): number {
	const newest = wordsOf(said.at(-1)?.text ?? '');
	if (newest.size < MIN_REPEATED_WORDS) return 0;
	return said.slice(0, -1).filter(({ text }) => overlap(newest, wordsOf(text)) >= REPEATED_SHARE).length;
}

function wordsOf(text: string): ReadonlySet<string> {
	return new Set(text.slice(0, 4_000).toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').slice(0, MAX_COMPARED_WORDS));
}

/** Words in both, as a share of the words in either. */
function overlap(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
	const shared = [...some].filter((word) => others.has(word)).length;
	return shared / (some.size + others.size - shared || 1);
}
