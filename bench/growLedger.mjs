/** Makes a ledger large in no time: copies of the rows it has, with ids of their own. What they hold is what the ledger wrote. */
import { DatabaseSync } from 'node:sqlite';

/** Tables that grow with messages, parents first. */
const TABLES = ['customers', 'conversations', 'messages', 'events', 'outgoing'];
/** Columns that name a row, or another one: each copy gets its own. */
const NAMES = new Set(['id', 'external_id', 'customer_id', 'conversation_id', 'message_id', 'provider_id', 'thread']);
/** Given by the database itself. */
const NUMBERED = 'seq';

/** Copies until there are `times` as many rows as now. */
export function growLedger(file, times) {
	const database = new DatabaseSync(file, { timeout: 5_000 });
	try {
		database.exec('BEGIN IMMEDIATE');
		for (const table of TABLES) copyRows(database, table, times);
		database.exec('COMMIT');
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	} finally {
		database.close();
	}
}

function copyRows(database, table, times) {
	const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all().map(({ name }) => name).filter((name) => name !== NUMBERED);
	const values = columns.map((column) => (NAMES.has(column) ? `original.${column} || '-' || copies.n` : `original.${column}`));
	database.prepare(`
		WITH RECURSIVE copies(n) AS (SELECT 1 WHERE 1 < ?1 UNION ALL SELECT n + 1 FROM copies WHERE n + 1 < ?1)
		INSERT INTO ${table} (${columns.join(', ')})
		SELECT ${values.join(', ')} FROM copies, (SELECT * FROM ${table}) AS original
	`).run(times);
}
