/** What a channel's law needs to know: who wants no messages, when a customer really wrote, and what waits for a better hour. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function addChannelLaw(db: Kysely<unknown>): Promise<void> {
	// Since when the customer wants no messages; NULL while they do.
	await db.schema.alterTable('customers').addColumn('opted_out_at', 'text').execute();
	// When the customer sent it by the channel's clock; NULL where the channel does not say.
	await db.schema.alterTable('messages').addColumn('sent_at', 'text').execute();
	// A queued reply may be said from then on; NULL: at once.
	await db.schema.alterTable('outgoing').addColumn('not_before', 'text').execute();
	// What the assistant said of late is counted with each reply.
	await db.schema.createIndex('outgoing_recent').on('outgoing').columns(['inbox', 'conversation_id', 'author', 'created_at']).execute();
	// A channel names what failed by its own id.
	await db.schema.createIndex('outgoing_provider').on('outgoing').columns(['inbox', 'channel', 'provider_id']).where(sql.ref('provider_id'), 'is not', null).execute();
}
