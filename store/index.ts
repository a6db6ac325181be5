/** The store: the ledger on disk. */
export { openSqliteLedger } from './openLedger';
export { readIndexFile, removeIndexFile, writeIndexFile } from './indexFile';
export { openPostgresLedger } from './openPostgresLedger';
export type { PostgresAddress } from './openPostgresLedger';
export { StoreError } from './sqlite/storeError';
export type { StoreProblem } from './sqlite/storeError';
