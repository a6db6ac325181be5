/** One customer on several channels: by what is proven theirs. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function addProvenContacts(db: Kysely<unknown>): Promise<void> {
	// What the site signed of a visitor; NULL where it named none.
	await db.schema.alterTable('chat_sessions').addColumn('phone', 'text').execute();
	for (const column of ['proven_email', 'proven_phone']) {
		// In the form of core/message/provenContacts; NULL where none is proven.
		await db.schema.alterTable('customers').addColumn(column, 'text').execute();
		await db.schema.createIndex(`customers_${column}`).on('customers').columns(['inbox', column]).where(sql.ref(column), 'is not', null).execute();
	}
}
