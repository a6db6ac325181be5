/** The channels' templates as somebody has them after the import: with their credentials, the number that sends, and a template for late replies. */
import { APP } from './graphApi';
import type { Workflow, WorkflowNode } from './product';

const OURS = 'n8n-nodes-hybrid-support.';
const WHATSAPP = { id: 'whatsAppOfTests1', name: 'WhatsApp number', type: 'hybridSupportWhatsAppApi', data: APP };
const SENDER = { id: 'whatsAppOfTests2', name: 'WhatsApp sender', type: 'whatsAppApi', data: { accessToken: APP.accessToken, businessAccountId: '102290129340398' } };

export const WHATSAPP_CREDENTIALS = [WHATSAPP, SENDER];
/** Where Meta calls, below the instance's address. */
export const WHATSAPP_PATH = '/webhook/whatsapp-support/whatsapp';

/** Parameters to change, by the name of a node. */
export type Changes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function installWhatsApp(template: Workflow, changes: Changes = {}): Workflow {
	const setUp = (node: WorkflowNode): WorkflowNode => {
		switch (node.name) {
			case 'WhatsApp Support Trigger':
				return { ...node, webhookId: 'whatsapp-support', ...choose(WHATSAPP) };
			case 'Send on WhatsApp':
			case 'Send Template':
				return { ...node, parameters: { ...node.parameters, phoneNumberId: APP.phoneNumberId }, ...choose(SENDER) };
			case 'Reply Gate':
				return { ...node, parameters: { ...node.parameters, options: { template: { values: { name: 'support_reply', language: 'en_US' } } } } };
			default:
				return node;
		}
	};
	return { ...template, id: 'hybridWhatsApp01', nodes: template.nodes.map(setUp).map((node) => change(node, changes)) };
}

export interface MailServers {
	readonly imap: number;
	readonly smtp: number;
	readonly password: string;
}

/** The credential of a support address; `index` tells several apart. */
export function buildMailCredential(index: number, address: string, { imap, smtp, password }: MailServers): { readonly id: string; readonly name: string; readonly type: string; readonly data: object } {
	return {
		id: mailCredentialId(index), name: address, type: 'hybridSupportEmailApi',
		data: {
			address, senderName: '', user: '', password, imapHost: '127.0.0.1', imapPort: imap, imapSecurity: 'none',
			smtpHost: '127.0.0.1', smtpPort: smtp, smtpSecurity: 'none', smtpSignIn: false, trustAnyServer: false,
		},
	};
}

/** For the address of {@link buildMailCredential} of the same index. */
export function installEmail(index: number, template: Workflow, changes: Changes = {}): Workflow {
	const credentials = { hybridSupportEmailApi: { id: mailCredentialId(index), name: 'mail' } };
	const setUp = (node: WorkflowNode): WorkflowNode => (node.type === `${OURS}emailSupportTrigger` || node.type === `${OURS}replyGate` ? { ...node, credentials } : node);
	return { ...template, id: `hybridMail00000${index}`, nodes: template.nodes.map(setUp).map((node) => change(node, changes)) };
}

function mailCredentialId(index: number): string {
	return `hybridMailbox00${index}`;
}

function choose({ id, name, type }: (typeof WHATSAPP_CREDENTIALS)[number]): object {
	return { credentials: { [type]: { id, name } } };
}

function change(node: WorkflowNode, changes: Changes): WorkflowNode {
	return { ...node, parameters: { ...node.parameters, ...changes[node.name] } };
}
