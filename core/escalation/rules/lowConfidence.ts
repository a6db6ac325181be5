import { buildReason, type Rule } from '../buildReason';
import { hasAnswer } from '../matter';
import { isSure } from '../planReply';

/** There is an answer, but it is not sure enough. */
export const lowConfidence: Rule = (envelope, policy) => {
	if (!hasAnswer(envelope) || isSure(envelope, policy)) return undefined;
	const value = envelope.answer?.confidence;
	return buildReason('lowConfidence', policy, {
		threshold: policy.answerAbove,
		...(value === undefined ? {} : { value }),
	});
};
