import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A phone number of WhatsApp Business Cloud, and the app that serves it. */
export class HybridSupportWhatsAppApi implements ICredentialType {
	name = 'hybridSupportWhatsAppApi';
	displayName = 'Hybrid Support WhatsApp API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#whatsapp-support-trigger';
	properties: INodeProperties[] = [
		{ displayName: 'App Secret', name: 'appSecret', type: 'string', typeOptions: { password: true }, default: '', required: true, description: 'Of your app at Meta, under App Settings, Basic. Whatever is not signed with it is refused.' },
		{ displayName: 'Verify Token', name: 'verifyToken', type: 'string', typeOptions: { password: true }, default: '', required: true, description: 'A long word of your own. Give Meta the same one where you enter the webhook\'s address.' },
		{ displayName: 'Phone Number ID', name: 'phoneNumberId', type: 'string', default: '', required: true, placeholder: 'e.g. 106540352242922', description: 'Of the number customers write to, as Meta shows it beside the number. Messages to other numbers of the app leave by Ignored.' },
		{ displayName: 'Access Token', name: 'accessToken', type: 'string', typeOptions: { password: true }, default: '', description: 'Of a system user. With it voice notes, pictures and documents are fetched, so that people can open them at the desk; without it they are only named. The WhatsApp node that sends has its own.' },
		{ displayName: 'Graph API Address', name: 'baseUrl', type: 'string', default: 'https://graph.facebook.com' },
	];
	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } } };
	test: ICredentialTestRequest = { request: { baseURL: '={{$credentials.baseUrl}}', url: '=/v23.0/{{$credentials.phoneNumberId}}' } };
}
