// In: an envelope with a decision or a handoff. Out: the same item with `reply`, by Send, Done or Hold.
// core/reply writes the words; the ledger's claim refuses what is stale, owned by a person or said already.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { testPostgres } from '../shared/ledger';
import { testEmail } from '../shared/mailCredential';
import { runItems } from '../shared/runItems';
import { claim } from './claim.operation';
import { confirm } from './confirm.operation';
import { deliverByEmail } from './deliverByEmail.operation';
import { properties } from './replyGate.description';
import { HOLD, OUTPUT_NAMES } from './replyGate.outputs';

export class ReplyGate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reply Gate',
		name: 'replyGate',
		icon: { light: 'file:replyGate.svg', dark: 'file:replyGate.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ ({ claim: "Check before sending", deliverByEmail: "Send by e-mail", confirm: "Confirm after sending" })[$parameter["operation"]] }}',
		description: 'The last check before anything is said to a customer: one voice, nothing twice, nothing stale',
		defaults: { name: 'Reply Gate' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportEmailApi', required: true, testedBy: 'testEmail', displayOptions: { show: { operation: ['deliverByEmail'] } } }, { name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testEmail, testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: HOLD }, async (item, index) =>
			await OPERATIONS[this.getNodeParameter('operation', index) as keyof typeof OPERATIONS](this, item, index));
	}
}

const OPERATIONS = { claim, confirm, deliverByEmail };
