/** How long was there talk, and not just silence? */
import type { Turn } from './conversation';

/** A pause longer than this counts only this much: the customer has walked away, not waited. */
const MAX_PAUSE_SECONDS = 180;

/** Seconds from `since` to `now` (both ISO 8601, UTC), pauses between turns shortened. */
export function countActiveSeconds(turns: readonly Turn[], since: string, now: string): number {
	const moments = [since, ...turns.map((turn) => turn.at).filter((at) => at > since && at < now), now].map(Date.parse);
	return moments.slice(1).reduce((sum, moment, index) => {
		const seconds = (moment - (moments[index] ?? moment)) / 1000;
		return sum + (seconds > 0 ? Math.min(seconds, MAX_PAUSE_SECONDS) : 0);
	}, 0);
}
