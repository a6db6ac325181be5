/** What falls due: messages nobody finished, and words that wait for their channel. Each is handed out once a lease. */
import type { Envelope } from '../core/envelope';
import type { Channel } from '../core/message/message';
import { raisePriority } from '../core/handoff/handoff';
import type { HandoffReceipt } from '../core/handoff/handoff';
import type { OutgoingMessage } from '../core/reply/reply';
import { findConversation, loadEnvelope, loadNewestEnvelope } from './conversations';
import { addEvents } from './events';
import { writeReceipt } from './handoffs';
import { addressOf } from './replies';
import { present, toOutgoing } from './rows';
import type { Db, HandoffRow, OutgoingRow } from './schema';

export async function takeUnanswered(db: Db, workflowId: string, olderThan: string, leaseUntil: string, now: string, limit: number): Promise<readonly Envelope[]> {
	return db.transaction().execute(async (tx) => {
		const due = await tx.selectFrom('messages').select(['inbox', 'id'])
			.where('workflow_id', '=', workflowId).where('outcome', 'is', null).where('received_at', '<', olderThan)
			.where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
			.orderBy('received_at').limit(limit)
			.execute();
		const returned = await findReturned(tx, workflowId, olderThan, now, limit);
		return await leaseMessages(tx, [...due, ...returned].slice(0, limit), leaseUntil);
	});
}

/** What a person gave back: the workflow that recorded it takes it up like a new message. */
export async function takeReturned(db: Db, workflowId: string, leaseUntil: string, now: string, limit: number): Promise<readonly Envelope[]> {
	return db.transaction().execute(async (tx) => leaseMessages(tx, await findReturned(tx, workflowId, undefined, now, limit), leaseUntil));
}

interface Key {
	readonly inbox: string;
	readonly id: string;
}

/** Given back before `olderThan`, where that is said. */
async function findReturned(tx: Db, workflowId: string, olderThan: string | undefined, now: string, limit: number): Promise<readonly Key[]> {
	return tx.selectFrom('messages').select(['inbox', 'id'])
		.where('workflow_id', '=', workflowId).where('returned_at', 'is not', null)
		.$if(olderThan !== undefined, (query) => query.where('returned_at', '<', olderThan ?? null))
		.where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
		.orderBy('returned_at').limit(limit)
		.execute();
}

async function leaseMessages(tx: Db, due: readonly Key[], leaseUntil: string): Promise<readonly Envelope[]> {
	const envelopes: Envelope[] = [];
	for (const { inbox, id } of due) {
		await tx.updateTable('messages').set({ lease_until: leaseUntil }).where('inbox', '=', inbox).where('id', '=', id).execute();
		const envelope = await loadEnvelope(tx, inbox, id);
		if (envelope !== undefined) envelopes.push(envelope);
	}
	return envelopes;
}

interface HandoffDue {
	/** `untold`: whoever was to tell the customer is gone. `overdue`: nobody accepted it in time. */
	readonly due: 'untold' | 'overdue';
	readonly envelope: Envelope;
	readonly handoff: HandoffReceipt;
}

/** Waiting handoffs of which the customer has to hear: that there is one at all (opened before `untoldSince`), or that nobody accepted it by its deadline. */
export async function takeHandoffsDue(db: Db, workflowId: string, untoldSince: string, leaseUntil: string, now: string, limit: number): Promise<readonly HandoffDue[]> {
	return db.transaction().execute(async (tx) => {
		const due = await tx.selectFrom('handoffs')
			.innerJoin('conversations', (join) => join.onRef('conversations.inbox', '=', 'handoffs.inbox').onRef('conversations.id', '=', 'handoffs.conversation_id'))
			.selectAll('handoffs')
			.where('handoffs.status', '=', 'queued')
			.where((eb) => eb.or([
				eb.and([eb('handoffs.accept_by', '<=', now), eb('handoffs.overdue_told_at', 'is', null)]),
				eb.and([eb('handoffs.told_at', 'is', null), eb('handoffs.created_at', '<', untoldSince)]),
			]))
			.where('conversations.owner', '=', 'queue')
			.where((eb) => eb.or([eb('conversations.workflow_id', '=', workflowId), eb('conversations.workflow_id', 'is', null)]))
			.where((eb) => eb.or([eb('handoffs.lease_until', 'is', null), eb('handoffs.lease_until', '<=', now)]))
			.orderBy('handoffs.accept_by').limit(limit)
			.execute();
		const taken: HandoffDue[] = [];
		for (const handoff of due) {
			const isOverdue = handoff.accept_by !== null && handoff.accept_by <= now && handoff.overdue_told_at === null;
			if (isOverdue) await markOverdue(tx, handoff, now);
			await tx.updateTable('handoffs').set({ lease_until: leaseUntil }).where('inbox', '=', handoff.inbox).where('id', '=', handoff.id).execute();
			const conversation = await findConversation(tx, handoff.inbox, handoff.conversation_id);
			const envelope = conversation && await loadNewestEnvelope(tx, conversation);
			if (conversation !== undefined && envelope !== undefined) taken.push({ due: isOverdue ? 'overdue' : 'untold', envelope, handoff: await writeReceipt(tx, conversation, now, false) });
		}
		return taken;
	});
}

