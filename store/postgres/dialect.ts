/** Lets kysely speak to Postgres through a small pool: one writer a store at a time, any number of readers. */
import { createHash } from 'node:crypto';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Dialect, Driver, TransactionSettings } from 'kysely';
import type { Pool } from 'pg';

import { PostgresConnection } from './connection';
import { explainPostgresError } from './explain';

/** How long a write waits for another writer, milliseconds. Ours hold the lock for a few. */
const LOCK_TIMEOUT_MS = 5_000;
/** A process that was stopped in the middle of a write, or whose host is gone, loses its transaction after this long, milliseconds. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** What is read in one transaction belongs together, as it does in SQLite. */
const BEGIN_READING = 'begin isolation level repeatable read read only';

/** A kysely dialect on this pool; ends the pool with itself. `schema` names the store, `place` names it in errors. */
export function createPostgresDialect(pool: Pool, schema: string, place: string): Dialect {
	return {
		createAdapter: () => new PostgresAdapter(),
		createDriver: () => new PostgresDriver(pool, schema, place),
		createIntrospector: (db) => new PostgresIntrospector(db),
		createQueryCompiler: () => new PostgresQueryCompiler(),
	};
}

/**
 * Every writing transaction begins by taking the store's advisory lock and keeps it to its end, as
 * BEGIN IMMEDIATE does in SQLite. Three things follow, and the queries are the same for both stores:
 *
 * - What a transaction read stays true until it commits, so deciding on it and then writing is safe.
 *   Read committed is enough (each statement sees all that earlier writers committed), and there are
 *   no serialization failures to try again.
 * - All take the same lock first, so they cannot wait for each other in a circle.
 * - `events.seq` becomes visible in its order. A sequence alone would not do: numbers are given out at
 *   the insert and seen at the commit, and a reader that has come to 8 would never see a 7 committed
 *   later. Postgres lets go of the lock only after the commit can be seen.
 *
 * The price is that commits of one store queue up. A write takes a few round trips.
 */
class PostgresDriver implements Driver {
	readonly #pool: Pool;
	readonly #place: string;
	readonly #beginWriting: string;

	constructor(pool: Pool, schema: string, place: string) {
		this.#pool = pool;
		this.#place = place;
		// Set for the transaction, not the session, and sent in one go: so it works through a connection pooler, in one round trip.
		this.#beginWriting = [
			'begin isolation level read committed read write',
			`set local lock_timeout = ${LOCK_TIMEOUT_MS}`,
			`set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
			`select pg_advisory_xact_lock(${lockKey(schema)})`,
		].join('; ');
	}

	init(): Promise<void> {
		return Promise.resolve();
	}

	async acquireConnection(): Promise<PostgresConnection> {
		try {
			return new PostgresConnection(await this.#pool.connect(), this.#place);
		} catch (error) {
			throw explainPostgresError(error, this.#place);
		}
	}

	releaseConnection(connection: PostgresConnection): Promise<void> {
		connection.release();
		return Promise.resolve();
	}

	beginTransaction(connection: PostgresConnection, { accessMode }: TransactionSettings): Promise<void> {
		return connection.begin(accessMode === 'read only' ? BEGIN_READING : this.#beginWriting);
	}

	commitTransaction(connection: PostgresConnection): Promise<void> {
		return connection.commit();
	}

	rollbackTransaction(connection: PostgresConnection): Promise<void> {
		return connection.rollback();
	}

	destroy(): Promise<void> {
		return this.#pool.end();
	}
}

/** Locks are named by 64-bit numbers, a database's programs share them: one that no other program takes by chance. */
function lockKey(schema: string): bigint {
	return createHash('sha256').update(`n8n-nodes-hybrid-support:${schema}`).digest().readBigInt64BE();
}
