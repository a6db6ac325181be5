import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

const HUBSPOT_TICKETS = { show: { operation: ['upsertTicket'], target: ['hubSpot'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Create or Update Customer', value: 'upsertCustomer', action: 'Create or update the customer', description: 'One contact a customer, found again by e-mail or phone' },
			{ name: 'Log Conversation', value: 'logInteraction', action: 'Log the conversation as a note', description: 'As a note at the customer' },
			{ name: 'Look Up Customer', value: 'lookUp', action: 'Look up the customer', description: 'Put it before Escalation Decision: adds tier, value and earlier contacts to the customer' },
			{ name: 'Open or Update Ticket', value: 'upsertTicket', action: 'Open or update a ticket', description: 'One ticket a conversation, with the handoff packet as its note' },
		],
		default: 'upsertTicket',
	},
	{
		displayName: 'CRM',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'HubSpot', value: 'hubSpot' },
			{ name: 'None', value: 'none', description: 'Passes items on; the built-in desk has everything' },
			{ name: 'Your Own (JSON)', value: 'genericJson', description: 'One POST with the whole record to an address of yours' },
		],
		default: 'none',
	},
	{
		displayName: 'No CRM is chosen: items pass on, and nothing is sent anywhere. The built-in desk has everything.',
		name: 'noCrmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { target: ['none'] } },
	},
	{
		displayName: 'Pipeline ID',
		name: 'pipeline',
		type: 'string',
		default: '0',
		displayOptions: HUBSPOT_TICKETS,
		description: 'Of HubSpot\'s tickets; 0 is the one every account has',
	},
	{
		displayName: 'Stage ID for New Tickets',
		name: 'stage',
		type: 'string',
		default: '1',
		displayOptions: HUBSPOT_TICKETS,
		description: 'Of that pipeline; 1 is New in the one every account has',
	},
	{
		displayName: 'Wait at Most (Seconds)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 60 },
		default: 8,
		displayOptions: { show: { target: ['hubSpot', 'genericJson'] } },
		description: 'For each request. A CRM that does not answer in time never holds a customer up.',
	},
	KEEP_IN,
];
