// In: an envelope with what is known of it. Out: the same item with `decision`, by its outcome.
// core/escalation/decideEscalation decides: the same envelope and policy give the same decision.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { readKnowledge, testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { properties } from './escalationDecision.description';
import { ESCALATE, OUTPUT_NAMES, outputOf } from './escalationDecision.outputs';
import { readParameters } from './escalationDecision.parameters';
import { tellMeasured } from './tellMeasured';

export class EscalationDecision implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Escalation Decision',
		name: 'escalationDecision',
		icon: { light: 'file:escalationDecision.svg', dark: 'file:escalationDecision.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ cautious: "Cautious", balanced: "Balanced", eager: "Eager", custom: "Own limits" })[$parameter["appetite"]] + ", " + ({ shadow: "only watches", draft: "writes drafts", chosenIntents: "chosen topics", percent: "some customers", auto: "acts alone" })[$parameter["rollout"]] }}',
		description: 'Decides whether the assistant answers, asks back, offers a person or passes on, and says why',
		defaults: { name: 'Escalation Decision' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		await tellMeasured(this);
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: ESCALATE }, async (item, index) => {
			const { preset, appetite, overrides } = readParameters(this, index);
			const { envelope } = kit.readEnvelope(item, WORLD.now());
			const { intents } = await readKnowledge(this, envelope.inbox);
			const policy = kit.addIntents(kit.presetPolicy(preset, appetite, overrides), intents);
			const decision = kit.decideEscalation(envelope, policy, WORLD.now());
			return { output: outputOf(decision.outcome), add: { decision } };
		});
	}
}
