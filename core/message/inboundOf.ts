/** What does the ledger record of what a channel told? */
import { createHash } from 'node:crypto';
import type { InboundMessage } from '../conversation/ledger';
import { cutText } from './readEnvelope';
import type { SourceMessage } from './sources/source';

/** Longest id of a message, thread or customer kept as it came, characters; RFC 5321 allows an address this many. */
const MAX_ID_CHARS = 254;
/** Longest subject kept, characters. */
const MAX_SUBJECT_CHARS = 500;
/** Longest language tag kept, characters: RFC 5646 recommends to keep this many. */
const MAX_LOCALE_CHARS = 35;
/** Files of one message kept: more than any channel lets anybody send at once. */
const MAX_ATTACHMENTS = 50;

/**
 * The message with bounded ids and text. Whoever is not named is found again by their e-mail or phone.
 *
 * @param fallbackId stands in for the id a channel does not give: the same at a retry
 */
export function inboundOf({ externalId, thread, providerId, subject, locale, ...told }: SourceMessage, fallbackId: string): Omit<InboundMessage, 'id' | 'inbox' | 'workflowId' | 'receivedAt'> {
	const from = boundId(externalId ?? told.customer.email ?? told.customer.phone ?? fallbackId);
	return {
		...told,
		...(subject === undefined ? {} : { subject: subject.slice(0, MAX_SUBJECT_CHARS) }),
		...(locale === undefined ? {} : { locale: locale.slice(0, MAX_LOCALE_CHARS) }),
		text: cutText(told.text),
		attachments: told.attachments.slice(0, MAX_ATTACHMENTS),
		providerId: boundId(providerId ?? fallbackId),
		thread: boundId(thread ?? from),
		customer: { ...told.customer, externalId: from },
	};
}

/** A longer id is kept as its hash: two that differ only at their end stay two. */
function boundId(id: string): string {
	return id.length <= MAX_ID_CHARS ? id : createHash('sha256').update(id).digest('hex');
}
