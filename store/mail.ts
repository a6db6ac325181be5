/** Mail threads: found by the mails they consist of, whichever the customer's program names. And how far mailboxes have been read. */
import type { InboundMessage, MailCursor, MailThread } from '../core/conversation/ledger';
import { normaliseSubject } from '../core/message/mailSubject';
import { outgoingIdOfMail } from '../core/reply/mailIds';
import { parse, present } from './rows';
import type { Db } from './schema';

/** A subject alone continues only what is this recent, milliseconds. */
const SUBJECT_FOR_MS = 30 * 24 * 3_600_000;
/** Newest mails looked at, of the customer for a subject, or of a thread for its references. */
const MAX_MAILS = 20;
/** Sent, being sent, or perhaps sent. */
const SENT = ['claimed', 'sent', 'unknown'] as const;

/**
 * The thread of the conversation a message continues: that of the nearest mail it names, ours or the customer's, else of the
 * customer's newest one with the same subject. Only of the same customer, since ids can be guessed or passed on; absent when there is none.
 */
export async function findFollowedThread(tx: Db, { inbox, channel, customer, follows, receivedAt }: InboundMessage): Promise<string | undefined> {
	if (follows === undefined) return undefined;
	const threads = await threadsOfIds(tx, { inbox, channel, customer, ids: follows.ids });
	const nearest = follows.ids.map((id) => threads.get(id)).find((thread) => thread !== undefined);
	if (nearest !== undefined || follows.subject === undefined) return nearest;
	const since = new Date(Date.parse(receivedAt) - SUBJECT_FOR_MS).toISOString();
	const recent = await ownConversations(tx, inbox, channel, customer.externalId)
		.innerJoin('messages', (join) => join.onRef('messages.inbox', '=', 'conversations.inbox').onRef('messages.conversation_id', '=', 'conversations.id'))
		.select(['conversations.thread', 'messages.subject'])
		.where('messages.received_at', '>=', since).where('messages.subject', 'is not', null)
		.orderBy('messages.received_at', 'desc').limit(MAX_MAILS)
		.execute();
	return recent.find(({ subject }) => normaliseSubject(subject ?? '') === follows.subject)?.thread;
}

interface Named extends Pick<InboundMessage, 'inbox' | 'channel' | 'customer'> {
	readonly ids: readonly string[];
}

/** The customer's threads by the ids of their mails. */
async function threadsOfIds(tx: Db, { inbox, channel, customer, ids }: Named): Promise<ReadonlyMap<string, string>> {
	const threads = new Map<string, string>();
	if (ids.length === 0) return threads;
	const theirs = await ownConversations(tx, inbox, channel, customer.externalId)
		.innerJoin('messages', (join) => join.onRef('messages.inbox', '=', 'conversations.inbox').onRef('messages.conversation_id', '=', 'conversations.id'))
		.select(['conversations.thread', 'messages.provider_id as id'])
		.where('messages.channel', '=', channel).where('messages.provider_id', 'in', ids)
		.execute();
	for (const { id, thread } of theirs) threads.set(id, thread);
	const ours = new Map(ids.flatMap((id) => [[outgoingIdOfMail(id), id] as const]).filter((pair): pair is [string, string] => pair[0] !== undefined));
	if (ours.size === 0) return threads;
	const said = await ownConversations(tx, inbox, channel, customer.externalId)
		.innerJoin('outgoing', (join) => join.onRef('outgoing.inbox', '=', 'conversations.inbox').onRef('outgoing.conversation_id', '=', 'conversations.id'))
		.select(['conversations.thread', 'outgoing.id'])
		.where('outgoing.id', 'in', [...ours.keys()])
		.execute();
	for (const { id, thread } of said) threads.set(ours.get(id) ?? '', thread);
	return threads;
}

/** Conversations of the customer of that name, except erased ones. */
function ownConversations(tx: Db, inbox: string, channel: InboundMessage['channel'], externalId: string) {
	return tx.selectFrom('customers')
		.innerJoin('conversations', (join) => join.onRef('conversations.inbox', '=', 'customers.inbox').onRef('conversations.customer_id', '=', 'customers.id'))
		.where('customers.inbox', '=', inbox).where('customers.channel', '=', channel).where('customers.external_id', '=', externalId)
		.where('conversations.erased_at', 'is', null);
}

/** What a reply in this conversation has to refer to; absent when it is unknown. */
export async function readMailThread(db: Db, inbox: string, conversationId: string): Promise<MailThread | undefined> {
	const received = await db.selectFrom('messages').select(['id', 'provider_id', 'subject', 'received_at'])
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId)
		.orderBy('received_at', 'desc').limit(MAX_MAILS)
		.execute();
	const said = await db.selectFrom('outgoing').select(['id', 'author', 'updated_at'])
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('status', 'in', SENT)
		.orderBy('updated_at', 'desc').limit(MAX_MAILS)
		.execute();
	if (received.length === 0 && said.length === 0) return undefined;
	return {
		received: received.reverse().map(({ id, provider_id, subject, received_at }) => ({ messageId: id, providerId: provider_id, at: received_at, ...(subject === null ? {} : { subject }) })),
		said: said.reverse().map(({ id, author, updated_at }) => ({ outgoingId: id, author, at: updated_at })),
	};
}

export async function readMailCursor(db: Db, inbox: string, mailbox: string, folder: string): Promise<MailCursor | undefined> {
	const row = await db.selectFrom('mailboxes').selectAll().where('inbox', '=', inbox).where('mailbox', '=', mailbox).where('folder', '=', folder).executeTakeFirst();
	return row && present({ uidValidity: row.uid_validity, lastUid: Number(row.last_uid), at: row.at, withheld: row.withheld === null ? undefined : parse<readonly number[]>(row.withheld) });
}

/** The newest writer wins: two that read the same folder only read some of it twice. */
export async function saveMailCursor(db: Db, inbox: string, mailbox: string, folder: string, { uidValidity, lastUid, at, withheld }: MailCursor): Promise<void> {
	const read = { uid_validity: uidValidity, last_uid: String(lastUid), at, withheld: withheld === undefined || withheld.length === 0 ? null : JSON.stringify(withheld) };
	await db.transaction().execute(async (tx) => {
		await tx.insertInto('mailboxes').values({ inbox, mailbox, folder, ...read })
			.onConflict((conflict) => conflict.columns(['inbox', 'mailbox', 'folder']).doUpdateSet(read))
			.execute();
	});
}
