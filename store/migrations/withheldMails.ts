/** Which mails a server did not hand out. */
import type { Kysely } from 'kysely';

export async function addWithheldMails(db: Kysely<unknown>): Promise<void> {
	// A JSON list of numbers up to last_uid, which are tried again at the next start; NULL when there are none.
	await db.schema.alterTable('mailboxes').addColumn('withheld', 'text').execute();
}
