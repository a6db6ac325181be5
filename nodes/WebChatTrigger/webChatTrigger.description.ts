import type { INodeProperties } from 'n8n-workflow';
import { LANGUAGE_OPTIONS } from '../shared/languages';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'Publish this workflow, then open the Production URL under "Webhook URLs". To put the chat on your site, add one line to it: &lt;script src="PRODUCTION-URL/widget.js" async&gt;&lt;/script&gt;',
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
		description: 'Which client or brand this chat belongs to; one is enough for one company. Articles, topics, people and conversations are kept apart by it.',
	},
	{
		displayName: 'Company Name',
		name: 'companyName',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. Lumen & Oak',
		description: 'Shown at the top of the chat',
	},
	{
		displayName: 'Assistant\'s Name',
		name: 'assistantName',
		type: 'string',
		noDataExpression: true,
		default: 'Assistant',
		description: 'The chat always says that it is an AI assistant',
	},
	{
		displayName: 'Welcome',
		name: 'welcome',
		type: 'string',
		noDataExpression: true,
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Hello! Ask about orders, delivery or returns.',
		description: 'First words in the chat. Left empty, a friendly greeting in the customer\'s language is shown.',
	},
	{
		displayName: 'Know Signed-In Customers',
		name: 'knowsCustomers',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether your site tells who its signed-in visitors are, in a token it signs. They count as verified, and the same customer is known on other channels.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Colour',
				name: 'colour',
				type: 'color',
				default: '#2f6fed',
			},
			{
				displayName: 'Language When Unsure',
				name: 'language',
				type: 'options',
				options: LANGUAGE_OPTIONS,
				default: 'en',
				description: 'When the customer\'s browser asks for none of these',
			},
			{
				displayName: 'Allowed Sites',
				name: 'allowedOrigins',
				type: 'string',
				default: '*',
				placeholder: 'e.g. https://shop.example.com, https://example.com',
				description: 'Which sites may show the chat: their addresses, separated by commas, or * for all. Requests from other sites are refused.',
			},
			{
				displayName: 'Tell Reasons (for Trying Out)',
				name: 'includeReasons',
				type: 'boolean',
				default: false,
				description: 'Whether the chat\'s HTTP API also says why a message was passed on. Customers could read it, so switch it off when you go live.',
			},
		],
	},
	KEEP_IN,
];
