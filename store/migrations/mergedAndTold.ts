/** What nobody may fall between needs to remember: which message answers for an earlier one, and whether a customer knows of their handoff. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The columns as they are right after this migration; later ones do not change what it does. */
interface Handoffs {
	handoffs: { created_at: string; told_at: string | null };
}

export async function addMergedAndTold(db: Kysely<unknown>): Promise<void> {
	// The customer's next message, with which this one is answered; NULL for one that stands for itself.
	await db.schema.alterTable('messages').addColumn('merged_into', 'text').execute();
	await db.schema.createIndex('messages_merged').on('messages').columns(['inbox', 'merged_into']).where(sql.ref('merged_into'), 'is not', null).execute();
	// When the customer was told that they are with people; NULL until then. Those of before count as told.
	await db.schema.alterTable('handoffs').addColumn('told_at', 'text').execute();
	await (db as Kysely<unknown> as Kysely<Handoffs>).updateTable('handoffs').set((eb) => ({ told_at: eb.ref('created_at') })).execute();
}