/** Raised once, and the desk is told once, however often it is handed out. */
async function markOverdue(tx: Db, { inbox, id, conversation_id, overdue_at, priority }: HandoffRow, now: string): Promise<void> {
	if (overdue_at !== null) return;
	await tx.updateTable('handoffs').set({ overdue_at: now, priority: raisePriority(priority) }).where('inbox', '=', inbox).where('id', '=', id).execute();
	await addEvents(tx, [{ inbox, conversation_id, kind: 'note', at: now, author: 'system', text: 'Nobody accepted this in time. Its priority was raised.' }]);
}

interface Queued {
	readonly outgoing: OutgoingMessage;
	readonly envelope: Envelope;
	readonly to?: string;
}

/** Only words for conversations this workflow recorded, or that no workflow claims, and that may be said by now; of a conversation's only the oldest, so that they arrive in order. */
export async function takeQueued(db: Db, workflowId: string, channels: readonly Channel[], leaseUntil: string, now: string, limit: number): Promise<readonly Queued[]> {
	if (channels.length === 0) return [];
	return db.transaction().execute(async (tx) => {
		const due = await tx.selectFrom('outgoing')
			.innerJoin('conversations', (join) => join.onRef('conversations.inbox', '=', 'outgoing.inbox').onRef('conversations.id', '=', 'outgoing.conversation_id'))
			.selectAll('outgoing')
			.where('outgoing.status', '=', 'queued').where('outgoing.channel', 'in', channels)
			.where((eb) => eb.or([eb('conversations.workflow_id', '=', workflowId), eb('conversations.workflow_id', 'is', null)]))
			.where((eb) => eb.or([eb('outgoing.lease_until', 'is', null), eb('outgoing.lease_until', '<=', now)]))
			.where((eb) => eb.or([eb('outgoing.not_before', 'is', null), eb('outgoing.not_before', '<=', now)]))
			.where((eb) => eb.not(eb.exists(eb.selectFrom('outgoing as earlier').select('earlier.id')
				.whereRef('earlier.inbox', '=', 'outgoing.inbox').whereRef('earlier.conversation_id', '=', 'outgoing.conversation_id')
				.where((own) => own.or([own.and([own('earlier.status', '=', 'queued'), own.or([own('earlier.not_before', 'is', null), own('earlier.not_before', '<=', now)])]), own.and([own('earlier.status', '=', 'claimed'), own('earlier.author', '=', 'human')])]))
				.where((own) => own.or([own('earlier.created_at', '<', own.ref('outgoing.created_at')), own.and([own('earlier.created_at', '=', own.ref('outgoing.created_at')), own('earlier.id', '<', own.ref('outgoing.id'))])])))))
			.orderBy('outgoing.created_at').limit(limit)
			.execute();
		const taken: Queued[] = [];
		for (const row of due) {
			await tx.updateTable('outgoing').set({ lease_until: leaseUntil }).where('inbox', '=', row.inbox).where('id', '=', row.id).execute();
			const envelope = await envelopeFor(tx, row);
			if (envelope !== undefined) taken.push(present({ outgoing: toOutgoing(row), envelope, to: await addressOf(tx, row.inbox, row.conversation_id) }));
		}
		return taken;
	});
}

/** Of the message it answers, or of the newest one where a person wrote of their own accord. */
async function envelopeFor(tx: Db, row: OutgoingRow): Promise<Envelope | undefined> {
	if (row.message_id !== null) return loadEnvelope(tx, row.inbox, row.message_id);
	const conversation = await findConversation(tx, row.inbox, row.conversation_id);
	return conversation && loadNewestEnvelope(tx, conversation);
}
