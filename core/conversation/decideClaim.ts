/** May this reply be said now? The last check before anything reaches a customer. */
import type { LawVerdict } from '../reply/channelLaw';
import type { HoldReason, MessageOutcome, OutgoingStatus, ReplyPurpose } from '../reply/reply';
import type { Ownership } from '../handoff/ownership';
import type { Author, Owner } from './conversation';
import type { ClaimRequest } from './ledger';

/** Everything the check looks at, as it stands in the same transaction. */
export interface ClaimFacts {
	/** Status of an outgoing message with the same id; absent when there is none. */
	readonly existing?: OutgoingStatus;
	/** Who wrote the queued one; absent unless `existing` is `queued`. */
	readonly queuedBy?: Exclude<Author, 'customer'>;
	/** A person gave the message back unanswered. */
	readonly isReturned?: boolean;
	/** Another reply of the conversation is being sent, and this one is to wait for its turn. */
	readonly isPreviousOnItsWay?: boolean;
	/** Absent when conversation or inbound message are unknown. */
	readonly conversation?: Ownership;
	/** How the inbound message ended; absent while it has not. */
	readonly messageOutcome?: MessageOutcome;
	/** Whether the channel's law lets it be said now; absent where none was asked: in our own chat, and of drafts. */
	readonly law?: LawVerdict;
	readonly request: Pick<ClaimRequest, 'purpose' | 'epoch' | 'mode' | 'outcome' | 'text'>;
}

export type ClaimVerdict =
	| { readonly kind: 'claim'; readonly asTemplate?: true }
	/** It waits in the queue of its channel: its sender takes it now. */
	| { readonly kind: 'takeFromQueue'; readonly asTemplate?: true }
	/** It waits in the queue of its channel from now on, or still. */
	| { readonly kind: 'postpone'; readonly notBefore: string }
	| { readonly kind: 'repeated'; readonly status: OutgoingStatus }
	/**
	 * `relay`: people have the conversation and the message has no outcome yet; it is theirs. `ends`: it will not be said
	 * later either, and whoever waits for it has to know.
	 */
	| { readonly kind: 'held'; readonly reason: HoldReason; readonly owner?: Owner; readonly relay: boolean; readonly ends?: true };

/** Decides in this order: said before, unknown, nothing to say, answered together with a later message, resolved, changed hands, not yours to say, answered already, against the channel's law, not its turn. */
export function decideClaim(facts: ClaimFacts): ClaimVerdict {
	const { existing, isReturned, conversation, messageOutcome, request } = facts;
	if (existing === 'queued' && request.mode === 'send') return decideQueued(facts);
	// What could not be sent may be said anew once a person gave the message back.
	if (existing !== undefined && !(existing === 'failed' && isReturned)) return { kind: 'repeated', status: existing };
	if (conversation === undefined) return { kind: 'held', reason: 'unknownConversation', relay: false };

	const reason = holdReason(conversation, messageOutcome, request);
	if (reason === undefined) return decideByLaw(facts, 'claim');
	return { kind: 'held', reason, owner: conversation.owner, relay: messageOutcome === undefined && conversation.owner !== 'bot' };
}

/** A person's words in the queue are said whoever has the conversation by now; the assistant's only while they are still its to say. */
function decideQueued(facts: ClaimFacts): ClaimVerdict {
	const { conversation, queuedBy, request } = facts;
	const reason = queuedBy === 'bot' && conversation !== undefined ? holdReason(conversation, undefined, request) : undefined;
	return reason === undefined ? decideByLaw(facts, 'takeFromQueue') : { kind: 'held', reason, ...(conversation && { owner: conversation.owner }), relay: false, ends: true };
}

function decideByLaw({ law = { kind: 'say' }, isPreviousOnItsWay, conversation }: ClaimFacts, kind: 'claim' | 'takeFromQueue'): ClaimVerdict {
	switch (law.kind) {
		case 'refuse':
			return { kind: 'held', reason: law.reason, ...(conversation && { owner: conversation.owner }), relay: false, ends: true };
		case 'wait':
			return { kind: 'postpone', notBefore: law.notBefore };
		case 'say':
		case 'sayAsTemplate':
			if (isPreviousOnItsWay) return waitForTurn(conversation);
			return law.kind === 'say' ? { kind } : { kind, asTemplate: true };
		default:
			return law satisfies never;
	}
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
