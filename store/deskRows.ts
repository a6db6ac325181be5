/** The desk's lists. */
import type { DeskRow } from '../core/conversation/ledger';
import { parse, present } from './rows';
import type { Db } from './schema';

/** Longest list handed out. */
const MAX_ROWS = 200;

type RowQuery = ReturnType<typeof rowQuery>;

/** Rows of one view, bounded: who waits longest first, otherwise what moved last first. */
export async function listRows(
	db: Db, inboxes: readonly string[], view: 'waiting' | 'mine' | 'drafts' | 'all', agentId: string, limit: number, unansweredBefore?: string,
): Promise<readonly DeskRow[]> {
	if (inboxes.length === 0) return [];
	const atMost = Math.max(0, Math.min(limit, MAX_ROWS));
	return selectRows(db, (query) => viewOf(query, view, agentId, unansweredBefore)
		.$if(!inboxes.includes('*'), (some) => (view === 'all' && inboxes.length > 1 ? newestOf(some, inboxes, atMost) : some.where('conversations.inbox', 'in', inboxes)))
		.limit(atMost));
}

/** Rows of the conversations chosen by `choose`. */
export async function selectRows(db: Db, choose: (query: RowQuery) => RowQuery): Promise<readonly DeskRow[]> {
	const rows = await choose(rowQuery(db)).execute();
	return rows.map((row) => present({
		inbox: row.inbox,
		conversationId: row.id,
		handoffId: row.handoff_id,
		channel: row.channel,
		owner: row.owner,
		ownerId: row.owner_id,
		ownerName: row.owner_name,
		status: row.status,
		handoffStatus: row.handoff_status,
		customerName: row.customer_name,
		want: row.want ?? row.topic,
		priority: row.priority ?? ('normal' as const),
		reasons: row.reasons === null ? [] : parse<readonly string[]>(row.reasons),
		waitingSince: row.waits_since,
		updatedAt: row.updated_at,
		drafts: Number(row.drafts ?? 0),
	}));
}

function rowQuery(db: Db) {
	return db.selectFrom('conversations')
		.innerJoin('customers', (join) => join.onRef('customers.inbox', '=', 'conversations.inbox').onRef('customers.id', '=', 'conversations.customer_id'))
		.leftJoin('handoffs', (join) => join.onRef('handoffs.inbox', '=', 'conversations.inbox').onRef('handoffs.id', '=', 'conversations.handoff_id'))
		.select([
			'conversations.inbox', 'conversations.id', 'conversations.handoff_id', 'conversations.channel', 'conversations.owner', 'conversations.owner_id',
			'conversations.owner_name', 'conversations.status', 'conversations.topic', 'conversations.updated_at',
			'customers.name as customer_name', 'handoffs.status as handoff_status', 'handoffs.want', 'handoffs.priority', 'handoffs.reasons',
		])
		.select((eb) => eb.selectFrom('outgoing').select((count) => count.fn.countAll<number>().as('count'))
			.whereRef('outgoing.inbox', '=', 'conversations.inbox').whereRef('outgoing.conversation_id', '=', 'conversations.id').where('outgoing.status', '=', 'draft')
			.as('drafts'))
		// With the assistant they wait for an answer that is being made, or that nobody makes.
		.select((eb) => eb.fn.coalesce('conversations.waiting_since', eb.selectFrom('messages').select((first) => first.fn.min('messages.received_at').as('since'))
			.whereRef('messages.inbox', '=', 'conversations.inbox').whereRef('messages.conversation_id', '=', 'conversations.id').where('messages.outcome', 'is', null), eb.selectFrom('messages').select((first) => first.fn.min('messages.received_at').as('since'))
			.whereRef('messages.inbox', '=', 'conversations.inbox').whereRef('messages.conversation_id', '=', 'conversations.id').where('messages.returned_at', 'is not', null))
			.as('waits_since'));
}

function viewOf(query: RowQuery, view: 'waiting' | 'mine' | 'drafts' | 'all', agentId: string, unansweredBefore: string | undefined): RowQuery {
	switch (view) {
		case 'waiting':
			return waitingFor(query, unansweredBefore).orderBy('waits_since');
		case 'mine':
			return query.where('conversations.owner', '=', 'human').where('conversations.owner_id', '=', agentId).orderBy('conversations.updated_at', 'desc');
		case 'drafts':
			// Replies of unknown fate wait for a person's word like drafts do.
			return query.where((eb) => eb(eb.refTuple('conversations.inbox', 'conversations.id'), 'in', eb.selectFrom('outgoing')
				.select(['outgoing.inbox', 'outgoing.conversation_id']).where('outgoing.status', 'in', ['draft', 'unknown'])
				.$asTuple('inbox', 'conversation_id'))).orderBy('conversations.updated_at', 'desc');
		case 'all':
			return query.orderBy('conversations.updated_at', 'desc');
		default:
			return view satisfies never;
	}
}

/** The newest of several inboxes: no index has them in the order of their time, so the newest of each are found first, and not all conversations read and sorted. */
function newestOf(query: RowQuery, inboxes: readonly string[], atMost: number): RowQuery {
	return query.where((eb) => {
		const [first, ...others] = inboxes.map((inbox) => eb.selectFrom(eb.selectFrom('conversations').select(['conversations.inbox', 'conversations.id', 'conversations.updated_at'])
			.where('conversations.inbox', '=', inbox).orderBy('conversations.updated_at', 'desc').limit(atMost).as('newest')).select(['newest.inbox', 'newest.id', 'newest.updated_at']));
		if (first === undefined) return eb.lit(false);
		const all = others.reduce((some, more) => some.unionAll(more), first);
		const newest = eb.selectFrom(all.as('some')).select(['some.inbox', 'some.id']).orderBy('some.updated_at', 'desc').limit(atMost);
		return eb(eb.refTuple('conversations.inbox', 'conversations.id'), 'in', newest.$asTuple('inbox', 'id'));
	});
}

/**
 * Who waits for a person, and whose message nobody finished: a list of conversations, each part found by an index of its own. Joined by
 * OR, Postgres would read all conversations; as a bare union, SQLite would.
 */
function waitingFor(query: RowQuery, unansweredBefore: string | undefined): RowQuery {
	if (unansweredBefore === undefined) return query.where('conversations.owner', '=', 'queue');
	return query.where((eb) => {
		const ofMessages = eb.selectFrom('messages').select(['messages.inbox', 'messages.conversation_id as id']);
		const waiting = eb.selectFrom('conversations as queued').select(['queued.inbox', 'queued.id']).where('queued.owner', '=', 'queue')
			.union(ofMessages.where('messages.outcome', 'is', null).where('messages.received_at', '<', unansweredBefore))
			.union(ofMessages.where('messages.returned_at', '<', unansweredBefore));
		return eb(eb.refTuple('conversations.inbox', 'conversations.id'), 'in', eb.selectFrom(waiting.as('waiting')).select(['waiting.inbox', 'waiting.id']).$asTuple('inbox', 'id'));
	});
}
