import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { APPETITE_CHOICES, PRESET_CHOICES, type Choice } from '../../core/escalation/presets';
import { RULES } from '../../core/escalation/ruleTable';

const toOption = ({ name, title, description }: Choice<string>): INodePropertyOptions => ({ name: title, value: name, description });

const CUSTOM = { show: { appetite: ['custom'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Kind of Business',
		name: 'preset',
		type: 'options',
		noDataExpression: true,
		options: PRESET_CHOICES.map(toOption),
		default: 'ecommerce',
		description: 'Sets every rule to what suits such a business. Single rules can be changed below.',
	},
	{
		displayName: 'How Bold the Assistant Is',
		name: 'appetite',
		type: 'options',
		noDataExpression: true,
		options: APPETITE_CHOICES.map(toOption),
		default: 'balanced',
	},
	{
		displayName: 'Answer When Sure by at Least',
		name: 'answerAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.6,
		displayOptions: CUSTOM,
		description: 'From 0 to 1',
	},
	{
		displayName: 'Ask Back When Sure by at Least',
		name: 'clarifyAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.35,
		displayOptions: CUSTOM,
		description: 'From 0 to 1. The assistant asks back once; below it offers a person.',
	},
	{
		displayName: 'How Much the Assistant May Do Alone',
		name: 'rollout',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '1 · Nothing, Only Watch (Shadow)', value: 'shadow', description: 'Everything goes to people, with a note of what the assistant would have done' },
			{ name: '2 · Draft for Approval', value: 'draft', description: 'A person approves every reply at the desk' },
			{ name: '3 · Chosen Topics', value: 'chosenIntents', description: 'Alone for the topics you name, drafts for the rest' },
			{ name: '4 · Some Customers', value: 'percent', description: 'Alone for a share of customers; the same customer is always treated alike' },
			{ name: '5 · Everything the Rules Allow', value: 'auto' },
		],
		default: 'auto',
	},
	{
		displayName: 'Topics',
		name: 'rolloutIntents',
		type: 'string',
		default: '',
		placeholder: 'e.g. deliveryTimes, orderStatus',
		displayOptions: { show: { rollout: ['chosenIntents'] } },
		description: 'Short names of topics, separated by commas',
	},
	{
		displayName: 'Share of Customers (%)',
		name: 'rolloutPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 10,
		displayOptions: { show: { rollout: ['percent'] } },
	},
	{
		displayName: 'The Other Customers',
		name: 'rolloutOthers',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Get Drafts a Person Approves', value: 'draft' },
			{ name: 'Go to People', value: 'people' },
		],
		default: 'draft',
		displayOptions: { show: { rollout: ['percent'] } },
	},
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Change a Rule',
		default: {},
		description: 'Only the rules you want different from the kind of business above',
		options: [
			{
				displayName: 'Rule',
				name: 'rule',
				values: [
					{
						displayName: 'Reason',
						name: 'code',
						type: 'options',
						noDataExpression: true,
						options: RULES.filter(({ hidden }) => !hidden).map(({ code, title, description }) => ({ name: title, value: code, description })),
						default: 'repeatedAttempts',
					},
					{
						displayName: 'What Happens',
						name: 'grade',
						type: 'options',
						noDataExpression: true,
						options: [
							{ name: 'Nothing: Rule Is Off', value: 'off' },
							{ name: 'Offer a Person Once', value: 'offer' },
							{ name: 'Pass On at Once', value: 'escalate' },
							{ name: 'Write a Draft for Approval', value: 'review' },
						],
						default: 'escalate',
					},
					{
						displayName: 'Own Limit',
						name: 'hasThreshold',
						type: 'boolean',
						default: false,
						description: 'Whether to set another limit than the usual one, for rules that go by a number',
					},
					{
						displayName: 'Limit',
						name: 'threshold',
						type: 'number',
						typeOptions: { numberPrecision: 2 },
						default: 0.6,
						displayOptions: { show: { hasThreshold: [true] } },
						description: usualLimits(),
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Minutes Until a Chat Counts as Open Too Long',
				name: 'unresolvedMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1440 },
				default: 5,
			},
			{
				displayName: 'Topics That Always Go to a Person',
				name: 'humanOnlyIntents',
				type: 'string',
				default: '',
				placeholder: 'e.g. complaint, deleteAccount',
				description: 'Short names, separated by commas, beside those marked so at the desk',
			},
		],
	},
];

/** The usual limit of every rule that has one. */
function usualLimits(): string {
	const limits = RULES.flatMap(({ title, threshold, hidden }) => (threshold === undefined || hidden ? [] : [`${title}: ${threshold.title} ${threshold.default}`]));
	return `Usual limits: ${limits.join('; ')}`;
}
