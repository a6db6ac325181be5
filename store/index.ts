/** The store: the ledger on disk. */
export { openSqliteLedger } from './openLedger';
export { StoreError } from './sqlite/storeError';
export type { StoreProblem } from './sqlite/storeError';
