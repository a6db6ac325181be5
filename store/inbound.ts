/** Customers write: recorded once, in one transaction, before anybody acknowledges it. */
import { createHash } from 'node:crypto';

import { EMPTY_MEMORY, openMatter, reopenMemory } from '../core/conversation/applyLearned';
import type { InboundMessage, RecordResult } from '../core/conversation/ledger';
import { moveOwnership } from '../core/handoff/ownership';
import { provenContacts } from '../core/message/provenContacts';
import { readOptOut } from '../core/message/optOut';
import { sayMessage } from '../core/message/sayMessage';
import type { MessageOutcome } from '../core/reply/reply';
import { mergePending } from './bursts';
import { buildEnvelope, endReturned, findByThread, findMessage, giveOutcome, saveConversation } from './conversations';
import { addEvents, loadTurns, outcomeEvent } from './events';
import type { NewEvent } from './events';
import { topicOf } from './files';
import { findFollowedThread } from './mail';
import { flag, fromMemory, fromOwnership, toMemory, toOwnership } from './rows';
import type { ConversationRow, CustomerRow, Db, MessageRow } from './schema';

export async function recordInbound(db: Db, received: InboundMessage): Promise<RecordResult> {
	return db.transaction().execute(async (tx) => {
		const inbound = { ...received, thread: await findFollowedThread(tx, received) ?? received.thread };
		const knownCustomer = await findCustomer(tx, inbound);
		const customer = followOptOut(mergeCustomer(inbound, knownCustomer), inbound);
		const isIgnored = customer.opted_out_at !== null;
		const knownConversation = await findByThread(tx, inbound.inbox, inbound.channel, inbound.thread);
		const change = knownConversation && continueConversation(inbound, knownConversation);
		const conversation = knownConversation === undefined ? beginConversation(inbound, customer) : { ...knownConversation, ...change };
		const message = makeMessage(inbound, customer, conversation, isIgnored);

		if (!await insertMessage(tx, message)) return await findRepeated(tx, inbound);

		await saveCustomer(tx, customer, knownCustomer);
		if (knownConversation === undefined || change === undefined) await tx.insertInto('conversations').values(conversation).execute();
		else await saveConversation(tx, knownConversation, change);
		const merged = knownConversation === undefined || conversation.owner !== 'bot' ? [] : await mergePending(tx, message);
		await addEvents(tx, [
			{ inbox: inbound.inbox, conversation_id: conversation.id, kind: 'message', at: inbound.receivedAt, author: 'customer', text: sayMessage(inbound), message_id: message.id },
			...(message.outcome === null ? [] : [outcomeEvent(message, message.outcome, isIgnored ? OPTED_OUT : [], inbound.receivedAt)]),
			...noteOptOut(conversation, customer, knownCustomer, inbound),
		]);

		const turns = await loadTurns(tx, inbound.inbox, conversation.id);
		const envelope = await buildEnvelope(tx, { message, merged, conversation, customer, turns });
		return { kind: 'recorded', owner: conversation.owner, envelope, ...(isIgnored ? { ignored: 'optedOut' as const } : {}) };
	});
}

export async function messageOutcome(db: Db, inbox: string, messageId: string): Promise<MessageOutcome | undefined> {
	const message = await db.selectFrom('messages').select('outcome').where('inbox', '=', inbox).where('id', '=', messageId).executeTakeFirst();
	return message?.outcome ?? undefined;
}

export async function setOutcome(db: Db, inbox: string, messageId: string, outcome: MessageOutcome, reasons: readonly string[], now: string): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const message = await findMessage(tx, inbox, messageId);
		if (message === undefined) return false;
		if (message.returned_at !== null) return await endReturned(tx, message);
		if (!await giveOutcome(tx, message, outcome, reasons, now)) return false;
		await addEvents(tx, [outcomeEvent(message, outcome, reasons, now)]);
		return true;
	});
}

