// In: an envelope, or any item with a text. Out: the same item with `sentiment`, by Calm or Upset.
// core/sentiment/gateSentiment decides; core/sentiment/forecastPerson looks ahead.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { calibrate } from './calibrate';
import { properties } from './sentimentGate.description';
import { CALM, OUTPUT_NAMES, UPSET } from './sentimentGate.outputs';
import { readParameters } from './sentimentGate.parameters';
import { tellForecast } from './tellForecast';

export class SentimentGate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sentiment Gate',
		name: 'sentimentGate',
		icon: { light: 'file:sentimentGate.svg', dark: 'file:sentimentGate.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ balanced: "Balanced", custom: "Own limits", patient: "Patient", watchful: "Watchful" })[$parameter["sensitivity"]] }}',
		description: 'Tells calm customers from upset ones, over the whole conversation and not one message alone',
		defaults: { name: 'Sentiment Gate' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		await tellForecast(this);
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: UPSET }, async (item, index) => {
			const now = WORLD.now();
			const { envelope } = kit.readEnvelope(item, now);
			const reading = kit.localEngine().readSentiment(envelope.message.text);
			const gated = kit.gateSentiment(reading, kit.recentMood(envelope.conversation), readParameters(this, index), { name: 'local' });
			const sentiment = await calibrate(this, envelope.inbox, kit.addForecast(gated, envelope.conversation, now), now);
			return { output: sentiment.upset ? UPSET : CALM, add: { sentiment } };
		});
	}
}
