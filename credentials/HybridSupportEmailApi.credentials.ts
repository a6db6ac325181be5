import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const SECURITY = [
	{ name: 'None', value: 'none' },
	{ name: 'STARTTLS', value: 'starttls' },
	{ name: 'TLS', value: 'tls' },
];

/** The support address: where its mails are read, and how they are sent. Tested by the nodes that use it. */
export class HybridSupportEmailApi implements ICredentialType {
	name = 'hybridSupportEmailApi';
	displayName = 'Hybrid Support Email API';
	icon = { light: 'file:hybridSupport.svg', dark: 'file:hybridSupport.dark.svg' } as const;
	documentationUrl = 'https://example.com/n8n-nodes-hybrid-support#email-support-trigger';
	properties: INodeProperties[] = [
		{ displayName: 'Support Address', name: 'address', type: 'string', default: '', placeholder: 'e.g. support@example.com', description: 'Whom customers write to, and who answers them' },
		{ displayName: 'Name', name: 'senderName', type: 'string', default: '', placeholder: 'e.g. Lumen & Oak Support', description: 'What customers see beside the address' },
		{ displayName: 'User', name: 'user', type: 'string', default: '', placeholder: 'e.g. support@example.com', description: 'Left empty, the address' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', description: 'Many providers want a password of its own for this, an "app password"' },
		{ displayName: 'Reading (IMAP): Host', name: 'imapHost', type: 'string', default: '', placeholder: 'e.g. imap.example.com' },
		{ displayName: 'Reading (IMAP): Port', name: 'imapPort', type: 'number', default: 993 },
		{ displayName: 'Reading (IMAP): Encryption', name: 'imapSecurity', type: 'options', options: SECURITY, default: 'tls' },
		{ displayName: 'Sending (SMTP): Host', name: 'smtpHost', type: 'string', default: '', placeholder: 'e.g. smtp.example.com' },
		{ displayName: 'Sending (SMTP): Port', name: 'smtpPort', type: 'number', default: 465 },
		{ displayName: 'Sending (SMTP): Encryption', name: 'smtpSecurity', type: 'options', options: SECURITY, default: 'tls' },
		{ displayName: 'Sending (SMTP): Sign In', name: 'smtpSignIn', type: 'boolean', default: true, description: 'Whether the sending server wants user and password' },
		{ displayName: 'Trust Any Server', name: 'trustAnyServer', type: 'boolean', default: false, description: 'Whether to connect to servers whose certificate nobody vouches for. Only for a mail server of your own.' },
	];
}
