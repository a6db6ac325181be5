import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** Any endpoint that speaks OpenAI's API. */
export class HybridSupportModelApi implements ICredentialType {
	name = 'hybridSupportModelApi';
	displayName = 'Hybrid Support Model API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#triage';
	properties: INodeProperties[] = [
		{ displayName: 'Address', name: 'baseUrl', type: 'string', default: 'https://api.openai.com/v1', description: 'Of any OpenAI-compatible service, ending in /v1' },
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '' },
	];
	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } } };
	test: ICredentialTestRequest = { request: { baseURL: '={{$credentials.baseUrl}}', url: '/models' } };
}
