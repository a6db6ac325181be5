/** Records a mail in the ledger, and tells by which output it goes on. */
import type { IBinaryKeyData, IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import type { MailFile } from '../../kit';
import { loadKit } from '../shared/kit';
import { isTestRun, openLedger } from '../shared/ledger';
import { WORLD } from '../shared/world';
import { HUMAN_OWNS, IGNORED, MESSAGE, OUTPUT_NAMES } from './emailSupportTrigger.outputs';
import type { EmailParameters } from './emailSupportTrigger.parameters';

export interface RecordedMail {
	/** What to emit, by output; absent for a mail that was recorded before. */
	readonly items?: INodeExecutionData[][];
	/** True once it is on disk. */
	readonly isRecorded: boolean;
}

/** A mail nobody may answer is not recorded: it leaves by Ignored. Rejects when the store fails. */
export async function recordMail(context: ITriggerFunctions, raw: Buffer, { inbox, attachments }: EmailParameters, address: string): Promise<RecordedMail> {
	const kit = await loadKit();
	const { mail, files } = await kit.readMail(raw);
	const read = kit.readMailMessage(mail, { address });
	if (read.kind === 'ignored') {
		const json = { inbox, mail: { from: mail.from?.address, subject: mail.subject, messageId: mail.messageId }, ignored: { reason: read.reason, note: read.note } };
		return { items: leaveBy(IGNORED, { json: json as IDataObject }), isRecorded: false };
	}
	const ledger = await openLedger(context);
	// A mail tried in the editor again is a new one each time, in a conversation of its own.
	const tried = isTestRun(context) ? { providerId: WORLD.newId(), thread: WORLD.newId(), follows: { ids: [] } } : {};
	const recorded = await ledger.recordInbound({ ...read.message, ...tried, inbox, id: WORLD.newId(), receivedAt: WORLD.now(), workflowId: context.getWorkflow().id });
	kit.liveHub(ledger).nudge();
	if (recorded.kind === 'repeated') return { isRecorded: true };
	const binary = attachments ? await toBinary(context, files) : {};
	const item = { json: { ...recorded.envelope } as unknown as IDataObject, ...(Object.keys(binary).length === 0 ? {} : { binary }) };
	return { items: leaveBy(recorded.owner === 'bot' ? MESSAGE : HUMAN_OWNS, item), isRecorded: true };
}

function leaveBy(output: number, item: INodeExecutionData): INodeExecutionData[][] {
	return OUTPUT_NAMES.map((_, index) => (index === output ? [item] : []));
}

async function toBinary(context: ITriggerFunctions, files: readonly MailFile[]): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const [index, { name, mimeType, content }] of files.entries()) {
		binary[`attachment_${index}`] = await context.helpers.prepareBinaryData(content, name, mimeType);
	}
	return binary;
}
