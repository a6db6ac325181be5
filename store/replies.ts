/** The assistant speaks: a reply is claimed once, under the epoch it was made in, and closed once. */
import { applyLearned } from '../core/conversation/applyLearned';
import { decideClaim } from '../core/conversation/decideClaim';
import type { ClaimRequest, ClaimResult, SendFate } from '../core/conversation/ledger';
import type { Channel } from '../core/message/message';
import { typedAddress } from '../core/message/stranger';
import type { LawRefusal } from '../core/reply/channelLaw';
import type { HoldReason, OutgoingMessage, OutgoingStatus } from '../core/reply/reply';
import { askLaw } from './channelLaw';
import { dropEarlyFailures, keepEarlyFailure, takeEarlyFailure } from './earlyFailures';
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
		const isQueued = existing?.status === 'queued' && request.mode === 'send';
		// What waited in the queue is said for the purpose, and under the epoch, it was queued with.
		const asked = isQueued ? { ...request, purpose: existing.purpose, author: existing.author, epoch: existing.epoch } : request;
		const verdict = decideClaim({
			existing: existing?.status,
			queuedBy: isQueued ? existing.author : undefined,
			isReturned: message !== undefined && message.returned_at !== null,
			isPreviousOnItsWay: await isPreviousOnItsWay(tx, request),
			conversation: isKnown || (isQueued && conversation !== undefined) ? toOwnership(conversation) : undefined,
			messageOutcome: message?.returned_at === null ? (message.outcome ?? undefined) : undefined,
			law: conversation === undefined ? undefined : await askLaw(tx, asked, conversation),
			request: asked,
		});
		switch (verdict.kind) {
			case 'repeated':
				return { kind: 'repeated', status: verdict.status, id: request.outgoingId };
			case 'takeFromQueue':
				await claimQueued(tx, request, existing, verdict.asTemplate);
				return claimed(request.outgoingId, 'claimed', await addressOf(tx, request.inbox, existing?.conversation_id ?? request.conversationId), verdict.asTemplate);
			case 'postpone':
				if (isQueued) await postpone(tx, request, verdict.notBefore);
				else if (isKnown && message !== undefined) await record(tx, request, existing, conversation, message, { status: 'queued', not_before: verdict.notBefore });
				return { kind: 'postponed', id: request.outgoingId, notBefore: verdict.notBefore };
			case 'held':
				if (verdict.ends) await endUnsaid(tx, asked, isQueued ? existing : undefined, verdict.reason);
				if (verdict.relay) await relayPending(tx, request.inbox, request.conversationId, request.now);
				return { kind: 'held', reason: verdict.reason, ...(verdict.owner && { owner: verdict.owner }) };
			case 'claim':
				break;
			default:
				return verdict satisfies never;
		}
		if (!isKnown || message === undefined) return { kind: 'held', reason: 'unknownConversation' };
		return await record(tx, request, existing, conversation, message, verdict.asTemplate ? { text: request.law?.asTemplate?.text ?? request.text } : {}, verdict.asTemplate);
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

/** Closes a claim. What was sent becomes part of the conversation, unless the channel has reported already that it failed. */
export async function confirmReply(
	db: Db, inbox: string, outgoingId: string, result: SendFate, detail: { readonly providerId?: string; readonly problem?: string }, now: string,
): Promise<SendFate | undefined> {
	return db.transaction().execute(async (tx) => {
		const closed = await tx.updateTable('outgoing')
			.set({ status: result, provider_id: detail.providerId ?? null, problem: detail.problem ?? null, updated_at: now })
			.where('inbox', '=', inbox).where('id', '=', outgoingId).where('status', '=', 'claimed')
			.returningAll()
			.executeTakeFirst();
		if (closed === undefined) return undefined;
		const problem = result === 'sent' ? await takeEarlyFailure(tx, closed) : undefined;
		const fate = problem === undefined ? result : 'failed';
		if (problem !== undefined) await tx.updateTable('outgoing').set({ status: fate, problem }).where('inbox', '=', inbox).where('id', '=', outgoingId).execute();
		if (fate === 'sent') await addEvents(tx, [replyEvent(closed, now)]);
		else await tellUndelivered(tx, problem === undefined ? closed : { ...closed, problem }, fate, now);
		await touch(tx, closed, now);
		return fate;
	});
}

