/** Handing a conversation to a person, and the receipt that proves it happened. */

/** requested → queued → accepted → seen → first human word; or one of the ends. */
export const HANDOFF_STATUSES = ['queued', 'accepted', 'seen', 'replied', 'resolved', 'returned', 'failed'] as const;
export type HandoffStatus = (typeof HANDOFF_STATUSES)[number];

/** How the handoff began, for the words the customer is told. */
export type HandoffResult = 'handedOff' | 'queued' | 'failed';

export interface HandoffReceipt {
	/** Absent when the handoff failed. */
	readonly id?: string;
	/** `handedOff`: a person is at the desk. `queued`: recorded, but nobody is free or the desk is closed. `failed`: not recorded. */
	readonly result: HandoffResult;
	readonly status: HandoffStatus;
	/** The conversation's epoch after the handoff, or the one it was asked under when it failed; the words to the customer are claimed under it. */
	readonly epoch: number;
	/** 1 is next; absent when not waiting. */
	readonly queuePosition?: number;
	/** People signed in at the desk within the last minute. */
	readonly agentsOnline: number;
	/** ISO 8601: accepted later than this takes the failure path. */
	readonly acceptBy?: string;
	/** True when the conversation was with people already; nothing was opened twice. */
	readonly alreadyOpen?: true;
	/** True when the message was put before people for want of an answer and got one meanwhile; nothing was opened. */
	readonly alreadyAnswered?: true;
	/** Why it failed, and what to do; absent otherwise. */
	readonly problem?: string;
}

/** Until when a handoff is to be accepted where nobody set another time, seconds: as Human Handoff sets it. */
export const ACCEPT_WITHIN_SECONDS = 300;
/** A customer who was not told of their handoff for so long is told by Support Event Trigger, milliseconds: whoever was to say it is gone. */
export const TOLD_WITHIN_MS = 60_000;

/** How pressing a handoff is, least first. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** One step more pressing, for a handoff nobody accepted in time. */
export function raisePriority(priority: Priority): Priority {
	return PRIORITIES[PRIORITIES.indexOf(priority) + 1] ?? 'urgent';
}

/** An agent as others see them. */
export interface Agent {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	/** Inboxes they may see; `*` is all. */
	readonly inboxes: readonly string[];
	readonly isAdmin: boolean;
}
