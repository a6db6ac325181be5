import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName: 'Choose a desk credential, publish this workflow, then open the address under "Webhook URLs" (the one ending in /desk) and sign in. More people are added at the desk itself.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		noDataExpression: true,
		default: 'Support desk',
		description: 'Shown above the sign-in and in the browser\'s tab',
	},
];
