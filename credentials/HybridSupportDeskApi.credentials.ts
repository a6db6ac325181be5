import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** The first person at the desk, who adds the others there. Tested by Agent Desk Trigger. */
export class HybridSupportDeskApi implements ICredentialType {
	name = 'hybridSupportDeskApi';
	displayName = 'Hybrid Support Desk API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#agent-desk-trigger';
	properties: INodeProperties[] = [
		{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Alex', description: 'What customers see on this person\'s messages' },
		{ displayName: 'E-Mail', name: 'email', type: 'string', default: '', placeholder: 'e.g. alex@example.com' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', placeholder: 'At least 10 characters' },
	];
}
