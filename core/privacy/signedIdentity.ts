/**
 * Who a site says its signed-in visitor is: a JSON Web Token (RFC 7519) signed with a secret that only the site and this chat know.
 * HS256 alone is accepted, whatever the token says: "none" and key confusion are thereby refused.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The site's signed-in visitor. */
export interface SignedIdentity {
	/** The site's own id of the customer (`sub`). */
	readonly id: string;
	readonly name?: string;
	/** Lower case. */
	readonly email?: string;
	/** E.164, with its plus sign. */
	readonly phone?: string;
}

export type IdentityReading =
	| { readonly ok: true; readonly identity: SignedIdentity }
	/** `sentence` says what to do, and nothing of what the token holds. */
	| { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired'; readonly sentence: string };

/** Shortest secret, characters: 256 bits as hexadecimal digits are 64, as base64 43; 32 is the least that HS256 asks for in bytes (RFC 7518 §3.2). */
export const MIN_IDENTITY_SECRET_CHARS = 32;

/** Longest token read, characters. */
const MAX_TOKEN_CHARS = 4_000;
/** Clocks of two servers may differ by this many seconds. */
const LEEWAY_SECONDS = 60;
/** A token that is good for longer than a day is one that was leaked for longer than a day. */
const MAX_LIFE_SECONDS = 24 * 60 * 60;
const TOKEN = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/u;

/**
 * Reads a token: `{ sub, exp, name?, email?, phone? }`. `now` is ISO 8601, UTC.
 *
 * @throws RangeError when the secret is too short to keep anything.
 */
export function readSignedIdentity(token: string, secret: string, now: string): IdentityReading {
	if (secret.length < MIN_IDENTITY_SECRET_CHARS) throw new RangeError(`The identity secret needs at least ${MIN_IDENTITY_SECRET_CHARS} characters.`);
	const [, head, body, signature] = (token.length <= MAX_TOKEN_CHARS ? TOKEN.exec(token) : null) ?? [];
	if (head === undefined || body === undefined || signature === undefined) return refuse('malformed', 'The identity is no signed token. Sign {"sub","exp","email","name"} as a JSON Web Token with HS256.');
	const wanted = createHmac('sha256', secret).update(`${head}.${body}`).digest();
	const given = Buffer.from(signature, 'base64url');
	if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || parse(head)?.alg !== 'HS256') return refuse('forged', 'The identity is not signed with this chat\'s secret. Sign it on your server with HS256 and the secret of the credential.');
	const claims = parse(body);
	const { sub, exp, name, email, phone } = claims ?? {};
	const id = typeof sub === 'number' ? String(sub) : sub;
	if (typeof id !== 'string' || id.trim() === '' || id.length > 200 || typeof exp !== 'number') return refuse('malformed', 'The identity lacks "sub" (your id of the customer) or "exp" (seconds since 1970 until which it is good).');
	const seconds = Date.parse(now) / 1000;
	if (exp + LEEWAY_SECONDS < seconds) return refuse('expired', 'The identity has expired. Sign a new one for each page.');
	if (exp > seconds + MAX_LIFE_SECONDS + LEEWAY_SECONDS) return refuse('malformed', 'The identity is good for longer than a day. Let "exp" be some minutes from now.');
	return {
		ok: true,
		identity: {
			id,
			...(typeof name === 'string' && name.trim() !== '' ? { name: name.trim().slice(0, 100) } : {}),
			...(typeof email === 'string' && /^(?=.{3,254}$)[^\s@]+@[^\s@]+$/u.test(email.trim()) ? { email: email.trim().toLowerCase() } : {}),
			...(typeof phone === 'string' && /^\+[1-9]\d{6,14}$/u.test(phone) ? { phone } : {}),
		},
	};
}

function refuse(reason: 'malformed' | 'forged' | 'expired', sentence: string): IdentityReading {
	return { ok: false, reason, sentence };
}

function parse(part: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		return undefined;
	}
}
