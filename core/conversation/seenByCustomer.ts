/** What of a conversation's feed the customer may see. */
import type { FeedEntry } from './ledger';

/**
 * The entry as the customer sees it, or nothing. Notes and drafts are for people only; words reach
 * the customer only on `message` and `reply`, reasons only on the outcome of their own message.
 */
export function seenByCustomer(entry: FeedEntry): FeedEntry | undefined {
	const { seq, kind, at, author, name, text, messageId, outcome, reasons } = entry;
	switch (kind) {
		case 'message':
		case 'reply':
			return { seq, kind, at, author, name, text, messageId };
		case 'outcome':
			return { seq, kind, at, messageId, outcome, reasons };
		case 'waiting':
		case 'accepted':
		case 'released':
		case 'returned':
		case 'resolved':
			return { seq, kind, at, name };
		case 'attached':
		case 'note':
		case 'draft':
		case 'draftDone':
			return undefined;
		default:
			return kind satisfies never;
	}
}
