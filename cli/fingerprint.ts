/**
 * Tells whether a person changed a workflow since it was imported.
 *
 * What a person must choose after an import is no change: credentials, the workflow's name, addresses. It is carried over by an update.
 */
import { createHash } from 'node:crypto';
import type { WorkflowContent, WorkflowNode } from './workflow';

/** The settings our templates make; n8n adds its own. */
const SETTINGS = ['executionOrder', 'saveDataErrorExecution', 'saveDataSuccessExecution', 'saveManualExecutions'];
/** Given by n8n, or carried over. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['id', 'webhookId', 'credentials', 'createdAt', 'updatedAt']);

const MARK = /\n?Imported by n8n-nodes-hybrid-support (\S+): (\S+) ([0-9a-f]{32})\s*$/u;

/** What the import notes on a workflow. */
export interface ImportMark {
	/** Of the package it came from. */
	readonly version: string;
	/** The template's name. */
	readonly template: string;
	/** Of the content as it was imported. */
	readonly fingerprint: string;
}

/** Alike for workflows that differ in nothing a person would miss; 32 hexadecimal digits. */
export function fingerprintOf(content: Pick<WorkflowContent, 'nodes' | 'connections' | 'settings'>): string {
	const nodes = content.nodes.map(contentOf).sort((a, b) => (a.name < b.name ? -1 : 1));
	const settings = Object.fromEntries(SETTINGS.map((key) => [key, content.settings[key]]));
	return createHash('sha256').update(canonical([nodes, content.connections, settings])).digest('hex').slice(0, 32);
}

/** Names of the nodes that differ between two contents; `Connections` and `Settings` for those. */
export function differences(one: WorkflowContent, other: WorkflowContent): readonly string[] {
	const byName = ({ nodes }: WorkflowContent): ReadonlyMap<string, string> => new Map(nodes.map((node) => [node.name, canonical(contentOf(node))]));
	const [left, right] = [byName(one), byName(other)];
	const changed = [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
	if (canonical(one.connections) !== canonical(other.connections)) changed.push('Connections');
	if (SETTINGS.some((key) => one.settings[key] !== other.settings[key])) changed.push('Settings');
	return changed;
}

/** The mark is a note on the first node: n8n keeps notes through every edit, shows them, and takes them in every version. */
export function mark<T extends WorkflowContent>(content: T, { version, template }: Pick<ImportMark, 'version' | 'template'>): T {
	const line = `Imported by n8n-nodes-hybrid-support ${version}: ${template} ${fingerprintOf(content)}`;
	return { ...content, nodes: content.nodes.map((node, index) => (index === 0 ? { ...node, notes: [withoutMark(node.notes), line].filter(Boolean).join('\n') } : node)) };
}

/** Undefined for a workflow that was not imported by us, or whose note a person removed. */
export function readMark({ nodes }: Pick<WorkflowContent, 'nodes'>): ImportMark | undefined {
	for (const { notes } of nodes) {
		const [, version, template, fingerprint] = MARK.exec(notes ?? '') ?? [];
		if (version !== undefined && template !== undefined && fingerprint !== undefined) return { version, template, fingerprint };
	}
	return undefined;
}

function withoutMark(notes: string | undefined): string {
	return (notes ?? '').replace(MARK, '');
}

/** Without what n8n gives, and without a note or flag that says nothing. */
function contentOf(node: WorkflowNode): WorkflowNode {
	const own = { ...node, notes: withoutMark(node.notes) };
	return Object.fromEntries(Object.entries(own).filter(([key, value]) => !NOT_CONTENT.has(key) && value !== '' && value !== false)) as unknown as WorkflowNode;
}

/** JSON with sorted keys and without empty collections, which n8n's editor adds and drops. Empty texts and lists stay: they may replace a default. */
function canonical(value: unknown): string {
	return JSON.stringify(compact(value)) ?? '';
}

function compact(value: unknown): unknown {
	if (Array.isArray(value)) return value.map((each) => compact(each) ?? {});
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, each]) => [key, compact(each)] as const).filter(([, each]) => each !== undefined);
	return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
