/** The id of something said: the same message and purpose give the same id, so a retry is the same reply. */
import { createHash } from 'node:crypto';
import type { ReplyPurpose } from './reply';

/** 132 of SHA-256's 256 bits: short enough for a URL, far beyond chance collisions. */
const ID_CHARS = 22;

/**
 * A URL-safe id of 22 characters.
 *
 * `discriminator` tells apart several things said for one purpose, e.g. two replies of one person;
 * absent and empty are the same.
 */
export function outgoingId(inbox: string, messageId: string, purpose: ReplyPurpose, discriminator = ''): string {
	// JSON keeps the parts apart: joined by a mark, parts that hold the mark could trade places.
	const parts = JSON.stringify([inbox, messageId, purpose, discriminator]);
	return createHash('sha256').update(parts).digest('base64url').slice(0, ID_CHARS);
}
