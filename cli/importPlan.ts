/** What an import does with each template, before anything is done: nothing a person changed is replaced unasked. */
import { differences, fingerprintOf, mark, readMark } from './fingerprint';
import type { Template } from './templates';
import type { StoredWorkflow, WorkflowContent, WorkflowNode } from './workflow';

export type Step =
	| { readonly kind: 'create' }
	/** As it would be imported; nothing to do. */
	| { readonly kind: 'upToDate'; readonly workflow: StoredWorkflow }
	/** As it was imported from an earlier version: replaced in place. */
	| { readonly kind: 'update'; readonly workflow: StoredWorkflow }
	/** Changed since, or of the same name and not from us: a person decides. */
	| { readonly kind: 'ask'; readonly workflow: StoredWorkflow; readonly why: 'changed' | 'notOurs'; readonly differs: readonly string[] };

/** One step a workflow that is there already, or one to create it. */
export function planTemplate({ name, content }: Template, stored: readonly StoredWorkflow[]): readonly Step[] {
	const ours = stored.filter((workflow) => readMark(workflow)?.template === name);
	const candidates = ours.length > 0 ? ours : stored.filter((workflow) => workflow.name === content.name);
	if (candidates.length === 0) return [{ kind: 'create' }];
	return candidates.map((workflow) => planStored(content, workflow));
}

function planStored(content: WorkflowContent, workflow: StoredWorkflow): Step {
	const now = fingerprintOf(workflow);
	const imported = readMark(workflow)?.fingerprint;
	if (now === fingerprintOf(content)) return { kind: 'upToDate', workflow };
	if (now === imported) return { kind: 'update', workflow };
	return { kind: 'ask', workflow, why: imported === undefined ? 'notOurs' : 'changed', differs: differences(workflow, content) };
}

/** The template as it is sent to n8n the first time. */
export function contentToCreate({ name, content }: Template, version: string): WorkflowContent {
	const { nodes, connections, settings } = content;
	return mark({ name: content.name, nodes, connections, settings }, { version, template: name });
}

/** The settings n8n's API takes back; it gives more than it takes. */
const KEPT_SETTINGS = ['callerIds', 'callerPolicy', 'errorWorkflow', 'executionTimeout', 'saveExecutionProgress', 'timezone'];

/** The template in the place of a stored workflow: name, credentials and addresses stay, and settings the template does not make. */
export function contentToUpdate(template: Template, version: string, stored: StoredWorkflow): WorkflowContent {
	const content = contentToCreate(template, version);
	const kept = Object.fromEntries(KEPT_SETTINGS.filter((key) => stored.settings[key] !== undefined && stored.settings[key] !== null).map((key) => [key, stored.settings[key]]));
	const before = new Map(stored.nodes.map((node) => [node.name, node]));
	return { ...content, name: stored.name, settings: { ...kept, ...content.settings }, nodes: content.nodes.map((node) => keepChoices(node, before.get(node.name))) };
}

function keepChoices(node: WorkflowNode, before: WorkflowNode | undefined): WorkflowNode {
	if (before?.type !== node.type) return node;
	const { webhookId, credentials } = before;
	return { ...node, ...(webhookId === undefined ? {} : { webhookId }), ...(credentials === undefined ? {} : { credentials }) };
}
