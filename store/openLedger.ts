/** Opens the embedded store; everybody in this process who opens one file shares one handle. */
import { resolve } from 'node:path';
import { Kysely, sql } from 'kysely';

import type { Ledger } from '../core/conversation/ledger';
import { migrateStore } from './migrations/migrate';
import type { Schema } from './schema';
import { createSqliteDialect } from './sqlite/dialect';
import { createSqlLedger } from './sqlLedger';

interface SharedStore {
	readonly ledger: Promise<Omit<Ledger, 'close'>>;
	readonly destroy: () => Promise<void>;
	openCount: number;
}

const openStores = new Map<string, SharedStore>();

/**
 * Opens the ledger in this SQLite file, made with its folder when missing. Rejects with a
 * `StoreError` whose message says what to do. The file is closed when all who opened it closed it;
 * several processes may have it open at once.
 */
export async function openSqliteLedger({ path }: { readonly path: string }): Promise<Ledger> {
	const key = resolve(path);
	const shared = openStores.get(key) ?? openStore(key);
	shared.openCount += 1;
	const close = once(() => closeStore(key, shared));
	try {
		return { ...await shared.ledger, close };
	} catch (error) {
		await close();
		throw error;
	}
}

function openStore(path: string): SharedStore {
	const db = new Kysely<Schema>({ dialect: createSqliteDialect(path) });
	const ledger = migrateStore(db, path).then(() => emptyLogAfterErasing(db, createSqlLedger(db)));
	const shared: SharedStore = { ledger, destroy: () => db.destroy(), openCount: 0 };
	openStores.set(path, shared);
	return shared;
}

type OpenLedger = Omit<Ledger, 'close'>;

/** What was erased from the file still stands in its write-ahead log until that is emptied. */
function emptyLogAfterErasing(db: Kysely<Schema>, ledger: OpenLedger): OpenLedger {
	const andEmptyLog = async <T>(erased: T): Promise<T> => {
		// Left to the next one while another process reads.
		await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
		return erased;
	};
	return {
		...ledger,
		eraseCustomer: (...args) => ledger.eraseCustomer(...args).then(andEmptyLog),
		applyRetention: (...args) => ledger.applyRetention(...args).then(andEmptyLog),
	};
}

async function closeStore(path: string, shared: SharedStore): Promise<void> {
	shared.openCount -= 1;
	if (shared.openCount > 0) return;
	if (openStores.get(path) === shared) openStores.delete(path);
	await shared.destroy();
}

function once(act: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined;
	return () => (done ??= act());
}
