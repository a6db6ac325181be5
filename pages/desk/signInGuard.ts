/** Slows down guessing of passwords. */

/** Failed tries one e-mail address has before it must wait. */
export const MAX_FAILED_TRIES = 5;
/** How long failed tries count. Long enough to make guessing hopeless, short enough for a person who forgot. */
export const FAILED_TRIES_WINDOW_MS = 15 * 60 * 1000;
/** Addresses remembered at once; the oldest is forgotten first, so that made-up addresses cannot fill the memory. */
const MAX_ADDRESSES = 10_000;
/** Passwords checked at once: each costs tens of milliseconds of CPU, which belongs to customers first. */
const MAX_CHECKS_AT_ONCE = 4;

export type GuardVerdict =
	| { readonly ok: true }
	| { readonly ok: false; readonly retryAfterSeconds: number };

export interface SignInGuard {
	/** Counts the try before its password is looked at, so that parallel guesses count too. `nowMs`: milliseconds since 1970. */
	begin(email: string, nowMs: number): GuardVerdict;
	/** The password was checked. A right one forgives the failed tries before it. */
	finish(email: string, succeeded: boolean): void;
}

/**
 * A guard that counts in memory, per process and e-mail address: five failed tries in a quarter of
 * an hour. A restart forgets the counts, and each webhook process of a large n8n counts for itself;
 * both only multiply a number that is hopeless for guessing. Anyone can make one address wait by
 * failing on purpose; a session that is signed in already is not touched by that.
 */
export function createSignInGuard(): SignInGuard {
	const triesByEmail = new Map<string, readonly number[]>();
	let checking = 0;
	return {
		begin(email, nowMs) {
			if (checking >= MAX_CHECKS_AT_ONCE) return { ok: false, retryAfterSeconds: 2 };
			const recent = (triesByEmail.get(email) ?? []).filter((at) => nowMs - at < FAILED_TRIES_WINDOW_MS);
			const oldest = recent[0];
			if (oldest !== undefined && recent.length >= MAX_FAILED_TRIES) {
				return { ok: false, retryAfterSeconds: Math.ceil((oldest + FAILED_TRIES_WINDOW_MS - nowMs) / 1000) };
			}
			triesByEmail.delete(email);
			triesByEmail.set(email, [...recent, nowMs]);
			forgetOldest(triesByEmail);
			checking += 1;
			return { ok: true };
		},
		finish(email, succeeded) {
			checking -= 1;
			if (succeeded) triesByEmail.delete(email);
		},
	};
}

function forgetOldest(triesByEmail: Map<string, readonly number[]>): void {
	if (triesByEmail.size <= MAX_ADDRESSES) return;
	const oldest = triesByEmail.keys().next();
	if (!oldest.done) triesByEmail.delete(oldest.value);
}
