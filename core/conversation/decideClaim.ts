/** May this reply be said now? The last check before anything reaches a customer. */
import type { HoldReason, MessageOutcome, OutgoingStatus, ReplyPurpose } from '../reply/reply';
import type { Ownership } from '../handoff/ownership';
import type { Owner } from './conversation';
import type { ClaimRequest } from './ledger';

/** Everything the check looks at, as it stands in the same transaction. */
export interface ClaimFacts {
	/** Status of an outgoing message with the same id; absent when there is none. */
	readonly existing?: OutgoingStatus;
	/** A person gave the message back unanswered. */
	readonly isReturned?: boolean;
	/** Another reply of the conversation is being sent, and this one is to wait for its turn. */
	readonly isPreviousOnItsWay?: boolean;
	/** Absent when conversation or inbound message are unknown. */
	readonly conversation?: Ownership;
	/** How the inbound message ended; absent while it has not. */
	readonly messageOutcome?: MessageOutcome;
	readonly request: Pick<ClaimRequest, 'purpose' | 'epoch' | 'mode' | 'outcome' | 'text'>;
}

export type ClaimVerdict =
	| { readonly kind: 'claim' }
	/** It waits in the queue of its channel: its sender takes it now. */
	| { readonly kind: 'takeFromQueue' }
	| { readonly kind: 'repeated'; readonly status: OutgoingStatus }
	/** `relay`: people have the conversation and the message has no outcome yet; it is theirs. */
	| { readonly kind: 'held'; readonly reason: HoldReason; readonly owner?: Owner; readonly relay: boolean };

/** Decides in this order: said before, unknown, nothing to say, answered together with a later message, resolved, changed hands, not yours to say, answered already, not its turn. */
export function decideClaim({ existing, isReturned, isPreviousOnItsWay, conversation, messageOutcome, request }: ClaimFacts): ClaimVerdict {
	if (existing === 'queued' && request.mode === 'send') return isPreviousOnItsWay ? waitForTurn(conversation) : { kind: 'takeFromQueue' };
	// What could not be sent may be said anew once a person gave the message back.
	if (existing !== undefined && !(existing === 'failed' && isReturned)) return { kind: 'repeated', status: existing };
	if (conversation === undefined) return { kind: 'held', reason: 'unknownConversation', relay: false };

	const reason = holdReason(conversation, messageOutcome, request);
	if (reason === undefined) return isPreviousOnItsWay ? waitForTurn(conversation) : { kind: 'claim' };
	return { kind: 'held', reason, owner: conversation.owner, relay: messageOutcome === undefined && conversation.owner !== 'bot' };
}

function waitForTurn(conversation: Ownership | undefined): ClaimVerdict {
	return { kind: 'held', reason: 'previousOnItsWay', ...(conversation && { owner: conversation.owner }), relay: false };
}

function holdReason(conversation: Ownership, messageOutcome: MessageOutcome | undefined, request: ClaimFacts['request']): HoldReason | undefined {
	if (request.text.trim() === '') return 'nothingToSay';
	if (messageOutcome === 'merged' && request.outcome !== undefined) return 'superseded';
	if (conversation.status === 'resolved') return 'resolved';
	if (conversation.epoch !== request.epoch) return 'staleEpoch';
	if (!maySpeak(conversation.owner, request.purpose)) return 'notOwner';
	if (messageOutcome !== undefined && request.outcome !== undefined) return 'alreadyAnswered';
	// A handoff failed, and the message has been answered meanwhile: nothing is wrong any more.
	if (messageOutcome !== undefined && request.purpose === 'handoffNotice' && conversation.owner === 'bot') return 'alreadyAnswered';
	return undefined;
}

/** A handoff notice is said whoever owns: to those who wait, and to those whose handoff failed. */
function maySpeak(owner: Owner, purpose: ReplyPurpose): boolean {
	switch (purpose) {
		case 'answer':
		case 'followUp':
			return owner === 'bot';
		case 'humanReply':
			return owner === 'human';
		case 'overdueNotice':
			return owner === 'queue';
		case 'handoffNotice':
			return true;
		default:
			return purpose satisfies never;
	}
}
