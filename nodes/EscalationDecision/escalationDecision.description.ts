import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { APPETITE_CHOICES, PRESET_CHOICES, type Choice } from '../../core/escalation/presets';
import { RULES, type RuleInfo, type RuleThreshold } from '../../core/escalation/ruleTable';
import { KEEP_IN } from '../shared/keepIn';

const toOption = ({ name, title, description }: Choice<string>): INodePropertyOptions => ({ name: title, value: name, description });

type TunableRule = RuleInfo & { readonly threshold: RuleThreshold };

const NEW_RULE = 'repeatedAttempts';

/** Rules that go by a number. A new row of the editor starts with the last one's limit, so the rule of a new row is last. */
const TUNABLE = RULES
	.filter((rule): rule is TunableRule => rule.threshold !== undefined && !rule.hidden)
	.sort((one, other) => Number(one.code === NEW_RULE) - Number(other.code === NEW_RULE));

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
		hint: 'Bolder: more is answered without people, and more of it is wrong. More cautious: more work for people.',
	},
	{
		displayName: 'Answer at a Confidence From',
		name: 'answerAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.6,
		displayOptions: CUSTOM,
		description: 'From 0 (a guess) to 1 (certain)',
		hint: 'A run in the editor says how many of your last answers were right from there on',
	},
	{
		displayName: 'Ask Back at a Confidence From',
		name: 'clarifyAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.35,
		displayOptions: CUSTOM,
		description: 'From 0 to 1. Between the two the assistant asks back once; below this it offers a person.',
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
			{ name: '5 · Everything the Rules Allow', value: 'auto', description: 'Alone wherever no rule below calls for a person' },
		],
		default: 'auto',
		hint: 'With real customers, start at 1 or 2 and go up as the drafts prove right',
	},
	{
		displayName: 'Topics',
		name: 'rolloutIntents',
		type: 'string',
		default: '',
		placeholder: 'e.g. deliveryTimes, orderStatus',
		displayOptions: { show: { rollout: ['chosenIntents'] } },
		description: 'Short names as at the desk, separated by commas',
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
		displayName: 'The Other Customers Get',
		name: 'rolloutOthers',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Drafts That a Person Approves', value: 'draft' },
			{ name: 'Replies From People Only', value: 'people' },
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
		description: 'Only the rules you want different from what suits the kind of business above',
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
						default: NEW_RULE,
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
						displayOptions: { show: { code: TUNABLE.map(({ code }) => code) } },
						description: 'Whether to set another limit than the usual one',
					},
					...TUNABLE.map(toLimit),
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
				displayName: 'Open Too Long (Minutes)',
				name: 'unresolvedMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1440 },
				default: 5,
				description: 'After how long a chat that is not solved counts as Open Too Long',
			},
			{
				displayName: 'Topics for People Only',
				name: 'humanOnlyIntents',
				type: 'string',
				default: '',
				placeholder: 'e.g. complaint, deleteAccount',
				description: 'Short names, separated by commas. Topics marked so at the desk go to people too.',
			},
		],
	},
	KEEP_IN,
];

/** A rule's limit in the rule's own words. All have one name: a rule has one limit. */
function toLimit({ code, threshold: { title, default: usual, min, max } }: TunableRule): INodeProperties {
	return {
		displayName: title,
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: min, maxValue: max, numberPrecision: max > 1 ? 0 : 2 },
		default: usual,
		displayOptions: { show: { code: [code], hasThreshold: [true] } },
		hint: `Usually ${usual}, depending on kind of business and boldness; from ${min} to ${max}`,
	};
}
