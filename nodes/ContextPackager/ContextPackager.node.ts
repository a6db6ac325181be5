// In: an envelope with a decision. Out: the same item with `packet`: all a person needs, and its rendering.
// core/context builds, trims and renders it.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { readKnowledge, testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { properties } from './contextPackager.description';
import { readParameters } from './contextPackager.parameters';

export class ContextPackager implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Context Packager',
		name: 'contextPackager',
		icon: { light: 'file:contextPackager.svg', dark: 'file:contextPackager.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ copilotVariables: "For Copilot Studio", html: "As an e-mail", markdown: "As a helpdesk note", text: "As plain text", slack: "For Slack", metadata: "For Zendesk" })[$parameter["target"]] }}',
		description: 'Packs everything a person needs to take over, so that the customer never has to repeat anything',
		defaults: { name: 'Context Packager' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Packed'],
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		return await runItems(this, { count: 1, failure: 0 }, async (item, index) => {
			const { target, maxBytes } = readParameters(this, index);
			const { envelope } = kit.readEnvelope(item, WORLD.now());
			const knowledge = await readKnowledge(this, envelope.inbox);
			const data = kit.trimPacket(kit.buildPacket(envelope, knowledge, WORLD.now()), maxBytes);
			return { output: 0, add: { packet: { data, target, rendering: kit.renderPacket(data, target) } } };
		});
	}
}
