// In: an envelope, or any item with a text. Out: the same item with `triage`.
// The embedded engine decides (engines/local); a model may improve it and may fail. With one, the words of voice notes come into the message.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import type { Knowledge } from '../../core/knowledge/knowledge';
import { loadKit } from '../shared/kit';
import { readKnowledge, testPostgres } from '../shared/ledger';
import { openModel } from '../shared/model';
import { runItems } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { hearVoiceNotes, type HeardEnvelope } from './hearVoiceNotes';
import { properties } from './triage.description';
import { readParameters } from './triage.parameters';

export class Triage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Triage',
		name: 'triage',
		icon: { light: 'file:triage.svg', dark: 'file:triage.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: 'Topic, language, urgency',
		description: 'Finds out what a customer message is about, how urgent it is and what is missing, with no key needed',
		defaults: { name: 'Triage' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Triaged'],
		credentials: [{ name: 'hybridSupportModelApi', required: true, displayOptions: { show: { engine: ['model'] } } }, { name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		return await runItems(this, { count: 1, failure: 0 }, async (item, index) => {
			const { intents, model, ...settings } = readParameters(this, index);
			const read = kit.readEnvelope(item, WORLD.now()).envelope;
			const { envelope, unheard }: HeardEnvelope = model?.hearing === undefined ? { envelope: read } : await hearVoiceNotes(this, index, read, model.hearing);
			const knowledge: Knowledge = intents === undefined
				? await readKnowledge(this, envelope.inbox)
				: { inbox: `settings ${WORLD.hash(JSON.stringify(intents))}`, version: 1, intents, articles: [] };
			const request = { message: envelope.message, conversation: envelope.conversation, knowledge, ...settings, now: WORLD.now() };
			const local = kit.localEngine().understand(request);
			const triage = model === undefined
				? local
				: await kit.improveTriage(local, await openModel(this, index, model.name), request, model.timeoutMs);
			const said = envelope === read ? {} : { message: envelope.message, conversation: envelope.conversation };
			return { output: 0, add: { ...said, triage: unheard === undefined ? triage : { ...triage, unheard } } };
		});
	}
}
