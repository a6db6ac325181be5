/** What went wrong with the store, and what to do about it, in words. */

export type StoreProblem = 'notSupported' | 'cannotOpen' | 'unreachable' | 'notWritable' | 'notALedger' | 'newerSchema' | 'diskFull' | 'damaged' | 'busy' | 'failed';

/** The store itself failed. `message` says what to do; `cause` is what the database said. */
export class StoreError extends Error {
	override readonly name = 'StoreError';

	constructor(readonly problem: StoreProblem, message: string, cause?: unknown) {
		super(message, { cause });
	}
}

/** Primary result codes of SQLite, from https://www.sqlite.org/rescode.html. */
const SQLITE = { busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const;

/** True when another writer holds the file. */
export function isBusy(error: unknown): boolean {
	const code = readResultCode(error);
	return code === SQLITE.busy || code === SQLITE.locked;
}

/** Turns what SQLite threw into a sentence; anything else than an SQLite error stays as it is. */
export function explainSqliteError(error: unknown, path: string): unknown {
	const code = readResultCode(error);
	if (code === undefined) return error;
	const [problem, sentence] = explain(code, path);
	return new StoreError(problem, sentence ?? `The store at ${path} failed: ${String(error)}`, error);
}

function explain(code: number, path: string): readonly [StoreProblem, string?] {
	switch (code) {
		case SQLITE.full:
			return ['diskFull', `The disk that holds ${path} is full. Free some space; nothing recorded before is lost.`];
		case SQLITE.readOnly:
			return ['notWritable', `The store at ${path} cannot be written. Give the user that runs n8n write access to the file and its folder.`];
		case SQLITE.cantOpen:
			return ['cannotOpen', `The store at ${path} cannot be opened. Check that the folder exists and that the user that runs n8n may write to it.`];
		case SQLITE.notADatabase:
			return ['notALedger', `${path} is not a support store. Move the file away or choose another folder; a new store is made on the next start.`];
		case SQLITE.corrupt:
			return ['damaged', `The store at ${path} is damaged. Stop n8n and restore the file from a backup.`];
		case SQLITE.busy:
		case SQLITE.locked:
			return ['busy', `Another program has locked the store at ${path} for over five seconds. Close what has it open, a database viewer for example.`];
		case SQLITE.ioError:
			return ['failed', `The disk that holds ${path} could not be read or written. Check the disk and its free space.`];
		default:
			return ['failed'];
	}
}

/** SQLite's primary code is the low byte of the extended one. */
function readResultCode(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
	return error.errcode & 0xff;
}
