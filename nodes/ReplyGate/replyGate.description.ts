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
			{ name: 'Confirm (After Sending)', value: 'confirm', action: 'Confirm a reply was sent', description: 'Behind the channel\'s send node, whose On Error is best set to Continue, so that n8n keeps several replies apart' },
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
				description: 'How often the assistant may write in one thread, or to one customer of a form, within an hour before a person has to look; to one customer in all threads four times as often. Two programs that answer each other stop by it.',
			},
			{
				displayName: 'Quiet Hours',
				name: 'quietHours',
				type: 'fixedCollection',
				default: {},
				description: 'What nobody asked for, such as a follow-up, waits until they end and is sent then by Support Event Trigger (Message to Send). Answers, and what a person writes, never wait; nor does anything to a customer who wrote within the last hour. Web chat knows no quiet hours.',
				options: [
					{
						displayName: 'Hours and Days',
						name: 'values',
						values: [
							{ displayName: 'From', name: 'from', type: 'string', default: '21:00', description: 'Leave both empty if only days are quiet' },
							{
								displayName: 'Holidays',
								name: 'holidays',
								type: 'string',
								default: '',
								placeholder: 'e.g. 2026-12-24, 12-25, 01-01',
								description: 'Days on which nothing of the kind is sent; without a year they come every year',
							},
							{ displayName: 'Time Zone', name: 'timeZone', type: 'string', default: '', placeholder: 'e.g. Europe/Berlin', description: 'Left empty, the workflow\'s own' },
							{ displayName: 'Until', name: 'until', type: 'string', default: '08:00' },
							{
								displayName: 'Whole Days',
								name: 'weekdays',
								type: 'multiOptions',
								options: [
									{ name: 'Friday', value: 5 },
									{ name: 'Monday', value: 1 },
									{ name: 'Saturday', value: 6 },
									{ name: 'Sunday', value: 0 },
									{ name: 'Thursday', value: 4 },
									{ name: 'Tuesday', value: 2 },
									{ name: 'Wednesday', value: 3 },
								],
								default: [],
							},
						],
					},
				],
			},
			{
				displayName: 'Replies in 10 Minutes, at Most',
				name: 'maxReplies',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000 },
				default: 20,
				description: 'More than that from the assistant in one conversation goes to a person: perhaps a machine writes back. Web chat is not counted.',
			},
			{
				displayName: 'Template After 24 Hours',
				name: 'template',
				type: 'fixedCollection',
				default: {},
				description: 'On WhatsApp one may write freely for 24 hours after the customer\'s last words, then only with a template that Meta approved. It leaves by Send as Template. Without one such a reply goes to a person.',
				options: [
					{
						displayName: 'Template',
						name: 'values',
						values: [
							{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. support_reply', description: 'As it is called at Meta' },
							{ displayName: 'Language', name: 'language', type: 'string', default: 'en', placeholder: 'e.g. en_US', description: 'As Meta writes it' },
						],
					},
				],
			},
			{
				displayName: 'Template Variables',
				name: 'templateVariables',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				placeholder: 'Add Variable',
				default: {},
				description: 'What fills the places of the template, in order. Without any, its one place holds the reply.',
				options: [
					{
						displayName: 'Variable',
						name: 'values',
						values: [
							{
								displayName: 'Filled With',
								name: 'fill',
								type: 'options',
								options: [
									{ name: 'Company Name', value: 'companyName' },
									{ name: 'Customer\'s Name', value: 'customerName' },
									{ name: 'Own Words', value: 'text' },
									{ name: 'The Reply', value: 'reply' },
								],
								default: 'reply',
							},
							{ displayName: 'Words', name: 'text', type: 'string', default: '', description: 'Own words, or what stands there when the name is not known' },
						],
					},
				],
			},
		],
	},
	KEEP_IN,
];
