/**
 * What a customer sent, who they are, and where it came from.
 *
 * A message is one thing a customer said on one channel. Its `id` is ours; the channel's own id
 * (`providerId`) is what makes a retry the same message.
 */

/** The channels the product speaks. `other` is any trigger the product has no shape for. */
export const CHANNELS = ['webChat', 'n8nChat', 'webhook', 'whatsApp', 'telegram', 'slack', 'messenger', 'sms', 'email', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where both sides write in turns, within minutes. */
export const CHAT_CHANNELS: readonly Channel[] = ['webChat', 'n8nChat', 'whatsApp', 'telegram', 'slack', 'messenger', 'sms'];

/** The inbox a message belongs to when a node is not told otherwise. */
export const DEFAULT_INBOX = 'main';

/** `voice` was spoken into the phone: it holds the customer's words. `audio` is any other sound. */
export const ATTACHMENT_KINDS = ['image', 'video', 'voice', 'audio', 'file', 'sticker', 'location', 'contact'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

export interface Attachment {
	readonly name: string;
	readonly mimeType: string;
	/** Absent when the channel did not say. */
	readonly kind?: AttachmentKind;
	/** Bytes; absent when the channel did not say. */
	readonly sizeBytes?: number;
	/** Where a person can open it; absent when it travels as n8n binary data. */
	readonly url?: string;
	/** The channel's own id of the file, with which its node downloads it; absent when it has none. */
	readonly providerId?: string;
	/** The key of the item's binary data that holds it; absent when it does not travel along. */
	readonly binary?: string;
	/** By which the ledger finds its content; absent when it is not kept there. */
	readonly fileId?: string;
	/** Why its content is not kept, in a sentence for people; absent when it is, and while nobody tried. */
	readonly notKept?: string;
	/** What is said in it, as a model heard it; absent when none listened, or none understood. */
	readonly transcript?: string;
}

export interface Message {
	/** Ours, unguessable, stable over retries. */
	readonly id: string;
	readonly channel: Channel;
	/** Plain text, at most {@link MAX_MESSAGE_CHARS} characters; what was longer was cut and says so. */
	readonly text: string;
	readonly subject?: string;
	readonly attachments: readonly Attachment[];
	/** ISO 8601, UTC. */
	readonly receivedAt: string;
	/** BCP 47 tag the channel reported; absent when it did not. */
	readonly locale?: string;
	/** Ids of messages the customer wrote just before, answered together with this one: their words are in `text`, oldest first. Absent when there are none. */
	readonly merged?: readonly string[];
	/** True when the customer pressed "Talk to a person"; absent otherwise. */
	readonly requestsHuman?: true;
	/** The trigger's own item, where a builder asked to keep it. */
	readonly raw?: unknown;
}

/** Longest text kept of one message, characters. A book chapter is not a support question. */
export const MAX_MESSAGE_CHARS = 10_000;

/** One earlier contact of this customer. */
export interface Interaction {
	readonly at: string;
	readonly channel: Channel;
	readonly summary: string;
	/** How it ended; absent while it is open. */
	readonly result?: string;
}

export interface Customer {
	readonly id: string;
	readonly name?: string;
	readonly email?: string;
	readonly phone?: string;
	/** True only when a signed identity or a matching e-mail or postcode proved it. */
	readonly verified: boolean;
	/** The company's own class of customer, e.g. "gold"; absent when unknown. */
	readonly tier?: string;
	/** Absent when unknown, which is not the same as false. */
	readonly vip?: boolean;
	/** What the customer is worth to the company, in its own currency; absent when unknown. */
	readonly value?: number;
	/** Earlier contacts, newest first, at most 10. */
	readonly history: readonly Interaction[];
}

/** A message of ours that did not arrive, as its channel tells afterwards. */
export interface FailedSend {
	/** The channel's id of it. */
	readonly providerId: string;
	/** In the channel's words. */
	readonly problem: string;
}
