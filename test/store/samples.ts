/** Sample requests of the store's tests; everything in them may be overridden. */
import type { HandoffPacket } from '../../core/context/packet';
import type { ClaimRequest, HandoffRequest, InboundMessage, OutsideReply } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { Agent } from '../../core/handoff/handoff';

/** The day the samples play on. */
export function at(time: string): string {
	return `2026-05-04T${time}.000Z`;
}

export const mara: Agent = { id: 'a1', name: 'Mara Lindt', email: 'mara@example.com', inboxes: ['main'], isAdmin: false };
export const ilja: Agent = { id: 'a2', name: 'Ilja Sand', email: 'ilja@example.com', inboxes: ['*'], isAdmin: true };
export const guest: Agent = { id: 'a3', name: 'Gus Hart', email: 'gus@example.com', inboxes: ['other'], isAdmin: false };

/** A message of visitor `v1`; `id` also names it at the provider. */
export function inbound(id: string, over: Partial<InboundMessage> = {}): InboundMessage {
	return {
		inbox: 'main',
		channel: 'webChat',
		providerId: `p-${id}`,
		id,
		thread: 't1',
		text: `Words of ${id}`,
		attachments: [],
		receivedAt: at('10:00:00'),
		customer: { externalId: 'v1', name: 'Lea' },
		workflowId: 'w1',
		...over,
	};
}

/** An answer to the envelope's message, under its epoch. */
export function claim({ inbox, message, conversation }: Envelope, over: Partial<ClaimRequest> = {}): ClaimRequest {
	return {
		inbox,
		conversationId: conversation.id,
		messageId: message.id,
		purpose: 'answer',
		outgoingId: `out-${message.id}`,
		epoch: conversation.epoch,
		author: 'bot',
		authorName: 'Assistant',
		text: `Answer to ${message.id}`,
		mode: 'deliver',
		outcome: 'answered',
		reasons: [],
		learned: {},
		now: at('10:00:01'),
		...over,
	};
}

/** A handoff of the envelope's conversation, under its epoch. */
export function handoff(envelope: Envelope, over: Partial<HandoffRequest> = {}): HandoffRequest {
	const { inbox, message, conversation } = envelope;
	return {
		inbox,
		conversationId: conversation.id,
		messageId: message.id,
		id: `h-${message.id}`,
		epoch: conversation.epoch,
		packet: packet(envelope),
		acceptWithinSeconds: 120,
		reasons: ['humanRequested'],
		learned: {},
		now: at('10:00:02'),
		...over,
	};
}

/** What Nia answered in a helpdesk, in the thread of `inbound`. */
export function outside(over: Partial<OutsideReply> = {}): OutsideReply {
	return {
		inbox: 'main', channel: 'webChat', thread: 't1', customer: { externalId: 'v1' }, outgoingId: 'outside-1', text: 'Nia here.',
		person: { id: 'outside:nia', name: 'Nia' }, workflowId: 'w1', now: at('10:01:00'), ...over,
	};
}

function packet({ inbox, message, conversation, customer }: Envelope): HandoffPacket {
	return {
		schema: 'handoff-packet/1',
		inbox,
		conversationId: conversation.id,
		messageId: message.id,
		channel: message.channel,
		createdAt: at('10:00:02'),
		customer: { id: customer.id, verified: false },
		want: 'Wants to speak to a person.',
		mood: [], reasons: [], collected: {}, attempts: [], openQuestions: [], promises: [], transcript: conversation.turns, history: [],
		suggestedNextStep: 'Greet the customer.',
		suggestedReplies: [], articles: [], similarSolved: [],
		tier: 1,
		priority: 'high',
	};
}
