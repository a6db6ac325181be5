/** People answer from somewhere else: by phone, in a helpdesk. It was said, so it is recorded, and it is theirs then. */
import type { OutsideReply, OutsideResult } from '../core/conversation/ledger';
import { moveOwnership } from '../core/handoff/ownership';
import { findByThread, findConversation, relayPending, saveConversation } from './conversations';
import { afterHumanWords } from './desk';
import { addEvents } from './events';
import { followHandoff } from './handoffs';
import { beginConversation, findCustomer, mergeCustomer, saveCustomer } from './inbound';
import { findOutgoing } from './replies';
import { fromOwnership, toOwnership } from './rows';
import type { ConversationRow, Db, OutgoingRow } from './schema';

export async function recordOutsideReply(db: Db, reply: OutsideReply): Promise<OutsideResult> {
	return db.transaction().execute(async (tx): Promise<OutsideResult> => {
		const existing = await findOutgoing(tx, reply.inbox, reply.outgoingId);
		const conversation = await findOrBegin(tx, reply, existing?.conversation_id);
		if (conversation === undefined) return { kind: 'unknownConversation' };
		if (existing !== undefined) return result('repeated', conversation);

		const held = await giveTo(tx, conversation, reply);
		const outgoing = makeOutgoing(held, reply);
		await tx.insertInto('outgoing').values(outgoing).execute();
		await relayPending(tx, reply.inbox, held.id, reply.now);
		await afterHumanWords(tx, held, outgoing, reply.now);
		return result('recorded', held);
	});
}

/** An agent may begin: a thread nobody spoke in is made with their words. */
async function findOrBegin(tx: Db, reply: OutsideReply, repeatedIn: string | undefined): Promise<ConversationRow | undefined> {
	const id = repeatedIn ?? reply.conversationId;
	if (id !== undefined) return findConversation(tx, reply.inbox, id);
	const known = await findByThread(tx, reply.inbox, reply.channel, reply.thread);
	if (known !== undefined) return known;
	const beginning = { ...reply, id: reply.outgoingId, attachments: [], receivedAt: reply.now };
	const knownCustomer = await findCustomer(tx, beginning);
	const customer = mergeCustomer(beginning, knownCustomer);
	await saveCustomer(tx, customer, knownCustomer);
	const conversation = { ...beginConversation(beginning, customer), unresolved_since: null };
	await tx.insertInto('conversations').values(conversation).execute();
	return conversation;
}

/** The conversation as it is once they have it. */
async function giveTo(tx: Db, conversation: ConversationRow, { person, now }: OutsideReply): Promise<ConversationRow> {
	const before = toOwnership(conversation);
	const moved = moveOwnership(before, { kind: 'answerOutside', agent: person });
	if (!moved.ok || moved.next === before) return conversation;
	const held = { ...conversation, ...fromOwnership(moved.next), holder_seen_at: now };
	await saveConversation(tx, conversation, { ...fromOwnership(moved.next), holder_seen_at: now });
	await followHandoff(tx, conversation, { kind: 'take' }, person, now);
	await addEvents(tx, [{ inbox: conversation.inbox, conversation_id: conversation.id, kind: 'accepted', at: now, author: 'human', name: person.name }]);
	return held;
}

function makeOutgoing(conversation: ConversationRow, { outgoingId, providerId, text, person, now }: OutsideReply): OutgoingRow {
	return {
		inbox: conversation.inbox,
		id: outgoingId,
		conversation_id: conversation.id,
		channel: conversation.channel,
		message_id: null,
		purpose: 'humanReply',
		author: 'human',
		author_name: person.name,
		text,
		status: 'sent',
		epoch: conversation.epoch,
		created_at: now,
		updated_at: now,
		lease_until: null,
		execution_id: null,
		item_index: null,
		provider_id: providerId ?? null,
		problem: null,
		not_before: null,
	};
}

function result(kind: 'recorded' | 'repeated', { id, owner, owner_name, epoch }: ConversationRow): OutsideResult {
	return { kind, conversationId: id, owner, ...(owner_name === null ? {} : { ownerName: owner_name }), epoch };
}
