import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** Where the ledger is kept when n8n runs on several hosts. Tested by the nodes. */
export class HybridSupportPostgresApi implements ICredentialType {
	name = 'hybridSupportPostgresApi';
	displayName = 'Hybrid Support Postgres API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#several-hosts-postgres';
	properties: INodeProperties[] = [
		{
			displayName: 'In every Hybrid Support node of every workflow, set "Keep Conversations In" to Postgres and choose this credential. A node that is forgotten looks into the file of its own machine.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Host', name: 'host', type: 'string', default: 'localhost' },
		{ displayName: 'Port', name: 'port', type: 'number', default: 5432 },
		{ displayName: 'Database', name: 'database', type: 'string', default: 'postgres', description: 'It may be n8n\'s own: the tables are in a schema of their own, hybrid_support' },
		{ displayName: 'User', name: 'user', type: 'string', default: 'postgres' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '' },
		{
			displayName: 'SSL',
			name: 'ssl',
			type: 'options',
			default: 'off',
			options: [
				{ name: 'Off', value: 'off' },
				{ name: 'On, Any Certificate', value: 'unverified' },
				{ name: 'On, Certificate Checked', value: 'verified' },
			],
			description: 'Whether the connection is encrypted, and whether the server has to prove who it is',
		},
	];
}
