/** A customer who writes again before anybody answered: the newest message stands for the ones before it. */
import { addEvents, outcomeEvent } from './events';
import type { Db, MessageRow } from './schema';

/** Earlier messages answered together with one, at most: more than anybody writes in a row. The older ones are among the turns. */
const MAX_MERGED = 20;

/**
 * Gives what nobody has answered yet in this conversation to its newest message: it is `merged`, so that an answer still
 * being made for it is refused, and it is answered with the newest. Returns all that one stands for, as {@link findMerged}.
 */
export async function mergePending(tx: Db, { inbox, conversation_id, id, received_at }: MessageRow): Promise<readonly MessageRow[]> {
	const open = await tx.updateTable('messages').set({ outcome: 'merged', reasons: '[]', outcome_at: received_at, merged_into: id, lease_until: null })
		.where('inbox', '=', inbox).where('conversation_id', '=', conversation_id).where('outcome', 'is', null).where('id', '!=', id)
		.returning(['inbox', 'conversation_id', 'id'])
		.execute();
	const { numUpdatedRows: returned } = await tx.updateTable('messages').set({ returned_at: null, merged_into: id })
		.where('inbox', '=', inbox).where('conversation_id', '=', conversation_id).where('returned_at', 'is not', null)
		.executeTakeFirstOrThrow();
	if (open.length === 0 && returned === 0n) return [];
	await addEvents(tx, open.map((message) => outcomeEvent(message, 'merged', [], received_at)));
	return await findMerged(tx, inbox, id);
}

/** The messages a message stands for, oldest first; none for most. Each names the one right after it, so that a burst costs no more the longer it gets. */
export async function findMerged(db: Db, inbox: string, messageId: string): Promise<readonly MessageRow[]> {
	const found: MessageRow[] = [];
	let newer = [messageId];
	while (newer.length > 0 && found.length < MAX_MERGED) {
		const older = await db.selectFrom('messages').selectAll()
			.where('inbox', '=', inbox).where('merged_into', 'in', newer)
			.orderBy('received_at', 'desc').limit(MAX_MERGED - found.length)
			.execute();
		found.push(...older);
		newer = older.map(({ id }) => id);
	}
	return found.reverse();
}
