import type { IExecuteFunctions } from 'n8n-workflow';
import type { RanBefore } from '../../core/message';

/** How n8n's triggers let only those in who know a secret; one set by an expression may be "none". */
const AUTHENTICATIONS: ReadonlySet<unknown> = new Set(['basicAuth', 'headerAuth', 'jwtAuth']);

/** The nodes before this one that ran in this execution, its trigger among them. Empty when n8n does not say. */
export function ranBefore(context: IExecuteFunctions): readonly RanBefore[] {
	const proxy = context.getWorkflowDataProxy(0) as { readonly $: (name: string) => { readonly isExecuted: boolean } };
	return context.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(({ name }) => hasRun(() => proxy.$(name).isExecuted))
		.map(({ type, parameters }) => ({ type: type.slice(type.lastIndexOf('.') + 1), asksForSecret: AUTHENTICATIONS.has(parameters?.authentication) }));
}

function hasRun(look: () => boolean): boolean {
	try {
		return look();
	} catch {
		return false;
	}
}
