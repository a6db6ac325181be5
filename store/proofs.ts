/** Proofs that did not match, by the record they were for: guessing is counted wherever it happens. */
import type { Db } from './schema';

export async function noteFailedProof(db: Db, inbox: string, record: string, now: string, conversationId?: string): Promise<void> {
	await db.insertInto('failed_proofs').values({ inbox, record, at: now, conversation_id: conversationId ?? null }).execute();
}

export async function countFailedProofs(db: Db, inbox: string, record: string, since: string): Promise<number> {
	const { count } = await db.selectFrom('failed_proofs').select((eb) => eb.fn.countAll<number>().as('count'))
		.where('inbox', '=', inbox).where('record', '=', record).where('at', '>=', since)
		.executeTakeFirstOrThrow();
	return Number(count);
}
