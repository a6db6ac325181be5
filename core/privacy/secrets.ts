/** Comparing and keeping secrets: only hashes are stored, and comparing takes the same time whatever differs. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hex. For tokens that are random already; passwords need {@link hashPassword}. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Whether two secrets are the same, in a time that tells nothing about them, not even their lengths. */
export function safeEqual(a: string, b: string): boolean {
	return timingSafeEqual(createHash('sha256').update(a, 'utf8').digest(), createHash('sha256').update(b, 'utf8').digest());
}
