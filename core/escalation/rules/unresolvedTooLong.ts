import { countActiveSeconds } from '../../conversation/activeSeconds';
import { buildReason, type Rule } from '../buildReason';
import { isNewMatter, isSmallTalk } from '../matter';

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
