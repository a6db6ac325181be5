/** Erasing: what happened stays and is counted, who it was and what was said is gone. */
import { setImmediate as giveTurn } from 'node:timers/promises';
import type { Erased } from '../core/conversation/ledger';
import { giveOutcome } from './conversations';
import { addEvents, outcomeEvent } from './events';
import { findCrmLinks, findSessions } from './exportCustomer';
import { findSameCustomer } from './sameCustomer';
import type { ConversationRow, CustomerRow, Db } from './schema';

/** Conversations erased in one transaction, so that nobody waits long for the store. */
const BATCH = 50;
/** Files deleted in one transaction, bytes (one may have more) and number: SQLite overwrites what it deletes, and n8n waits meanwhile. */
const LOT_BYTES = 2 * 1024 * 1024;
const LOT_FILES = 100;

export async function eraseCustomer(db: Db, inbox: string, customerId: string, now: string): Promise<Erased | undefined> {
	const known = await findCustomerRow(db, inbox, customerId);
	if (known === undefined) return undefined;
	const ids = (await findConversations(db, inbox, await findSameCustomer(db, known))).map(({ id }) => id);
	await deleteFiles(db, inbox, ids, async () => ids);
	return db.transaction().execute(async (tx) => {
		const customer = await findCustomerRow(tx, inbox, customerId);
		if (customer === undefined) return undefined;
		const same = await findSameCustomer(tx, customer);
		return await erase(tx, inbox, await findConversations(tx, inbox, same), same, now);
	});
}

async function findConversations(db: Db, inbox: string, customers: readonly CustomerRow[]): Promise<readonly ConversationRow[]> {
	return db.selectFrom('conversations').selectAll().where('inbox', '=', inbox).where('customer_id', 'in', customers.map(({ id }) => id)).execute();
}

export async function applyRetention(db: Db, inbox: string, olderThan: string, now: string): Promise<Erased> {
	const all: Erased[] = [];
	for (;;) {
		const due = (await findOld(db, inbox, olderThan).orderBy('updated_at').limit(BATCH).execute()).map(({ id }) => id);
		if (due.length > 0) {
			await deleteFiles(db, inbox, due, async (tx, ids) => (await findOld(tx, inbox, olderThan).where('id', 'in', ids).execute()).map(({ id }) => id));
			all.push(await db.transaction().execute((tx) => eraseOld(tx, inbox, due, olderThan, now)));
		}
		if (due.length < BATCH) break;
		await giveTurn();
	}
	await db.deleteFrom('failed_proofs').where('inbox', '=', inbox).where('at', '<', olderThan).execute();
	await db.deleteFrom('early_failures').where('inbox', '=', inbox).where('at', '<', olderThan).execute();
	return {
		customers: all.reduce((sum, { customers }) => sum + customers, 0),
		conversations: all.reduce((sum, { conversations }) => sum + conversations, 0),
		crmIds: all.flatMap(({ crmIds }) => crmIds),
	};
}

function findOld(db: Db, inbox: string, olderThan: string) {
	return db.selectFrom('conversations').selectAll()
		.where('inbox', '=', inbox).where('updated_at', '<', olderThan).where('owner', '=', 'bot').where('erased_at', 'is', null);
}

/** Of these, what is still old: somebody may have written since they were looked for. */
async function eraseOld(tx: Db, inbox: string, ids: readonly string[], olderThan: string, now: string): Promise<Erased> {
	const conversations = await findOld(tx, inbox, olderThan).where('id', 'in', ids).execute();
	const customers: CustomerRow[] = [];
	for (const id of new Set(conversations.map(({ customer_id }) => customer_id))) {
		const customer = await findCustomerRow(tx, inbox, id);
		if (customer !== undefined && !await hasOther(tx, customer, conversations)) customers.push(customer);
	}
	return await erase(tx, inbox, conversations, customers, now);
}

/**
 * Deletes the files of conversations that are about to be erased, in small transactions with a turn for others between: the embedded store answers at once,
 * and would let nothing else in n8n happen until the end. Their messages still
 * name them, so that none is kept again; what comes meanwhile goes with the words. A crash between means that files went earlier.
 * `choose` says, in each transaction, of which conversations they still have to go.
 */
async function deleteFiles(db: Db, inbox: string, conversationIds: readonly string[], choose: (tx: Db, ids: readonly string[]) => Promise<readonly string[]>): Promise<void> {
	if (conversationIds.length === 0) return;
	const files = await db.selectFrom('message_files').select(['conversation_id', 'message_id', 'place', 'size']).where('inbox', '=', inbox).where('conversation_id', 'in', conversationIds).execute();
	for (const lot of splitFiles(files)) {
		await db.transaction().execute(async (tx) => {
			const chosen = new Set(await choose(tx, [...new Set(lot.map(({ conversation_id }) => conversation_id))]));
			for (const { conversation_id, message_id, place } of lot) {
				if (chosen.has(conversation_id)) await tx.deleteFrom('message_files').where('inbox', '=', inbox).where('message_id', '=', message_id).where('place', '=', place).execute();
			}
		});
		await giveTurn();
	}
}

function splitFiles<File extends { readonly size: number }>(files: readonly File[]): readonly File[][] {
	const lots: File[][] = [];
	let bytes = 0;
	for (const file of files) {
		const lot = lots.at(-1);
		bytes += file.size;
		if (lot !== undefined && lot.length < LOT_FILES && bytes <= LOT_BYTES) lot.push(file);
		else {
			lots.push([file]);
			bytes = file.size;
		}
	}
	return lots;
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
