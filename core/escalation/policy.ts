/** What a company allows its assistant: one object per inbox. `policy.schema.json` is its JSON Schema. */
import type { Channel } from '../message/message';
import type { Knowledge } from '../knowledge/knowledge';
import type { Grade, ReasonCode } from './decision';

export const PRESETS = ['ecommerce', 'saas', 'financialServices'] as const;
export type Preset = (typeof PRESETS)[number];

/** How sure the assistant must be, in plain words. `custom`: the thresholds were set one by one. */
export const APPETITES = ['cautious', 'balanced', 'eager', 'custom'] as const;
export type Appetite = (typeof APPETITES)[number];

/** 0 self-service … 3 specialist. */
export type Tier = 0 | 1 | 2 | 3;

export interface RuleSetting {
	readonly on: boolean;
	readonly grade: Grade;
	/** Who should take what this rule sends to people. */
	readonly tier: Tier;
	/** Unit and range as in `RULES`; absent for rules without a number. */
	readonly threshold?: number;
}

/** How much the assistant may do alone. Each step lets it do more than the one before. */
export type Rollout =
	/** It says nothing; everything goes to people, with a note of what it would have done. */
	| { readonly stage: 'shadow' }
	/** Each of its replies waits for a person's yes. */
	| { readonly stage: 'draft' }
	/** Alone for these intents; drafts for the rest. */
	| { readonly stage: 'chosenIntents'; readonly intents: readonly string[] }
	/** Alone for this share of customers, 0 … 100; the others get drafts or people. The same customer is always treated alike. */
	| { readonly stage: 'percent'; readonly percent: number; readonly others: 'draft' | 'people' }
	| { readonly stage: 'auto' };

export interface EscalationPolicy {
	readonly version: 1;
	readonly preset: Preset;
	readonly appetite: Appetite;
	/** Answers at or above this confidence are given. 0 … 1. */
	readonly answerAbove: number;
	/** From here up to `answerAbove` the assistant asks back once. 0 … 1. */
	readonly clarifyAbove: number;
	readonly rules: Readonly<Record<ReasonCode, RuleSetting>>;
	/** Active minutes a matter may stay open before `unresolvedTooLong`; a channel that is absent has no limit. */
	readonly unresolvedMinutes: Readonly<Partial<Record<Channel, number>>>;
	/** ISO 639-1 codes the assistant may answer in; empty: every language the engine understands. */
	readonly languages: readonly string[];
	/** Intents that are always for a person. */
	readonly humanOnlyIntents: readonly string[];
	/** Team or skill by intent; an intent that is absent goes to anyone. */
	readonly skillByIntent: Readonly<Record<string, string>>;
	readonly rollout: Rollout;
}

/**
 * The policy with what the inbox's intents say about people and skills.
 * What the policy itself says of an intent wins.
 */
export function addIntents(policy: EscalationPolicy, intents: Knowledge['intents']): EscalationPolicy {
	const humanOnly = new Set(policy.humanOnlyIntents);
	const skills: Array<readonly [string, string]> = [];
	for (const intent of intents) {
		if (intent.humanOnly) humanOnly.add(intent.name);
		if (intent.skill !== undefined) skills.push([intent.name, intent.skill]);
	}
	return {
		...policy,
		humanOnlyIntents: [...humanOnly],
		skillByIntent: { ...Object.fromEntries(skills), ...policy.skillByIntent },
	};
}
