import type { Message } from '../../message/message';
import { nameAttachments } from '../../message/sayMessage';
import { buildReason, type Rule } from '../buildReason';

/** What the customer means is in a file that nobody has read: a voice note that was not transcribed, or anything sent without a word. */
export const attachmentOnly: Rule = ({ message }, policy) => {
	// A node of somebody else's may have made the message.
	const { text, attachments = [] }: Partial<Message> = message;
	const unread = (text?.trim() === '' ? attachments : attachments.filter(({ kind }) => kind === 'voice')).filter(({ transcript }) => transcript === undefined);
	return unread.length === 0 ? undefined : buildReason('attachmentOnly', policy, { detail: nameAttachments(unread) });
};
