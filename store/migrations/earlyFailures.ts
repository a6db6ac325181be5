/** Failures that a channel reports before anybody noted under which id it had taken the reply. */
import type { Kysely } from 'kysely';

export async function makeEarlyFailures(db: Kysely<unknown>): Promise<void> {
	// One row a report that no reply answers to yet. The confirmation that brings the id takes it; the others are dropped after a day.
	await db.schema.createTable('early_failures')
		.addColumn('inbox', 'text', (c) => c.notNull())
		.addColumn('channel', 'text', (c) => c.notNull())
		.addColumn('provider_id', 'text', (c) => c.notNull())
		.addColumn('problem', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('early_failures_key', ['inbox', 'channel', 'provider_id'])
		.execute();
}
