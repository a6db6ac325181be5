import type { INodeProperties } from 'n8n-workflow';
import { LANGUAGE_OPTIONS } from '../shared/languages';
import { KEEP_IN } from '../shared/keepIn';

const WHEN_OWN_INTENTS = { show: { intentSource: ['settings'] } };
const WHEN_MODEL = { show: { engine: ['model'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Reads the customer\'s message from the item by itself. Nothing has to be filled in.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Topics Come From',
		name: 'intentSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'The Inbox', value: 'inbox', description: 'The topics edited at the desk or fed by Knowledge Answer' },
			{ name: 'These Settings', value: 'settings', description: 'For using this node on its own' },
		],
		default: 'inbox',
	},
	{
		displayName: 'Topics',
		name: 'intents',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Topic',
		default: {},
		displayOptions: WHEN_OWN_INTENTS,
		options: [
			{
				displayName: 'Topic',
				name: 'intent',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. orderStatus', description: 'Short name without spaces, used in later nodes' },
					{ displayName: 'Examples', name: 'examples', type: 'string', typeOptions: { rows: 4 }, default: '', placeholder: 'e.g. where is my order', description: 'What customers write, one a line; 3 to 20 do well' },
					{ displayName: 'Always for a Person', name: 'humanOnly', type: 'boolean', default: false, description: 'Whether this topic always goes to a person' },
				],
			},
		],
	},
	{
		displayName: 'Languages You Serve',
		name: 'languages',
		type: 'multiOptions',
		options: LANGUAGE_OPTIONS,
		default: ['en'],
		description: 'Also helps to tell languages apart in short messages',
		hint: 'Customers who write in another language go to a person',
	},
	{
		displayName: 'Engine',
		name: 'engine',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Built In', value: 'local', description: 'No key, no network, under a millisecond; the words never leave this n8n' },
			{ name: 'Built In, Improved by a Model', value: 'model', description: 'Asks an OpenAI-compatible model too. When it is slow or fails, the built-in result stands.' },
		],
		default: 'local',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: 'gpt-4o-mini',
		description: 'Its name at the service of the credential',
		hint: 'Every message is sent to that service, which may charge for it',
		displayOptions: WHEN_MODEL,
	},
	{
		displayName: 'Transcription Model',
		name: 'transcriptionModel',
		type: 'string',
		default: 'whisper-1',
		description: 'Its name at the same service. It turns voice notes into words, which are then understood and answered as if they had been written. When it fails, is slow or is not sure, a person listens.',
		hint: 'Every voice note is sent to that service. Leave empty to let people listen to all of them.',
		displayOptions: WHEN_MODEL,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Invoice Number Pattern',
				name: 'invoiceNumberPattern',
				type: 'string',
				default: '',
				placeholder: 'e.g. INV-\\d{6}',
				description: 'Regular expression of your invoice numbers. Leave empty to take an invoice\'s number for the order\'s.',
			},
			{
				displayName: 'Order Number Pattern',
				name: 'orderNumberPattern',
				type: 'string',
				default: '',
				placeholder: 'e.g. [A-Z]{2}-\\d{5}',
				description: 'Regular expression of your order numbers. Leave empty for plain numbers of 4 to 8 digits.',
			},
			{
				displayName: 'Products',
				name: 'products',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. Aurora Lamp',
				description: 'Names of your products, one a line. A message that names one gets it as a detail, also with a typing slip.',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description: 'Where you are, so that "tomorrow" is your tomorrow. Leave empty for the time zone of this workflow.',
			},
			{
				displayName: 'Wait at Most (Seconds)',
				name: 'timeoutSeconds',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 60 },
				default: 8,
				description: 'For the model; after that the built-in result stands',
			},
			{
				displayName: 'Wait for a Transcript at Most (Seconds)',
				name: 'transcriptSeconds',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 45 },
				default: 20,
				description: 'For all voice notes of a message together; after that a person listens. Set "Unanswered After" of Support Event Trigger longer.',
			},
		],
	},
	KEEP_IN,
];
