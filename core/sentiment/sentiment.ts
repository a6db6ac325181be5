/** How the customer feels: the record the Sentiment Gate adds to the envelope. */
import type { Evidence, EngineNote } from '../triage/triage';

export type SentimentLabel = 'negative' | 'neutral' | 'positive';

export interface Sentiment {
	readonly label: SentimentLabel;
	/** −1 … 1. */
	readonly score: number;
	/** 0 … 1. */
	readonly anger: number;
	/** 0 … 1: how likely the customer is disappointed, calibrated on public forum posts; absent when the engine does not say. */
	readonly disappointment?: number;
	/** Change per message over the newest points of the conversation, −1 … 1; absent before the third point. */
	readonly trend?: number;
	/** 0 … 1: how likely this conversation will need a person, calibrated on the inbox's own conversations where there are enough; absent before the assistant has answered anything. */
	readonly needsPerson?: number;
	/** `needsPerson` before calibration, by `forecastPerson`: what is remembered, since a calibrated one would be calibrated again. Absent with it. */
	readonly rawForecast?: number;
	/** Over {@link SentimentThresholds} or falling: the reason the gate chose Upset. */
	readonly upset: boolean;
	/** Why the gate chose Upset; empty when calm. */
	readonly because: ReadonlyArray<'anger' | 'negative' | 'falling'>;
	readonly evidence: readonly Evidence[];
	readonly engine: EngineNote;
}

/** What the engine says of one text; the gate adds trend and verdict. */
export interface SentimentReading {
	readonly label: SentimentLabel;
	readonly score: number;
	readonly anger: number;
	/** 0 … 1: how likely the customer is disappointed; absent when the engine does not say. */
	readonly disappointment?: number;
	/** 0 … 1: how likely the label is right; absent when the engine does not say. */
	readonly confidence?: number;
	/** The label is little more than a guess, or the text is in a language that the engine reads badly. Absent when it is sure. */
	readonly unsure?: true;
	readonly evidence: readonly Evidence[];
}

export interface SentimentThresholds {
	/** Anger at or above this is upset. 0 … 1. */
	readonly anger: number;
	/** A score at or below this is upset. −1 … 0. */
	readonly score: number;
	/** A trend at or below this is upset once three points are there. −1 … 0. */
	readonly trend: number;
}
