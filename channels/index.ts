/** Real channels: mailboxes, and the files of WhatsApp. */
export { describeMailError, type MailAccount } from './mail/account';
export { readMail, readMailFields, type MailFields, type ReadMail } from './mail/readMail';
export { readMailEvent } from './mail/readMailEvent';
export { checkSending, sendMail, type SendResult } from './mail/sendMail';
export { checkMailbox, readNewest, watchMailbox, type FolderMail, type MailboxWatch, type WithheldMail } from './mail/watchMailbox';
export { readWithheldMail } from './mail/withheldMail';
export { fetchMedia, type FetchedMedia, type GetMedia } from './whatsApp/fetchMedia';
