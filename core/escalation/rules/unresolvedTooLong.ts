import type { Turn } from '../../conversation/conversation';
import { buildReason, type Rule } from '../buildReason';
import { isNewMatter, isSmallTalk } from '../matter';

/** A pause longer than this counts only this much: the customer has walked away, not waited. */
const MAX_PAUSE_SECONDS = 180;

/** The matter is open longer than its channel allows, in active time. */
export const unresolvedTooLong: Rule = (envelope, policy, now) => {
	const { conversation, message } = envelope;
	const minutes = policy.unresolvedMinutes[message.channel];
	if (minutes === undefined || conversation.unresolvedSince === undefined || isSmallTalk(envelope) || isNewMatter(envelope)) return undefined;
	const since = latest(conversation.unresolvedSince, conversation.handBack?.at);
	const value = countActiveSeconds(conversation.turns, since, now) / 60;
	return value >= minutes ? buildReason('unresolvedTooLong', policy, { value, threshold: minutes }) : undefined;
};

function latest(at: string, other: string | undefined): string {
	return other !== undefined && other > at ? other : at;
}

function countActiveSeconds(turns: readonly Turn[], since: string, now: string): number {
	const moments = [since, ...turns.map((turn) => turn.at).filter((at) => at > since && at < now), now].map(Date.parse);
	return moments.slice(1).reduce((sum, moment, index) => {
		const seconds = (moment - (moments[index] ?? moment)) / 1000;
		return sum + (seconds > 0 ? Math.min(seconds, MAX_PAUSE_SECONDS) : 0);
	}, 0);
}
