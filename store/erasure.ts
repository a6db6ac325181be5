/** Erasing: what happened stays and is counted, who it was and what was said is gone. */
import type { Erased } from '../core/conversation/ledger';
import { giveOutcome } from './conversations';
import { addEvents, outcomeEvent } from './events';
import { findCrmLinks, findSessions } from './exportCustomer';
import { findSameCustomer } from './sameCustomer';
import type { ConversationRow, CustomerRow, Db } from './schema';

/** Conversations erased in one transaction, so that nobody waits long for the store. */
const BATCH = 50;

export async function eraseCustomer(db: Db, inbox: string, customerId: string, now: string): Promise<Erased | undefined> {
	return db.transaction().execute(async (tx) => {
		const customer = await findCustomerRow(tx, inbox, customerId);
		if (customer === undefined) return undefined;
		const same = await findSameCustomer(tx, customer);
		const conversations = await tx.selectFrom('conversations').selectAll().where('inbox', '=', inbox).where('customer_id', 'in', same.map(({ id }) => id)).execute();
		return await erase(tx, inbox, conversations, same, now);
	});
}

export async function applyRetention(db: Db, inbox: string, olderThan: string, now: string): Promise<Erased> {
	const all: Erased[] = [];
	for (;;) {
		const batch = await db.transaction().execute((tx) => eraseOld(tx, inbox, olderThan, now));
		all.push(batch);
		if (batch.conversations < BATCH) break;
	}
	await db.deleteFrom('failed_proofs').where('inbox', '=', inbox).where('at', '<', olderThan).execute();
	await db.deleteFrom('early_failures').where('inbox', '=', inbox).where('at', '<', olderThan).execute();
	return {
		customers: all.reduce((sum, { customers }) => sum + customers, 0),
		conversations: all.reduce((sum, { conversations }) => sum + conversations, 0),
		crmIds: all.flatMap(({ crmIds }) => crmIds),
	};
}

async function eraseOld(tx: Db, inbox: string, olderThan: string, now: string): Promise<Erased> {
	const conversations = await tx.selectFrom('conversations').selectAll()
		.where('inbox', '=', inbox).where('updated_at', '<', olderThan).where('owner', '=', 'bot').where('erased_at', 'is', null)
		.orderBy('updated_at').limit(BATCH)
		.execute();
	const customers: CustomerRow[] = [];
	for (const id of new Set(conversations.map(({ customer_id }) => customer_id))) {
		const customer = await findCustomerRow(tx, inbox, id);
		if (customer !== undefined && !await hasOther(tx, customer, conversations)) customers.push(customer);
	}
	return await erase(tx, inbox, conversations, customers, now);
}

async function hasOther(tx: Db, { inbox, id }: CustomerRow, conversations: readonly ConversationRow[]): Promise<boolean> {
	const other = await tx.selectFrom('conversations').select('id')
		.where('inbox', '=', inbox).where('customer_id', '=', id).where('erased_at', 'is', null).where('id', 'not in', conversations.map((conversation) => conversation.id))
		.limit(1).executeTakeFirst();
	return other !== undefined;
}

async function erase(tx: Db, inbox: string, conversations: readonly ConversationRow[], customers: readonly CustomerRow[], now: string): Promise<Erased> {
	const links = await findCrmLinks(tx, inbox, customers.map(({ id }) => id), conversations.map(({ id }) => id));
	for (const { key } of links) await tx.deleteFrom('crm_links').where('inbox', '=', inbox).where('key', '=', key).execute();
	for (const conversation of conversations) await eraseConversation(tx, conversation, now);
	for (const customer of customers) {
		for (const { token_hash } of await findSessions(tx, customer, [])) await tx.deleteFrom('chat_sessions').where('token_hash', '=', token_hash).execute();
		await eraseCustomerRow(tx, customer);
	}
	return { customers: customers.length, conversations: conversations.length, crmIds: links.map(({ value }) => value) };
}

/** The conversation ends, and nothing prepared for it can be said any more: its epoch grows. */
async function eraseConversation(tx: Db, { inbox, id, epoch, thread }: ConversationRow, now: string): Promise<void> {
	await tx.deleteFrom('chat_sessions').where('inbox', '=', inbox).where('thread', '=', thread).execute();
	await tx.updateTable('conversations').set({
		thread: erasedName(id), topic: '', owner: 'bot', owner_id: null, owner_name: null, epoch: epoch + 1, status: 'resolved', waiting_since: null, holder_seen_at: null,
		unresolved_since: null, language: null, collected: '{}', asked: '[]', pending_intent: null, attempts: '[]', sentiment_trail: '[]', hand_back: null, erased_at: now,
	}).where('inbox', '=', inbox).where('id', '=', id).execute();
	await endOpenMessages(tx, inbox, id, now);
	await tx.updateTable('messages').set((eb) => ({ text: '', subject: null, attachments: '[]', raw: null, locale: null, sent_at: null, provider_id: eb.ref('id'), returned_at: null }))
		.where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await tx.deleteFrom('message_files').where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await tx.updateTable('events').set({ text: null }).where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await tx.updateTable('outgoing').set({ status: 'discarded', updated_at: now })
		.where('inbox', '=', inbox).where('conversation_id', '=', id).where('status', 'in', ['draft', 'queued', 'claimed', 'unknown']).execute();
	await tx.updateTable('outgoing').set({ text: '', provider_id: null, problem: null }).where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await tx.updateTable('handoffs').set({ status: 'resolved', ended_at: now }).where('inbox', '=', inbox).where('conversation_id', '=', id).where('ended_at', 'is', null).execute();
	// The desk takes a packet that is null for none.
	await tx.updateTable('handoffs').set({ packet: 'null', want: '' }).where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await tx.deleteFrom('failed_proofs').where('inbox', '=', inbox).where('conversation_id', '=', id).execute();
	await addEvents(tx, [{ inbox, conversation_id: id, kind: 'note', at: now, author: 'system', text: 'What was said here was erased.' }]);
}

/** Nobody answers what is gone: it is ignored, with the reason. */
async function endOpenMessages(tx: Db, inbox: string, conversationId: string, now: string): Promise<void> {
	const open = await tx.selectFrom('messages').select(['inbox', 'conversation_id', 'id']).where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('outcome', 'is', null).execute();
	for (const message of open) {
		if (await giveOutcome(tx, message, 'ignored', ['erased'], now)) await addEvents(tx, [outcomeEvent(message, 'ignored', ['erased'], now)]);
	}
}

async function eraseCustomerRow(tx: Db, { inbox, id }: CustomerRow): Promise<void> {
	await tx.updateTable('customers').set({ external_id: erasedName(id), name: null, email: null, phone: null, verified: 0, tier: null, vip: null, value: null, opted_out_at: null, proven_email: null, proven_phone: null })
		.where('inbox', '=', inbox).where('id', '=', id).execute();
}

/** In place of a name of the channel's: unique, and nobody is found by it. */
function erasedName(id: string): string {
	return `erased:${id}`;
}

async function findCustomerRow(tx: Db, inbox: string, id: string): Promise<CustomerRow | undefined> {
	return tx.selectFrom('customers').selectAll().where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst();
}
