import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger, MailThread } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { ReplyReceipt } from '../../core/reply/reply';
import { loadKit } from '../shared/kit';
import { isTestRun, openLedger } from '../shared/ledger';
import { readSupportAddress, type SupportAddress } from '../shared/mailCredential';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { claim, nameAssistant } from './claim.operation';
import { DONE, HOLD, SEND } from './replyGate.outputs';

/** Claims a reply, sends it as a mail of its thread, and confirms what became of it. */
export async function deliverByEmail(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const { envelope, recorded } = kit.readEnvelope(item, WORLD.now());
	// Before anything is claimed: a reply that cannot be sent for want of a credential is not of unknown fate.
	const from = await readSupportAddress(context);
	const ledger = await openLedger(context);
	const isPersons = envelope.reply?.status === 'queued' && envelope.reply.author !== 'bot';
	if (recorded && !isPersons) {
		const { mailsAnHour = kit.DEFAULT_MAILS_AN_HOUR } = context.getNodeParameter('options', index, {}) as { mailsAnHour?: number };
		if (kit.hasWrittenTooOften(await ledger.countReplies(envelope.inbox, envelope.conversation.id, kit.mailsCountSince(WORLD.now())), mailsAnHour)) return limited(context);
	}
	const claimed = await claim(context, item, index, true);
	if (claimed.output !== SEND) return claimed;
	const reply = claimed.add.reply as ReplyReceipt;
	return await send(context, ledger, envelope, { reply, from, ...(isPersons ? { author: 'human' } : { author: 'bot', signedBy: `${nameAssistant(context, index, envelope.assistant)} (AI assistant)` }) });
}

interface Sending {
	readonly reply: ReplyReceipt;
	readonly from: SupportAddress;
	readonly author: 'bot' | 'human';
	readonly signedBy?: string;
}

async function send(context: IExecuteFunctions, ledger: Ledger, envelope: Envelope, { reply, from, author, signedBy }: Sending): Promise<ItemResult> {
	const kit = await loadKit();
	const { address, name, sending } = from;
	const outgoingId = reply.id ?? '';
	const mail = kit.composeMail({
		outgoingId, author,
		...(signedBy === undefined ? {} : { signedBy }),
		text: reply.text ?? '',
		messageId: envelope.message.id,
		from: { address, ...(name === undefined ? {} : { name }) },
		to: reply.to ?? '',
		thread: withoutSelf(await ledger.readMailThread(envelope.inbox, envelope.conversation.id), outgoingId),
		...(envelope.message.subject === undefined ? {} : { subject: envelope.message.subject }),
	});
	const result = isTestRun(context) ? ({ kind: 'sent' } as const) : await kit.sendMail(sending, mail);
	await ledger.confirmReply(envelope.inbox, outgoingId, result.kind, result.kind === 'sent' ? { providerId: mail.messageId } : { problem: result.problem }, WORLD.now());
	kit.liveHub(ledger).nudge();
	const done = { reply: { ...reply, status: result.kind, delivered: result.kind === 'sent', ...(isTestRun(context) ? { note: 'This is a test run: no mail was sent.' } : {}) } };
	if (result.kind === 'sent') return { output: DONE, add: done };
	const what = result.kind === 'failed' ? 'The mail server did not take the reply' : 'It is unknown whether the mail server took the reply';
	return { output: HOLD, add: { ...done, error: { node: context.getNode().name, message: `${what}: ${result.problem}` } } };
}

/** The reply being sent is claimed already and stands among what was said. */
function withoutSelf(thread: MailThread | undefined, outgoingId: string): MailThread | undefined {
	return thread && { ...thread, said: thread.said.filter((said) => said.outgoingId !== outgoingId) };
}

function limited(context: IExecuteFunctions): ItemResult {
	const note = 'The assistant has written often in this thread, or to this customer, within the last hour. A person has to look: two programs may be answering each other.';
	return { output: HOLD, add: { reply: { status: 'held', held: 'rateLimited', delivered: false, note }, error: { node: context.getNode().name, message: note } } };
}
