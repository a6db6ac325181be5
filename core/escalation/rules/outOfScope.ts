import { reasonFrom, type Rule } from '../buildReason';
import { isSmallTalk } from '../matter';
import { isSure } from '../planReply';

/** About nothing the company knows. A sure answer or a question for details proves otherwise. */
export const outOfScope: Rule = (envelope, policy) => {
	if (isSmallTalk(envelope) || isSure(envelope, policy) || envelope.answer?.kind === 'askDetails') return undefined;
	return reasonFrom('outOfScope', policy, envelope.triage?.outOfScope);
};
