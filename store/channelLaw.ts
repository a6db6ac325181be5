/** What the channel's law is asked with, as it stands in the transaction that gives leave to speak. */
import type { ClaimRequest, ReplyCounts } from '../core/conversation/ledger';
import { hasLaw, judgeLaw, RATE_WINDOW_MS, type LawVerdict } from '../core/reply/channelLaw';
import { findConversation } from './conversations';
import type { ConversationRow, Db, OutgoingRow } from './schema';

/** Messages that may have come in another order than they were sent, at most. */
const NEWEST = 20;

/** Absent where nothing leaves for a channel: in our own chat, and while a draft waits for a person. */
export async function askLaw(tx: Db, request: Pick<ClaimRequest, 'mode' | 'purpose' | 'author' | 'law' | 'now'>, conversation: ConversationRow): Promise<LawVerdict | undefined> {
	if (request.mode !== 'send' || !hasLaw(conversation.channel)) return undefined;
	const { purpose, author, now } = request;
	return judgeLaw({
		channel: conversation.channel,
		purpose,
		author,
		lastInboundAt: await findLastInbound(tx, conversation),
		optedOutAt: await findOptOut(tx, conversation),
		recentReplies: author === 'human' ? 0 : await countRecent(tx, conversation, new Date(Date.parse(now) - RATE_WINDOW_MS).toISOString()),
	}, request.law ?? {}, now);
}

/** A channel that tried for hours to reach us delivers late: the customer's time counts, which is never after ours. */
async function findLastInbound(tx: Db, { inbox, id }: ConversationRow): Promise<string | undefined> {
	const newest = await tx.selectFrom('messages').select(['received_at', 'sent_at'])
		.where('inbox', '=', inbox).where('conversation_id', '=', id)
		.orderBy('received_at', 'desc').limit(NEWEST)
		.execute();
	return newest.map(({ received_at, sent_at }) => (sent_at !== null && sent_at < received_at ? sent_at : received_at)).sort().at(-1);
}

/** When the customer said that they want no messages; absent while they want them. */
export async function findOptOut(tx: Db, { inbox, customer_id }: ConversationRow): Promise<string | undefined> {
	const customer = await tx.selectFrom('customers').select('opted_out_at').where('inbox', '=', inbox).where('id', '=', customer_id).executeTakeFirst();
	return customer?.opted_out_at ?? undefined;
}

async function countRecent(tx: Db, conversation: ConversationRow, since: string): Promise<number> {
	return await countSaid(tx, conversation, ['bot'], 'created_at', since);
}

/** What left since a time and no person wrote, for one conversation and for its customer. */
export async function countReplies(db: Db, inbox: string, conversationId: string, since: string): Promise<ReplyCounts> {
	const conversation = await findConversation(db, inbox, conversationId);
	if (conversation === undefined) return { inConversation: 0, toCustomer: 0 };
	const authors = ['bot', 'system'] as const;
	return {
		inConversation: await countSaid(db, conversation, authors, 'updated_at', since),
		toCustomer: await countSaid(db, conversation, authors, 'updated_at', since, true),
	};
}

/** A form's posts are conversations of their own: those of one customer count together, so that nobody is flooded by posts in their name. */
async function countSaid(db: Db, { inbox, id, channel, customer_id }: ConversationRow, authors: ReadonlyArray<OutgoingRow['author']>, time: 'created_at' | 'updated_at', since: string, isByCustomer = channel === 'webhook'): Promise<number> {
	const { count } = await db.selectFrom('outgoing').select((eb) => eb.fn.countAll<number>().as('count'))
		.where('inbox', '=', inbox)
		.where((eb) => (isByCustomer
			? eb('conversation_id', 'in', eb.selectFrom('conversations').select('conversations.id').where('conversations.inbox', '=', inbox).where('conversations.customer_id', '=', customer_id))
			: eb('conversation_id', '=', id)))
		.where('author', 'in', authors).where(time, '>', since)
		.where('status', 'in', ['claimed', 'sent', 'unknown'])
		.executeTakeFirstOrThrow();
	return Number(count);
}
