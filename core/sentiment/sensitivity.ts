/** The plain-word choices a business user has instead of three numbers. */
import { DEFAULT_SENTIMENT_THRESHOLDS } from './gateSentiment';
import type { SentimentThresholds } from './sentiment';

export type Sensitivity = 'patient' | 'balanced' | 'watchful';

/** Starting values around the default; the order patient → watchful is what a user relies on. */
export const SENTIMENT_SENSITIVITIES: Readonly<Record<Sensitivity, SentimentThresholds>> = {
	patient: { anger: 0.8, score: -0.85, trend: -0.4 },
	balanced: DEFAULT_SENTIMENT_THRESHOLDS,
	watchful: { anger: 0.4, score: -0.35, trend: -0.15 },
};
