/** Conversations change hands: from the assistant to the queue, to a person, and back. */
import { packUndelivered, type Undelivered } from '../core/context/packUndelivered';
import { applyLearned, returnMemory } from '../core/conversation/applyLearned';
import type { DeskMove, HandoffRequest, MoveResult } from '../core/conversation/ledger';
import { ACCEPT_WITHIN_SECONDS } from '../core/handoff/handoff';
import type { Agent, HandoffReceipt } from '../core/handoff/handoff';
import { HOLDER_AWAY_MS, mayServe, moveOwnership } from '../core/handoff/ownership';
import type { Ownership, OwnershipMove } from '../core/handoff/ownership';
import { findConversation, findMessage, giveBackQuestion, giveOutcome, loadNewestEnvelope, relayPending, saveConversation } from './conversations';
import { agentsOnline, deskActive } from './presence';
import { addEvents, outcomeEvent } from './events';
import { isHolderAway } from './holders';
import type { NewEvent } from './events';
import { flag, fromMemory, fromOwnership, present, toMemory, toOwnership } from './rows';
import type { ConversationRow, Db, HandoffRow, OutgoingRow } from './schema';

const NO_DESK = 'No agent desk is active, so nobody sees this conversation yet. Activate a workflow with the Agent Desk Trigger; it waits there until then.';

/** Opens a handoff, once: a conversation people have already is left as it is. */
export async function openHandoff(db: Db, request: HandoffRequest): Promise<HandoffReceipt> {
	return db.transaction().execute(async (tx) => {
		const conversation = await findConversation(tx, request.inbox, request.conversationId);
		if (conversation === undefined) return failed(request, 'This conversation is not known in this inbox of the ledger this node looks into. Check the inbox, and set "Keep Conversations In" alike in every Hybrid Support node; to Postgres where n8n runs on several machines.');
		const moved = moveOwnership(toOwnership(conversation), { kind: 'handoff' });
		if (!moved.ok) return failed(request, moved.message);
		if (moved.alreadyOpen !== true && conversation.epoch !== request.epoch) {
			return failed(request, 'The conversation changed hands while this was decided; decide anew with its newest message.');
		}
		if (moved.alreadyOpen !== true && request.onlyUnanswered === true && await isAnswered(tx, request)) {
			return { ...failed(request, 'This message was answered meanwhile; nothing is handed off.'), alreadyAnswered: true };
		}
		const memory = fromMemory(applyLearned(toMemory(conversation), request.learned));
		if (moved.alreadyOpen === true) {
			await saveConversation(tx, conversation, memory);
			await endMessage(tx, request);
			return await writeReceipt(tx, conversation, request.now, true);
		}
		const queued = await putIntoQueue(tx, { ...conversation, ...memory }, moved.next, request);
		return await writeReceipt(tx, queued, request.now, false);
	});
}

/**
 * A reply did not reach the customer, or may not have: whoever has the conversation is shown that the customer waits, and
 * nobody's is put into the queue.
 */
export async function seekPersonFor(tx: Db, outgoing: Pick<OutgoingRow, 'inbox' | 'conversation_id' | 'id' | 'epoch'>, fate: Undelivered, now: string): Promise<void> {
	const conversation = await findConversation(tx, outgoing.inbox, outgoing.conversation_id);
	if (conversation === undefined || conversation.erased_at !== null) return;
	const before = toOwnership(conversation);
	const moved = moveOwnership(before, { kind: 'undelivered' });
	if (!moved.ok || moved.next === before) {
		// Who wants no messages waits for none; the note says it to whoever has the conversation.
		if (fate !== 'optedOut') await saveConversation(tx, conversation, { waiting_since: conversation.waiting_since ?? now, updated_at: now });
		return;
	}
	const envelope = await loadNewestEnvelope(tx, conversation);
	if (envelope === undefined) return;
	// A reply given back and sent again may fail again: each time is a handoff of its own.
	const { inbox, conversation_id: conversationId, id, epoch } = outgoing;
	await putIntoQueue(tx, conversation, moved.next, {
		inbox, conversationId, id: `undelivered:${id}:${before.epoch}`, epoch, packet: packUndelivered(envelope, fate, now), acceptWithinSeconds: ACCEPT_WITHIN_SECONDS, reasons: ['toolFailure'], learned: {}, now,
	});
}

