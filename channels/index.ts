/** Real channels: mailboxes today. */
export { readMail, readMailFields, type MailFields, type MailFile, type ReadMail } from './mail/readMail';
export { readMailEvent } from './mail/readMailEvent';
