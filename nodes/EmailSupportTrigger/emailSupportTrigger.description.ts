import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';
import { WAIT_FOR_MORE } from '../shared/waitForMore';

export const properties: INodeProperties[] = [
	{
		displayName: 'Inbox',
		name: 'inbox',
		type: 'string',
		noDataExpression: true,
		default: 'main',
		description: 'Which client or brand this address belongs to; one is enough for one company. Articles, topics, people and conversations are kept apart by it.',
	},
	{
		displayName: 'Folders',
		name: 'folders',
		type: 'string',
		noDataExpression: true,
		default: 'INBOX',
		placeholder: 'e.g. INBOX, Orders',
		description: 'Which folders of the mailbox to watch, separated by commas',
	},
	{
		displayName: 'At the First Start',
		name: 'start',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Take What Comes From Now On', value: 'new' },
			{ name: 'Take Unread Mails Too', value: 'unread', description: 'Each of them is answered or goes to a person' },
		],
		default: 'new',
		description: 'Later starts go on where the last one stopped: what came in between is not missed',
	},
	WAIT_FOR_MORE,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Check Every (Seconds)',
				name: 'everySeconds',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 3600 },
				default: 60,
				description: 'Most servers tell of a new mail at once; this is for those that do not',
			},
			{
				displayName: 'Mark as Read',
				name: 'markRead',
				type: 'boolean',
				default: true,
				description: 'Whether a mail is marked as read once it is recorded. What is ignored stays unread in any case.',
			},
			{
				displayName: 'Take Attachments Along',
				name: 'attachments',
				type: 'boolean',
				default: true,
				description: 'Whether files of up to 16 MB travel along as binary data. People can open them at the desk in any case.',
			},
		],
	},
	KEEP_IN,
];