/** Opens the handoff; what the customer wrote and nobody answered is the people's now. Returns the conversation as it is then. */
async function putIntoQueue(tx: Db, conversation: ConversationRow, next: Ownership, request: HandoffRequest): Promise<ConversationRow> {
	const handoff = makeHandoff(request);
	const queued = { ...conversation, ...fromOwnership(next), handoff_id: handoff.id, waiting_since: request.now, updated_at: request.now };
	await saveConversation(tx, conversation, queued);
	await tx.insertInto('handoffs').values(handoff).execute();
	await addEvents(tx, [{ inbox: request.inbox, conversation_id: conversation.id, kind: 'waiting', at: request.now }]);
	await endMessage(tx, request);
	await relayPending(tx, request.inbox, conversation.id, request.now);
	return queued;
}

/** Moves ownership at the desk, or says in a sentence why not. */
export async function move(db: Db, inbox: string, conversationId: string, agent: Agent, deskMove: DeskMove, now: string): Promise<MoveResult> {
	return db.transaction().execute((tx) => moveWithin(tx, inbox, conversationId, agent, deskMove, now));
}

/** As {@link move}, within a transaction that does more. */
export async function moveWithin(tx: Db, inbox: string, conversationId: string, agent: Agent, deskMove: DeskMove, now: string): Promise<MoveResult> {
	if (!mayServe(agent, inbox)) return { ok: false, reason: 'notAllowed', message: 'You do not serve this inbox; an administrator can add it to your account.' };
	const conversation = await findConversation(tx, inbox, conversationId);
	if (conversation === undefined) return { ok: false, reason: 'notFound', message: 'This conversation does not exist any more.' };

	const before = toOwnership(conversation);
	const moved = moveOwnership(before, await ownershipMove(tx, conversation, deskMove, agent, now));
	if (!moved.ok) return moved;
	if (await leavesWordsUnread(tx, conversation, deskMove)) return { ok: false, reason: 'staleEpoch', message: 'The customer wrote meanwhile. Close this, read it, then decide again.' };
	if (moved.next !== before) {
		const change = { ...fromOwnership(moved.next), ...await sideEffects(tx, conversation, deskMove, agent, now), updated_at: now };
		if (!await saveConversation(tx, conversation, change)) return { ok: false, reason: 'staleEpoch', message: 'Somebody else was faster; look again.' };
		await followHandoff(tx, conversation, deskMove, agent, now);
		await addEvents(tx, [moveEvent(conversation, deskMove, agent, now)]);
		if (deskMove.kind === 'take' || deskMove.kind === 'takeOver' || deskMove.kind === 'resolve') await relayPending(tx, inbox, conversationId, now);
		if (deskMove.kind === 'return') await giveBackQuestion(tx, inbox, conversationId, now);
		if (deskMove.kind === 'resolve') await discardOpenReplies(tx, conversation, now);
	}
	return { ok: true, owner: moved.next.owner, epoch: moved.next.epoch, status: moved.next.status };
}

async function ownershipMove(tx: Db, conversation: ConversationRow, { kind }: DeskMove, agent: Agent, now: string): Promise<OwnershipMove> {
	return kind === 'takeOver' ? { kind, agent, isHolderAway: await isHolderAway(tx, conversation, secondsLater(now, -HOLDER_AWAY_MS / 1_000)) } : { kind, agent };
}

/** Place in the queue, 1 is next; absent when the conversation does not wait. */
export async function queuePosition(db: Db, conversation: ConversationRow): Promise<number | undefined> {
	if (conversation.owner !== 'queue') return undefined;
	const { ahead } = await db.selectFrom('conversations')
		.select((eb) => eb.fn.countAll<number>().as('ahead'))
		.where('owner', '=', 'queue').where('inbox', '=', conversation.inbox).where('waiting_since', '<', conversation.waiting_since)
		.executeTakeFirstOrThrow();
	return Number(ahead) + 1;
}

