/** Which credential a node asks for, and which of someone's fits. */
import { ourType, type WorkflowNode } from './workflow';
import type { Credential } from './n8nApi';

/** One credential a node asks for. */
export interface Need {
	readonly type: string;
	/** As n8n shows it. */
	readonly title: string;
	/** A setting and the values with which the node asks; absent: always. */
	readonly when?: readonly [setting: string, ...values: string[]];
}

const POSTGRES: Need = { type: 'hybridSupportPostgresApi', title: 'Hybrid Support Postgres API', when: ['keepIn', 'postgres'] };
const EMAIL: Need = { type: 'hybridSupportEmailApi', title: 'Hybrid Support Email API' };
const MODEL: Need = { type: 'hybridSupportModelApi', title: 'Hybrid Support Model API', when: ['engine', 'model'] };

/** Of ours, by node; each may also ask for {@link POSTGRES}. */
const OURS: Readonly<Record<string, readonly Need[]>> = {
	agentDeskTrigger: [{ type: 'hybridSupportDeskApi', title: 'Hybrid Support Desk Sign-In API' }],
	webChatTrigger: [{ type: 'hybridSupportIdentityApi', title: 'Hybrid Support Identity API', when: ['knowsCustomers', 'true'] }],
	whatsAppSupportTrigger: [{ type: 'hybridSupportWhatsAppApi', title: 'Hybrid Support WhatsApp API' }],
	emailSupportTrigger: [EMAIL],
	replyGate: [{ ...EMAIL, when: ['operation', 'deliverByEmail'] }],
	triage: [MODEL],
	knowledgeAnswer: [MODEL],
	crmPush: [
		{ type: 'hybridSupportHubSpotApi', title: 'Hybrid Support HubSpot API', when: ['target', 'hubSpot'] },
		{ type: 'hybridSupportCrmApi', title: 'Hybrid Support CRM API', when: ['target', 'genericJson'] },
	],
};

/** Of n8n's own nodes on a channel. */
const N8NS: Readonly<Record<string, readonly Need[]>> = {
	'n8n-nodes-base.emailReadImap': [{ type: 'imap', title: 'IMAP' }],
	'n8n-nodes-base.emailSend': [{ type: 'smtp', title: 'SMTP' }],
	'n8n-nodes-base.whatsApp': [{ type: 'whatsAppApi', title: 'WhatsApp API' }],
	'n8n-nodes-base.whatsAppTrigger': [{ type: 'whatsAppTriggerApi', title: 'WhatsApp OAuth API' }],
	'n8n-nodes-base.telegram': [{ type: 'telegramApi', title: 'Telegram API' }],
	'n8n-nodes-base.telegramTrigger': [{ type: 'telegramApi', title: 'Telegram API' }],
};

/** A credential to choose in a node. */
export interface Choice {
	readonly node: string;
	readonly need: Need;
	/** The only one of its type, already chosen; absent: a person has to choose or make one. */
	readonly chosen?: Credential;
	/** How many there are of the type; absent where they cannot be listed. */
	readonly candidates?: number;
}

/** What a node asks for with the settings it has. */
export function needsOf(node: WorkflowNode): readonly Need[] {
	const own = ourType(node);
	const needs = own === undefined ? (N8NS[node.type] ?? []) : [...(OURS[own] ?? []), POSTGRES];
	return needs.filter(({ when }) => when === undefined || when.slice(1).includes(String(node.parameters[when[0]])));
}

/** What is asked for in a workflow and chosen nowhere. */
export function missingIn(nodes: readonly WorkflowNode[]): ReadonlyArray<{ readonly node: WorkflowNode; readonly need: Need }> {
	return nodes.filter(({ disabled }) => disabled !== true).flatMap((node) => needsOf(node).filter(({ type }) => node.credentials?.[type] === undefined).map((need) => ({ node, need })));
}

/**
 * Chooses each credential that is the only one of its type.
 *
 * @param credentials Undefined where they cannot be listed: nothing is chosen then.
 */
export function chooseCredentials<T extends { readonly nodes: readonly WorkflowNode[] }>(content: T, credentials: readonly Credential[] | undefined): { readonly content: T; readonly choices: readonly Choice[] } {
	const choices = missingIn(content.nodes).map(({ node, need }): Choice => {
		if (credentials === undefined) return { node: node.name, need };
		const fitting = credentials.filter(({ type }) => type === need.type);
		const [only] = fitting;
		return { node: node.name, need, candidates: fitting.length, ...(only !== undefined && fitting.length === 1 ? { chosen: only } : {}) };
	});
	const nodes = content.nodes.map((node) => {
		const chosen = choices.filter((choice) => choice.node === node.name && choice.chosen !== undefined);
		if (chosen.length === 0) return node;
		const named = chosen.map(({ need, chosen: credential }) => [need.type, { id: credential?.id ?? null, name: credential?.name ?? '' }] as const);
		return { ...node, credentials: { ...node.credentials, ...Object.fromEntries(named) } };
	});
	return { content: { ...content, nodes }, choices };
}

/** A choice as a sentence for the person who imports. */
export function describeChoice({ node, need, chosen, candidates }: Choice): string {
	if (chosen !== undefined) return `${node}: the credential "${chosen.name}" is chosen, the only one of ${need.title}.`;
	if (candidates === undefined) return `${node}: open it and choose a credential of ${need.title}. This API key may not list credentials, so none was chosen.`;
	if (candidates === 0) return `${node}: open it and create a credential of ${need.title}; there is none yet.`;
	return `${node}: open it and choose one of the ${candidates} credentials of ${need.title}.`;
}
