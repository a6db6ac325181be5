/** Is this customer upset, or getting there? One reading, the mood so far, and thresholds decide. */
import type { Conversation, SentimentPoint } from '../conversation/conversation';
import { sinceHandBack } from '../conversation/sinceHandBack';
import type { EngineNote } from '../triage/triage';
import type { Sentiment, SentimentReading, SentimentThresholds } from './sentiment';

/**
 * Starting values, to be tuned on a company's own conversations: clear anger, a clearly negative
 * message, or a mood that loses a quarter of a unit with every message.
 */
export const DEFAULT_SENTIMENT_THRESHOLDS: SentimentThresholds = { anger: 0.6, score: -0.6, trend: -0.25 };

/** Messages a trend looks back on, this one included: older moods say little about now. */
export const TREND_POINTS = 6;

/** Two points are a difference, not a trend. */
const MIN_TREND_POINTS = 3;

/**
 * Adds trend and verdict to what an engine read in one message.
 *
 * `trail` is the conversation's mood before this message, oldest first. A falling mood counts only
 * once it is below neutral: from delighted to content is no reason to call anyone.
 *
 * @example gateSentiment({ label: 'negative', score: -0.8, anger: 0.1, evidence: [] }, [], DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' }).because // ['negative']
 */
export function gateSentiment(
	reading: SentimentReading,
	trail: readonly SentimentPoint[],
	thresholds: SentimentThresholds,
	engine: EngineNote,
): Sentiment {
	const trend = readTrend([...trail.map((point) => point.score), reading.score]);
	const because: Array<Sentiment['because'][number]> = [];
	if (reading.anger >= thresholds.anger) because.push('anger');
	if (reading.score <= thresholds.score) because.push('negative');
	if (trend !== undefined && trend <= thresholds.trend && reading.score < 0) because.push('falling');
	return {
		label: reading.label,
		score: reading.score,
		anger: reading.anger,
		...(reading.disappointment === undefined ? {} : { disappointment: reading.disappointment }),
		...(trend === undefined ? {} : { trend }),
		upset: because.length > 0,
		because,
		evidence: reading.evidence,
		engine,
	};
}

/** The mood the gate looks back on: an anger that a person has settled since does not call the next one. */
export function recentMood(conversation: Pick<Conversation, 'sentimentTrail' | 'handBack'>): readonly SentimentPoint[] {
	return sinceHandBack(conversation.sentimentTrail, conversation);
}

/** Median of all pairwise slopes (Theil and Sen): one odd message does not make a trend. */
function readTrend(scores: readonly number[]): number | undefined {
	const newest = scores.filter(Number.isFinite).slice(-TREND_POINTS);
	if (newest.length < MIN_TREND_POINTS) return undefined;
	const slopes: number[] = [];
	for (const [index, score] of newest.entries()) for (let later = index + 1; later < newest.length; later++) slopes.push(((newest[later] as number) - score) / (later - index));
	return clampToUnit(readMedian(slopes.sort((a, b) => a - b)));
}

function readMedian(sorted: readonly number[]): number {
	const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
	const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
	return (lower + upper) / 2;
}

function clampToUnit(value: number): number {
	return Math.max(-1, Math.min(1, value));
}
