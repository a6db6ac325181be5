/** Everything known of a customer, for the customer. */
import { findPushedKey, namePushed } from '../core/crm/record';
import type { CustomerExport } from '../core/conversation/ledger';
import { findSameCustomer } from './sameCustomer';
import type { ConversationRow, CustomerRow, Db, Schema } from './schema';

export async function exportCustomer(db: Db, inbox: string, customerId: string): Promise<CustomerExport | undefined> {
	return db.transaction().setAccessMode('read only').execute(async (tx) => {
		const customer = await tx.selectFrom('customers').selectAll().where('inbox', '=', inbox).where('id', '=', customerId).executeTakeFirst();
		if (customer === undefined) return undefined;
		const same = await findSameCustomer(tx, customer);
		const conversations = await tx.selectFrom('conversations').selectAll().where('inbox', '=', inbox).where('customer_id', 'in', same.map((row) => row.id)).orderBy('opened_at').execute();
		const ids = conversations.map(({ id }) => id);
		const read = <T extends 'events' | 'messages' | 'outgoing' | 'handoffs' | 'failed_proofs'>(table: T) => readRows(tx, table, inbox, ids);
		return {
			customer,
			sameCustomer: same.slice(1),
			conversations,
			messages: await read('messages'),
			events: await read('events'),
			outgoing: await read('outgoing'),
			handoffs: await read('handoffs'),
			chatSessions: (await findAllSessions(tx, same, conversations)).map(({ token_hash: _secret, ...session }) => session),
			crmLinks: await findCrmLinks(tx, inbox, same.map((row) => row.id), ids),
			failedProofs: await read('failed_proofs'),
			files: ids.length === 0 ? [] : await tx.selectFrom('message_files').select(['message_id', 'place', 'conversation_id', 'name', 'mime_type', 'size', 'created_at'])
				.where('inbox', '=', inbox).where('conversation_id', 'in', ids).orderBy('created_at').orderBy('place').execute(),
		};
	});
}

async function findAllSessions(tx: Db, same: readonly CustomerRow[], conversations: readonly ConversationRow[]): Promise<ReadonlyArray<Schema['chat_sessions']>> {
	const found = new Map<string, Schema['chat_sessions']>();
	for (const customer of same) for (const session of await findSessions(tx, customer, conversations)) found.set(session.token_hash, session);
	return [...found.values()];
}

/** What a CRM knows of these customers and conversations: the keys are hashes, so those that may be theirs are made again. */
export async function findCrmLinks(tx: Db, inbox: string, customerIds: readonly string[], conversationIds: readonly string[]): Promise<ReadonlyArray<Schema['crm_links']>> {
	const messages = conversationIds.length === 0 ? [] : await tx.selectFrom('messages').select(['id', 'conversation_id']).where('inbox', '=', inbox).where('conversation_id', 'in', conversationIds).execute();
	const theirs = new Set([
		...customerIds.map((id) => namePushed(inbox, id, '', '').customer),
		...conversationIds.map((id) => namePushed(inbox, '', id, '').ticket),
		...messages.map((message) => namePushed(inbox, '', message.conversation_id, message.id).interaction),
	]);
	const links = await tx.selectFrom('crm_links').selectAll().where('inbox', '=', inbox).execute();
	return links.filter(({ key }) => theirs.has(findPushedKey(key) ?? ''));
}

/** Web chat sessions of the customer. */
export async function findSessions(tx: Db, { inbox, external_id }: CustomerRow, conversations: ReadonlyArray<Pick<ConversationRow, 'thread'>>): Promise<ReadonlyArray<Schema['chat_sessions']>> {
	return tx.selectFrom('chat_sessions').selectAll()
		.where('inbox', '=', inbox)
		.where((eb) => eb.or([eb('external_id', '=', external_id), ...(conversations.length === 0 ? [] : [eb('thread', 'in', conversations.map(({ thread }) => thread))])]))
		.execute();
}

async function readRows(tx: Db, table: 'events' | 'messages' | 'outgoing' | 'handoffs' | 'failed_proofs', inbox: string, ids: readonly string[]): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
	return ids.length === 0 ? [] : tx.selectFrom(table).selectAll().where('inbox', '=', inbox).where('conversation_id', 'in', ids).execute();
}
