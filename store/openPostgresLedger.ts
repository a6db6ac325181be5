/** Opens the store in a Postgres database, for n8n on several hosts. */
import { Kysely } from 'kysely';
import type { PoolConfig } from 'pg';

import type { Ledger } from '../core/conversation/ledger';
import { migrateStore } from './migrations/migrate';
import { createPostgresDialect } from './postgres/dialect';
import type { Schema } from './schema';
import { StoreError } from './sqlite/storeError';
import { createSqlLedger } from './sqlLedger';

export interface PostgresAddress {
	readonly host: string;
	/** 5432 when absent. */
	readonly port?: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** `verified` also checks the server's certificate. Off when absent. */
	readonly ssl?: 'off' | 'verified' | 'unverified';
	/** The schema the tables are in, made when missing; `hybrid_support` when absent. */
	readonly schema?: string;
}

const DEFAULT_PORT = 5432;
const DEFAULT_SCHEMA = 'hybrid_support';

/** Connections a process holds at most. One writes at a time, the others read. */
const MAX_CONNECTIONS = 4;
/**
 * A server that stays silent this long is taken for gone, milliseconds. Longer than a write waits for
 * another, and than a call waits for a connection while hundreds of messages come in at once.
 */
const SILENCE_MS = 30_000;

/** The number of `bigint` in Postgres's pg_type. `pg` gives it as text; ours stay far below 2^53. */
const BIGINT = 20;

/**
 * Opens the ledger in this database; several processes on several hosts may have it open. Rejects
 * with a `StoreError` whose message says what to do. A database that goes away fails the calls of
 * that time, and the next call connects again.
 */
export async function openPostgresLedger(address: PostgresAddress): Promise<Ledger> {
	const schema = address.schema ?? DEFAULT_SCHEMA;
	const place = `${address.host}:${address.port ?? DEFAULT_PORT}/${address.database} (${schema})`;
	if (!/^[a-z_][a-z0-9_]{0,62}$/u.test(schema)) throw new StoreError('cannotOpen', `"${schema}" is no name for the store's schema. Use small letters, digits and underscores.`);

	const { Pool, types } = await loadPg();
	const pool = new Pool({ ...poolConfig(address), types: { getTypeParser: (type, format) => (type === BIGINT ? Number : types.getTypeParser(type, format)) as never } });
	// An idle connection that dies is replaced at the next call; an 'error' nobody listens to would end the process.
	pool.on('error', () => undefined);

	const db = new Kysely<Schema>({ dialect: createPostgresDialect(pool, schema, place) }).withSchema(schema);
	let closing: Promise<void> | undefined;
	const close = (): Promise<void> => (closing ??= db.destroy());
	try {
		await migrateStore(db, place, schema);
		return { ...createSqlLedger(db), close };
	} catch (error) {
		await close();
		throw error;
	}
}

function poolConfig({ host, port = DEFAULT_PORT, database, user, password, ssl = 'off' }: PostgresAddress): PoolConfig {
	return {
		host,
		port,
		database,
		user,
		password,
		ssl: ssl === 'off' ? false : { rejectUnauthorized: ssl === 'verified' },
		max: MAX_CONNECTIONS,
		connectionTimeoutMillis: SILENCE_MS,
		query_timeout: SILENCE_MS,
		keepAlive: true,
		allowExitOnIdle: true,
		application_name: 'n8n-nodes-hybrid-support',
	};
}

/** On first use: whoever has the embedded store does not pay for it. */
async function loadPg(): Promise<Pick<typeof import('pg'), 'Pool' | 'types'>> {
	return await import('pg');
}
