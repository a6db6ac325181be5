import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

const BY_AGENT = { show: { operation: ['accept', 'answeredElsewhere', 'relay', 'resolve', 'return'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Accept', value: 'accept', action: 'Accept a handoff for a person', description: 'A person outside the desk takes the conversation, for instance on the phone' },
			{ name: 'Apply Retention', value: 'applyRetention', action: 'Erase old conversations', description: 'Erase conversations of an inbox in which nothing happened for long and nobody waits for a person' },
			{ name: 'Check Availability', value: 'availability', action: 'Check availability of people', description: 'Somebody at the desk: leaves by Handed Off. Nobody: by Queued.' },
			{ name: 'Erase Customer', value: 'eraseCustomer', action: 'Erase a customer', description: 'Names, addresses and words of the item\'s customer go for good; what happened stays. What was pushed to a CRM stays there.' },
			{ name: 'Export Customer', value: 'exportCustomer', action: 'Export a customer', description: 'Everything known of the item\'s customer, as JSON' },
			{ name: 'Hand to a Person', value: 'open', action: 'Hand a conversation to a person', description: 'Put the conversation into the desk\'s queue; the assistant is silent from then on' },
			{ name: 'Record an Answer Given Elsewhere', value: 'answeredElsewhere', action: 'Record an answer a person gave elsewhere', description: 'A person answered by phone or in a helpdesk: the conversation is theirs, and the desk shows what was said. Nothing is sent.' },
			{ name: 'Relay a Person\'s Message', value: 'relay', action: 'Relay a message of a person', description: 'What a person wrote elsewhere reaches the customer' },
			{ name: 'Resolve', value: 'resolve', action: 'Resolve a conversation', description: 'The matter is settled and the conversation closed' },
			{ name: 'Return to Assistant', value: 'return', action: 'Return a conversation to the assistant', description: 'The assistant answers again, with your note in mind' },
		],
		default: 'open',
	},
	{
		displayName: 'Accept Within (Minutes)',
		name: 'acceptMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10080 },
		default: 5,
		displayOptions: { show: { operation: ['open'] } },
		description: 'How soon somebody should take the conversation; after that the desk shows it as late, and Support Event Trigger (Handoff Overdue) tells the customer',
	},
	{
		displayName: 'Keep For (Days)',
		name: 'keepDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 36500 },
		default: 365,
		displayOptions: { show: { operation: ['applyRetention'] } },
		description: 'Conversations whose last event is older are erased. The inbox is the incoming item\'s "inbox", or "main".',
	},
	{
		displayName: 'Name of the Person',
		name: 'agentName',
		type: 'string',
		default: 'Support team',
		displayOptions: BY_AGENT,
		description: 'What the customer sees',
	},
	{
		displayName: 'Field With the Message',
		name: 'textField',
		type: 'string',
		default: 'personText',
		displayOptions: { show: { operation: ['answeredElsewhere', 'relay'] } },
		description: 'Field of the incoming item with what the person wrote',
	},
	{
		displayName: 'Note to the Assistant',
		name: 'note',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. A new lamp is on its way, nothing to send back',
		displayOptions: { show: { operation: ['return'] } },
		description: 'What was agreed; the assistant will not contradict it',
	},
	KEEP_IN,
];
