/** From words to a claim on the right to say them, and from the ledger's answer to a receipt. */
import type { ClaimRequest, ClaimResult } from '../conversation/ledger';
import type { Envelope } from '../envelope';
import type { Channel } from '../message/message';
import type { Composition } from './composeReply';
import { formatFor } from './formatFor';
import { learnFrom } from './learnFrom';
import { outgoingId } from './outgoingId';
import type { HoldReason, MessageTemplate, ReplyReceipt } from './reply';

type Said = Extract<Composition, { readonly kind: 'say' }>;

/**
 * The claim for a composed reply: made under the epoch of the handoff, if there was one, else of the
 * conversation as it was loaded. In web chat the claim itself delivers.
 */
export function claimOf(envelope: Envelope, composition: Said): Omit<ClaimRequest, 'authorName' | 'executionId' | 'itemIndex' | 'now'> {
	const { inbox, message, conversation, handoff } = envelope;
	return {
		inbox,
		conversationId: conversation.id,
		messageId: message.id,
		purpose: composition.purpose,
		outgoingId: idOf(envelope, composition),
		epoch: handoff?.epoch ?? conversation.epoch,
		author: 'bot',
		text: composition.text,
		mode: composition.mode === 'draft' ? 'draft' : message.channel === 'webChat' ? 'deliver' : 'send',
		...(composition.outcome === undefined ? {} : { outcome: composition.outcome }),
		reasons: envelope.decision?.reasons.map(({ code }) => code) ?? [],
		learned: learnFrom(envelope, composition),
	};
}

function idOf({ inbox, message, handoff }: Envelope, { purpose }: Said): string {
	// Once a handoff, whichever message of the customer is the newest by then.
	if (handoff?.id !== undefined && purpose !== 'answer') return outgoingId(inbox, handoff.id, purpose);
	// A failed handoff is tried again; the words of its success must not count as said.
	return outgoingId(inbox, message.id, purpose, handoff?.result === 'failed' ? 'failed' : '');
}

/** How what is claimed leaves for its channel. */
export interface SendAs {
	readonly channel: Channel;
	/** Used where only a template may be sent. */
	readonly template?: MessageTemplate;
}

/** What Reply Gate adds to the item, with the words as the channel shows them. Only `claimed` may be sent by a channel's node. */
export function receiptOf(result: ClaimResult, { text }: Pick<Said, 'text'>, { channel, template }: SendAs): ReplyReceipt {
	switch (result.kind) {
		case 'claimed':
			if (result.status === 'draft') return { id: result.id, text, status: 'draft', held: 'awaitingApproval', delivered: false, note: HOLD_NOTES.awaitingApproval };
			return {
				id: result.id,
				...formatFor(channel, text),
				status: result.status,
				delivered: result.status === 'sent',
				...(result.to === undefined ? {} : { to: result.to }),
				...(result.asTemplate === undefined || template === undefined ? {} : { template }),
			};
		case 'postponed':
			return { id: result.id, text, status: 'queued', held: 'quietHours', delivered: false, notBefore: result.notBefore, note: HOLD_NOTES.quietHours };
		case 'repeated':
			return result.status === 'sent'
				? { id: result.id, text, status: 'sent', delivered: true, note: 'It was delivered before and is not sent again.' }
				: { id: result.id, status: 'held', held: 'alreadyAnswered', delivered: false, note: `This reply was claimed before; it is ${result.status} and is not sent again.` };
		case 'held':
			return { status: 'held', held: result.reason, delivered: false, note: HOLD_NOTES[result.reason] };
		default: {
			const unknownResult: never = result;
			return unknownResult;
		}
	}
}

const HOLD_NOTES: Readonly<Record<HoldReason, string>> = {
	staleEpoch: 'The conversation changed hands while this reply was being made; it is not said.',
	notOwner: 'A person has this conversation; the assistant is silent.',
	alreadyAnswered: 'This message was answered already.',
	previousOnItsWay: 'The reply before this one is still on its way.',
	superseded: 'The customer wrote again meanwhile; both messages are answered together.',
	resolved: 'The conversation was resolved meanwhile.',
	nothingToSay: 'There is nothing to say.',
	unknownConversation: 'This conversation is not in the ledger this node looks into. Set "Keep Conversations In" alike in every Hybrid Support node; to Postgres where n8n runs on several machines.',
	awaitingApproval: 'It waits at the desk for a person\'s yes.',
	optedOut: 'The customer wants no messages; nothing is sent until they write START.',
	outsideWindow: 'The customer wrote more than 24 hours ago: the channel takes only approved templates now. Choose one in this node\'s options.',
	rateLimited: 'The assistant said too much here within minutes; a person looks whether a machine answers it.',
	quietHours: 'It is sent when the quiet hours are over, by Support Event Trigger (Message to Send).',
	storeFailed: 'The ledger could not be written; the message is put before a person when it answers again.',
};
