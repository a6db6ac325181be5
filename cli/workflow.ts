/** A workflow as n8n's public API takes and gives it, as far as the command looks into it. */

export interface WorkflowNode {
	readonly id?: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly number[];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly disabled?: boolean;
	readonly notes?: string;
	/** Part of a trigger's address. */
	readonly webhookId?: string;
	/** By type. */
	readonly credentials?: Readonly<Record<string, { readonly id: string | null; readonly name: string }>>;
}

export interface WorkflowContent {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings: Readonly<Record<string, unknown>>;
}

export interface StoredWorkflow extends WorkflowContent {
	readonly id: string;
	/** True when it is published. */
	readonly active: boolean;
	readonly isArchived?: boolean;
	readonly versionId?: string;
	/** What is published; null or absent: nothing is, or this n8n keeps no versions. */
	readonly activeVersion?: { readonly versionId: string; readonly nodes: readonly WorkflowNode[] } | null;
}

export const PACKAGE_NAME = 'n8n-nodes-hybrid-support';

/** The name of one of our nodes, e.g. `triage`; undefined for other people's. */
export function ourType({ type }: Pick<WorkflowNode, 'type'>): string | undefined {
	return type.startsWith(`${PACKAGE_NAME}.`) ? type.slice(PACKAGE_NAME.length + 1) : undefined;
}

/** The nodes that run: what is published where n8n keeps versions, without those switched off. */
export function runningNodes({ active, activeVersion, nodes }: StoredWorkflow): readonly WorkflowNode[] {
	return active ? (activeVersion?.nodes ?? nodes).filter(({ disabled }) => disabled !== true) : [];
}
