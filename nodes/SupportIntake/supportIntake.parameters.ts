import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { IntakeSource } from '../../core/message/intake';

/** Reads one item's settings. Throws a NodeOperationError when the inbox is empty. */
export function readParameters(context: IExecuteFunctions, index: number): { readonly inbox: string; readonly source: IntakeSource } {
	const inbox = String(context.getNodeParameter('inbox', index, 'main')).trim();
	if (inbox === '') {
		throw new NodeOperationError(context.getNode(), 'The inbox has no name', { itemIndex: index, description: 'Fill in Inbox, e.g. "main".' });
	}
	return { inbox, source: context.getNodeParameter('source', index, 'automatic') as IntakeSource };
}
