/** Is the person who has a conversation still there? Seen at the desk, or by a word to this customer. */
import type { ConversationRow, Db } from './schema';

/** True when nobody saw the holder since `awaySince`; false when no person has it. */
export async function isHolderAway(db: Db, { owner, owner_id, holder_seen_at }: Pick<ConversationRow, 'owner' | 'owner_id' | 'holder_seen_at'>, awaySince: string): Promise<boolean> {
	if (owner !== 'human' || (holder_seen_at ?? '') >= awaySince) return false;
	const session = await db.selectFrom('desk_sessions').select('token_hash')
		.where('agent_id', '=', owner_id).where('seen_at', '>=', awaySince).limit(1)
		.executeTakeFirst();
	return session === undefined;
}
