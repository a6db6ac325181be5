/** Finding and saving conversations, and loading the envelope of a message. */
import type { Envelope } from '../core/envelope';
import { mergeMessages } from '../core/message/mergeMessages';
import type { Interaction } from '../core/message/message';
import type { MessageOutcome } from '../core/reply/reply';
import { findMerged } from './bursts';
import { addEvents, loadTurns, outcomeEvent } from './events';
import { present, toConversation, toCustomer, toMessage } from './rows';
import type { ConversationRow, CustomerRow, Db, MessageRow } from './schema';

/** Earlier contacts shown with a customer. */
const MAX_HISTORY = 10;

export async function findConversation(db: Db, inbox: string, id: string): Promise<ConversationRow | undefined> {
	return db.selectFrom('conversations').selectAll().where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst();
}

/** The open conversation of a thread, or else its newest. */
export async function findByThread(db: Db, inbox: string, channel: ConversationRow['channel'], thread: string): Promise<ConversationRow | undefined> {
	return db.selectFrom('conversations').selectAll()
		.where('inbox', '=', inbox).where('channel', '=', channel).where('thread', '=', thread)
		.orderBy('opened_at', 'desc').limit(1)
		.executeTakeFirst();
}

/**
 * Saves what changed of a conversation, provided nobody changed its ownership since it was read.
 * False when somebody did.
 */
