/** Types of postgres.mjs for the tests. */
import type { Client } from 'pg';
import type { PostgresAddress } from '../store';

export interface PostgresServer {
	readonly address: PostgresAddress;
	/** Runs one statement beside the ledger and gives its rows. */
	readonly query: (sql: string) => Promise<ReadonlyArray<Record<string, unknown>>>;
	/** A connection beside the ledger; the caller ends it. */
	readonly connect: () => Promise<Client>;
	/** Kills the server and starts it again on the same data. */
	readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>;
	/** Ends the server and removes its folder. */
	readonly stop: () => Promise<void>;
}

/** The folder with the server's programs, newest version first; absent where none is installed. */
export function findPostgres(): string | undefined;
/** Starts a server whose programs are in `bin`; `settings` like `fsync=on` win over ours. */
export function startPostgres(bin: string, options?: { readonly settings?: readonly string[] }): Promise<PostgresServer>;
