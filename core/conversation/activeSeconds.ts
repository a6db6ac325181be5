/** How long was there talk, and not just silence? */
import type { Turn } from './conversation';

/** A pause longer than this counts only this much: the customer has walked away, not waited. */
const MAX_PAUSE_SECONDS = 180;

/** Seconds from `since` to `now` (both ISO 8601, UTC), pauses between turns shortened. */
export function countActiveSeconds(turns: readonly Turn[], since: string, now: string): number {
	let sum = 0;
	let before = Date.parse(since);
	const goOn = (at: string): void => {
		const moment = Date.parse(at);
		const seconds = (moment - before) / 1000;
		if (seconds > 0) sum += Math.min(seconds, MAX_PAUSE_SECONDS);
		before = moment;
	};
	for (const { at } of turns) if (at > since && at < now) goOn(at);
	goOn(now);
	return sum;
}