export async function reportUndelivered(db: Db, inbox: string, channel: Channel, providerId: string, problem: string, now: string): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const failed = await tx.updateTable('outgoing').set({ status: 'failed', problem, updated_at: now })
			.where('inbox', '=', inbox).where('channel', '=', channel).where('provider_id', '=', providerId).where('status', '=', 'sent')
			.returningAll()
			.executeTakeFirst();
		if (failed === undefined) {
			if (!await isKnown(tx, inbox, channel, providerId)) await keepEarlyFailure(tx, { inbox, channel, provider_id: providerId, problem, at: now });
			return false;
		}
		await tellUndelivered(tx, failed, 'failed', now);
		return true;
	});
}

/** The channel's id of a reply is noted, whatever became of it. */
async function isKnown(tx: Db, inbox: string, channel: Channel, providerId: string): Promise<boolean> {
	const known = await tx.selectFrom('outgoing').select('id').where('inbox', '=', inbox).where('channel', '=', channel).where('provider_id', '=', providerId).limit(1).executeTakeFirst();
	return known !== undefined;
}

/**
 * Claims nobody closed since `olderThan` are of unknown fate: they are put before a person and never
 * sent again by themselves. Returns how many there were. Asked regularly, so that reports nobody took go here too.
 */
export async function expireClaims(db: Db, olderThan: string, now: string): Promise<number> {
	return db.transaction().execute(async (tx) => {
		const expired = await tx.updateTable('outgoing')
			.set({ status: 'unknown', updated_at: now })
			.where('status', '=', 'claimed').where('updated_at', '<', olderThan)
			.returningAll()
			.execute();
		for (const outgoing of expired) await tellUndelivered(tx, outgoing, 'unknown', now);
		await dropEarlyFailures(tx, now);
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
		.select(['conversations.channel', 'conversations.thread', 'customers.email', 'customers.external_id'])
		.where('conversations.inbox', '=', inbox).where('conversations.id', '=', conversationId)
		.executeTakeFirst();
	switch (customer?.channel) {
		case undefined:
		case 'webChat':
		case 'n8nChat':
			return undefined;
		case 'email':
		case 'webhook':
			return customer.email ?? typedAddress(customer.external_id);
		case 'telegram':
		case 'slack':
			// A thread is its chat, or `chat:member` in a group and `channel:time` in a channel.
			return customer?.thread.split(':')[0];
		default:
			return customer?.external_id;
	}
}

async function record(
	tx: Db, request: ClaimRequest, failed: OutgoingRow | undefined, conversation: ConversationRow, message: MessageRow, differs: Partial<OutgoingRow> = {}, asTemplate?: true,
): Promise<ClaimResult> {
	const outgoing = { ...makeOutgoing(request, conversation), ...differs };
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
	return claimed(outgoing.id, outgoing.status, request.mode === 'send' ? await addressOf(tx, request.inbox, conversation.id) : undefined, asTemplate);
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
		not_before: null,
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

/** What a template says in place of a person's words is recorded as said; their own words stay for them to say later. */
async function claimQueued(tx: Db, request: ClaimRequest, queued: OutgoingRow | undefined, asTemplate: true | undefined): Promise<void> {
	const says = asTemplate ? request.law?.asTemplate?.text : undefined;
	if (queued !== undefined && says !== undefined && says !== queued.text) {
		const text = `The customer wrote too long ago to be written to freely, so a template was sent instead of: "${queued.text}"`;
		await addEvents(tx, [{ inbox: queued.inbox, conversation_id: queued.conversation_id, kind: 'note', at: request.now, author: 'system', text, message_id: queued.id }]);
	}
	await tx.updateTable('outgoing')
		.set({ ...(says === undefined ? {} : { text: says }), status: 'claimed', execution_id: request.executionId ?? null, item_index: request.itemIndex ?? null, updated_at: request.now })
		.where('inbox', '=', request.inbox).where('id', '=', request.outgoingId).where('status', '=', 'queued')
		.execute();
}

async function postpone(tx: Db, { inbox, outgoingId, now }: ClaimRequest, notBefore: string): Promise<void> {
	await tx.updateTable('outgoing').set({ not_before: notBefore, lease_until: null, updated_at: now }).where('inbox', '=', inbox).where('id', '=', outgoingId).execute();
}

/** It will not be said: nobody goes on waiting for it, and where a customer does, a person knows. */
async function endUnsaid(tx: Db, request: ClaimRequest, queued: OutgoingRow | undefined, reason: HoldReason): Promise<void> {
	if (queued !== undefined) await endQueued(tx, queued, reason, request.now);
	else if (isLawRefusal(reason)) await endUnclaimed(tx, request, reason);
}

/** The assistant's own initiative is dropped; a person is told of their words. */
async function endQueued(tx: Db, queued: OutgoingRow, reason: HoldReason, now: string): Promise<void> {
	const isPersons = queued.author === 'human' && isLawRefusal(reason);
	const problem = isLawRefusal(reason) ? REFUSALS[reason] : null;
	await tx.updateTable('outgoing').set({ status: isPersons ? 'failed' : 'discarded', problem, updated_at: now })
		.where('inbox', '=', queued.inbox).where('id', '=', queued.id).where('status', '=', 'queued').execute();
	if (!isPersons) return;
	await addEvents(tx, [problemEvent({ ...queued, problem }, 'failed', now)]);
	await seekPersonFor(tx, queued, reason, now);
}

/** A message that waits for an answer goes before people, unless its sender wants none. A notice is not tried again for ever. */
async function endUnclaimed(tx: Db, request: ClaimRequest, reason: LawRefusal): Promise<void> {
	const { inbox, conversationId, messageId, outgoingId: id, epoch, text, now } = request;
	if (request.outcome === undefined) {
		const conversation = reason === 'rateLimited' ? undefined : await findConversation(tx, inbox, conversationId);
		if (conversation !== undefined && request.purpose !== 'followUp') await markTold(tx, conversation, request);
		return;
	}
	if (reason === 'optedOut') {
		const message = await findMessage(tx, inbox, messageId);
		if (message !== undefined && await giveOutcome(tx, message, 'ignored', [reason], now)) await addEvents(tx, [outcomeEvent(message, 'ignored', [reason], now)]);
		return;
	}
	await addEvents(tx, [problemEvent({ inbox, conversation_id: conversationId, id, text, problem: REFUSALS[reason] }, 'failed', now)]);
	await seekPersonFor(tx, { inbox, conversation_id: conversationId, id, epoch }, reason, now);
}

/** What people read about a reply that the channel's law did not let through. */
const REFUSALS: Readonly<Record<LawRefusal, string>> = {
	optedOut: 'the customer wants no more messages',
	outsideWindow: 'the customer wrote more than 24 hours ago, and no template is chosen',
	rateLimited: 'the assistant said too much within minutes; a machine may be answering it',
};

function isLawRefusal(reason: HoldReason): reason is LawRefusal {
	return Object.hasOwn(REFUSALS, reason);
}

/** A person is told what did not arrive, or may not have, and has the conversation then if nobody had it. */
async function tellUndelivered(tx: Db, outgoing: OutgoingRow, fate: 'failed' | 'unknown', now: string): Promise<void> {
	await addEvents(tx, [problemEvent(outgoing, fate, now)]);
	await seekPersonFor(tx, outgoing, fate, now);
}

function problemEvent(outgoing: Pick<OutgoingRow, 'inbox' | 'conversation_id' | 'id' | 'text' | 'problem'>, result: 'failed' | 'unknown', at: string): NewEvent {
	const sentence = result === 'failed' ? 'This reply could not be sent' : 'It is unknown whether this reply was sent';
	const text = `${sentence}: "${outgoing.text}"${outgoing.problem === null ? '' : ` (${outgoing.problem})`}`;
	return { inbox: outgoing.inbox, conversation_id: outgoing.conversation_id, kind: 'note', at, author: 'system', text, message_id: outgoing.id };
}

async function touch(tx: Db, { inbox, conversation_id }: OutgoingRow, now: string): Promise<void> {
	await tx.updateTable('conversations').set({ updated_at: now }).where('inbox', '=', inbox).where('id', '=', conversation_id).execute();
}

function claimed(id: string, status: OutgoingStatus, to: string | undefined, asTemplate?: true): ClaimResult {
	return { kind: 'claimed', status, id, ...(to !== undefined && { to }), ...(asTemplate && { asTemplate }) };
}
