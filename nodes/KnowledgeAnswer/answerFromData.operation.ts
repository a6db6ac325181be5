import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { Answer, Intent, LookedUp } from '../../core/knowledge';
import { loadKit } from '../shared/kit';
import { openLedger, readKnowledge } from '../shared/ledger';
import { describeError, type ItemResult } from '../shared/runItems';
import { upstreamItem } from '../shared/upstream';
import { WORLD } from '../shared/world';
import { NO_ANSWER, outputOf } from './knowledgeAnswer.outputs';

type Kit = Awaited<ReturnType<typeof loadKit>>;

/** Fills the topic's answer with what was looked up, once the customer has proved it is theirs. */
export async function answerFromData(context: IExecuteFunctions, found: IDataObject, index: number): Promise<ItemResult> {
	const base = upstreamItem(context, index, 'knowledgeAnswer');
	try {
		if (found.error !== undefined || isUntouched(found, base)) throw new Error('The look-up failed. Its own output says why.');
		const kit = await loadKit();
		const envelope = base as unknown as Envelope;
		const ledger = await openLedger(context);
		const knowledge = await readKnowledge(context, envelope.inbox);
		const intent = kit.chooseIntent(envelope, knowledge);
		if (intent === undefined) throw new Error('The topic this data was looked up for does not exist any more. Create it again at the desk.');
		const record = Object.keys(found).length === 0 ? undefined : found;
		const judged = kit.answerFromData(envelope, intent, record);
		const isGuessed = record !== undefined && await isGuessedAt(ledger, kit, envelope, intent, record, judged);
		const answer = isGuessed ? kit.answerFromData(envelope, intent, undefined) : judged;
		return { output: outputOf(answer.kind), base, add: { answer } };
	} catch (error) {
		return { output: NO_ANSWER, base, add: { error: describeError(context.getNode().name, error) } };
	}
}

/**
 * Failed proofs count for the record, whichever conversation they were in: a new chat for each guess gets nobody further. A right
 * one after too many reads like a wrong one, and the usual path leads to a person.
 */
async function isGuessedAt(ledger: Ledger, kit: Kit, envelope: Envelope, intent: Intent, record: LookedUp, { verification }: Answer): Promise<boolean> {
	const { needs } = intent;
	if (needs === undefined || (verification !== 'failed' && verification !== 'matched')) return false;
	const now = WORLD.now();
	const name = kit.nameRecord(record, needs, kit.readDetailState(envelope, needs).known);
	if (verification === 'failed') await ledger.noteFailedProof(envelope.inbox, name, now, envelope.conversation.id);
	const since = new Date(Date.parse(now) - kit.PROOF_WINDOW_MS).toISOString();
	return await ledger.countFailedProofs(envelope.inbox, name, since) >= kit.MAX_FAILED_PROOFS;
}

/** A look-up that breaks with "continue on error" hands on what it got, without a word. */
function isUntouched(found: IDataObject, base: IDataObject): boolean {
	const keys = Object.keys(found);
	return keys.length > 0 && keys.every((key) => JSON.stringify(found[key]) === JSON.stringify(base[key]));
}
