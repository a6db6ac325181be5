/** How long does a message wait for the next one of its customer? People send one thought in several messages. */
import type { Envelope } from '../envelope';

/** Whoever writes on and on is answered at the latest this long after they began, milliseconds. */
const MAX_BURST_MS = 60_000;

/**
 * Milliseconds left to wait; 0: go on now.
 *
 * @param seconds the pause after which a customer has said all; 0 waits for nobody
 * @param now ISO 8601, UTC
 */
export function burstWaitMs({ message, conversation }: Pick<Envelope, 'message' | 'conversation'>, seconds: number, now: string): number {
	const pause = seconds * 1000;
	if (!(pause > 0)) return 0;
	const earlier = message.merged?.length ?? 0;
	const beganAt = earlier === 0 ? message.receivedAt : (conversation.turns.at(-1 - earlier)?.at ?? conversation.turns[0]?.at ?? message.receivedAt);
	const left = MAX_BURST_MS - (Date.parse(now) - Date.parse(beganAt));
	return Math.max(0, Math.min(pause, Number.isFinite(left) ? left : pause));
}
