import type { IExecuteFunctions } from 'n8n-workflow';
import { SENTIMENT_SENSITIVITIES, type Sensitivity } from '../../core/sentiment';
import type { SentimentThresholds } from '../../core/sentiment/sentiment';

/** The limits the chosen sensitivity stands for. */
export function readParameters(context: IExecuteFunctions, index: number): SentimentThresholds {
	const sensitivity = context.getNodeParameter('sensitivity', index, 'balanced') as Sensitivity | 'custom';
	if (sensitivity !== 'custom') return SENTIMENT_SENSITIVITIES[sensitivity];
	return {
		anger: context.getNodeParameter('anger', index) as number,
		score: context.getNodeParameter('score', index) as number,
		trend: context.getNodeParameter('trend', index) as number,
	};
}
