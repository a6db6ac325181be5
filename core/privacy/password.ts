/** Is this the password the agent chose? Deterministic given the salt; off the main thread, so nobody else waits. */
import { scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's choice for scrypt with 16 MB of memory: N = 2^14, r = 8, p = 5. Kept in the hash, so it can be raised later. */
const COST = { N: 16_384, r: 8, p: 5 } as const;
const KEY_BYTES = 32;

/** Longest password, characters: longer ones only cost us time. */
export const MAX_PASSWORD_CHARS = 1024;

/** Shortest salt, characters: 16 random bytes as base64url. */
export const MIN_SALT_CHARS = 22;

const STORED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{1,128})\$([0-9a-f]{64})$/u;

/** Checked against when there is no agent, so that an unknown e-mail takes as long as a wrong password. */
const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$nobody$${'0'.repeat(KEY_BYTES * 2)}`;

/**
 * The text to store for a password.
 *
 * @param salt new and random for each agent, at least {@link MIN_SALT_CHARS} of `A–Z a–z 0–9 _ -`
 * @throws RangeError when the salt is too short or the password empty or too long; callers check user input before
 */
export async function hashPassword(password: string, salt: string): Promise<string> {
	if (salt.length < MIN_SALT_CHARS || !/^[A-Za-z0-9_-]{1,128}$/u.test(salt)) throw new RangeError(`A salt has ${MIN_SALT_CHARS} to 128 letters, digits, dashes or underscores.`);
	if (password.length === 0 || password.length > MAX_PASSWORD_CHARS) throw new RangeError(`A password has 1 to ${MAX_PASSWORD_CHARS} characters.`);
	const key = await deriveKey(password, salt, COST);
	return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt}$${key.toString('hex')}`;
}

/**
 * Whether the password belongs to what was stored. A malformed hash is a no, never an error.
 * Pass `undefined` when there is no such agent: the answer is no and takes as long.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
	const match = STORED.exec(stored ?? NOBODY);
	if (!match || password.length === 0 || password.length > MAX_PASSWORD_CHARS) return false;
	const cost = { N: Number(match[1]), r: Number(match[2]), p: Number(match[3]) };
	if (!isAffordable(cost)) return false;
	const key = await deriveKey(password, match[4] ?? '', cost);
	return timingSafeEqual(key, Buffer.from(match[5] ?? '', 'hex')) && stored !== undefined;
}

interface Cost {
	readonly N: number;
	readonly r: number;
	readonly p: number;
}

/** A forged hash must not be able to ask for gigabytes. */
function isAffordable({ N, r, p }: Cost): boolean {
	return N >= 1024 && N <= 131_072 && (N & (N - 1)) === 0 && r >= 1 && r <= 16 && p >= 1 && p <= 16;
}

function deriveKey(password: string, salt: string, cost: Cost): Promise<Buffer> {
	// The same password typed on another keyboard may arrive in another Unicode form.
	const normal = password.normalize('NFKC');
	const maxmem = 128 * cost.N * cost.r * 2;
	return new Promise((resolve, reject) => {
		scrypt(normal, salt, KEY_BYTES, { ...cost, maxmem }, (problem, key) => (problem ? reject(problem) : resolve(key)));
	});
}
