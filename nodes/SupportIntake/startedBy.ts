import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Node types, without package, of the triggers before this node that ran in this execution. Empty when n8n does not say:
 * an item is then known by its shape alone.
 */
export function startedBy(context: IExecuteFunctions): readonly string[] {
	const proxy = context.getWorkflowDataProxy(0) as { readonly $: (name: string) => { readonly isExecuted: boolean } };
	return context.getParentNodes(context.getNode().name)
		.filter(({ name }) => hasRun(() => proxy.$(name).isExecuted))
		.map(({ type }) => type.slice(type.lastIndexOf('.') + 1));
}

function hasRun(look: () => boolean): boolean {
	try {
		return look();
	} catch {
		return false;
	}
}
