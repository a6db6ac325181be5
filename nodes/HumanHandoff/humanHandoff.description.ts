import type { INodeProperties } from 'n8n-workflow';

const BY_AGENT = { show: { operation: ['accept', 'relay', 'resolve', 'return'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Accept', value: 'accept', action: 'Accept a handoff for a person', description: 'A person outside the desk takes the conversation, for instance on the phone' },
			{ name: 'Check Availability', value: 'availability', action: 'Check availability of people', description: 'Somebody at the desk: leaves by Handed Off. Nobody: by Queued.' },
			{ name: 'Hand to a Person', value: 'open', action: 'Hand a conversation to a person', description: 'Put the conversation into the desk\'s queue; the assistant is silent from then on' },
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
		description: 'How soon somebody should take the conversation; after that the desk shows it as late',
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
		displayOptions: { show: { operation: ['relay'] } },
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
];
