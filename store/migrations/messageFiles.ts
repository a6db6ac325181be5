/** The files customers send along. */
import type { Kysely } from 'kysely';

import { bytes } from './portable';

export async function makeMessageFiles(db: Kysely<unknown>): Promise<void> {
	// One row a file whose content is here. It lives as long as the words of its conversation: erasing deletes it.
	await db.schema.createTable('message_files')
		.addColumn('inbox', 'text', (c) => c.notNull())
		.addColumn('message_id', 'text', (c) => c.notNull())
		// Which of the message's attachments it is, from 0: the same again is the same file.
		.addColumn('place', 'integer', (c) => c.notNull())
		.addColumn('conversation_id', 'text', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		// In lower case, without parameters.
		.addColumn('mime_type', 'text', (c) => c.notNull())
		// Bytes of the content.
		.addColumn('size', 'integer', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		// Last, so that whoever reads the others need not pass through it.
		.addColumn('content', bytes(db), (c) => c.notNull())
		.addPrimaryKeyConstraint('message_files_key', ['inbox', 'message_id', 'place'])
		.execute();
	await db.schema.createIndex('message_files_conversation').on('message_files').columns(['inbox', 'conversation_id']).execute();
}
