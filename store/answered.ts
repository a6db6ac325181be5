/** What the assistant answered lately, and how it went. */
import type { AnsweredConversation } from '../core/conversation/ledger';
import { parse } from './rows';
import type { Db } from './schema';

/** An erased conversation keeps no attempts, and is left out with those that never had any. */
export async function listAnswered(db: Db, limit: number): Promise<readonly AnsweredConversation[]> {
	const rows = await db.selectFrom('conversations').select(['attempts', 'handoff_id'])
		.where('attempts', '!=', '[]')
		.orderBy('updated_at', 'desc').limit(limit)
		.execute();
	return rows.map(({ attempts, handoff_id }) => ({ attempts: parse(attempts), handedOff: handoff_id !== null }));
}
