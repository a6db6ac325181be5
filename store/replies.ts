/** The assistant speaks: a reply is claimed once, under the epoch it was made in, and closed once. */
import { applyLearned } from '../core/conversation/applyLearned';
import { decideClaim } from '../core/conversation/decideClaim';
import type { ClaimRequest, ClaimResult } from '../core/conversation/ledger';
import type { OutgoingMessage, OutgoingStatus } from '../core/reply/reply';
import { endReturned, findConversation, findMessage, giveOutcome, relayPending, saveConversation } from './conversations';
import { addEvents, outcomeEvent } from './events';
import type { NewEvent } from './events';
import { seekPersonFor } from './handoffs';
import { fromMemory, toMemory, toOutgoing, toOwnership } from './rows';
import type { ConversationRow, Db, MessageRow, OutgoingRow } from './schema';

export async function claimReply(db: Db, request: ClaimRequest): Promise<ClaimResult> {
	return db.transaction().execute(async (tx) => {
		const existing = await findOutgoing(tx, request.inbox, request.outgoingId);
		const conversation = await findConversation(tx, request.inbox, request.conversationId);
		const message = await findMessage(tx, request.inbox, request.messageId);
		const isKnown = conversation !== undefined && message?.conversation_id === conversation.id;
		const verdict = decideClaim({
			existing: existing?.status,
			isReturned: message !== undefined && message.returned_at !== null,
			isPreviousOnItsWay: await isPreviousOnItsWay(tx, request),
			conversation: isKnown ? toOwnership(conversation) : undefined,
			messageOutcome: message?.returned_at === null ? (message.outcome ?? undefined) : undefined,
			request,
		});
		switch (verdict.kind) {
			case 'repeated':
				return { kind: 'repeated', status: verdict.status, id: request.outgoingId };
			case 'takeFromQueue':
				await claimQueued(tx, request);
				return claimed(request.outgoingId, 'claimed', await addressOf(tx, request.inbox, existing?.conversation_id ?? request.conversationId));
			case 'held':
				if (verdict.relay) await relayPending(tx, request.inbox, request.conversationId, request.now);
				return { kind: 'held', reason: verdict.reason, ...(verdict.owner && { owner: verdict.owner }) };
			case 'claim':
				break;
			default:
				return verdict satisfies never;
		}
		if (!isKnown || message === undefined) return { kind: 'held', reason: 'unknownConversation' };
		return await record(tx, request, existing, conversation, message);
	});
}

/** Another execution is sending something to this customer. Items of the same execution leave in their order. */
async function isPreviousOnItsWay(tx: Db, { inTurn, mode, inbox, conversationId, outgoingId, executionId }: ClaimRequest): Promise<boolean> {
	if (inTurn !== true || mode !== 'send') return false;
	const sending = await tx.selectFrom('outgoing').select(['id', 'execution_id'])
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('status', '=', 'claimed').where('id', '!=', outgoingId)
		.execute();
	return sending.some(({ execution_id }) => execution_id === null || execution_id !== executionId);
}

/** Closes a claim; false when it was closed before. What was sent becomes part of the conversation. */
export async function confirmReply(
	db: Db, inbox: string, outgoingId: string, result: 'sent' | 'failed' | 'unknown', detail: { readonly providerId?: string; readonly problem?: string }, now: string,
): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const closed = await tx.updateTable('outgoing')
			.set({ status: result, provider_id: detail.providerId ?? null, problem: detail.problem ?? null, updated_at: now })
			.where('inbox', '=', inbox).where('id', '=', outgoingId).where('status', '=', 'claimed')
			.returningAll()
			.executeTakeFirst();
		if (closed === undefined) return false;
		if (result === 'sent') await addEvents(tx, [replyEvent(closed, now)]);
		else await reportUndelivered(tx, closed, result, now);
		await touch(tx, closed, now);
		return true;
	});
}

/**
 * Claims nobody closed since `olderThan` are of unknown fate: they are put before a person and never
 * sent again by themselves. Returns how many there were.
 */
export async function expireClaims(db: Db, olderThan: string, now: string): Promise<number> {
	return db.transaction().execute(async (tx) => {
		const expired = await tx.updateTable('outgoing')
			.set({ status: 'unknown', updated_at: now })
			.where('status', '=', 'claimed').where('updated_at', '<', olderThan)
			.returningAll()
			.execute();
		for (const outgoing of expired) await reportUndelivered(tx, outgoing, 'unknown', now);
		return expired.length;
	});
}

export async function findClaim(db: Db, executionId: string, itemIndex: number): Promise<OutgoingMessage | undefined> {
	const newest = await db.selectFrom('outgoing').selectAll()
		.where('execution_id', '=', executionId).where('item_index', '=', itemIndex)
		.orderBy('updated_at', 'desc').limit(1)
		.executeTakeFirst();
	return newest && toOutgoing(newest);
}

export async function findOutgoing(db: Db, inbox: string, id: string): Promise<OutgoingRow | undefined> {
	return db.selectFrom('outgoing').selectAll().where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst();
}

/** The event of words that reached the customer. */
export function replyEvent(outgoing: Pick<OutgoingRow, 'inbox' | 'conversation_id' | 'author' | 'author_name' | 'text' | 'id'>, at: string): NewEvent {
	const { inbox, conversation_id, author, author_name: name, text, id } = outgoing;
	return { inbox, conversation_id, kind: 'reply', at, author, name, text, message_id: id };
}

