/** Ready policies by trade, and the plain words in which a business user says how sure the assistant must be. */
import { CHAT_CHANNELS } from '../message/message';
import type { ReasonCode } from './decision';
import { PRESETS, type Appetite, type EscalationPolicy, type Preset, type RuleSetting } from './policy';
import { RULES } from './ruleTable';

/** What one may set differently from a preset; absent keeps the preset's. */
export type PolicyOverrides = Partial<Omit<EscalationPolicy, 'version' | 'preset' | 'appetite' | 'rules'>> & {
	readonly rules?: Readonly<Partial<Record<ReasonCode, Partial<RuleSetting>>>>;
};

export interface Choice<Name extends string> {
	readonly name: Name;
	readonly title: string;
	readonly description: string;
}

interface Confidences {
	readonly answerAbove: number;
	readonly clarifyAbove: number;
}

/** `custom` starts from balanced; its own numbers come as overrides. */
const CONFIDENCES: Readonly<Record<Appetite, Confidences>> = {
	cautious: { answerAbove: 0.75, clarifyAbove: 0.45 },
	balanced: { answerAbove: 0.6, clarifyAbove: 0.35 },
	eager: { answerAbove: 0.45, clarifyAbove: 0.25 },
	custom: { answerAbove: 0.6, clarifyAbove: 0.35 },
};

/**
 * The choices of a settings field. The shares are `answeredFrom…` and `rightFrom…` of `npm run eval -- retrieval`, measured as the curve in measuredAnswers; a
 * company's own depend on its knowledge, and are told by a run in the editor.
 */
export const APPETITE_CHOICES: ReadonlyArray<Choice<Appetite>> = [
	{ name: 'cautious', title: 'Cautious', description: 'Answers only when very sure: confidence 0.75 or more. On public test questions it answers 36 %, 8 in 10 right. Asks back once from 0.45' },
	{ name: 'balanced', title: 'Balanced', description: 'Answers when sure: confidence 0.6 or more. On public test questions it answers 46 %, 8 in 10 right. Asks back once from 0.35' },
	{ name: 'eager', title: 'Eager', description: 'Answers when fairly sure: confidence 0.45 or more. On public test questions it answers 55 %, 7 in 10 right. Asks back once from 0.25' },
	{ name: 'custom', title: 'Custom', description: 'You set the confidence yourself' },
];

/** Where a boldness differs from the defaults of `RULES`: the bolder, the surer that the assistant will not manage before it offers a person. */
const BOLDNESS: Readonly<Record<Appetite, NonNullable<PolicyOverrides['rules']>>> = {
	cautious: { likelyNeedsPerson: { threshold: 0.7 } },
	balanced: {},
	eager: { likelyNeedsPerson: { threshold: 0.9 } },
	custom: {},
};

/** The trades a policy is ready for. */
export const PRESET_CHOICES: ReadonlyArray<Choice<Preset>> = [
	{ name: 'ecommerce', title: 'E-commerce', description: 'Orders, returns, delivery: answers routine questions, offers a person early' },
	{ name: 'saas', title: 'SaaS', description: 'Software by subscription: outages are urgent sooner, large accounts count more' },
	{ name: 'financialServices', title: 'Financial Services', description: 'Unsure answers wait for approval; fraud, failed proof and sensitive data go to people at once' },
];

/** Where a trade differs from the defaults of `RULES`. Amounts are in the company's own currency. */
const TRADES: Readonly<Record<Preset, NonNullable<PolicyOverrides['rules']>>> = {
	ecommerce: {},
	saas: {
		urgent: { threshold: 0.7 },
		highValueCustomer: { threshold: 10_000 },
		complexRequest: { tier: 2 },
	},
	financialServices: {
		legalOrSafety: { threshold: 0.4 },
		accountCompromise: { threshold: 0.4 },
		sensitiveData: { grade: 'escalate', tier: 2 },
		unverifiedCustomer: { grade: 'escalate', tier: 2 },
		complexRequest: { grade: 'escalate', tier: 2 },
		lowConfidence: { grade: 'review' },
		highValueCustomer: { threshold: 50_000 },
	},
};

/** Five active minutes in a chat; where people expect to wait there is no limit. */
const UNRESOLVED_MINUTES: EscalationPolicy['unresolvedMinutes'] = Object.fromEntries(CHAT_CHANNELS.map((channel) => [channel, 5]));

/**
 * A complete policy.
 *
 * @example presetPolicy('ecommerce', 'cautious').answerAbove // 0.75
 * @example presetPolicy('saas', 'balanced', { rules: { repeatedAttempts: { threshold: 2 } } })
 */
export function presetPolicy(preset: Preset, appetite: Appetite, overrides: PolicyOverrides = {}): EscalationPolicy {
	const { rules = {}, ...rest } = overrides;
	return {
		version: 1,
		preset,
		appetite,
		...CONFIDENCES[appetite],
		unresolvedMinutes: UNRESOLVED_MINUTES,
		languages: [],
		humanOnlyIntents: [],
		skillByIntent: {},
		rollout: { stage: 'auto' },
		...rest,
		rules: Object.keys(rules).length === 0 ? USUAL_RULES[preset][appetite] : buildRules(BOLDNESS[appetite], TRADES[preset], rules),
	};
}

/** The rules of each trade and boldness as they are: most companies change none, and a policy is made for every message. */
const USUAL_RULES = Object.fromEntries(
	PRESETS.map((preset) => [preset, Object.fromEntries(APPETITE_CHOICES.map(({ name: appetite }) => [appetite, buildRules(BOLDNESS[appetite], TRADES[preset])]))]),
) as Readonly<Record<Preset, Readonly<Record<Appetite, EscalationPolicy['rules']>>>>;

function buildRules(...changes: ReadonlyArray<NonNullable<PolicyOverrides['rules']>>): EscalationPolicy['rules'] {
	const settings = RULES.map(({ code, on, grade, tier, threshold }) => {
		const basic: RuleSetting = { on, grade, tier, ...(threshold === undefined ? {} : { threshold: threshold.default }) };
		return [code, Object.assign({}, basic, ...changes.map((change) => change[code]))] as const;
	});
	return Object.fromEntries(settings) as Record<ReasonCode, RuleSetting>;
}
