/**
 * A workflow of our own nodes that a synthetic customer is taken through: the shape of the chat template, with a webhook in the
 * chat's place and nothing that sends, looks up or creates anything outside n8n. It lives in an inbox of its own.
 */
import { ourType, PACKAGE_NAME, type StoredWorkflow, type WorkflowContent, type WorkflowNode } from './workflow';

/** Conversations, articles and topics of the self-check, apart from everybody's. */
export const SELF_CHECK_INBOX = 'self-check';
export const SELF_CHECK_NAME = 'Hybrid Support self-check (temporary)';
const PATH = 'hybrid-support-self-check';

/** What the webhooks of one self-check do. */
export const SELF_CHECK_ACTIONS = ['teach', 'say', 'erase', 'forget'] as const;
export type SelfCheckAction = (typeof SELF_CHECK_ACTIONS)[number];

/** Where the product keeps conversations: taken over from the workflows that are published. */
export interface Keeping {
	/** Empty: a file in n8n's own folder. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: WorkflowNode['credentials'];
}

/** What a look-up of any order gives. */
const ORDER = { number: '1042', email: 'self-check@example.com', status: 'on its way' };

type Wire = readonly [from: string, output: number, to: string];

const WIRES: readonly Wire[] = [
	['teach', 0, 'Split Articles'], ['Split Articles', 0, 'Keep Articles'],
	['teach', 0, 'Split Topics'], ['Split Topics', 0, 'Keep Topics'], ['Keep Topics', 0, 'Report'],

	['say', 0, 'Intake'], ['Intake', 0, 'Triage'], ['Intake', 1, 'Report'], ['Intake', 2, 'Report'],
	['Triage', 0, 'Mood'], ['Mood', 0, 'Knowledge'], ['Mood', 1, 'Decision'],
	['Knowledge', 0, 'Decision'], ['Knowledge', 1, 'Look Up'], ['Knowledge', 2, 'Decision'],
	['Look Up', 0, 'From Data'], ['From Data', 0, 'Decision'], ['From Data', 1, 'Decision'], ['From Data', 2, 'Decision'],
	['Decision', 0, 'Gate'], ['Decision', 1, 'Gate'], ['Decision', 2, 'Gate'], ['Decision', 3, 'Gate'], ['Decision', 4, 'Packager'],
	['Packager', 0, 'Handoff'], ['Handoff', 0, 'Gate'], ['Handoff', 1, 'Gate'], ['Handoff', 2, 'Gate'],
	['Gate', 0, 'Confirm'], ['Gate', 1, 'Confirm'], ['Gate', 2, 'Report'], ['Gate', 3, 'Report'], ['Confirm', 0, 'Report'], ['Confirm', 2, 'Report'], ['Confirm', 3, 'Report'],

	['erase', 0, 'Split Customers'], ['Split Customers', 0, 'Erase'], ['Erase', 0, 'Report'], ['Erase', 2, 'Report'],

	['forget', 0, 'Split Old Articles'], ['Split Old Articles', 0, 'Forget Articles'],
	['forget', 0, 'Split Old Topics'], ['Split Old Topics', 0, 'Forget Topics'], ['Forget Topics', 0, 'Report'],
];

/**
 * Builds it.
 *
 * @param secret Unguessable: it is the only thing that keeps others from the webhooks.
 */
export function buildSelfCheck(secret: string, keeping: Keeping): WorkflowContent {
	const nodes = [
		...SELF_CHECK_ACTIONS.map((action): Draft => ({ name: action, type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: `${secret}-${action}`, parameters: { httpMethod: 'POST', path: pathOf(secret, action), responseMode: 'lastNode', options: {} } })),
		split('Split Articles', 'articles'), split('Split Topics', 'topics'), split('Split Customers', 'customers'), split('Split Old Articles', 'articles'), split('Split Old Topics', 'topics'),
		ours('Keep Articles', 'knowledgeAnswer', { resource: 'article', operation: 'upsert', inbox: SELF_CHECK_INBOX }),
		ours('Keep Topics', 'knowledgeAnswer', { resource: 'intent', operation: 'upsert', inbox: SELF_CHECK_INBOX }),
		ours('Intake', 'supportIntake', { inbox: SELF_CHECK_INBOX, source: 'webhook', namesCustomer: 'everybody' }),
		ours('Triage', 'triage'),
		ours('Mood', 'sentimentGate'),
		ours('Knowledge', 'knowledgeAnswer'),
		{ name: 'Look Up', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify(ORDER), options: {} } } satisfies Draft,
		ours('From Data', 'knowledgeAnswer', { operation: 'answerFromData' }),
		ours('Decision', 'escalationDecision'),
		ours('Packager', 'contextPackager'),
		ours('Handoff', 'humanHandoff'),
		ours('Gate', 'replyGate', { options: {} }),
		ours('Confirm', 'replyGate', { operation: 'confirm' }),
		ours('Erase', 'humanHandoff', { operation: 'eraseCustomer' }),
		ours('Forget Articles', 'knowledgeAnswer', { resource: 'article', operation: 'delete', inbox: SELF_CHECK_INBOX }),
		ours('Forget Topics', 'knowledgeAnswer', { resource: 'intent', operation: 'delete', inbox: SELF_CHECK_INBOX }),
		{ name: 'Report', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} } satisfies Draft,
	];
	return {
		name: SELF_CHECK_NAME,
		nodes: nodes.map((node, index) => ({ ...inKeeping(node, keeping), position: [(index % 6) * 220, Math.floor(index / 6) * 200] })),
		connections: connect(WIRES),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none', saveManualExecutions: false },
	};
}

/** Of an earlier self-check that was cut off: only ours has such a webhook. */
export function isSelfCheck({ name, nodes }: StoredWorkflow): boolean {
	return name === SELF_CHECK_NAME && nodes.some(({ parameters }) => String(parameters.path).startsWith(`${PATH}-`));
}

/** Below the address customers reach n8n at. */
export function pathOf(secret: string, action: SelfCheckAction): string {
	return `${PATH}-${secret}-${action}`;
}

type Draft = Omit<WorkflowNode, 'position'>;

function ours(name: string, type: string, parameters: WorkflowNode['parameters'] = {}): Draft {
	return { name, type: `${PACKAGE_NAME}.${type}`, typeVersion: 1, parameters };
}

/** One item for each record of a list the webhook got. */
function split(name: string, list: string): Draft {
	return { name, type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: `body.${list}`, options: {} } };
}

function inKeeping(node: Draft, { parameters, credentials }: Keeping): Draft {
	if (ourType(node) === undefined) return node;
	return { ...node, parameters: { ...node.parameters, ...parameters }, ...(credentials === undefined ? {} : { credentials }) };
}

function connect(wires: readonly Wire[]): WorkflowContent['connections'] {
	const connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: 0 }>> }> = {};
	for (const [from, output, to] of wires) {
		const { main } = (connections[from] ??= { main: [] });
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: 0 });
	}
	return connections;
}
