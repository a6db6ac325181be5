/** Which rules apply, and to what do they lead? The rollout has no say here. */
import type { Envelope } from '../envelope';
import { buildReason } from './buildReason';
import type { Grade, Outcome, Reason } from './decision';
import { planReply } from './planReply';
import type { EscalationPolicy } from './policy';
import { rankOf, RULES } from './ruleTable';
import { RULE_CHECKS } from './rules';

/** What the rules alone would do. */
export interface Verdict {
	readonly outcome: Outcome;
	/** Strongest first. */
	readonly reasons: readonly Reason[];
}

const GRADE_RANK: Readonly<Record<Grade, number>> = { escalate: 0, review: 1, offer: 2 };

/** Runs every rule that is on, in the order of the table, and settles on one outcome. */
export function runRules(envelope: Envelope, policy: EscalationPolicy, now: string): Verdict {
	const plan = planReply(envelope, policy);
	const found: Reason[] = [];
	for (const { code } of RULES) {
		const reason = code === 'heldBackByRollout' || !policy.rules[code].on ? undefined : RULE_CHECKS[code](envelope, policy, now);
		if (reason !== undefined) found.push(reason);
	}
	found.sort((a, b) => GRADE_RANK[a.grade] - GRADE_RANK[b.grade] || rankOf(a.code) - rankOf(b.code));
	// With nothing to say and every rule off there is still a reason: the customer must not be left in silence.
	const reasons = plan === 'none' && found.length === 0 ? [buildReason('noKnowledge', policy, { grade: 'offer' })] : found;
	return { reasons, outcome: settle(envelope, plan, reasons) };
}

/** A must beats a review, a review beats an offer, and an offer is made once. */
function settle(envelope: Envelope, plan: ReturnType<typeof planReply>, reasons: readonly Reason[]): Outcome {
	const strongest = reasons[0]?.grade;
	if (strongest === 'escalate') return 'escalate';
	if (strongest === 'review') return 'reviewDraft';
	if (plan === 'none') return envelope.conversation.offeredHuman ? 'escalate' : 'offerHuman';
	const offers = reasons.some((reason) => plan === 'answer' || !DOUBTS.has(reason.code));
	const mayOffer = !envelope.conversation.offeredHuman && envelope.triage?.humanOfferReply !== 'declined';
	return offers && mayOffer ? 'offerHuman' : plan;
}

/** Doubts about the answer: a question back settles them, so they offer nobody while one is being asked. */
const DOUBTS: ReadonlySet<Reason['code']> = new Set(['lowConfidence', 'noKnowledge', 'outOfScope']);
