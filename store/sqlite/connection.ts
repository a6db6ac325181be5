/** One open SQLite file: its settings, and its statements compiled once each. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import { explainSqliteError, isBusy, StoreError } from './storeError';

/** How long a write waits for another writer, milliseconds. Ours hold the lock for about one. */
const BUSY_TIMEOUT_MS = 5_000;
const RETRY_EVERY_MS = 2;

/** More statements than the ledger has; lists of changing length make some more. */
const MAX_CACHED_STATEMENTS = 400;

/**
 * WAL lets the desk read while a message is written, in other processes too. `synchronous=FULL`
 * puts each commit on the disk before it returns: a message we acknowledged survives a power cut,
 * not only a killed process. It costs one flush (0.3 ms on the SSD it was measured on). The waiting
 * for other writers is ours, see `#patiently`; SQLite's own would block everything else in n8n.
 */
const SETTINGS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 0;';

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
			this.#explained(() => this.#database.exec(SETTINGS));
		} catch (error) {
			this.#database.close();
			throw error;
		}
	}

	executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		return this.#patiently(() => this.#run<R>(query));
	}

	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	/** Begins a transaction as soon as the file is free. */
	begin(sql: 'BEGIN' | 'BEGIN IMMEDIATE'): Promise<void> {
		return this.#patiently(() => this.#database.exec(sql));
	}

	commit(): void {
		this.#explained(() => this.#database.exec('COMMIT'));
	}

	/** Ends an open transaction; SQLite has ended it already when the disk is full. */
	rollback(): void {
		if (this.#database.isTransaction) this.#explained(() => this.#database.exec('ROLLBACK'));
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

	/**
	 * Waits for another writer without blocking this process, which may be the one it waits for: two
	 * copies of this package can be loaded at once while n8n updates it.
	 */
	async #patiently<T>(act: () => T): Promise<T> {
		for (let waitedMs = 0; ; waitedMs += RETRY_EVERY_MS) {
			try {
				return act();
			} catch (error) {
				const mayRetry = isBusy(error) && !this.#database.isTransaction && waitedMs < BUSY_TIMEOUT_MS;
				if (!mayRetry) throw explainSqliteError(error, this.#path);
			}
			await setTimeout(RETRY_EVERY_MS);
		}
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
	makeForOwnerOnly(path);
	return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
}

/** Customers' words are for the user that runs n8n. SQLite gives its own files beside this one the same permissions; those of a file that is there stay. */
function makeForOwnerOnly(path: string): void {
	try {
		closeSync(openSync(path, 'ax', 0o600));
	} catch {
		// It is there already, or cannot be made: then SQLite says why.
	}
}

/** Node has what is used here of SQLite since 22.16; loaded late, so that an older Node hears why instead of failing at start. */
function loadSqlite(): typeof import('node:sqlite') {
	const sqlite = process.getBuiltinModule('node:sqlite');
	if (sqlite === undefined) throw new StoreError('notSupported', `The embedded store needs Node.js 22.16 or newer; this is ${process.version}. Update Node.js.`);
	return sqlite;
}
