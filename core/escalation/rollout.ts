/** May the assistant do this alone yet? The rollout ladder, from saying nothing to acting alone. */
import { createHash } from 'node:crypto';
import type { Envelope } from '../envelope';
import { buildReason } from './buildReason';
import type { Outcome } from './decision';
import type { EscalationPolicy, Rollout } from './policy';
import type { Verdict } from './runRules';

/** What a rollout step leaves of a verdict. */
export interface RolledOut extends Verdict {
	/** What the rules alone would have done; absent when nothing was held back. */
	readonly withoutRollout?: Outcome;
}

/** Holds back what the policy's rollout step does not allow yet. What goes to people goes to people at every step. */
export function applyRollout(verdict: Verdict, envelope: Envelope, policy: EscalationPolicy): RolledOut {
	const outcome = heldTo(policy.rollout, envelope);
	if (outcome === undefined || verdict.outcome === 'escalate' || verdict.outcome === outcome) return verdict;
	const grade = outcome === 'escalate' ? 'escalate' : 'review';
	const reason = buildReason('heldBackByRollout', policy, { grade, detail: policy.rollout.stage });
	return { outcome, reasons: [reason, ...verdict.reasons], withoutRollout: verdict.outcome };
}

function heldTo(rollout: Rollout, envelope: Envelope): 'escalate' | 'reviewDraft' | undefined {
	switch (rollout.stage) {
		case 'shadow':
			return 'escalate';
		case 'draft':
			return 'reviewDraft';
		case 'chosenIntents': {
			const intent = envelope.triage?.intent;
			return intent !== undefined && rollout.intents.includes(intent) ? undefined : 'reviewDraft';
		}
		case 'percent': {
			if (customerShare(envelope.inbox, envelope.customer.id) < rollout.percent) return undefined;
			return rollout.others === 'people' ? 'escalate' : 'reviewDraft';
		}
		case 'auto':
			return undefined;
		default: {
			const unknownStage: never = rollout;
			return unknownStage;
		}
	}
}

/** Where a customer stands on a scale of 0 up to 100 (never 100): always the same place in the same inbox, evenly spread. */
export function customerShare(inbox: string, customerId: string): number {
	const digest = createHash('sha256').update(JSON.stringify([inbox, customerId])).digest();
	return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
