/** Finds the customer's item again behind nodes that replaced it. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

const MISSING = {
	knowledgeAnswer: 'Put a Knowledge Answer node (operation Answer) before the look-up, and wire its Needs Data output to it.',
	replyGate: 'Put a Reply Gate node (operation Claim) before the send node, and wire its Send output to it.',
} as const;

type UpstreamType = keyof typeof MISSING;

/**
 * The item that left the nearest node of a type before this one, for the item at `index`.
 *
 * Uses n8n's item linking. Throws a NodeOperationError, saying what to do, when there is no such
 * node or the look-up in between cut the link.
 */
export function upstreamItem(context: IExecuteFunctions, index: number, nodeType: UpstreamType): IDataObject {
	const node = context.getNode();
	const before = context.getParentNodes(node.name).filter(({ type, name }) => type.endsWith(`.${nodeType}`) && name !== node.name);
	for (const { name } of before) {
		const linked = linkedItem(context, index, name);
		if (linked !== undefined) return linked;
	}
	throw new NodeOperationError(node, 'The customer\'s message behind this item cannot be found', {
		itemIndex: index,
		description: before.length === 0 ? MISSING[nodeType] : 'The node in between must give one item for each item it gets, and keep the link between them (paired items). n8n cuts it for several items where a node of a service has an error output: set its On Error to Continue instead.',
	});
}

interface NodeReference {
	readonly pairedItem: (index?: number) => INodeExecutionData | undefined;
}

function linkedItem(context: IExecuteFunctions, index: number, name: string): IDataObject | undefined {
	const proxy = context.getWorkflowDataProxy(index) as { readonly $: (name: string) => NodeReference };
	try {
		const json = proxy.$(name).pairedItem(index)?.json;
		return json === undefined ? undefined : { ...json };
	} catch {
		return undefined;
	}
}