function makeHandoff(request: HandoffRequest): HandoffRow {
	return {
		inbox: request.inbox,
		id: request.id,
		conversation_id: request.conversationId,
		message_id: request.messageId ?? null,
		status: 'queued',
		reasons: JSON.stringify(request.reasons),
		packet: JSON.stringify(request.packet),
		want: request.packet.want,
		priority: request.packet.priority,
		accept_within_seconds: request.acceptWithinSeconds,
		created_at: request.now,
		accept_by: secondsLater(request.now, request.acceptWithinSeconds),
		agent_id: null,
		accepted_at: null,
		seen_at: null,
		replied_at: null,
		ended_at: null,
		needed: null,
		overdue_at: null,
		overdue_told_at: null,
		told_at: null,
		lease_until: null,
	};
}

async function endMessage(tx: Db, request: HandoffRequest): Promise<void> {
	const message = request.messageId === undefined ? undefined : await findMessage(tx, request.inbox, request.messageId);
	if (message?.conversation_id !== request.conversationId) return;
	if (await giveOutcome(tx, message, 'handedOff', request.reasons, request.now)) {
		await addEvents(tx, [outcomeEvent(message, 'handedOff', request.reasons, request.now)]);
	}
}

/** The open handoff of a conversation as it stands. */
export async function writeReceipt(tx: Db, conversation: ConversationRow, now: string, isAlreadyOpen: boolean): Promise<HandoffReceipt> {
	const handoff = await tx.selectFrom('handoffs').select(['id', 'status', 'accept_by'])
		.where('inbox', '=', conversation.inbox).where('conversation_id', '=', conversation.id).where('ended_at', 'is', null)
		.executeTakeFirst();
	const online = await agentsOnline(tx, conversation.inbox, now);
	const hasDesk = conversation.owner === 'human' || await deskActive(tx, now);
	return present({
		id: handoff?.id,
		result: conversation.owner === 'human' || (hasDesk && online > 0) ? ('handedOff' as const) : ('queued' as const),
		status: handoff?.status ?? (conversation.owner === 'human' ? ('accepted' as const) : ('queued' as const)),
		epoch: conversation.epoch,
		queuePosition: await queuePosition(tx, conversation),
		agentsOnline: online,
		acceptBy: handoff?.accept_by,
		alreadyOpen: isAlreadyOpen ? (true as const) : undefined,
		problem: hasDesk ? undefined : NO_DESK,
	});
}

/** Under the epoch that was asked with: words about a refusal are refused like anything else that is stale. */
function failed({ epoch }: HandoffRequest, problem: string): HandoffReceipt {
	return { result: 'failed', status: 'failed', epoch, agentsOnline: 0, problem };
}

async function isAnswered(tx: Db, { inbox, messageId }: HandoffRequest): Promise<boolean> {
	const message = messageId === undefined ? undefined : await findMessage(tx, inbox, messageId);
	return message !== undefined && message.outcome !== null && message.returned_at === null;
}

/** Giving a conversation away must not take along words its holder has not read. */
async function leavesWordsUnread(tx: Db, { inbox, id }: ConversationRow, deskMove: DeskMove): Promise<boolean> {
	if ((deskMove.kind !== 'return' && deskMove.kind !== 'resolve') || deskMove.seenSeq === undefined) return false;
	const unread = await tx.selectFrom('events').select('seq')
		.where('inbox', '=', inbox).where('conversation_id', '=', id).where('seq', '>', deskMove.seenSeq).where('kind', '=', 'message')
		.limit(1).executeTakeFirst();
	return unread !== undefined;
}

