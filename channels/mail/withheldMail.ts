/** What a person is told of a mail that the server does not hand out. */
import { createHash } from 'node:crypto';
import { readMailMessage, type MailReading, type OwnMailbox } from '../../core/message/mail';
import { readMailFields } from './readMail';
import type { WithheldMail } from './watchMailbox';

/** Where the mail lies. */
interface Place extends OwnMailbox {
	/** As its credential names it: user@host. */
	readonly mailbox: string;
}

/**
 * The message that stands for the mail, from whom its envelope says it is. It has an id of its own: when the mail is handed out later,
 * that one is a message too.
 */
export async function readWithheldMail({ folder, uid, uidValidity, fields = {} }: WithheldMail, { mailbox, address }: Place): Promise<MailReading> {
	const place = createHash('sha256').update(JSON.stringify([mailbox, folder, uidValidity, uid])).digest('hex');
	const mail = await readMailFields(fields);
	const text = `A mail that could not be read: the mail server does not hand it out. Please look at it in the mailbox, folder "${folder}", number ${uid}.`;
	// Without a Message-ID nothing but its place tells it from others.
	const read = readMailMessage({ ...mail, text, ...(mail.messageId === undefined ? { fingerprint: place } : {}) }, { address });
	// Answered together with the sender's next mail, it still has to come before a person.
	return read.kind === 'ignored' ? read : { ...read, message: { ...read.message, providerId: `sha256:${place}`, requestsHuman: true } };
}