/** The thread's messages since a time. */
export async function countInbound(db: Db, inbox: string, channel: ConversationRow['channel'], thread: string, since: string): Promise<number> {
	const { count } = await db.selectFrom('messages')
		.innerJoin('conversations', (join) => join.onRef('conversations.inbox', '=', 'messages.inbox').onRef('conversations.id', '=', 'messages.conversation_id'))
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('conversations.inbox', '=', inbox).where('conversations.channel', '=', channel).where('conversations.thread', '=', thread)
		.where('messages.received_at', '>=', since)
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** The customer as their channel names them. */
export async function findCustomer(tx: Db, { inbox, channel, customer }: Pick<InboundMessage, 'inbox' | 'channel' | 'customer'>): Promise<CustomerRow | undefined> {
	return tx.selectFrom('customers').selectAll()
		.where('inbox', '=', inbox).where('channel', '=', channel).where('external_id', '=', customer.externalId)
		.executeTakeFirst();
}

/** What is new replaces what was known; what is absent leaves it. Verified only by this very message. */
export function mergeCustomer({ id, inbox, channel, customer }: Pick<InboundMessage, 'id' | 'inbox' | 'channel' | 'customer'>, known: CustomerRow | undefined): CustomerRow {
	const proven = provenContacts(customer);
	return {
		inbox,
		id: known?.id ?? deriveId('customer', id),
		channel,
		external_id: customer.externalId,
		name: customer.name ?? known?.name ?? null,
		// Anybody can post a customer's id to a form: where replies go is not theirs to change.
		email: (channel === 'webhook' ? (known?.email ?? customer.email) : (customer.email ?? known?.email)) ?? null,
		phone: customer.phone ?? known?.phone ?? null,
		verified: flag(customer.verified === true),
		tier: customer.tier ?? known?.tier ?? null,
		vip: customer.vip === undefined ? (known?.vip ?? null) : flag(customer.vip),
		value: customer.value ?? known?.value ?? null,
		proven_email: proven.email ?? known?.proven_email ?? null,
		proven_phone: proven.phone ?? known?.proven_phone ?? null,
		opted_out_at: known?.opted_out_at ?? null,
	};
}

/** The reason of what is ignored because its sender wants to hear nothing. */
const OPTED_OUT = ['optedOut'];

/** The customer as they want to be treated from this message on. */
function followOptOut(customer: CustomerRow, { channel, text, attachments, receivedAt, optOut }: InboundMessage): CustomerRow {
	const wish = optOut ?? (attachments.length === 0 ? readOptOut(channel, text) : undefined);
	if (wish === undefined || wish === 'unchanged') return customer;
	return { ...customer, opted_out_at: wish === 'in' ? null : (customer.opted_out_at ?? receivedAt) };
}

/** People see in the conversation when its customer stops to listen, and when they listen again. */
function noteOptOut({ inbox, id }: ConversationRow, customer: CustomerRow, known: CustomerRow | undefined, { receivedAt: at }: InboundMessage): readonly NewEvent[] {
	const [was, is] = [(known?.opted_out_at ?? null) !== null, customer.opted_out_at !== null];
	if (was === is) return [];
	const text = is ? 'The customer wants no more messages. Nothing is sent to them until they write START.' : 'The customer wants messages again.';
	return [{ inbox, conversation_id: id, kind: 'note', at, author: 'system', text }];
}

export async function saveCustomer(tx: Db, customer: CustomerRow, known: CustomerRow | undefined): Promise<void> {
	if (known === undefined) {
		await tx.insertInto('customers').values(customer).execute();
		return;
	}
	const isSame = (Object.keys(customer) as Array<keyof CustomerRow>).every((column) => customer[column] === known[column]);
	if (isSame) return;
	await tx.updateTable('customers').set(customer).where('inbox', '=', customer.inbox).where('id', '=', customer.id).execute();
}

/** A new conversation, with the assistant. */
export function beginConversation(inbound: Pick<InboundMessage, 'id' | 'inbox' | 'channel' | 'thread' | 'workflowId' | 'text' | 'attachments' | 'receivedAt'>, customer: CustomerRow): ConversationRow {
	return {
		inbox: inbound.inbox,
		id: deriveId('conversation', inbound.id),
		customer_id: customer.id,
		channel: inbound.channel,
		thread: inbound.thread,
		workflow_id: inbound.workflowId ?? null,
		topic: topicOf(sayMessage(inbound)),
		...fromOwnership({ owner: 'bot', epoch: 1, status: 'open' }),
		handoff_id: null,
		opened_at: inbound.receivedAt,
		updated_at: inbound.receivedAt,
		waiting_since: null,
		...fromMemory(openMatter(EMPTY_MEMORY, inbound.receivedAt)),
		hand_back: null,
		holder_seen_at: null,
		erased_at: null,
	};
}

/** What a further message changes. A resolved conversation opens again. */
function continueConversation(inbound: InboundMessage, known: ConversationRow): Partial<ConversationRow> {
	const workflow_id = inbound.workflowId ?? known.workflow_id;
	const updated_at = inbound.receivedAt;
	if (known.status === 'open') {
		return {
			workflow_id,
			updated_at,
			unresolved_since: known.unresolved_since ?? inbound.receivedAt,
			waiting_since: known.owner === 'bot' ? null : (known.waiting_since ?? inbound.receivedAt),
		};
	}
	const reopened = moveOwnership(toOwnership(known), { kind: 'customerWrites' });
	const memory = openMatter(reopenMemory(toMemory(known)), inbound.receivedAt);
	return { workflow_id, updated_at, waiting_since: null, ...fromMemory(memory), ...(reopened.ok ? fromOwnership(reopened.next) : {}) };
}

/** While people have the conversation a message is relayed to them as soon as it is recorded. Who wants to hear nothing is ignored. */
function makeMessage(inbound: InboundMessage, customer: CustomerRow, conversation: ConversationRow, isIgnored: boolean): MessageRow {
	const outcome = isIgnored ? 'ignored' : conversation.owner !== 'bot' ? 'relayed' : null;
	return {
		inbox: inbound.inbox,
		id: inbound.id,
		channel: inbound.channel,
		provider_id: inbound.providerId,
		conversation_id: conversation.id,
		customer_id: customer.id,
		workflow_id: inbound.workflowId ?? null,
		text: inbound.text,
		subject: inbound.subject ?? null,
		// What travels with an item travels with no later one, whose own may have the same key.
		attachments: JSON.stringify(inbound.attachments.map(({ binary: _travelling, ...attachment }) => attachment)),
		received_at: inbound.receivedAt,
		locale: inbound.locale ?? null,
		requests_human: flag(inbound.requestsHuman === true),
		raw: inbound.raw === undefined ? null : JSON.stringify(inbound.raw),
		outcome,
		reasons: outcome === null ? null : JSON.stringify(isIgnored ? OPTED_OUT : []),
		outcome_at: outcome === null ? null : inbound.receivedAt,
		lease_until: null,
		returned_at: null,
		merged_into: null,
		sent_at: inbound.sentAt ?? null,
	};
}

/** The unique key decides what is a retry, not a read before: two at once cannot both be new. */
async function insertMessage(tx: Db, message: MessageRow): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await tx.insertInto('messages').values(message)
		.onConflict((conflict) => conflict.columns(['inbox', 'channel', 'provider_id']).doNothing())
		.executeTakeFirstOrThrow();
	return numInsertedOrUpdatedRows === 1n;
}

async function findRepeated(tx: Db, { inbox, channel, providerId }: InboundMessage): Promise<RecordResult> {
	const first = await tx.selectFrom('messages').select(['id', 'conversation_id', 'outcome'])
		.where('inbox', '=', inbox).where('channel', '=', channel).where('provider_id', '=', providerId)
		.executeTakeFirstOrThrow();
	const repeated = { kind: 'repeated', messageId: first.id, conversationId: first.conversation_id } as const;
	return first.outcome === null ? repeated : { ...repeated, outcome: first.outcome };
}

/** A new id out of the message's own unguessable one, because the ledger has no chance of its own. */
function deriveId(kind: 'customer' | 'conversation', messageId: string): string {
	return createHash('sha256').update(`${kind}:${messageId}`).digest('hex').slice(0, 32);
}
