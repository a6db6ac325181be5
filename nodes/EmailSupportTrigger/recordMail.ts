/** Records a mail in the ledger, and tells by which output it goes on. */
import type { IBinaryKeyData, IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import type { RecordResult } from '../../core/conversation/ledger';
import type { MailReading } from '../../core/message';
import type { FoundFile } from '../../core/message/files';
import type { WithheldMail } from '../../kit';
import { keepFiles, toBinary } from '../shared/files';
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

/** Whose mailbox it is. */
interface OwnMailbox {
	/** The support address, in lower case. */
	readonly address: string;
	/** As its credential names it: user@host. */
	readonly mailbox: string;
}

type IgnoredMail = Extract<MailReading, { readonly kind: 'ignored' }>;

/** A mail nobody may answer is not recorded: it leaves by Ignored. Rejects when the store fails. */
export async function recordMail(context: ITriggerFunctions, raw: Buffer, parameters: EmailParameters, { address }: Pick<OwnMailbox, 'address'>): Promise<RecordedMail> {
	const kit = await loadKit();
	const { mail, files } = await kit.readMail(raw);
	const read = kit.readMailMessage(mail, { address });
	if (read.kind === 'ignored') {
		if (read.failedSend !== undefined) await reportUndelivered(context, parameters, read.failedSend);
		return ignored(parameters, read, { from: mail.from?.address, subject: mail.subject, messageId: mail.messageId });
	}
	const recorded = await record(context, parameters, read.message);
	if (recorded.kind === 'repeated') return { isRecorded: true };
	const { earlier, own } = await keepFiles(context, await openLedger(context), { ...recorded.envelope, own: read.message.attachments }, files);
	// What came with an earlier mail travelled with that one's item.
	const { attachments, binary } = await toBinary(context, own, (_, place) => (parameters.attachments ? contentOf(files.find((file) => file.place === place)) : undefined));
	const envelope = { ...recorded.envelope, message: { ...recorded.envelope.message, attachments: [...earlier, ...attachments] } };
	return { items: leaveByOwner({ ...recorded, envelope }, {}, binary), isRecorded: true };
}

/** Records that there is a mail which the server does not hand out; it leaves with an error, so that a person looks at it. Rejects when the store fails. */
export async function recordWithheld(context: ITriggerFunctions, mail: WithheldMail, parameters: EmailParameters, own: OwnMailbox): Promise<RecordedMail> {
	const kit = await loadKit();
	const read = await kit.readWithheldMail(mail, own);
	if (read.kind === 'ignored') return ignored(parameters, read, { folder: mail.folder, number: mail.uid });
	const recorded = await record(context, parameters, read.message);
	if (recorded.kind === 'repeated') return { isRecorded: true };
	return { items: leaveByOwner(recorded, { error: { node: context.getNode().name, message: 'The mail server does not hand this mail out' } }), isRecorded: true };
}

/** A mail server took a reply, and gave it back later: the conversation goes before people. */
async function reportUndelivered(context: ITriggerFunctions, { inbox }: EmailParameters, { providerId, problem }: NonNullable<IgnoredMail['failedSend']>): Promise<void> {
	const ledger = await openLedger(context);
	await ledger.reportUndelivered(inbox, 'email', providerId, problem, WORLD.now());
	(await loadKit()).liveHub(ledger).nudge();
}

async function record(context: ITriggerFunctions, { inbox }: EmailParameters, message: Extract<MailReading, { readonly kind: 'message' }>['message']): Promise<RecordResult> {
	const kit = await loadKit();
	const ledger = await openLedger(context);
	// A mail tried in the editor again is a new one each time, in a conversation of its own.
	const tried = isTestRun(context) ? { providerId: WORLD.newId(), thread: WORLD.newId(), follows: { ids: [] } } : {};
	const recorded = await ledger.recordInbound({ ...message, ...tried, inbox, id: WORLD.newId(), receivedAt: WORLD.now(), workflowId: context.getWorkflow().id });
	kit.liveHub(ledger).nudge();
	return recorded;
}

function ignored({ inbox }: EmailParameters, { reason, note, failedSend }: IgnoredMail, mail: object): RecordedMail {
	return { items: leaveBy(IGNORED, { json: { inbox, mail, ignored: { reason, note, ...(failedSend === undefined ? {} : { failedSend }) } } as unknown as IDataObject }), isRecorded: false };
}

function leaveByOwner({ envelope, owner }: Extract<RecordResult, { readonly kind: 'recorded' }>, add: IDataObject, binary: IBinaryKeyData = {}): INodeExecutionData[][] {
	const json = { ...(envelope as unknown as IDataObject), ...add };
	return leaveBy(owner === 'bot' ? MESSAGE : HUMAN_OWNS, { json, ...(Object.keys(binary).length === 0 ? {} : { binary }) });
}

function leaveBy(output: number, item: INodeExecutionData): INodeExecutionData[][] {
	return OUTPUT_NAMES.map((_, index) => (index === output ? [item] : []));
}

function contentOf(file: FoundFile | undefined): Uint8Array | undefined {
	return file !== undefined && 'content' in file ? file.content : undefined;
}