export async function saveConversation(db: Db, read: ConversationRow, change: Partial<ConversationRow>): Promise<boolean> {
	const { numUpdatedRows } = await db.updateTable('conversations').set(change)
		.where('inbox', '=', read.inbox).where('id', '=', read.id).where('epoch', '=', read.epoch)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

export async function findMessage(db: Db, inbox: string, id: string): Promise<MessageRow | undefined> {
	return db.selectFrom('messages').selectAll().where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst();
}

/** Gives a message its outcome unless it has one; false when it had. */
export async function giveOutcome(
	db: Db, message: { readonly inbox: string; readonly conversation_id: string; readonly id: string }, outcome: MessageOutcome, reasons: readonly string[], now: string,
): Promise<boolean> {
	const { numUpdatedRows } = await db.updateTable('messages')
		.set({ outcome, reasons: JSON.stringify(reasons), outcome_at: now })
		.where('inbox', '=', message.inbox).where('id', '=', message.id).where('outcome', 'is', null)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

/**
 * A person gives the conversation back: where the customer had the last word, their newest message is
 * the assistant's to take up. It was relayed or handed off, or its answer could not be sent; that stays its outcome.
 */
export async function giveBackQuestion(db: Db, inbox: string, conversationId: string, now: string): Promise<void> {
	const last = await db.selectFrom('events').select(['author', 'message_id'])
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('spoken', '=', (eb) => eb.lit(1)).where('author', 'in', ['customer', 'human'])
		.orderBy('seq', 'desc').limit(1)
		.executeTakeFirst();
	if (last?.author !== 'customer') return;
	await db.updateTable('messages').set({ returned_at: now, lease_until: null })
		.where('inbox', '=', inbox).where('id', '=', last.message_id)
		.where((eb) => eb.or([
			eb('outcome', 'in', ['relayed', 'handedOff']),
			eb('id', 'in', eb.selectFrom('outgoing').select('outgoing.message_id')
				.where('outgoing.inbox', '=', inbox).where('outgoing.conversation_id', '=', conversationId).where('outgoing.status', '=', 'failed').where('outgoing.purpose', '=', 'answer')),
		]))
		.execute();
}

/** Something was done about a message that a person gave back; false when it was not given back. */
export async function endReturned(db: Db, { inbox, id }: { readonly inbox: string; readonly id: string }): Promise<boolean> {
	const { numUpdatedRows } = await db.updateTable('messages').set({ returned_at: null })
		.where('inbox', '=', inbox).where('id', '=', id).where('returned_at', 'is not', null)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

/** People have this conversation now: its messages that have no outcome are theirs, and what they gave back is so again. */
export async function relayPending(db: Db, inbox: string, conversationId: string, now: string): Promise<void> {
	const relayed = await db.updateTable('messages')
		.set({ outcome: 'relayed', reasons: '[]', outcome_at: now })
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('outcome', 'is', null)
		.returning(['inbox', 'conversation_id', 'id'])
		.execute();
	await db.updateTable('messages').set({ returned_at: null })
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('returned_at', 'is not', null)
		.execute();
	await addEvents(db, relayed.map((message) => outcomeEvent(message, 'relayed', [], now)));
}

/** The envelope of a message as things stand now; absent when the message is unknown. */
export async function loadEnvelope(db: Db, inbox: string, messageId: string): Promise<Envelope | undefined> {
	const message = await findMessage(db, inbox, messageId);
	if (message === undefined) return undefined;
	const [conversation, customer] = [await findConversation(db, inbox, message.conversation_id), await findCustomerById(db, inbox, message.customer_id)];
	if (conversation === undefined || customer === undefined) return undefined;
	const [merged, turns] = [await findMerged(db, inbox, messageId), await loadTurns(db, inbox, conversation.id, messageId)];
	return buildEnvelope(db, { message, merged, conversation, customer, turns });
}

/** By the order of recording: the clocks of several hosts differ. */
async function findNewestMessage(db: Db, inbox: string, conversationId: string): Promise<MessageRow | undefined> {
	const newest = await db.selectFrom('events').select('message_id')
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('spoken', '=', (eb) => eb.lit(1)).where('author', '=', 'customer')
		.orderBy('seq', 'desc').limit(1)
		.executeTakeFirst();
	return newest?.message_id === undefined || newest.message_id === null ? undefined : findMessage(db, inbox, newest.message_id);
}

/** The envelope of the newest message of a conversation, with everything said since; of an empty one where only a person wrote so far. */
export async function loadNewestEnvelope(db: Db, conversation: ConversationRow): Promise<Envelope | undefined> {
	const { inbox, id } = conversation;
	const message = await findNewestMessage(db, inbox, id);
	const customer = await findCustomerById(db, inbox, conversation.customer_id);
	if (customer === undefined) return undefined;
	return buildEnvelope(db, { message: message ?? noMessage(conversation), merged: [], conversation, customer, turns: await loadTurns(db, inbox, id) });
}

export interface EnvelopeParts {
	readonly message: MessageRow;
	/** What the message stands for beside itself. */
	readonly merged: readonly MessageRow[];
	readonly conversation: ConversationRow;
	readonly customer: CustomerRow;
	readonly turns: Envelope['conversation']['turns'];
}

export async function buildEnvelope(db: Db, { message, merged, conversation, customer, turns }: EnvelopeParts): Promise<Envelope> {
	return {
		inbox: message.inbox,
		message: mergeMessages(merged.map(toMessage), toMessage(message)),
		customer: toCustomer(customer, conversation, await loadHistory(db, conversation, customer)),
		conversation: toConversation(conversation, turns),
	};
}

/** The customer has not written yet: a person began. */
function noMessage({ inbox, id, channel, customer_id, workflow_id, opened_at }: ConversationRow): MessageRow {
	return {
		inbox, id: '', channel, provider_id: '', conversation_id: id, customer_id, workflow_id, text: '', subject: null, attachments: '[]', received_at: opened_at,
		locale: null, requests_human: 0, raw: null, outcome: null, reasons: null, outcome_at: null, lease_until: null, returned_at: null, merged_into: null, sent_at: null,
	};
}

async function findCustomerById(db: Db, inbox: string, id: string): Promise<CustomerRow | undefined> {
	return db.selectFrom('customers').selectAll().where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst();
}

async function loadHistory(db: Db, current: ConversationRow, customer: CustomerRow): Promise<readonly Interaction[]> {
	const earlier = await db.selectFrom('conversations')
		.select(['opened_at', 'channel', 'topic', 'status'])
		.where('inbox', '=', current.inbox).where('customer_id', '=', customer.id).where('id', '!=', current.id)
		.orderBy('opened_at', 'desc').limit(MAX_HISTORY)
		.execute();
	return earlier.map(({ opened_at, channel, topic, status }) => present({ at: opened_at, channel, summary: topic, result: status === 'resolved' ? status : null }));
}
