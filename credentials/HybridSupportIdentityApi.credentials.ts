import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** What a site signs its visitors' identities with. Tested by Web Chat Trigger. */
export class HybridSupportIdentityApi implements ICredentialType {
	name = 'hybridSupportIdentityApi';
	displayName = 'Hybrid Support Identity API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#web-chat-trigger';
	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'At least 32 characters',
			description: 'Your server signs the identity of a signed-in customer with it (JSON Web Token, HS256). It never belongs into a page.',
		},
	];
}
