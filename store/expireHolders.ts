/** A customer who waits for somebody who went away gets back into the queue. */
import { moveOwnership } from '../core/handoff/ownership';
import { saveConversation } from './conversations';
import { addEvents } from './events';
import { followHandoff } from './handoffs';
import { isHolderAway } from './holders';
import { fromOwnership, toOwnership } from './rows';
import type { ConversationRow, Db } from './schema';

/** Returns how many conversations went back. */
export async function expireHolders(db: Db, awaySince: string, now: string): Promise<number> {
	return db.transaction().execute(async (tx) => {
		const held = await tx.selectFrom('conversations').selectAll()
			.where('owner', '=', 'human').where('waiting_since', '<', awaySince).where('holder_seen_at', '<', awaySince)
			.execute();
		let expired = 0;
		for (const conversation of held) if (await expire(tx, conversation, awaySince, now)) expired += 1;
		return expired;
	});
}

async function expire(tx: Db, conversation: ConversationRow, awaySince: string, now: string): Promise<boolean> {
	const moved = moveOwnership(toOwnership(conversation), { kind: 'expire', isHolderAway: await isHolderAway(tx, conversation, awaySince) });
	if (!moved.ok || !await saveConversation(tx, conversation, { ...fromOwnership(moved.next), holder_seen_at: null, updated_at: now })) return false;
	await followHandoff(tx, conversation, { kind: 'release' }, { id: conversation.owner_id ?? '' }, now);
	await addEvents(tx, [{ inbox: conversation.inbox, conversation_id: conversation.id, kind: 'released', at: now, author: 'system', name: conversation.owner_name }]);
	return true;
}
