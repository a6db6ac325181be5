/** The web chat: sessions of visitors, and what a customer may read. */
import { seenByCustomer } from '../core/conversation/seenByCustomer';
import type { ChatSession, ChatState } from '../core/conversation/ledger';
import type { Channel } from '../core/message/message';
import { findByThread } from './conversations';
import { readFeed } from './events';
import { queuePosition } from './handoffs';
import { flag, present } from './rows';
import type { Db } from './schema';

export async function openSession(db: Db, tokenHash: string, session: ChatSession, now: string): Promise<void> {
	await db.insertInto('chat_sessions').values({
		token_hash: tokenHash,
		inbox: session.inbox,
		chat_id: session.chatId,
		thread: session.thread,
		external_id: session.externalId,
		name: session.customer.name ?? null,
		email: session.customer.email ?? null,
		phone: session.customer.phone ?? null,
		verified: flag(session.customer.verified === true),
		opened_at: now,
	}).execute();
}

export async function findSession(db: Db, tokenHash: string): Promise<ChatSession | undefined> {
	const row = await db.selectFrom('chat_sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
	if (row === undefined) return undefined;
	const conversation = await findByThread(db, row.inbox, 'webChat', row.thread);
	return present({
		inbox: row.inbox,
		chatId: row.chat_id,
		thread: row.thread,
		externalId: row.external_id,
		conversationId: conversation?.id,
		customer: present({ name: row.name, email: row.email, phone: row.phone, verified: row.verified === 1 ? true : null }),
	});
}

/** The newest entries the customer may see. People's notes and drafts never are among them. */
export async function readChat(db: Db, inbox: string, channel: Channel, thread: string, afterSeq: number): Promise<ChatState | undefined> {
	return db.transaction().setAccessMode('read only').execute(async (tx) => {
		const conversation = await findByThread(tx, inbox, channel, thread);
		if (conversation === undefined) return undefined;
		const feed = await readFeed(tx, inbox, conversation.id, afterSeq);
		return present({
			conversationId: conversation.id,
			owner: conversation.owner,
			agentName: conversation.owner_name,
			status: conversation.status,
			queuePosition: await queuePosition(tx, conversation),
			entries: feed.flatMap((entry) => seenByCustomer(entry) ?? []),
			seq: feed.at(-1)?.seq ?? afterSeq,
		});
	});
}