/** What a move changes beside ownership. */
async function sideEffects(tx: Db, conversation: ConversationRow, deskMove: DeskMove, agent: Agent, now: string): Promise<Partial<ConversationRow>> {
	const handBack = (note?: string): string => JSON.stringify(present({ at: now, agentName: agent.name, note }));
	switch (deskMove.kind) {
		case 'take':
			return { waiting_since: conversation.waiting_since ?? await oldestPending(tx, conversation), holder_seen_at: now };
		case 'takeOver':
			return { holder_seen_at: now };
		case 'release':
			return { waiting_since: conversation.waiting_since ?? now, holder_seen_at: null };
		case 'return':
			return { holder_seen_at: null, ...fromMemory(returnMemory(toMemory(conversation))), waiting_since: null, hand_back: handBack(deskMove.note) };
		case 'resolve':
			return { waiting_since: null, holder_seen_at: null, unresolved_since: null, hand_back: handBack() };
		default:
			return deskMove satisfies never;
	}
}

/** Since when the customer waits for an answer the assistant has not given; null when they do not. */
async function oldestPending(tx: Db, { inbox, id }: ConversationRow): Promise<string | null> {
	const { since } = await tx.selectFrom('messages').select((eb) => eb.fn.min('received_at').as('since'))
		.where('inbox', '=', inbox).where('conversation_id', '=', id).where('outcome', 'is', null)
		.executeTakeFirstOrThrow();
	return since;
}

/** Writes the step on the receipt of the open handoff, where there is one. */
export async function followHandoff(tx: Db, conversation: ConversationRow, deskMove: DeskMove, agent: Pick<Agent, 'id'>, now: string): Promise<void> {
	const open = await tx.selectFrom('handoffs').select(['id', 'accept_within_seconds', 'accepted_at'])
		.where('inbox', '=', conversation.inbox).where('conversation_id', '=', conversation.id).where('ended_at', 'is', null)
		.executeTakeFirst();
	if (open === undefined) return;
	await tx.updateTable('handoffs').set(handoffStep(open, deskMove, agent, now)).where('inbox', '=', conversation.inbox).where('id', '=', open.id).execute();
}

function handoffStep(open: Pick<HandoffRow, 'accept_within_seconds' | 'accepted_at'>, deskMove: DeskMove, agent: Pick<Agent, 'id'>, now: string): Partial<HandoffRow> {
	switch (deskMove.kind) {
		case 'take':
		case 'takeOver':
			return { status: 'accepted', agent_id: agent.id, accepted_at: open.accepted_at ?? now, accept_by: null };
		case 'release':
			return { status: 'queued', agent_id: null, accept_by: secondsLater(now, open.accept_within_seconds) };
		case 'return':
			return { status: 'returned', ended_at: now };
		case 'resolve':
			return { status: 'resolved', ended_at: now, needed: deskMove.needed === undefined ? null : flag(deskMove.needed) };
		default:
			return deskMove satisfies never;
	}
}

const MOVE_EVENTS = { take: 'accepted', takeOver: 'accepted', release: 'released', return: 'returned', resolve: 'resolved' } as const;

function moveEvent(conversation: ConversationRow, deskMove: DeskMove, agent: Agent, at: string): NewEvent {
	const { inbox } = conversation;
	return { inbox, conversation_id: conversation.id, kind: MOVE_EVENTS[deskMove.kind], at, author: 'human', name: agent.name, text: wordsOf(conversation, deskMove) };
}

/** For the desk only: the note of who returned it, or from whom it was taken over. */
function wordsOf({ owner_name }: ConversationRow, deskMove: DeskMove): string | null {
	switch (deskMove.kind) {
		case 'return': return deskMove.note ?? null;
		case 'takeOver': return owner_name;
		case 'take':
		case 'release':
		case 'resolve': return null;
		default: return deskMove satisfies never;
	}
}

/** In a resolved matter no draft needs approval, and nobody has to look after a reply of unknown fate. */
async function discardOpenReplies(tx: Db, { inbox, id }: ConversationRow, now: string): Promise<void> {
	await tx.updateTable('outgoing').set({ status: 'discarded', updated_at: now })
		.where('inbox', '=', inbox).where('conversation_id', '=', id).where('status', 'in', ['draft', 'unknown'])
		.execute();
}

function secondsLater(at: string, seconds: number): string {
	return new Date(Date.parse(at) + seconds * 1_000).toISOString();
}
