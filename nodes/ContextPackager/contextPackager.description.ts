import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'Written For',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Copilot Studio (Variables)', value: 'copilotVariables', description: 'Flat variables named va_…' },
			{ name: 'E-Mail (HTML)', value: 'html' },
			{ name: 'Helpdesk Note (Markdown)', value: 'markdown' },
			{ name: 'Plain Text', value: 'text' },
			{ name: 'Slack (Blocks)', value: 'slack' },
			{ name: 'Zendesk (Metadata up to 4 KB)', value: 'metadata', description: 'Flat strings, numbers and yes/no values' },
		],
		default: 'markdown',
		description: 'For whom the packet is also written out. The desk always shows the whole packet.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Largest Size of the Packet (KB)',
				name: 'maxKilobytes',
				type: 'number',
				typeOptions: { minValue: 2, maxValue: 1000 },
				default: 64,
				description: 'What matters least is cut first, and the packet says what was cut',
			},
		],
	},
	KEEP_IN,
];
