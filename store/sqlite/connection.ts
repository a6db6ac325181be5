/** One open SQLite file: its settings, and its statements compiled once each. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import { explainSqliteError, StoreError } from './storeError';

/** How long a write waits for another process, milliseconds. Ours hold the lock for about one. */
const BUSY_TIMEOUT_MS = 5_000;

/** More statements than the ledger has; lists of changing length make some more. */
const MAX_CACHED_STATEMENTS = 400;

/**
 * WAL lets the desk read while a message is written, in other processes too. `synchronous=FULL`
 * puts each commit on the disk before it returns: a message we acknowledged survives a power cut,
 * not only a killed process. It costs one flush (0.3 ms on the SSD it was measured on).
 */
const SETTINGS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;';

interface CachedStatement {
	readonly statement: StatementSync;
	readonly returnsRows: boolean;
}

/** A kysely connection on `node:sqlite`. Throws {@link StoreError} with what to do. */
export class SqliteConnection implements DatabaseConnection {
	readonly #database: DatabaseSync;
	readonly #path: string;
	readonly #statements = new Map<string, CachedStatement>();

	constructor(path: string) {
		this.#path = path;
		this.#database = this.#explained(() => openDatabase(path));
		try {
			this.exec(SETTINGS);
		} catch (error) {
			this.#database.close();
			throw error;
		}
	}

	executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		try {
			return Promise.resolve(this.#explained(() => this.#run<R>(query)));
		} catch (error) {
			return Promise.reject(error as Error);
		}
	}

	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	/** Runs SQL without parameters or rows. */
	exec(sql: string): void {
		this.#explained(() => this.#database.exec(sql));
	}

	/** Ends an open transaction; SQLite has ended it already when the disk is full. */
	rollback(): void {
		if (this.#database.isTransaction) this.exec('ROLLBACK');
	}

	close(): void {
		this.#statements.clear();
		this.#database.close();
	}

	#run<R>(query: CompiledQuery): QueryResult<R> {
		const { statement, returnsRows } = this.#prepare(query.sql);
		const parameters = query.parameters as readonly SQLInputValue[];
		if (returnsRows) return { rows: statement.all(...parameters) as R[] };
		return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
	}

	#prepare(sql: string): CachedStatement {
		const known = this.#statements.get(sql);
		if (known !== undefined) return known;
		if (this.#statements.size >= MAX_CACHED_STATEMENTS) this.#statements.clear();

		const statement = this.#database.prepare(sql);
		const cached = { statement, returnsRows: statement.columns().length > 0 };
		this.#statements.set(sql, cached);
		return cached;
	}

	#explained<T>(act: () => T): T {
		try {
			return act();
		} catch (error) {
			throw explainSqliteError(error, this.#path);
		}
	}
}

function openDatabase(path: string): DatabaseSync {
	const { DatabaseSync } = loadSqlite();
	try {
		mkdirSync(dirname(path), { recursive: true });
	} catch (error) {
		throw new StoreError('cannotOpen', `The folder ${dirname(path)} cannot be made. Check that its parent is a folder the user that runs n8n may write to.`, error);
	}
	return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
}

/** Node has what is used here of SQLite since 22.16; loaded late, so that an older Node hears why instead of failing at start. */
function loadSqlite(): typeof import('node:sqlite') {
	const sqlite = process.getBuiltinModule('node:sqlite');
	if (sqlite === undefined) throw new StoreError('notSupported', `The embedded store needs Node.js 22.16 or newer; this is ${process.version}. Update Node.js.`);
	return sqlite;
}