/** Where a channel's node has to send; absent in the web chats, which need no address. */
export async function addressOf(db: Db, inbox: string, conversationId: string): Promise<string | undefined> {
	const customer = await db.selectFrom('conversations')
		.innerJoin('customers', (join) => join.onRef('customers.inbox', '=', 'conversations.inbox').onRef('customers.id', '=', 'conversations.customer_id'))
		.select(['conversations.channel', 'customers.email', 'customers.external_id'])
		.where('conversations.inbox', '=', inbox).where('conversations.id', '=', conversationId)
		.executeTakeFirst();
	if (customer === undefined || customer.channel === 'webChat' || customer.channel === 'n8nChat') return undefined;
	return customer.channel === 'email' ? (customer.email ?? customer.external_id) : customer.external_id;
}

async function record(tx: Db, request: ClaimRequest, failed: OutgoingRow | undefined, conversation: ConversationRow, message: MessageRow): Promise<ClaimResult> {
	const outgoing = makeOutgoing(request, conversation);
	if (failed === undefined) await tx.insertInto('outgoing').values(outgoing).execute();
	else await tx.updateTable('outgoing').set(outgoing).where('inbox', '=', failed.inbox).where('id', '=', failed.id).execute();

	const events: NewEvent[] = [];
	if (request.mode === 'deliver') events.push(replyEvent(outgoing, request.now));
	if (request.mode === 'draft') events.push({ ...replyEvent(outgoing, request.now), kind: 'draft' });
	if (request.outcome !== undefined && await giveOutcome(tx, message, request.outcome, request.reasons, request.now)) {
		events.push(outcomeEvent(message, request.outcome, request.reasons, request.now));
	}
	if (request.outcome !== undefined) await endReturned(tx, message);
	if (request.purpose === 'overdueNotice' || request.purpose === 'handoffNotice') await markTold(tx, conversation, request);
	await addEvents(tx, events);
	await saveConversation(tx, conversation, { ...fromMemory(applyLearned(toMemory(conversation), request.learned)), updated_at: request.now });
	return claimed(outgoing.id, outgoing.status, request.mode === 'send' ? await addressOf(tx, request.inbox, conversation.id) : undefined);
}

async function markTold(tx: Db, { inbox, id }: ConversationRow, { purpose, now }: ClaimRequest): Promise<void> {
	await tx.updateTable('handoffs').set({ told_at: now, ...(purpose === 'overdueNotice' ? { overdue_told_at: now } : {}) }).where('inbox', '=', inbox).where('conversation_id', '=', id).where('ended_at', 'is', null).execute();
}

function makeOutgoing(request: ClaimRequest, conversation: ConversationRow): OutgoingRow {
	return {
		inbox: request.inbox,
		id: request.outgoingId,
		conversation_id: conversation.id,
		channel: conversation.channel,
		message_id: request.messageId,
		purpose: request.purpose,
		author: request.author,
		author_name: request.authorName ?? null,
		text: request.text,
		status: firstStatus(request.mode),
		epoch: request.epoch,
		created_at: request.now,
		updated_at: request.now,
		lease_until: null,
		execution_id: request.executionId ?? null,
		item_index: request.itemIndex ?? null,
		provider_id: null,
		problem: null,
	};
}

function firstStatus(mode: ClaimRequest['mode']): OutgoingStatus {
	switch (mode) {
		case 'deliver': return 'sent';
		case 'send': return 'claimed';
		case 'draft': return 'draft';
		default: return mode satisfies never;
	}
}

async function claimQueued(tx: Db, request: ClaimRequest): Promise<void> {
	await tx.updateTable('outgoing')
		.set({ status: 'claimed', execution_id: request.executionId ?? null, item_index: request.itemIndex ?? null, updated_at: request.now })
		.where('inbox', '=', request.inbox).where('id', '=', request.outgoingId).where('status', '=', 'queued')
		.execute();
}

/** A person is told what did not arrive, or may not have, and has the conversation then if nobody had it. */
async function reportUndelivered(tx: Db, outgoing: OutgoingRow, fate: 'failed' | 'unknown', now: string): Promise<void> {
	await addEvents(tx, [problemEvent(outgoing, fate, now)]);
	await seekPersonFor(tx, outgoing, fate, now);
}

function problemEvent(outgoing: OutgoingRow, result: 'failed' | 'unknown', at: string): NewEvent {
	const sentence = result === 'failed' ? 'This reply could not be sent' : 'It is unknown whether this reply was sent';
	const text = `${sentence}: "${outgoing.text}"${outgoing.problem === null ? '' : ` (${outgoing.problem})`}`;
	return { inbox: outgoing.inbox, conversation_id: outgoing.conversation_id, kind: 'note', at, author: 'system', text, message_id: outgoing.id };
}

async function touch(tx: Db, { inbox, conversation_id }: OutgoingRow, now: string): Promise<void> {
	await tx.updateTable('conversations').set({ updated_at: now }).where('inbox', '=', inbox).where('id', '=', conversation_id).execute();
}

function claimed(id: string, status: OutgoingStatus, to: string | undefined): ClaimResult {
	return { kind: 'claimed', status, id, ...(to !== undefined && { to }) };
}
