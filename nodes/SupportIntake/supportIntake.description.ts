import type { INodeProperties } from 'n8n-workflow';
import { WAIT_FOR_MORE } from '../shared/waitForMore';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'Inbox',
		name: 'inbox',
		type: 'string',
		default: 'main',
		description: 'Which client or brand this message belongs to; one is enough for one company. Articles, topics, people and conversations are kept apart by it.',
	},
	{
		displayName: 'Message Comes From',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Email Trigger (IMAP)', value: 'imap', description: 'Format Simple or Resolved; the format Raw does not say who wrote' },
			{ name: 'Facebook Trigger (Messenger)', value: 'messenger' },
			{ name: 'Find Out Automatically', value: 'automatic' },
			{ name: 'Gmail Trigger', value: 'gmail', description: 'Better with Simplify off: the short form has the beginning of a mail only, and cannot show that a program wrote it' },
			{ name: 'Microsoft Outlook Trigger', value: 'outlook' },
			{ name: 'N8n Chat Trigger', value: 'n8nChat' },
			{ name: 'N8n Form Trigger', value: 'n8nForm', description: 'Fields are found by their labels: a message, a name, an e-mail. The others are added below the message.' },
			{ name: 'Slack Trigger', value: 'slack' },
			{ name: 'Telegram Trigger', value: 'telegram' },
			{ name: 'Twilio by Webhook', value: 'twilio', description: 'The form Twilio posts to a Webhook node for an SMS or a WhatsApp message. Not found out automatically, since anybody could post such a form: check its signature before this node.' },
			{ name: 'Twilio Trigger', value: 'twilioTrigger' },
			{ name: 'Webhook', value: 'webhook', description: 'JSON or a form with text, name, email, conversation and messageId. Usual names of fields are understood too.' },
			{ name: 'WhatsApp Trigger', value: 'whatsApp' },
		],
		default: 'automatic',
		description: 'Which trigger stands before this node. Automatic looks at the triggers of this workflow first, so that nobody can pass for another channel.',
	},
	{
		displayName: 'Who Wrote',
		name: 'author',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'A Customer', value: 'customer' },
			{ name: 'One of Our People', value: 'person', description: 'A colleague answered or wrote first, in a helpdesk or by phone. They have the conversation then, and the assistant is silent. It leaves by Ignored. Behind a Webhook choose authentication there: whoever reaches it passes for a colleague.' },
		],
		default: 'customer',
	},
	{
		displayName: 'Name of the Person',
		name: 'agentName',
		type: 'string',
		default: 'Support team',
		displayOptions: { show: { author: ['person'] } },
		description: 'What the customer sees',
	},
	{
		displayName: 'Who May Name the Customer',
		name: 'namesCustomer',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Everybody', value: 'everybody', description: 'Only where nobody but your own systems can start this workflow: whoever names a customer speaks for them' },
			{ name: 'Nobody', value: 'nobody', description: 'Where a server of yours passes on what visitors filled in, whatever customer it names' },
			{ name: 'Whoever Passes the Webhook\'s Authentication', value: 'authenticated', description: 'A form that everybody can fill in names nobody; what other services\' triggers tell is believed' },
		],
		default: 'authenticated',
		displayOptions: { show: { source: ['automatic', 'n8nForm', 'webhook'], author: ['customer'] } },
		description: 'Who may say, by customerId, conversation or e-mail, whose conversation a message continues. What others write is never lost: each message begins a conversation of its own, and is answered at the address they typed.',
	},
	WAIT_FOR_MORE,
	KEEP_IN,
];
