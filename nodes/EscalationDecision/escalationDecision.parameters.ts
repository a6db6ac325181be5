import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Grade, ReasonCode } from '../../core/escalation/decision';
import type { Appetite, Preset, Rollout } from '../../core/escalation/policy';
import type { PolicyOverrides } from '../../core/escalation/presets';
import { RULES } from '../../core/escalation/ruleTable';
import { CHAT_CHANNELS } from '../../core/message/message';

export interface DecisionParameters {
	readonly preset: Preset;
	readonly appetite: Appetite;
	readonly overrides: PolicyOverrides;
}

interface RuleRow {
	readonly code: ReasonCode;
	readonly grade: Grade | 'off';
	readonly hasThreshold?: boolean;
	readonly threshold?: number;
}

interface Options {
	readonly unresolvedMinutes?: number;
	readonly humanOnlyIntents?: string;
}

/** What the settings change in the preset. Throws a NodeOperationError when a limit is out of its range. */
export function readParameters(context: IExecuteFunctions, index: number): DecisionParameters {
	const get = <T>(name: string, fallback: T): T => context.getNodeParameter(name, index, fallback) as T;
	const appetite = get<Appetite>('appetite', 'balanced');
	const { unresolvedMinutes, humanOnlyIntents } = get<Options>('options', {});
	return {
		preset: get<Preset>('preset', 'ecommerce'),
		appetite,
		overrides: {
			...(appetite === 'custom' ? { answerAbove: get('answerAbove', 0.6), clarifyAbove: get('clarifyAbove', 0.35) } : {}),
			...(unresolvedMinutes === undefined ? {} : { unresolvedMinutes: Object.fromEntries(CHAT_CHANNELS.map((channel) => [channel, unresolvedMinutes])) }),
			...(humanOnlyIntents === undefined ? {} : { humanOnlyIntents: names(humanOnlyIntents) }),
			rollout: readRollout(get),
			rules: readRules(context, index, get<{ rule?: RuleRow[] }>('rules', {}).rule ?? []),
		},
	};
}

function readRollout(get: <T>(name: string, fallback: T) => T): Rollout {
	const stage = get<Rollout['stage']>('rollout', 'auto');
	switch (stage) {
		case 'chosenIntents':
			return { stage, intents: names(get('rolloutIntents', '')) };
		case 'percent':
			return { stage, percent: get('rolloutPercent', 10), others: get('rolloutOthers', 'draft') };
		default:
			return { stage };
	}
}

function readRules(context: IExecuteFunctions, itemIndex: number, rows: readonly RuleRow[]): NonNullable<PolicyOverrides['rules']> {
	return Object.fromEntries(rows.map(({ code, grade, hasThreshold, threshold }) => {
		const limits = RULES.find((rule) => rule.code === code)?.threshold;
		const own = hasThreshold === true && limits !== undefined ? threshold : undefined;
		if (own !== undefined && limits !== undefined && (own < limits.min || own > limits.max)) {
			throw new NodeOperationError(context.getNode(), `The limit ${own} of a rule is out of range`, { itemIndex, description: `"${limits.title}" goes from ${limits.min} to ${limits.max}.` });
		}
		return [code, { on: grade !== 'off', ...(grade === 'off' ? {} : { grade }), ...(own === undefined ? {} : { threshold: own }) }];
	}));
}

function names(list: string): readonly string[] {
	return list.split(',').map((name) => name.trim()).filter((name) => name !== '');
}
