/** What the customer is told when a conversation went to people, or could not. */
import type { ReasonCode } from '../escalation/decision';
import type { HandoffReceipt } from '../handoff/handoff';
import type { HandoffCause } from './phrases';
import type { Words } from './replySettings';

/** How each reason sounds to the customer. A rollout is none of their business. */
const CAUSES: Readonly<Record<ReasonCode, HandoffCause>> = {
	humanRequested: 'requested', humanOfferAccepted: 'requested',
	negativeSentiment: 'upset', fallingSentiment: 'upset',
	legalOrSafety: 'serious', accountCompromise: 'account',
	repeatedAttempts: 'tried', unresolvedTooLong: 'tried', likelyNeedsPerson: 'tried',
	lowConfidence: 'unknown', noKnowledge: 'unknown', outOfScope: 'unknown',
	complexRequest: 'personOnly', humanOnlyIntent: 'personOnly', sensitiveData: 'personOnly', unverifiedCustomer: 'personOnly', highValueCustomer: 'personOnly', promiseMade: 'personOnly', attachmentOnly: 'personOnly',
	urgent: 'urgent', languageUnsupported: 'language', toolFailure: 'technical',
	heldBackByRollout: 'none',
};

/** The notice for a receipt, opened by the main reason. Only a receipt makes "you are with our team" true. */
export function composeHandoffNotice(handoff: HandoffReceipt, mainReason: ReasonCode | undefined, words: Words, fallbackContact = ''): string {
	const cause = mainReason === undefined ? 'none' : CAUSES[mainReason];
	return join(openNotice(cause, handoff, words), ...tellState(handoff, words, fallbackContact));
}

/** Nobody accepted in time: what is so, where one stands, and another way if there is one. */
export function composeOverdueNotice({ queuePosition }: HandoffReceipt, words: Words, fallbackContact = ''): string {
	const contact = fallbackContact.trim();
	return join(words.say('overdue'), queuePosition === undefined ? '' : words.position(queuePosition), contact === '' ? '' : words.say('failedContact', { contact }));
}

/** "Of course" before a refusal would mock. */
function openNotice(cause: HandoffCause, { result }: HandoffReceipt, words: Words): string {
	return result === 'failed' && cause === 'requested' ? '' : words.because(cause);
}

function tellState(handoff: HandoffReceipt, words: Words, fallbackContact: string): readonly string[] {
	const position = handoff.queuePosition === undefined ? '' : words.position(handoff.queuePosition);
	switch (handoff.result) {
		case 'handedOff':
			return [words.say('handedOff'), position];
		case 'queued':
			return [words.say(handoff.agentsOnline > 0 ? 'queuedBusy' : 'queuedClosed'), position];
		case 'failed':
			return [words.say('failed'), fallbackContact.trim() === '' ? words.say('failedAgain') : words.say('failedContact', { contact: fallbackContact.trim() })];
		default: {
			const unknownResult: never = handoff.result;
			return [unknownResult];
		}
	}
}

function join(...sentences: readonly string[]): string {
	return sentences.filter((sentence) => sentence !== '').join(' ');
}
