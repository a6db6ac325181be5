import { buildReason, type Rule } from '../buildReason';
import { asksInVain, isSmallTalk, openAttempts, wasHandledByPerson } from '../matter';

/** The assistant answered the same matter too often; or a person handled it, or it asked for the same details in vain (then it only offers). */
export const repeatedAttempts: Rule = (envelope, policy) => {
	if (isSmallTalk(envelope)) return undefined;
	const { threshold = 1 } = policy.rules.repeatedAttempts;
	const value = openAttempts(envelope).length;
	if (value >= threshold) return buildReason('repeatedAttempts', policy, { value, threshold });
	if (wasHandledByPerson(envelope)) return buildReason('repeatedAttempts', policy, { grade: 'offer', agent: envelope.conversation.handBack?.agentName });
	if (!asksInVain(envelope)) return undefined;
	return buildReason('repeatedAttempts', policy, { grade: 'offer', detail: (envelope.answer?.asks ?? []).join(', ') });
};
