import type { INodeProperties } from 'n8n-workflow';

/** Where conversations and knowledge are kept: the last setting of every node that opens the ledger. With `postgres` the node asks for its credential. */
export const KEEP_IN: INodeProperties = {
	displayName: 'Keep Conversations In',
	name: 'keepIn',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'A File on This Machine', value: 'file', description: 'In n8n\'s own folder. Nothing to set up.' },
		{ name: 'Postgres', value: 'postgres', description: 'For n8n on several machines' },
	],
	default: 'file',
	description: 'Choose the same in every Hybrid Support node of every workflow',
};
