import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'What Falls Due',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Handoff Overdue', value: 'handoffOverdue', description: 'Nobody accepted a handoff of this workflow in time; its priority is raised. Also one the customer was not told of, because something failed in between. Wire it to Reply Gate: it tells them, once.' },
			{ name: 'Message to Send', value: 'messageToSend', description: 'A person\'s reply waits to be sent on the customer\'s channel. Wire it to Reply Gate and the channel\'s send node. Web chat needs none of it.' },
			{ name: 'Returned by a Person', value: 'returned', description: 'A person gave a conversation back while the customer waits for a word. Wire it to Triage: the assistant takes the last message up.' },
			{ name: 'Unanswered', value: 'unanswered', description: 'A message this workflow recorded got no answer in time, whatever failed. Wire it to Escalation Decision: it goes to a person.' },
		],
		default: 'unanswered',
	},
	{
		displayName: 'Unanswered After (Seconds)',
		name: 'deadlineSeconds',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 10, maxValue: 86400 },
		default: 60,
		displayOptions: { show: { event: ['unanswered'] } },
		description: 'Set it longer than the slowest answer of this workflow takes',
	},
	{
		displayName: 'Channels',
		name: 'channels',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'E-Mail', value: 'email' },
			{ name: 'Messenger', value: 'messenger' },
			{ name: 'N8n Chat', value: 'n8nChat' },
			{ name: 'Other', value: 'other' },
			{ name: 'Slack', value: 'slack' },
			{ name: 'SMS', value: 'sms' },
			{ name: 'Telegram', value: 'telegram' },
			{ name: 'Webhook', value: 'webhook' },
			{ name: 'WhatsApp', value: 'whatsApp' },
		],
		default: [],
		displayOptions: { show: { event: ['messageToSend'] } },
		description: 'Which channels this workflow sends on. Leave empty for all.',
	},
	{
		displayName: 'Check Every (Seconds)',
		name: 'everySeconds',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 5,
	},
	KEEP_IN,
];
