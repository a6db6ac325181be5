/** The table of proofs that did not match. */
import type { Kysely } from 'kysely';

export async function makeFailedProofs(db: Kysely<unknown>): Promise<void> {
	// One row a failed proof. record is a hash that names what was looked up and tells nothing of it.
	await db.schema.createTable('failed_proofs')
		.addColumn('inbox', 'text', (c) => c.notNull())
		.addColumn('record', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('failed_proofs_record').on('failed_proofs').columns(['inbox', 'record', 'at']).execute();
}
