import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'Sensitivity',
		name: 'sensitivity',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Balanced', value: 'balanced', description: 'Clear anger, a clearly bad mood, or a mood that keeps falling' },
			{ name: 'Custom', value: 'custom', description: 'Set the three limits yourself' },
			{ name: 'Patient', value: 'patient', description: 'Only strong anger' },
			{ name: 'Watchful', value: 'watchful', description: 'First signs of annoyance count' },
		],
		default: 'balanced',
		description: 'When a customer counts as upset and leaves by the Upset output',
		hint: 'The more watchful, the more customers go to people',
	},
	{
		displayName: 'Anger at or Above',
		name: 'anger',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.6,
		displayOptions: { show: { sensitivity: ['custom'] } },
		description: '0 is none, 1 is furious',
	},
	{
		displayName: 'Mood at or Below',
		name: 'score',
		type: 'number',
		typeOptions: { minValue: -1, maxValue: 0, numberPrecision: 2 },
		default: -0.6,
		displayOptions: { show: { sensitivity: ['custom'] } },
		description: 'From -1 (very unhappy) to 0 (neutral)',
	},
	{
		displayName: 'Mood Change at or Below',
		name: 'trend',
		type: 'number',
		typeOptions: { minValue: -1, maxValue: 0, numberPrecision: 2 },
		default: -0.25,
		displayOptions: { show: { sensitivity: ['custom'] } },
		description: 'Per message, from the third message of a conversation on: -0.25 is a quarter worse each time. From -1 to 0.',
	},
	KEEP_IN,
];
