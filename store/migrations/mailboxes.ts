/** How far mailboxes have been read. */
import type { Kysely } from 'kysely';

export async function makeMailboxes(db: Kysely<unknown>): Promise<void> {
	// One row a folder of a mailbox, which is named user@host as in its credential. uid_validity and last_uid are numbers, as text: 32 bits unsigned are more than an SQL integer.
	await db.schema.createTable('mailboxes')
		.addColumn('inbox', 'text', (c) => c.notNull())
		.addColumn('mailbox', 'text', (c) => c.notNull())
		.addColumn('folder', 'text', (c) => c.notNull())
		.addColumn('uid_validity', 'text', (c) => c.notNull())
		.addColumn('last_uid', 'text', (c) => c.notNull())
		// When it was read so far: what came since is looked for when the server counts anew.
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('mailboxes_key', ['inbox', 'mailbox', 'folder'])
		.execute();
}
