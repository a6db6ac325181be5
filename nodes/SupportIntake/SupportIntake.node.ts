// In: the item of another trigger. Out: the envelope beside the trigger's own keys.
// core/message/intake reads the shape; the ledger records it once and says who owns the conversation.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { waitForMore } from '../shared/burst';
import { loadKit } from '../shared/kit';
import { testPostgres } from '../shared/ledger';
import { runItems, type ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { filesOf } from './filesOf';
import { ranBefore } from './ranBefore';
import { record } from './record';
import { properties } from './supportIntake.description';
import { IGNORED, MESSAGE, OUTPUT_NAMES } from './supportIntake.outputs';
import { readParameters, readWaitSeconds } from './supportIntake.parameters';

export class SupportIntake implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Support Intake',
		name: 'supportIntake',
		icon: { light: 'file:supportIntake.svg', dark: 'file:supportIntake.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ "Inbox: " + $parameter["inbox"] }}',
		description: 'Turns what any other trigger received into a support message, and records it once',
		defaults: { name: 'Support Intake' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		hints: [
			{
				message: 'Most triggers tell the sender "received" before this node has recorded the message: a crash in between loses it. A Webhook that responds with a Respond to Webhook node placed after this one tells them afterwards, as Web Chat, WhatsApp Support and Email Support Trigger do.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
			},
		],
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		// Also the run: in a loop this node runs several times an execution, each time with an item 0.
		const run = [this.getExecutionId(), this.getNode().name, this.getWorkflowDataProxy(0).$runIndex as number];
		const before = ranBefore(this);
		const triggers = before.map(({ type }) => type);
		const waitSeconds = readWaitSeconds(this);
		const outputs = await runItems(this, { count: OUTPUT_NAMES.length, failure: MESSAGE }, async (item, index) => {
			const { inbox, source, byPerson, agentName, namesCustomer } = readParameters(this, index);
			const told = kit.readIntake(item, source, {
				// Made only where it is asked for: of a large mail it costs more than reading it.
				get providerId() { return WORLD.hash(JSON.stringify([...run, index, item])); },
				triggers, files: filesOf(this.getInputData()[index]!), byPerson, believesSender: kit.believesSender(namesCustomer, before),
			});
			const results: ItemResult[] = [];
			for (const event of told) results.push(await record(this, { inbox, byPerson, agentName, item, index, event }));
			return results;
		});
		return await waitForMore(this, outputs, { from: MESSAGE, merged: IGNORED, seconds: waitSeconds });
	}
}
