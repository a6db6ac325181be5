/** The feed: everything that happened, appended in order, and read back by page or by turn. */
import { MAX_TURNS } from '../core/conversation/conversation';
import type { Turn } from '../core/conversation/conversation';
import type { Change, FeedEntry } from '../core/conversation/ledger';
import type { MessageOutcome } from '../core/reply/reply';
import { present, toFeedEntry } from './rows';
import type { Db, EventRow } from './schema';

/** Entries of one conversation read at once: more than anybody scrolls through. */
const MAX_ENTRIES = 200;
const MAX_CHANGES = 500;

export interface NewEvent extends Pick<EventRow, 'inbox' | 'conversation_id' | 'kind' | 'at'>, Partial<Pick<EventRow, 'author' | 'name' | 'text' | 'message_id' | 'outcome'>> {
	readonly reasonCodes?: readonly string[];
}

/** Appends events in the order given. */
export async function addEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
	if (events.length === 0) return;
	await db.insertInto('events').values(events.map(toRow)).execute();
}

/** The event of a message's outcome. */
export function outcomeEvent(
	message: { readonly inbox: string; readonly conversation_id: string; readonly id: string }, outcome: MessageOutcome, reasonCodes: readonly string[], at: string,
): NewEvent {
	return { inbox: message.inbox, conversation_id: message.conversation_id, kind: 'outcome', at, message_id: message.id, outcome, reasonCodes };
}

/**
 * The newest turns, oldest first. With `lastMessageId` nothing said after that message is among
 * them, so that the message being handled is the last.
 */
export async function loadTurns(db: Db, inbox: string, conversationId: string, lastMessageId?: string): Promise<readonly Turn[]> {
	// A literal 1 lets the index of spoken events answer, however many others there are.
	const newestFirst = await db.selectFrom('events')
		.select(['author', 'name', 'text', 'at'])
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('spoken', '=', (eb) => eb.lit(1))
		.$if(lastMessageId !== undefined, (query) => query.where('seq', '<=', (eb) => eb.selectFrom('events as last')
			.select('last.seq')
			.where('last.inbox', '=', inbox).where('last.conversation_id', '=', conversationId)
			.where('last.spoken', '=', (spoken) => spoken.lit(1)).where('last.message_id', '=', lastMessageId ?? null)))
		.orderBy('seq', 'desc').limit(MAX_TURNS)
		.execute();
	return newestFirst.reverse().map(({ author, name, text, at }) => present({ author: author ?? 'system', name, text: text ?? '', at }));
}

/** The newest entries after `afterSeq`, oldest first. */
export async function readFeed(db: Db, inbox: string, conversationId: string, afterSeq: number): Promise<readonly FeedEntry[]> {
	const newestFirst = await db.selectFrom('events').selectAll()
		.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('seq', '>', afterSeq)
		.orderBy('seq', 'desc').limit(MAX_ENTRIES)
		.execute();
	return newestFirst.reverse().map(toFeedEntry);
}

export async function changesSince(db: Db, seq: number): Promise<readonly Change[]> {
	return db.selectFrom('events').select(['seq', 'inbox', 'conversation_id as conversationId'])
		.where('seq', '>', seq).orderBy('seq').limit(MAX_CHANGES)
		.execute();
}

export async function lastSeq(db: Db): Promise<number> {
	const newest = await db.selectFrom('events').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
	return newest?.seq ?? 0;
}

function toRow(event: NewEvent): Omit<EventRow, 'seq'> {
	return {
		inbox: event.inbox,
		conversation_id: event.conversation_id,
		kind: event.kind,
		spoken: event.kind === 'message' || event.kind === 'reply' ? 1 : 0,
		at: event.at,
		author: event.author ?? null,
		name: event.name ?? null,
		text: event.text ?? null,
		message_id: event.message_id ?? null,
		outcome: event.outcome ?? null,
		reasons: event.reasonCodes === undefined ? null : JSON.stringify(event.reasonCodes),
	};
}
