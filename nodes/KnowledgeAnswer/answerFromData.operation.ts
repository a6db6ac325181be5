import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import { describeError, type ItemResult } from '../shared/runItems';
import { upstreamItem } from '../shared/upstream';
import { NO_ANSWER, outputOf } from './knowledgeAnswer.outputs';

/** Fills the topic's answer with what was looked up, once the customer has proved it is theirs. */
export async function answerFromData(context: IExecuteFunctions, found: IDataObject, index: number): Promise<ItemResult> {
	const base = upstreamItem(context, index, 'knowledgeAnswer');
	try {
		if (found.error !== undefined || isUntouched(found, base)) throw new Error('The look-up failed. Its own output says why.');
		const kit = await loadKit();
		const envelope = base as unknown as Envelope;
		const knowledge = await kit.loadKnowledge(await openLedger(context), envelope.inbox);
		const intent = kit.chooseIntent(envelope, knowledge);
		if (intent === undefined) throw new Error('The topic this data was looked up for does not exist any more. Create it again at the desk.');
		const answer = kit.answerFromData(envelope, intent, Object.keys(found).length === 0 ? undefined : found);
		return { output: outputOf(answer.kind), base, add: { answer } };
	} catch (error) {
		return { output: NO_ANSWER, base, add: { error: describeError(context.getNode().name, error) } };
	}
}

/** A look-up that breaks with "continue on error" hands on what it got, without a word. */
function isUntouched(found: IDataObject, base: IDataObject): boolean {
	const keys = Object.keys(found);
	return keys.length > 0 && keys.every((key) => JSON.stringify(found[key]) === JSON.stringify(base[key]));
}
