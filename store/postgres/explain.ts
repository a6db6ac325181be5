/** What went wrong with the database, and what to do about it, in words. */
import { StoreError } from '../sqlite/storeError';
import type { StoreProblem } from '../sqlite/storeError';

/** What `pg` throws; the server's answers have a severity, what happened on the way there has none. */
interface PostgresFault {
	readonly message: string;
	readonly code?: string;
	readonly severity?: string;
}

/** True when the server answered, so that the connection is good for more, or the server says that it ends it. */
export function isServerError(error: unknown): boolean {
	return isFault(error) && error.severity !== undefined && error.severity !== 'FATAL' && error.severity !== 'PANIC';
}

/** Turns what `pg` threw into a sentence. What the server says about the row is left out: it quotes customers. */
export function explainPostgresError(error: unknown, place: string): unknown {
	if (error instanceof StoreError || !isFault(error)) return error;
	const [problem, sentence] = error.severity === undefined ? explainConnection(error, place) : explainAnswer(error, place);
	const cause = Object.assign(new Error(error.message), error.code === undefined ? {} : { code: error.code });
	return new StoreError(problem, sentence, cause);
}

function explainConnection({ message, code }: PostgresFault, place: string): readonly [StoreProblem, string] {
	if (/SSL|certificate|CERT/u.test(`${message} ${code ?? ''}`)) {
		return ['cannotOpen', `The store at ${place} does not agree on encryption: ${message}. Check the SSL setting of the credential.`];
	}
	return ['unreachable', `The store at ${place} does not answer (${code ?? message}). Check host and port, and that the database runs; the next call tries again.`];
}

/** Codes from https://www.postgresql.org/docs/current/errcodes-appendix.html. */
function explainAnswer({ message, code = '' }: PostgresFault, place: string): readonly [StoreProblem, string] {
	switch (code) {
		case '28P01':
			return ['cannotOpen', `The store at ${place} refuses this user and password. Check them in the credential.`];
		case '28000':
			return ['cannotOpen', `The store at ${place} does not let this user in: ${message}. Check user and SSL in the credential, and pg_hba.conf of the server.`];
		case '3D000':
			return ['cannotOpen', `There is no such database at ${place}. Create it, or check its name in the credential.`];
		case '42501':
			return ['notWritable', `The user of the store at ${place} may not do this: ${message}. Grant them CREATE on the database, or make them the owner of the store's schema.`];
		case '25006':
			return ['notWritable', `The database at ${place} takes no writes; it may be a standby. Use the address of the primary.`];
		case '53100':
			return ['diskFull', `The disk of the database at ${place} is full. Free some space; nothing recorded before is lost.`];
		case '53300':
			return ['busy', `The database at ${place} takes no more connections. Raise max_connections or close what holds them.`];
		case '55P03':
			return ['busy', `Another program has held the store at ${place} for over five seconds. Look for an open transaction in pg_stat_activity.`];
		case '57P01':
		case '57P02':
		case '57P03':
		case '25P03':
			return ['unreachable', `The database at ${place} ended the connection or is just starting (${code}); nothing was half done, and the next call tries again.`];
		case 'XX001':
		case 'XX002':
			return ['damaged', `The database at ${place} is damaged. Stop n8n and restore it from a backup.`];
		default:
			return ['failed', `The store at ${place} failed: ${message} (${code})`];
	}
}

function isFault(error: unknown): error is PostgresFault {
	return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}
