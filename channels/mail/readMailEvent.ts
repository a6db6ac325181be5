/** Reads on what a mail trigger of n8n told: what is new in the mail, and whether a customer wrote it. */
import type { Attachment } from '../../core/message/message';
import type { IntakeResult } from '../../core/message/intake';
import type { MailEvent } from '../../core/message/sources/source';
import { readMailMessage, type ParsedMail } from '../../core/message/mail';
import { readMail, readMailFields } from './readMail';

type MailResult = Extract<IntakeResult, { readonly kind: 'mail' }>;

/** Longest id of a mail service kept, characters; theirs have about 150. */
const MAX_ID_CHARS = 254;

/** The message of a mail, or why it is none. `byPerson`: one of our people wrote it. */
export async function readMailEvent({ told, files }: MailResult, { byPerson }: { readonly byPerson: boolean }): Promise<Exclude<IntakeResult, { readonly kind: 'mail' }>> {
	const mail = told.kind === 'rawMail' ? (await readMail(Buffer.from(told.raw))).mail : await readMailFields({ ...told.mail, attachments: files });
	const receiver = receiverOf(mail);
	// Who writes to themselves with us in copy is a customer: that address is not ours.
	const read = readMailMessage(mail, { address: receiver === mail.from?.address ? '' : receiver });
	if (read.kind === 'ignored') return read;
	const message = { ...read.message, ...(told.kind === 'mail' ? idsOf(told, read.message.customer.externalId) : {}), attachments: withBinary(read.message.attachments, files) };
	return byPerson ? { kind: 'person', message, isNameless: mail.from === undefined && mail.replyTo === undefined } : { kind: 'message', message };
}

/** The trigger does not say whose mailbox it watches: whom the mail was sent to stands for it. Empty when it does not say. */
function receiverOf({ headers }: ParsedMail): string {
	return /[^\s<>,;:"]{1,64}@[^\s<>,;:"]{1,190}/u.exec((headers.to ?? '').slice(0, 2_000))?.[0].toLowerCase() ?? '';
}

/** A mail service's own thread is surer than what the mail says; each sender in it has their own, since what one is told is not for all. */
function idsOf({ providerId, thread }: Pick<MailEvent, 'providerId' | 'thread'>, sender: string): { readonly providerId?: string; readonly thread?: string } {
	return { ...(providerId === undefined ? {} : { providerId: providerId.slice(0, MAX_ID_CHARS) }), ...(thread === undefined ? {} : { thread: `${thread.slice(0, MAX_ID_CHARS)} ${sender}` }) };
}

function withBinary(named: readonly Attachment[], files: readonly Attachment[]): readonly Attachment[] {
	return named.length === 0 ? files : named;
}
