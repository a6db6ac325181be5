import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A HubSpot private app, for CRM Push. */
export class HybridSupportHubSpotApi implements ICredentialType {
	name = 'hybridSupportHubSpotApi';
	displayName = 'Hybrid Support HubSpot API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#crm-push';
	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Of a private app with the scopes crm.objects.contacts.read, crm.objects.contacts.write and tickets',
		},
		{ displayName: 'Address', name: 'baseUrl', type: 'string', default: 'https://api.hubapi.com', description: 'Change it only for a proxy or a test' },
	];
	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } } };
	test: ICredentialTestRequest = { request: { baseURL: '={{$credentials.baseUrl}}', url: '/crm/v3/objects/contacts?limit=1' } };
}
