import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { n8nFolder, readKnowledge } from '../shared/ledger';
import { openModel } from '../shared/model';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { outputOf } from './knowledgeAnswer.outputs';

/** Answers from the inbox's articles; a model may word the answer and may fail. */
export async function answer(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const { envelope } = kit.readEnvelope(item, WORLD.now());
	const knowledge = await readKnowledge(context, envelope.inbox);
	await kit.prepareArticles(knowledge, n8nFolder());
	const matches = kit.localEngine().findArticles(kit.questionOf(envelope), knowledge, envelope.triage?.language);
	const planned = kit.planAnswer(envelope, knowledge, matches, { ...kit.DEFAULT_ANSWER_SETTINGS, answerAbove: context.getNodeParameter('answerAbove', index) as number });
	if (context.getNodeParameter('engine', index) !== 'model') return { output: outputOf(planned.kind), add: { answer: planned } };

	const model = await openModel(context, index, context.getNodeParameter('model', index) as string);
	const timeoutMs = (context.getNodeParameter('timeoutSeconds', index) as number) * 1000;
	const worded = await kit.wordAnswer(planned, model, { envelope, knowledge, timeoutMs });
	return { output: outputOf(worded.kind), add: { answer: worded } };
}
