import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A JSON endpoint of the company's own, for CRM Push. */
export class HybridSupportCrmApi implements ICredentialType {
	name = 'hybridSupportCrmApi';
	displayName = 'Hybrid Support CRM API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#crm-push';
	properties: INodeProperties[] = [
		{ displayName: 'Address', name: 'url', type: 'string', default: '', placeholder: 'e.g. https://crm.example.com/support', description: 'Gets one POST with JSON for each conversation passed on' },
		{ displayName: 'Token', name: 'token', type: 'string', typeOptions: { password: true }, default: '', description: 'Sent as a bearer token' },
	];
	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } } };
	test: ICredentialTestRequest = { request: { baseURL: '={{$credentials.url}}', url: '', method: 'HEAD' } };
}
