/** Lets kysely speak to `node:sqlite`: one connection, one transaction at a time. */
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely';

import { SqliteConnection } from './connection';

/** A kysely dialect on one SQLite file; the file is opened (and made) at once. */
export function createSqliteDialect(path: string): Dialect {
	const driver = new SqliteDriver(path);
	return {
		createAdapter: () => new TransactionalSqliteAdapter(),
		createDriver: () => driver,
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}

/** SQLite rolls schema changes back like any other, so two processes may start on a new file at once. */
class TransactionalSqliteAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}

class SqliteDriver implements Driver {
	readonly #connection: SqliteConnection;
	/** Resolves when the one connection is free. */
	#free: Promise<void> = Promise.resolve();
	#release: () => void = () => undefined;

	constructor(path: string) {
		this.#connection = new SqliteConnection(path);
	}

	init(): Promise<void> {
		return Promise.resolve();
	}

	async acquireConnection(): Promise<DatabaseConnection> {
		const before = this.#free;
		let release: () => void = () => undefined;
		this.#free = new Promise((resolve) => { release = resolve; });
		await before;
		this.#release = release;
		return this.#connection;
	}

	releaseConnection(): Promise<void> {
		this.#release();
		return Promise.resolve();
	}

	/** Writers take the write lock at once: what they read stays true until they commit. */
	beginTransaction(_connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
		return this.#connection.begin(accessMode === 'read only' ? 'BEGIN' : 'BEGIN IMMEDIATE');
	}

	async commitTransaction(): Promise<void> {
		this.#connection.commit();
	}

	async rollbackTransaction(): Promise<void> {
		this.#connection.rollback();
	}

	async destroy(): Promise<void> {
		await this.#free;
		this.#connection.close();
	}
}
