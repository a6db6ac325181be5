/** Real channels: mailboxes today. */
export { describeMailError, type MailAccount } from './mail/account';
export { readMail, readMailFields, type MailFields, type MailFile, type ReadMail } from './mail/readMail';
export { readMailEvent } from './mail/readMailEvent';
export { checkSending, sendMail, type SendResult } from './mail/sendMail';
export { checkMailbox, readNewest, watchMailbox, type FolderMail, type MailboxWatch, type WithheldMail } from './mail/watchMailbox';
export { readWithheldMail } from './mail/withheldMail';
