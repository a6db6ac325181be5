/** What the databases write differently in a table's definition. Everything else of the migrations is the same. */
import { PostgresAdapter, sql } from 'kysely';
import type { ColumnDefinitionBuilder, Kysely, RawBuilder } from 'kysely';

interface GrowingKey {
	readonly type: 'integer' | RawBuilder<unknown>;
	readonly build: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

/** A primary key that the database counts up. */
export function growingKey(db: Kysely<unknown>): GrowingKey {
	if (db.getExecutor().adapter instanceof PostgresAdapter) return { type: sql`bigint`, build: (column) => column.primaryKey().generatedAlwaysAsIdentity() };
	return { type: 'integer', build: (column) => column.primaryKey().autoIncrement() };
}

/** A column of bytes. */
export function bytes(db: Kysely<unknown>): 'blob' | 'bytea' {
	return db.getExecutor().adapter instanceof PostgresAdapter ? 'bytea' : 'blob';
}
