import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { IntakeSource } from '../../core/message/intake';

/** Reads one item's settings; `agentName` only where one of our people wrote. Throws a NodeOperationError when the inbox is empty. */
export function readParameters(context: IExecuteFunctions, index: number): { readonly inbox: string; readonly source: IntakeSource; readonly agentName?: string } {
	const inbox = String(context.getNodeParameter('inbox', index, 'main')).trim();
	if (inbox === '') {
		throw new NodeOperationError(context.getNode(), 'The inbox has no name', { itemIndex: index, description: 'Fill in Inbox, e.g. "main".' });
	}
	const source = context.getNodeParameter('source', index, 'automatic') as IntakeSource;
	if (context.getNodeParameter('author', index, 'customer') !== 'person') return { inbox, source };
	return { inbox, source, agentName: context.getNodeParameter('agentName', index, 'Support team') as string };
}
