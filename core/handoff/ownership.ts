/**
 * Who may speak to the customer, and how that changes hands.
 *
 * The epoch grows by one at every change of owner and whenever a conversation is resolved, so that
 * whatever was prepared before the change is recognised as stale. A customer who writes again to a
 * resolved conversation reopens it under the epoch the resolution gave it: nothing older can pass.
 */
import type { MoveRefusal } from '../conversation/ledger';
import type { Channel } from '../message/message';
import { hasLaw } from '../reply/channelLaw';
import type { Owner } from '../conversation/conversation';
import type { Agent } from './handoff';

/** Ownership of one conversation. */
export interface Ownership {
	readonly owner: Owner;
	/** The agent who holds it; absent unless owner is `human`. */
	readonly ownerId?: string;
	/** Their display name, for the sentences; absent when unknown. */
	readonly ownerName?: string;
	readonly epoch: number;
	readonly status: 'open' | 'resolved';
}

type Person = Pick<Agent, 'id' | 'name'>;

/** Not seen for so long, neither at the desk nor by a word, a holder is away: a colleague may take over. Longer than a phone call's hold, milliseconds. */
export const HOLDER_AWAY_MS = 600_000;
/** Away for so long while the customer waits, and the conversation goes back into the queue by itself, milliseconds. */
export const HOLDER_LOST_MS = 1_200_000;

/** All that can happen to ownership. `resolve` without an agent is a workflow's doing. */
export type OwnershipMove =
	| { readonly kind: 'handoff' }
	| { readonly kind: 'take'; readonly agent: Person }
	/** Taking it from a colleague: an admin may, and anybody once the holder is away. */
	| { readonly kind: 'takeOver'; readonly agent: Person & Pick<Agent, 'isAdmin'>; readonly isHolderAway: boolean }
	/** A person answered the customer from somewhere else, by phone or in a helpdesk: it has happened, so it is never refused. */
	| { readonly kind: 'answerOutside'; readonly agent: Person }
	/** A reply did not reach the customer, or may not have: a person has to look, also after the end. */
	| { readonly kind: 'undelivered' }
	/** The holder went away while the customer waits. */
	| { readonly kind: 'expire'; readonly isHolderAway: boolean }
	| { readonly kind: 'release'; readonly agent: Person }
	| { readonly kind: 'return'; readonly agent: Person }
	| { readonly kind: 'resolve'; readonly agent?: Person }
	| { readonly kind: 'customerWrites' };

export type OwnershipResult =
	/** `alreadyOpen`: a handoff was asked for and people have the conversation already; nothing changed. */
	| { readonly ok: true; readonly next: Ownership; readonly alreadyOpen?: true }
	| { readonly ok: false; readonly reason: MoveRefusal; readonly message: string };

type Refused = Extract<OwnershipResult, { readonly ok: false }>;

/** Moves ownership, or says in one sentence for people why not. Repeating a move that is done already changes nothing. */
export function moveOwnership(state: Ownership, move: OwnershipMove): OwnershipResult {
	if (move.kind === 'customerWrites') return { ok: true, next: reopen(state) };
	if (move.kind === 'undelivered') return { ok: true, next: state.owner === 'bot' ? { ...giveTo(state, 'queue'), status: 'open' } : state };
	if (move.kind === 'answerOutside') return { ok: true, next: answerOutside(state, move.agent) };
	if (state.status === 'resolved') return refuse('resolved', 'This conversation is resolved; it opens again when the customer writes.');

	switch (move.kind) {
		case 'handoff':
			return state.owner === 'bot' ? { ok: true, next: giveTo(state, 'queue') } : { ok: true, next: state, alreadyOpen: true };
		case 'take':
			return take(state, move.agent);
		case 'takeOver':
			return takeOver(state, move.agent, move.isHolderAway);
		case 'expire':
			if (state.owner !== 'human') return refuse('notOwner', 'Nobody has this conversation, so nobody can lose it.');
			if (!move.isHolderAway) return refuse('ownedByOther', `${state.ownerName ?? 'Someone'} has this conversation and is there.`);
			return { ok: true, next: giveTo(state, 'queue') };
		case 'release':
			if (state.owner !== 'human') return refuse('notOwner', 'Only the person who has this conversation can release it; nobody has it now.');
			return refuseOtherHolder(state, move.agent, 'notOwner') ?? { ok: true, next: giveTo(state, 'queue') };
		case 'return':
			if (state.owner === 'bot') return refuse('notWaiting', 'The assistant has this conversation already.');
			return refuseOtherHolder(state, move.agent, 'notOwner') ?? { ok: true, next: giveTo(state, 'bot') };
		case 'resolve':
			return refuseOtherHolder(state, move.agent, 'ownedByOther') ?? { ok: true, next: { ...giveTo(state, 'bot'), status: 'resolved' } };
		default:
			return move satisfies never;
	}
}

