/** How sure must we be, and how are dates written? What Knowledge Answer may be told. */

export interface AnswerSettings {
	/** An article answers when the search is at least this sure. 0 … 1. */
	readonly answerAbove: number;
	/** An intent counts when triage is at least this sure. 0 … 1. */
	readonly intentAbove: number;
	/** IANA time zone in which looked-up times become dates. */
	readonly timeZone: string;
}

/** Half: more likely right than wrong. The decision applies the company's own, stricter thresholds afterwards. */
export const DEFAULT_ANSWER_SETTINGS: AnswerSettings = { answerAbove: 0.5, intentAbove: 0.5, timeZone: 'UTC' };
