import { decideEscalation } from '../../../core/escalation/decideEscalation';
import type { Outcome } from '../../../core/escalation/decision';
import type { Rollout } from '../../../core/escalation/policy';
import { presetPolicy } from '../../../core/escalation/presets';
import { customerShare } from '../../../core/escalation/rollout';
import { NO_ANSWER, NOW, sampleEnvelope, type Parts } from './sampleEnvelope';

const decide = (parts: Parts, rollout: Rollout) => decideEscalation(sampleEnvelope(parts), presetPolicy('ecommerce', 'balanced', { rollout }), NOW);
const ASKED: Parts = { triage: { asksForHuman: 1 } };

describe('the rollout ladder', () => {
	const cases: ReadonlyArray<[about: string, rollout: Rollout, parts: Parts, outcome: Outcome, withoutRollout?: Outcome]> = [
		['shadow, an answer', { stage: 'shadow' }, {}, 'escalate', 'answer'],
		['shadow, an offer', { stage: 'shadow' }, { answer: NO_ANSWER }, 'escalate', 'offerHuman'],
		['shadow, a request for a person', { stage: 'shadow' }, ASKED, 'escalate'],
		['draft, an answer', { stage: 'draft' }, {}, 'reviewDraft', 'answer'],
		['draft, an offer', { stage: 'draft' }, { answer: NO_ANSWER }, 'reviewDraft', 'offerHuman'],
		['draft, a request for a person', { stage: 'draft' }, ASKED, 'escalate'],
		['a chosen intent', { stage: 'chosenIntents', intents: ['returnPolicy'] }, {}, 'answer'],
		['another intent', { stage: 'chosenIntents', intents: ['orderStatus'] }, {}, 'reviewDraft', 'answer'],
		['no intent', { stage: 'chosenIntents', intents: ['orderStatus'] }, { triage: null }, 'reviewDraft', 'answer'],
		['nobody, drafts', { stage: 'percent', percent: 0, others: 'draft' }, {}, 'reviewDraft', 'answer'],
		['nobody, people', { stage: 'percent', percent: 0, others: 'people' }, {}, 'escalate', 'answer'],
		['everybody', { stage: 'percent', percent: 100, others: 'people' }, {}, 'answer'],
		['auto', { stage: 'auto' }, {}, 'answer'],
	];

	it.each(cases.map(([about, rollout, parts, outcome, withoutRollout]) => ({ about, rollout, parts, outcome, withoutRollout })))('$about → $outcome', ({ rollout, parts, outcome, withoutRollout }) => {
		const decision = decide(parts, rollout);
		expect(decision.outcome).toBe(outcome);
		expect(decision.withoutRollout).toBe(withoutRollout);
		expect(decision.reasons.some((reason) => reason.code === 'heldBackByRollout')).toBe(withoutRollout !== undefined);
	});

	it('says what it would have done', () => {
		expect(decide({}, { stage: 'shadow' }).counterfactual).toBe('Would have answered had the rollout step been Auto.');
	});
});

describe('customerShare', () => {
	it('is the same for the same customer, today and in a year', () => {
		expect(customerShare('main', 'u1')).toBe(customerShare('main', 'u1'));
		expect(customerShare('main', 'u1')).toBeCloseTo(64.93, 2);
	});

	it('differs between inboxes and keeps inbox and customer apart', () => {
		expect(customerShare('main', 'u1')).not.toBe(customerShare('other', 'u1'));
		expect(customerShare('a', 'b"c')).not.toBe(customerShare('a"b', 'c'));
	});

	it.each([10, 50, 90])('spreads customers evenly: %d %% below %d', (percent) => {
		const customers = Array.from({ length: 4000 }, (_, number) => `customer-${number}`);
		const share = customers.filter((id) => customerShare('main', id) < percent).length / customers.length;
		expect(Math.abs(share * 100 - percent)).toBeLessThan(3);
	});

	it('never takes a customer back when the share grows', () => {
		const inAt = (percent: number) => decide({ customer: { id: 'u1' } }, { stage: 'percent', percent, others: 'draft' }).outcome === 'answer';
		const steps = Array.from({ length: 101 }, (_, percent) => inAt(percent));
		expect(steps.indexOf(true)).toBe(steps.lastIndexOf(false) + 1);
	});
});
