/** Saying something to the customer: claimed once, sent once, confirmed. */
import type { Author } from '../conversation/conversation';
import type { LawRefusal } from './channelLaw';

/**
 * `draft`: waits for a person. `queued`: waits for its channel's workflow. `claimed`: being sent.
 * `sent`, `failed`, `discarded` are ends; `unknown` (a crash in between) is put before a person.
 */
export const OUTGOING_STATUSES = ['draft', 'queued', 'claimed', 'sent', 'failed', 'unknown', 'discarded'] as const;
export type OutgoingStatus = (typeof OUTGOING_STATUSES)[number];

/** Why a reply may not be sent. */
export type HoldReason = 'staleEpoch' | 'notOwner' | 'alreadyAnswered' | 'superseded' | 'previousOnItsWay' | 'resolved' | 'nothingToSay' | 'unknownConversation' | 'awaitingApproval' | 'storeFailed' | LawRefusal | 'quietHours';

export interface ReplyReceipt {
	/** Deterministic: the same message and purpose give the same id. */
	readonly id?: string;
	readonly text?: string;
	readonly status: OutgoingStatus | 'held';
	/** Why it was held; absent otherwise. */
	readonly held?: HoldReason;
	/** What to do about it, one sentence; absent when nothing. */
	readonly note?: string;
	/** Who said it, of what waited in the queue; absent otherwise. */
	readonly author?: Exclude<Author, 'customer'>;
	/** True when Claim itself delivered it (web chat). */
	readonly delivered: boolean;
	/** Where to send: the customer's address on the channel; absent in web chat. */
	readonly to?: string;
	/** When it may be said; absent unless it waits for that. */
	readonly notBefore?: string;
	/** The approved template that is sent in place of the text; absent otherwise. */
	readonly template?: MessageTemplate;
}

/** A template the channel approved, filled in. */
export interface MessageTemplate {
	/** Its name at the channel. */
	readonly name: string;
	/** Its language as the channel writes it, e.g. "en_US". */
	readonly language: string;
	/** What stands in its places, in order. */
	readonly variables: readonly string[];
}

/** How an inbound message ended. Exactly one each. */
export const MESSAGE_OUTCOMES = ['answered', 'clarified', 'offered', 'handedOff', 'relayed', 'draft', 'ignored', 'merged'] as const;
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** What kind of thing is said; the deterministic id is built from message and purpose. */
export type ReplyPurpose = 'answer' | 'handoffNotice' | 'overdueNotice' | 'humanReply' | 'followUp';

export interface OutgoingMessage {
	readonly id: string;
	readonly inbox: string;
	readonly conversationId: string;
	/** The inbound message it answers; absent for a person's own initiative. */
	readonly messageId?: string;
	readonly purpose: ReplyPurpose;
	readonly author: Exclude<Author, 'customer'>;
	readonly authorName?: string;
	readonly text: string;
	readonly status: OutgoingStatus;
	readonly epoch: number;
	readonly createdAt: string;
	/** When it may be said; absent unless it waits for that. */
	readonly notBefore?: string;
}
