import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

const show = (resource: string, ...operations: string[]) => ({ show: { resource: [resource], operation: operations } });

const ANSWER = show('answer', 'answer');
const FROM_DATA = show('answer', 'answerFromData');
const MODEL = { show: { resource: ['answer'], operation: ['answer'], engine: ['model'] } };

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Answer', value: 'answer', description: 'Answer a customer' },
			{ name: 'Article', value: 'article', description: 'What the assistant answers from' },
			{ name: 'Topic', value: 'intent', description: 'What customers write about, with examples' },
		],
		default: 'answer',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['answer'] } },
		options: [
			{ name: 'Answer', value: 'answer', action: 'Answer from the knowledge', description: 'Find the answer to the customer\'s question in the articles' },
			{ name: 'Answer From Data', value: 'answerFromData', action: 'Answer from looked up data', description: 'After any look-up node: fill the answer with what it found, for the customer it belongs to' },
		],
		default: 'answer',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['article', 'intent'] } },
		options: [
			{ name: 'Create or Update', value: 'upsert', action: 'Create or update knowledge', description: 'Create a new record, or update the current one if it already exists (upsert)' },
			{ name: 'Delete', value: 'delete', action: 'Delete knowledge' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many records of knowledge' },
		],
		default: 'upsert',
	},

	// Answer
	{
		displayName: 'Lowest Confidence of an Answer',
		name: 'answerAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.25,
		displayOptions: ANSWER,
		description: 'From 0 to 1. Below it the item leaves by No Answer, with what came close. Escalation Decision has the last word on what is said, by its own limits.',
	},
	{
		displayName: 'Engine',
		name: 'engine',
		type: 'options',
		noDataExpression: true,
		displayOptions: ANSWER,
		options: [
			{ name: 'Built In', value: 'local', description: 'Gives the passage of the article that answers; no key needed' },
			{ name: 'Built In, Worded by a Model', value: 'model', description: 'Lets an OpenAI-compatible model word the answer from the articles found. When it is slow or fails, the passage is given.' },
		],
		default: 'local',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: 'gpt-4o-mini',
		description: 'Its name at the service of the credential',
		hint: 'Question and articles are sent to that service, which may charge for it',
		displayOptions: MODEL,
	},
	{
		displayName: 'Wait at Most (Seconds)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 60 },
		default: 12,
		displayOptions: MODEL,
		description: 'For the model; after that the passage is given',
	},

	// Answer From Data
	{
		displayName: 'Put this node behind the node that looks the data up. It takes the customer\'s message from the Knowledge Answer node before that one, checks that the data belongs to this customer, and fills in the topic\'s answer.',
		name: 'fromDataNotice',
		type: 'notice',
		default: '',
		displayOptions: FROM_DATA,
	},

	// Articles and topics
	{
		displayName: 'Inbox',
		name: 'inbox',
		type: 'string',
		default: 'main',
		displayOptions: { show: { resource: ['article', 'intent'] } },
		description: 'Which client or brand this knowledge belongs to: the same as in the trigger',
	},
	{
		displayName: 'ID Field',
		name: 'idField',
		type: 'string',
		default: 'id',
		displayOptions: show('article', 'upsert', 'delete'),
		description: 'Field of the incoming item with the article\'s ID. Without one an ID is made from the title.',
	},
	{
		displayName: 'Title Field',
		name: 'titleField',
		type: 'string',
		default: 'title',
		displayOptions: show('article', 'upsert'),
		description: 'Field of the incoming item with the article\'s title',
	},
	{
		displayName: 'Text Field',
		name: 'bodyField',
		type: 'string',
		default: 'body',
		displayOptions: show('article', 'upsert'),
		description: 'Field of the incoming item with the article\'s text, plain or Markdown',
	},
	{
		displayName: 'Name Field',
		name: 'nameField',
		type: 'string',
		default: 'name',
		displayOptions: show('intent', 'upsert', 'delete'),
		description: 'Field of the incoming item with the topic\'s short name',
	},
	{
		displayName: 'Examples Field',
		name: 'examplesField',
		type: 'string',
		default: 'examples',
		displayOptions: show('intent', 'upsert'),
		description: 'Field of the incoming item with what customers write: a list, or one a line',
	},
	KEEP_IN,
];
