/** What could the assistant say to this by itself, leaving aside every reason to involve a person? */
import type { Envelope } from '../envelope';
import type { EscalationPolicy } from './policy';
import { asksInVain, countFailedProofs, hasAnswer, isSmallTalk, wasHandledByPerson } from './matter';

export type Plan = 'answer' | 'clarify' | 'none';

/** An answer it is sure of, a question back it has not asked already, or nothing. */
export function planReply(envelope: Envelope, policy: EscalationPolicy): Plan {
	const { answer, triage } = envelope;
	if (isSmallTalk(envelope)) return 'answer';
	if (answer?.verification === 'failed') return mayProveAgain(envelope, policy) ? 'clarify' : 'none';
	if (answer?.kind === 'askDetails') return asksInVain(envelope) ? 'none' : 'clarify';
	if (wasHandledByPerson(envelope)) return 'none';
	if (isSure(envelope, policy)) return 'answer';
	if (mayAskBack(envelope, policy)) return 'clarify';
	const declined = triage?.humanOfferReply === 'declined' && (answer === undefined || answer.kind === 'none');
	return declined ? 'answer' : 'none';
}

/** True when there is an answer with the confidence the policy asks for. An answer without a confidence is not sure. */
export function isSure(envelope: Envelope, policy: EscalationPolicy): boolean {
	return hasAnswer(envelope) && (envelope.answer?.confidence ?? -1) >= policy.answerAbove;
}

function mayProveAgain(envelope: Envelope, policy: EscalationPolicy): boolean {
	return envelope.answer?.kind !== 'answered' && countFailedProofs(envelope) < (policy.rules.unverifiedCustomer.threshold ?? 1);
}

/**
 * Asks back once: when an answer is middling, or two intents are close. Only about an intent, which
 * is then pending; that memory is what keeps it from asking back forever.
 */
function mayAskBack(envelope: Envelope, policy: EscalationPolicy): boolean {
	const { answer, triage, conversation } = envelope;
	if (triage?.intent === undefined || conversation.pendingIntent !== undefined) return false;
	if (hasAnswer(envelope)) return (answer?.confidence ?? -1) >= policy.clarifyAbove;
	return triage.runnerUp !== undefined && (triage.confidence ?? -1) >= policy.clarifyAbove;
}
