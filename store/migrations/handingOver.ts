/** What handing over needs to remember: holders who go away, handoffs nobody takes, questions given back, offers that are open, words that were erased. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The columns as they are right after this migration; later ones do not change what it does. */
interface Conversations {
	conversations: { owner: string; updated_at: string; holder_seen_at: string | null; offered_human: number; offer_open: number };
}

export async function addHandingOver(db: Kysely<unknown>): Promise<void> {
	// When the holder last took it or wrote; with desk_sessions.seen_at this tells whether they are away. NULL unless a person has it.
	await db.schema.alterTable('conversations').addColumn('holder_seen_at', 'text').execute();
	// A person is offered, and the customer's next words may accept it.
	await db.schema.alterTable('conversations').addColumn('offer_open', 'integer', (c) => c.notNull().defaultTo(0)).execute();
	// A person gave the conversation back without a word since this message: the assistant takes it up. NULL once it did.
	await db.schema.alterTable('messages').addColumn('returned_at', 'text').execute();
	await db.schema.createIndex('messages_returned').on('messages').columns(['workflow_id', 'returned_at']).where(sql.ref('returned_at'), 'is not', null).execute();
	await db.schema.createIndex('messages_returned_in').on('messages').columns(['inbox', 'conversation_id']).where(sql.ref('returned_at'), 'is not', null).execute();
	// When it was first found that nobody accepted it in time, and when the customer was told.
	await db.schema.alterTable('handoffs').addColumn('overdue_at', 'text').execute();
	await db.schema.alterTable('handoffs').addColumn('overdue_told_at', 'text').execute();
	// Until when somebody is telling the customer.
	await db.schema.alterTable('handoffs').addColumn('lease_until', 'text').execute();
	await db.schema.createIndex('handoffs_accept_by').on('handoffs').columns(['status', 'accept_by']).execute();

	// Which conversation the proof failed in, so that erasing its customer finds it; NULL for older ones.
	await db.schema.alterTable('failed_proofs').addColumn('conversation_id', 'text').execute();
	// When its words were erased; NULL while they are there.
	await db.schema.alterTable('conversations').addColumn('erased_at', 'text').execute();

	const rows = db as Kysely<unknown> as Kysely<Conversations>;
	await rows.updateTable('conversations').set((eb) => ({ holder_seen_at: eb.ref('updated_at') })).where('owner', '=', 'human').execute();
	await rows.updateTable('conversations').set((eb) => ({ offer_open: eb.ref('offered_human') })).execute();
}
