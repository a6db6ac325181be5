import { buildReason, type Rule } from '../buildReason';
import { isSure } from '../planReply';

/** There is an answer, but it is not sure enough. */
export const lowConfidence: Rule = (envelope, policy) => {
	const { answer } = envelope;
	if (answer?.kind !== 'answered' || isSure(envelope, policy)) return undefined;
	return buildReason('lowConfidence', policy, {
		threshold: policy.answerAbove,
		...(answer.confidence === undefined ? {} : { value: answer.confidence }),
	});
};
