import type { IExecuteFunctions } from 'n8n-workflow';
import type { Sentiment } from '../../core/sentiment';
import { loadKit } from '../shared/kit';
import { openKnowledge } from '../shared/ledger';

/** The record with its forecast as the inbox's real conversations calibrate it, in manual runs too. Without a forecast no ledger is asked for. */
export async function calibrate(context: IExecuteFunctions, inbox: string, sentiment: Sentiment, now: string): Promise<Sentiment> {
	if (sentiment.rawForecast === undefined) return sentiment;
	const kit = await loadKit();
	try {
		return kit.calibrateSentiment(sentiment, await kit.forecastFit(await openKnowledge(context), inbox, now));
	} catch {
		// The mood is known without a ledger, and the forecast stands as it is; nodes that cannot do without report it.
		return sentiment;
	}
}
