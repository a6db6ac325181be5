/** What customers, the assistant and people ask of the ledger in the benchmarks: the same words each time, ids of their own. */

export const NOW = '2026-01-05T10:00:00.000Z';
const LATER = '2026-01-05T10:00:05.000Z';
export const WORKFLOW = 'bench';

const QUESTION = 'Where can I see when the lamp I ordered on Tuesday will be here?';
const ANSWER = 'You find it under My orders in your account, next to the order number.';
const INBOXES = ['main', 'main', 'main', 'lamps', 'tables'];

/** @param kit the built package's shared module */
export function createRequests(kit) {
	const customers = new Map();
	return {
		/** Conversations of the seed. */
		begun: [],
		/** A thread of its own; customers of the same name are the same. */
		beginConversation(customer, channel) {
			const key = `${channel} ${customer}`;
			const known = customers.get(key) ?? { inbox: INBOXES[customers.size % INBOXES.length], externalId: crypto.randomUUID() };
			customers.set(key, known);
			return { ...known, channel, thread: crypto.randomUUID() };
		},
		writeMessage({ inbox, channel, thread, externalId }, receivedAt = NOW) {
			const id = crypto.randomUUID();
			return { inbox, channel, providerId: crypto.randomUUID(), id, thread, text: QUESTION, attachments: [], receivedAt, customer: { externalId }, workflowId: WORKFLOW };
		},
		answer({ inbox, message, conversation }, mode) {
			return {
				inbox, conversationId: conversation.id, messageId: message.id, purpose: 'answer', outgoingId: crypto.randomUUID(), epoch: conversation.epoch, author: 'bot', authorName: 'Assistant',
				text: ANSWER, mode, outcome: 'answered', reasons: [], learned: { language: 'en', sentiment: { at: NOW, score: 0, anger: 0 } },
				executionId: crypto.randomUUID(), itemIndex: 0, now: LATER,
			};
		},
		handOff(envelope) {
			const { inbox, message, conversation } = envelope;
			return {
				inbox, conversationId: conversation.id, messageId: message.id, id: crypto.randomUUID(), epoch: conversation.epoch, packet: kit.buildPacket(envelope, undefined, NOW),
				acceptWithinSeconds: 120, reasons: ['humanRequested'], learned: {}, now: LATER,
			};
		},
	};
}
