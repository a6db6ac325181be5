import type { INodeProperties } from 'n8n-workflow';
import { LANGUAGE_OPTIONS } from '../shared/languages';
import { KEEP_IN } from '../shared/keepIn';

const CLAIM = { show: { operation: ['claim', 'deliverByEmail'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Claim (Before Sending)', value: 'claim', action: 'Claim a reply before it is sent', description: 'Last check before anything is said, and the words themselves. In web chat it is delivered at once.' },
			{ name: 'Confirm (After Sending)', value: 'confirm', action: 'Confirm a reply was sent', description: 'Behind the channel\'s send node, on both its success and its error output' },
			{ name: 'Deliver by E-Mail', value: 'deliverByEmail', action: 'Deliver a reply by e mail', description: 'Claims the reply, sends it in the customer\'s thread and confirms it' },
		],
		default: 'claim',
	},
	{
		displayName: 'Assistant\'s Name',
		name: 'assistantName',
		type: 'string',
		default: '',
		placeholder: 'As in the chat',
		displayOptions: CLAIM,
		description: 'What the customer sees, always marked as an assistant. Left empty, the name in Web Chat Trigger is taken.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: CLAIM,
		options: [
			{
				displayName: 'Another Way to Reach You',
				name: 'fallbackContact',
				type: 'string',
				default: '',
				placeholder: 'e.g. support@example.com',
				description: 'Told to the customer when a handoff fails, or nobody accepts it in time',
			},
			{
				displayName: 'Company Name',
				name: 'companyName',
				type: 'string',
				default: '',
				placeholder: 'As in the chat',
				description: 'Left empty, the name in Web Chat Trigger is taken',
			},
			{
				displayName: 'Language When Unsure',
				name: 'language',
				type: 'options',
				options: LANGUAGE_OPTIONS,
				default: 'en',
			},
			{
				displayName: 'Most Mails an Hour',
				name: 'mailsAnHour',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 6,
				displayOptions: { show: { '/operation': ['deliverByEmail'] } },
				description: 'How often the assistant may write in one thread within an hour before a person has to look. Two programs that answer each other stop by it.',
			},
		],
	},
	KEEP_IN,
];
