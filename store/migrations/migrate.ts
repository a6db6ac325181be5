/** Brings a store to the schema this version knows. */
import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { StoreError } from '../sqlite/storeError';
import { addChannelLaw } from './channelLaw';
import { makeEarlyFailures } from './earlyFailures';
import { makeFailedProofs } from './failedProofs';
import { makeFirstSchema } from './first';
import { addHandingOver } from './handingOver';
import { makeMailboxes } from './mailboxes';
import { addMergedAndTold } from './mergedAndTold';
import { makeMessageFiles } from './messageFiles';
import { addProvenContacts } from './sameCustomer';
import { addWithheldMails } from './withheldMails';

/** Never renamed, reordered or edited once released; a change is a new one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
	'0001_first': { up: makeFirstSchema },
	'0002_failedProofs': { up: makeFailedProofs },
	'0003_handingOver': { up: addHandingOver },
	'0004_mergedAndTold': { up: addMergedAndTold },
	'0005_channelLaw': { up: addChannelLaw },
	'0006_mailboxes': { up: makeMailboxes },
	'0007_sameCustomer': { up: addProvenContacts },
	'0008_earlyFailures': { up: makeEarlyFailures },
	'0009_withheldMails': { up: addWithheldMails },
	'0010_messageFiles': { up: makeMessageFiles },
};

/** A name no other program has, so that a foreign file is recognised. */
export const MIGRATION_TABLE = 'hybrid_support_migrations';

/**
 * Makes or upgrades the tables, each migration in a transaction. Refuses a store written by a newer
 * version, and a place that holds another program's tables. `place` names the store in errors; `schema`
 * is the one of the database that holds it, absent where there is only one.
 *
 * Several processes may do so at once: a writing transaction of either store has it for itself.
 */
export async function migrateStore<T>(db: Kysely<T>, place: string, schema?: string): Promise<void> {
	const done = await readDone(db, place, schema);
	const unknown = done.filter((name) => !Object.hasOwn(MIGRATIONS, name));
	if (unknown.length > 0) {
		throw new StoreError('newerSchema', `The store at ${place} was written by a newer version of this package (${unknown.join(', ')}). Update the package, or move the store away to begin a new one.`);
	}
	if (done.length === Object.keys(MIGRATIONS).length) return;

	const migrator = new Migrator({
		db,
		provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
		migrationTableName: MIGRATION_TABLE,
		migrationLockTableName: `${MIGRATION_TABLE}_lock`,
		...(schema === undefined ? {} : { migrationTableSchema: schema }),
	});
	const { error } = await migrator.migrateToLatest();
	if (error !== undefined) throw error instanceof Error ? error : new StoreError('failed', `The store at ${place} could not be upgraded.`, error);
}

async function readDone<T>(db: Kysely<T>, place: string, schema: string | undefined): Promise<readonly string[]> {
	const all = await db.introspection.getTables({ withInternalKyselyTables: true });
	const tables = all.filter((table) => schema === undefined || table.schema === schema);
	if (tables.length === 0) return [];
	if (!tables.some(({ name }) => name.startsWith(MIGRATION_TABLE))) {
		throw new StoreError('notALedger', `${place} is another program's database. Choose another place for the support store.`);
	}
	if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
	const { rows } = await sql<{ name: string }>`select name from ${schema === undefined ? sql.id(MIGRATION_TABLE) : sql.id(schema, MIGRATION_TABLE)}`.execute(db);
	return rows.map(({ name }) => name);
}
