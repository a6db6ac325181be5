/** Types of postgres.mjs for the tests. */
import type { Client } from 'pg';
import type { PostgresAddress } from '../store';

export interface PostgresServer {
	readonly address: PostgresAddress;
	readonly logFile: string;
	/** Runs one statement beside the ledger and gives its rows. `database`: another than the address's. */
	readonly query: (sql: string, values?: readonly unknown[], database?: string) => Promise<ReadonlyArray<Record<string, unknown>>>;
	/** A connection beside the ledger; the caller ends it. */
	readonly connect: (database?: string) => Promise<Client>;
	/** Makes a database, unless it is there, and gives its address. */
	readonly provide: (database: string) => Promise<PostgresAddress>;
	/** Kills the server and starts it again on the same data. */
	readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>;
	/** Ends the server; its folder goes with it, unless one was given. */
	readonly stop: () => Promise<void>;
}

/** The folder with the server's programs, newest version first; absent where none is installed. */
export function findPostgres(): string | undefined;
/** The same, installed where that is possible; rejects with a Problem where it is not. */
export function requirePostgres(): Promise<string>;
/** Starts a server whose programs are in `bin`; in `folder`, where given, everything stays for the next start. */
export function startPostgres(bin: string, options?: { readonly folder?: string }): Promise<PostgresServer>;
