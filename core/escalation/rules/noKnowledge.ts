import { buildReason, type Rule } from '../buildReason';
import { hasAnswer, isSmallTalk } from '../matter';

/**
 * Nothing known answers this, or nobody looked. A customer who came straight from the Sentiment Gate
 * was not looked up on purpose: their mood is the reason then.
 */
export const noKnowledge: Rule = (envelope, policy) => {
	const { answer, sentiment, triage } = envelope;
	if (isSmallTalk(envelope) || triage?.humanOfferReply !== undefined) return undefined;
	if (answer?.kind === 'none' || (answer?.kind === 'answered' && !hasAnswer(envelope))) return buildReason('noKnowledge', policy);
	if (answer !== undefined || sentiment?.upset === true) return undefined;
	return buildReason('noKnowledge', policy, { detail: 'No answer was looked for.' });
};
