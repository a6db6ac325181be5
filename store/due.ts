/** What falls due: messages nobody finished, and words that wait for their channel. Each is handed out once a lease. */
import type { Envelope } from '../core/envelope';
import type { Channel } from '../core/message/message';
import type { OutgoingMessage } from '../core/reply/reply';
import { findConversation, loadEnvelope, loadNewestEnvelope } from './conversations';
import { addressOf } from './replies';
import { present, toOutgoing } from './rows';
import type { Db, OutgoingRow } from './schema';

export async function takeUnanswered(db: Db, workflowId: string, olderThan: string, leaseUntil: string, now: string, limit: number): Promise<readonly Envelope[]> {
	return db.transaction().execute(async (tx) => {
		const due = await tx.selectFrom('messages').select(['inbox', 'id'])
			.where('workflow_id', '=', workflowId).where('outcome', 'is', null).where('received_at', '<', olderThan)
			.where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
			.orderBy('received_at').limit(limit)
			.execute();
		const envelopes: Envelope[] = [];
		for (const { inbox, id } of due) {
			await tx.updateTable('messages').set({ lease_until: leaseUntil }).where('inbox', '=', inbox).where('id', '=', id).execute();
			const envelope = await loadEnvelope(tx, inbox, id);
			if (envelope !== undefined) envelopes.push(envelope);
		}
		return envelopes;
	});
}

interface Queued {
	readonly outgoing: OutgoingMessage;
	readonly envelope: Envelope;
	readonly to?: string;
}

/** Only words for conversations this workflow recorded, or that no workflow claims. */
export async function takeQueued(db: Db, workflowId: string, channels: readonly Channel[], leaseUntil: string, now: string, limit: number): Promise<readonly Queued[]> {
	if (channels.length === 0) return [];
	return db.transaction().execute(async (tx) => {
		const due = await tx.selectFrom('outgoing')
			.innerJoin('conversations', (join) => join.onRef('conversations.inbox', '=', 'outgoing.inbox').onRef('conversations.id', '=', 'outgoing.conversation_id'))
			.selectAll('outgoing')
			.where('outgoing.status', '=', 'queued').where('outgoing.channel', 'in', channels)
			.where((eb) => eb.or([eb('conversations.workflow_id', '=', workflowId), eb('conversations.workflow_id', 'is', null)]))
			.where((eb) => eb.or([eb('outgoing.lease_until', 'is', null), eb('outgoing.lease_until', '<=', now)]))
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
