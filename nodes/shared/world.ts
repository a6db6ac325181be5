/** The clock and chance of this process, handed to the pure code as arguments. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { World } from '../../kit';

export const WORLD: World = {
	now: () => new Date().toISOString(),
	newId: () => randomUUID(),
	newToken: () => randomBytes(32).toString('base64url'),
	hash: (token) => createHash('sha256').update(token).digest('hex'),
};
