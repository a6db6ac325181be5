// In: an envelope, best with a packet. Out: the same item with `handoff`, the receipt.
// core/handoff/ownership decides which moves are allowed; the ledger makes them true.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { properties } from './humanHandoff.description';
import { FAILED, OUTPUT_NAMES } from './humanHandoff.outputs';
import { open } from './open.operation';
import { answeredElsewhere, availability, move, relay } from './person.operation';
import { applyRetention, eraseCustomer, exportCustomer } from './privacy.operation';

type Operation = 'accept' | 'answeredElsewhere' | 'applyRetention' | 'availability' | 'eraseCustomer' | 'exportCustomer' | 'open' | 'relay' | 'resolve' | 'return';

export class HumanHandoff implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Human Handoff',
		name: 'humanHandoff',
		icon: { light: 'file:humanHandoff.svg', dark: 'file:humanHandoff.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ ({ accept: "Accept", availability: "Check availability", open: "Hand to a person", relay: "Relay a message", resolve: "Resolve", return: "Return to assistant" })[$parameter["operation"]] }}',
		description: 'Puts a conversation before a person with everything they need, and proves that it happened',
		defaults: { name: 'Human Handoff' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: FAILED }, async (item, index) => {
			const operation = this.getNodeParameter('operation', index) as Operation;
			switch (operation) {
				case 'open':
					return await open(this, item, index);
				case 'availability':
					return await availability(this, item);
				case 'answeredElsewhere':
					return await answeredElsewhere(this, item, index);
				case 'eraseCustomer':
					return await eraseCustomer(this, item, index);
				case 'exportCustomer':
					return await exportCustomer(this, item, index);
				case 'applyRetention':
					return await applyRetention(this, item, index);
				case 'relay':
					return await relay(this, item, index);
				default:
					return await move(this, operation, item, index);
			}
		});
	}
}
