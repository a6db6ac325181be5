import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { NamesCustomer } from '../../core/message';
import type { IntakeSource } from '../../core/message/intake';

/** Who a colleague is called who wrote in the channel itself, where nothing says who. */
const SOMEBODY = 'Support team';

export interface IntakeParameters {
	readonly inbox: string;
	readonly source: IntakeSource;
	/** True where one of our people wrote it. */
	readonly byPerson: boolean;
	/** What the customer sees of that person. */
	readonly agentName: string;
	readonly namesCustomer: NamesCustomer;
}

/** Reads one item's settings. Throws a NodeOperationError when the inbox is empty. */
export function readParameters(context: IExecuteFunctions, index: number): IntakeParameters {
	const inbox = String(context.getNodeParameter('inbox', index, 'main')).trim();
	if (inbox === '') {
		throw new NodeOperationError(context.getNode(), 'The inbox has no name', { itemIndex: index, description: 'Fill in Inbox, e.g. "main".' });
	}
	const source = context.getNodeParameter('source', index, 'automatic') as IntakeSource;
	const byPerson = context.getNodeParameter('author', index, 'customer') === 'person';
	return {
		inbox, source, byPerson,
		agentName: byPerson ? context.getNodeParameter('agentName', index, SOMEBODY) as string : SOMEBODY,
		namesCustomer: context.getNodeParameter('namesCustomer', index, 'authenticated') as NamesCustomer,
	};
}

/** How long all messages of this run wait for the next one, seconds. */
export function readWaitSeconds(context: IExecuteFunctions): number {
	return context.getNodeParameter('waitSeconds', 0, 0) as number;
}
