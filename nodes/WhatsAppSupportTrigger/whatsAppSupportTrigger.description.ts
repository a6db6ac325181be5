import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';
import { WAIT_FOR_MORE } from '../shared/waitForMore';

export const properties: INodeProperties[] = [
	{
		displayName: 'Publish this workflow. Then enter the Production URL under "Webhook URLs" at Meta (your app, WhatsApp, Configuration), with the Verify Token of the credential, and subscribe to the field "messages".',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Inbox',
		name: 'inbox',
		type: 'string',
		noDataExpression: true,
		default: 'main',
		description: 'Which client or brand this number belongs to; one is enough for one company. Articles, topics, people and conversations are kept apart by it.',
	},
	{ ...WAIT_FOR_MORE, default: 8 },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Delivery Statuses Leave by Ignored',
				name: 'deliveryStatuses',
				type: 'boolean',
				default: false,
				description: 'Whether "sent", "delivered" and "read" start the workflow too, three times for each reply. A reply that failed is put before a person either way.',
			},
			{
				displayName: 'Name of Colleagues on the Phone',
				name: 'agentName',
				type: 'string',
				default: 'Support team',
				description: 'Who wrote, where somebody answers in the WhatsApp app that shares the number. The conversation is theirs then.',
			},
		],
	},
	KEEP_IN,
];
