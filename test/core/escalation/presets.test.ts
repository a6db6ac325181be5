import Ajv from 'ajv';
import { REASON_CODES } from '../../../core/escalation/decision';
import { APPETITES, PRESETS } from '../../../core/escalation/policy';
import schema from '../../../core/escalation/policy.schema.json';
import { APPETITE_CHOICES, PRESET_CHOICES, presetPolicy } from '../../../core/escalation/presets';

const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
const pairs = PRESETS.flatMap((preset) => APPETITES.map((appetite) => [preset, appetite] as const));

describe('presetPolicy', () => {
	it.each(pairs)('makes a valid policy: %s, %s', (preset, appetite) => {
		const policy = presetPolicy(preset, appetite);
		validate(policy);
		expect(validate.errors).toBeNull();
		expect(Object.keys(policy.rules).sort()).toEqual([...REASON_CODES].sort());
		expect(policy.clarifyAbove).toBeLessThan(policy.answerAbove);
	});

	it('lets overrides change one number of one rule and nothing else', () => {
		const policy = presetPolicy('saas', 'balanced', { answerAbove: 0.9, rules: { urgent: { grade: 'escalate' } } });
		expect(policy.answerAbove).toBe(0.9);
		expect(policy.rules.urgent).toEqual({ ...presetPolicy('saas', 'balanced').rules.urgent, grade: 'escalate' });
		expect(policy.rules.noKnowledge).toEqual(presetPolicy('saas', 'balanced').rules.noKnowledge);
		expect(policy.rules.urgent.threshold).toBe(0.7);
	});

	it('keeps the defaults the design promises', () => {
		const policy = presetPolicy('ecommerce', 'balanced');
		expect(policy.rules.repeatedAttempts.threshold).toBe(3);
		expect(policy.unresolvedMinutes.webChat).toBe(5);
		expect(policy.unresolvedMinutes.email).toBeUndefined();
	});

	it.each(APPETITE_CHOICES.filter((choice) => choice.name !== 'custom').map((choice) => [choice.name, choice] as const))('describes %s by its real thresholds', (_, choice) => {
		const policy = presetPolicy('ecommerce', choice.name);
		expect(choice.description).toContain(String(policy.answerAbove));
		expect(choice.description).toContain(String(policy.clarifyAbove));
	});

	it('has words for every choice', () => {
		expect(APPETITE_CHOICES.map((choice) => choice.name)).toEqual(APPETITES);
		expect(PRESET_CHOICES.map((choice) => choice.name)).toEqual(PRESETS);
	});
});

describe('the policy schema', () => {
	const policy = presetPolicy('ecommerce', 'balanced');
	it.each([
		['another version', { ...policy, version: 2 }],
		['an unknown key', { ...policy, neverEscalate: true }],
		['a confidence above 1', { ...policy, answerAbove: 62 }],
		['an unknown grade', { ...policy, rules: { ...policy.rules, urgent: { on: true, grade: 'ignore', tier: 1 } } }],
		['a rule left out', { ...policy, rules: {} }],
		['a share without who gets the rest', { ...policy, rollout: { stage: 'percent', percent: 10 } }],
		['a language that is a name', { ...policy, languages: ['English'] }],
		['no object', 'cautious'],
	])('refuses %s', (_, value) => {
		expect(validate(value)).toBe(false);
	});

	it.each([
		{ stage: 'shadow' }, { stage: 'draft' }, { stage: 'chosenIntents', intents: ['orderStatus'] }, { stage: 'percent', percent: 25, others: 'people' }, { stage: 'auto' },
	])('accepts the rollout step $stage', (rollout) => {
		expect(validate({ ...policy, rollout })).toBe(true);
	});
});
