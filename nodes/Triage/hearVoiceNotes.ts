import type { IExecuteFunctions } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import type { Attachment } from '../../core/message/message';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import { openTranscriber } from '../shared/model';
import { WORLD } from '../shared/world';
import type { TriageParameters } from './triage.parameters';

type Hearing = NonNullable<NonNullable<TriageParameters['model']>['hearing']>;

export interface HeardEnvelope {
	/** With the words of its voice notes, as far as they were heard. */
	readonly envelope: Envelope;
	/** Why one was not; absent when all were. */
	readonly unheard?: string;
}

/** Has voice notes transcribed, each once: what was heard before, also by a run that was cut off, is in the ledger. Rejects when the ledger fails. */
export async function hearVoiceNotes(context: IExecuteFunctions, index: number, envelope: Envelope, hearing: Hearing): Promise<HeardEnvelope> {
	const kit = await loadKit();
	const { inbox, message, conversation } = envelope;
	if (message.id === '' || kit.untranscribed(message.attachments ?? []).length === 0) return { envelope };
	const ledger = await openLedger(context);
	const load = async (): Promise<Envelope> => await ledger.loadEnvelope(inbox, message.id) ?? envelope;
	const unheard = await kit.transcribeNotes((await load()).message.attachments, await openTranscriber(context, index, hearing.model), {
		readFile: (fileId) => ledger.readFile(inbox, fileId),
		keep: (fileId, transcript) => ledger.keepTranscript(inbox, fileId, transcript, WORLD.now()),
	}, hearing.timeoutMs);
	const now = await load();
	// Only the item knows what travels in it, and of the rest of the conversation it may know more by now than the ledger.
	const attachments = now.message.attachments.map((attachment) => {
		const binary = message.attachments.find((travelling) => isSame(travelling, attachment))?.binary;
		return binary === undefined ? attachment : { ...attachment, binary };
	});
	return { envelope: { ...envelope, message: { ...now.message, attachments }, conversation: { ...conversation, turns: now.conversation.turns } }, ...(unheard === undefined ? {} : { unheard }) };
}

/** By what names it surely: the item may hold fewer attachments than the ledger by now, or more, so a place says nothing. */
function isSame(one: Attachment, other: Attachment): boolean {
	if (one.fileId !== undefined && other.fileId !== undefined) return one.fileId === other.fileId;
	return one.providerId !== undefined && one.providerId === other.providerId;
}
