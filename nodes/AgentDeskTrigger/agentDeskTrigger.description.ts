import type { INodeProperties } from 'n8n-workflow';
import { KEEP_IN } from '../shared/keepIn';

export const properties: INodeProperties[] = [
	{
		displayName: 'Choose or create the credential with the first person\'s sign-in, publish this workflow, then open the Production URL under "Webhook URLs". More people are added at the desk itself.',
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
		description: 'Shown at the sign-in and in the browser\'s tab',
	},
	KEEP_IN,
];