/** Why this person may not write to the customer now; absent when they may. */
export function refuseHumanReply(state: Ownership, agent: Person): Refused | undefined {
	if (state.status === 'resolved') return refuse('resolved', 'This conversation is resolved; it opens again when the customer writes.');
	if (state.owner !== 'human') return refuse('notOwner', 'Take this conversation first, then reply.');
	return refuseOtherHolder(state, agent, 'ownedByOther');
}

/**
 * Why this person may not release a draft made under `draftEpoch`; absent when they may. Whoever
 * holds the conversation may use a draft made before they took it: they read it just now.
 */
export function refuseDraftApproval(state: Ownership, agent: Person, draftEpoch: number): Refused | undefined {
	if (state.status === 'resolved' || state.owner === 'human') return refuseHumanReply(state, agent);
	if (state.epoch !== draftEpoch) return refuse('staleEpoch', 'The conversation changed hands since this draft was written; take it and answer yourself.');
	return undefined;
}

/** Why nobody may write to this customer, whoever has the conversation; absent when one may. `optedOutAt`: when they said so, absent while they want messages. */
export function refuseUnwantedWords(channel: Channel, optedOutAt: string | undefined): Refused | undefined {
	if (optedOutAt === undefined || !hasLaw(channel)) return undefined;
	return refuse('optedOut', 'This customer said STOP: nothing you write here may be sent until they write START. Reach them on another way only if they agreed to it, or resolve this.');
}

/** True when the agent may see and serve this inbox. */
export function mayServe(agent: Pick<Agent, 'inboxes'>, inbox: string): boolean {
	return agent.inboxes.includes('*') || agent.inboxes.includes(inbox);
}

function take(state: Ownership, agent: Person): OwnershipResult {
	if (state.owner !== 'human') return { ok: true, next: holdBy(state, agent) };
	return refuseOtherHolder(state, agent, 'ownedByOther') ?? { ok: true, next: state };
}

function takeOver(state: Ownership, agent: Person & Pick<Agent, 'isAdmin'>, isHolderAway: boolean): OwnershipResult {
	if (state.owner !== 'human' || state.ownerId === agent.id) return take(state, agent);
	if (agent.isAdmin || isHolderAway) return { ok: true, next: holdBy(state, agent) };
	return refuse('ownedByOther', `${state.ownerName ?? 'Someone else'} has this conversation and is there; ask them to release it, or an admin to take it over.`);
}

/** A person who has it keeps it: they see what was said, and what they are writing is not lost. Words after the end reopen nothing. */
function answerOutside(state: Ownership, agent: Person): Ownership {
	return state.status === 'resolved' || state.owner === 'human' ? state : holdBy(state, agent);
}

function holdBy(state: Ownership, agent: Person): Ownership {
	return { ...giveTo(state, 'human'), ownerId: agent.id, ownerName: agent.name };
}

function giveTo(state: Ownership, owner: Owner): Ownership {
	return { owner, epoch: state.epoch + 1, status: state.status };
}

function reopen(state: Ownership): Ownership {
	return state.status === 'open' ? state : { owner: 'bot', epoch: state.epoch, status: 'open' };
}

function refuseOtherHolder(state: Ownership, agent: Person | undefined, reason: MoveRefusal): Refused | undefined {
	if (state.owner !== 'human' || state.ownerId === agent?.id) return undefined;
	return refuse(reason, `${state.ownerName ?? 'Someone else'} has this conversation; ask them to release it first.`);
}

function refuse(reason: MoveRefusal, message: string): Refused {
	return { ok: false, reason, message };
}
