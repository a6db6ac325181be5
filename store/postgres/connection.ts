/** One connection of the pool, as kysely wants it. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient } from 'pg';

import { explainPostgresError, isServerError } from './explain';

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE']);

/** A kysely connection on a pooled `pg` client. Throws `StoreError` with what to do. */
export class PostgresConnection implements DatabaseConnection {
	readonly #client: PoolClient;
	readonly #place: string;
	#isBroken = false;

	constructor(client: PoolClient, place: string) {
		this.#client = client;
		this.#place = place;
		// A connection may die between two statements; an 'error' nobody listens to would end the process.
		client.on('error', this.#markBroken);
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const { rows, rowCount, command } = await this.#explained(() => this.#client.query(query.sql, query.parameters.map(storable)));
		return WRITES.has(command) ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as R[] };
	}

	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	/** Begins a transaction by these statements, sent in one go. When they fail, the connection is not used again: nobody knows how far it got. */
	async begin(statements: string): Promise<void> {
		try {
			await this.#explained(() => this.#client.query(statements));
		} catch (error) {
			this.#isBroken = true;
			throw error;
		}
	}

	async commit(): Promise<void> {
		await this.#explained(() => this.#client.query('commit'));
	}

	/** Ends a transaction. One whose connection is gone was rolled back by the server, so the first error is the one to tell. */
	async rollback(): Promise<void> {
		if (this.#isBroken) return;
		await this.#client.query('rollback').catch(this.#markBroken);
	}

	/** Back to the pool, which makes a new one in place of a broken one. */
	release(): void {
		this.#client.off('error', this.#markBroken);
		this.#client.release(this.#isBroken);
	}

	readonly #markBroken = (): void => {
		this.#isBroken = true;
	};

	async #explained<T>(act: () => Promise<T>): Promise<T> {
		try {
			return await act();
		} catch (error) {
			if (!isServerError(error)) this.#isBroken = true;
			throw explainPostgresError(error, this.#place);
		}
	}
}

/** The one character that Postgres's text cannot hold; a customer's message must not be lost over it. */
function storable(value: unknown): unknown {
	return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
