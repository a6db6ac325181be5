/** What happens with this message, and why: answer, ask back, offer a person, leave a draft, or pass it on. */
import type { Envelope } from '../envelope';
import { DEEDS, describeAlternative, findAlternative } from './counterfactual';
import type { Decision, Outcome, Reason } from './decision';
import { isSmallTalk, matterOf } from './matter';
import type { EscalationPolicy, Tier } from './policy';
import { applyRollout } from './rollout';
import { priorityOf } from './ruleTable';
import { runRules, type Verdict } from './runRules';

/**
 * Decides by rules alone: the same envelope, policy and time give the same decision.
 *
 * Works with whatever evidence is there. Without triage or sentiment only the rules with evidence
 * apply; without an answer there is nothing to say, and a person is offered.
 *
 * `now` is ISO 8601, UTC; only the time a matter is open depends on it.
 */
export function decideEscalation(envelope: Envelope, policy: EscalationPolicy, now: string): Decision {
	const verdict = runRules(envelope, policy, now);
	const { outcome, reasons, withoutRollout } = applyRollout(verdict, envelope, policy);
	const counterfactual = withoutRollout === undefined ? describeRules(verdict, envelope, policy, now) : describeRollout(withoutRollout);
	const skill = readSkill(envelope, policy);
	return {
		outcome,
		reasons,
		...(counterfactual === undefined ? {} : { counterfactual }),
		tier: readTier(outcome, reasons, policy),
		priority: readPriority(envelope, reasons),
		...(skill === undefined ? {} : { skill }),
		...(withoutRollout === undefined ? {} : { withoutRollout }),
		policy: { version: policy.version, preset: policy.preset },
	};
}

function describeRules(verdict: Verdict, envelope: Envelope, policy: EscalationPolicy, now: string): string | undefined {
	const alternative = findAlternative(verdict, envelope, policy, now);
	return alternative === undefined ? undefined : describeAlternative(alternative);
}

function describeRollout(withoutRollout: Outcome): string {
	return `Would have ${DEEDS[withoutRollout]} had the rollout step been Auto.`;
}

/** The highest tier among the reasons; what goes to people needs at least a first person. */
function readTier(outcome: Outcome, reasons: readonly Reason[], policy: EscalationPolicy): Tier {
	const highest = reasons.reduce<Tier>((tier, { code }) => (policy.rules[code].tier > tier ? policy.rules[code].tier : tier), 0);
	return outcome === 'escalate' && highest === 0 ? 1 : highest;
}

function readPriority(envelope: Envelope, reasons: readonly Reason[]): Decision['priority'] {
	const priorities = reasons.map((reason) => priorityOf(reason.code));
	if (priorities.includes('urgent')) return 'urgent';
	if (priorities.includes('high') || envelope.customer.vip === true) return 'high';
	return isSmallTalk(envelope) ? 'low' : 'normal';
}

/** Own properties only: an intent named like a built-in of objects has no skill. */
function readSkill(envelope: Envelope, { skillByIntent }: EscalationPolicy): string | undefined {
	const intent = matterOf(envelope);
	return intent !== undefined && Object.hasOwn(skillByIntent, intent) ? skillByIntent[intent] : undefined;
}
