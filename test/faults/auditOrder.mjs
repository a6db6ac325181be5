/** The bar about order: what was sent one after the other stands so, and is answered so, and a visitor's screen only grows at its end. */
import { groupBy } from './ledgerRows.mjs';

export function auditOrder({ messages, events, outgoing }, seen) {
	const placeOf = new Map(events.filter(({ kind }) => kind === 'message').map(({ message_id, seq }) => [message_id, seq]));
	return [...findSwappedMessages(messages, placeOf, seen), ...findLateAnswers(events, outgoing, placeOf, seen), ...findGrownInside(seen)];
}

/** The earlier one was acknowledged before the later one was first sent. */
function findSwappedMessages(messages, placeOf, seen) {
	const byProvider = new Map(messages.map((message) => [message.provider_id, message.id]));
	const sent = [...seen.messages.values()].filter(({ acknowledgedAt }) => acknowledgedAt !== undefined)
		.map((message) => ({ ...message, messageId: message.channel === 'webChat' ? [...message.messageIds][0] : byProvider.get(message.id) }));
	return [...groupBy(sent, 'thread').values()].flatMap((thread) => thread.flatMap((earlier) => thread
		.filter((later) => earlier.acknowledgedAt < later.startedAt && placeOf.get(earlier.messageId) > placeOf.get(later.messageId))
		.map((later) => ({ what: `${later.key} stands before ${earlier.key}`, messageId: later.messageId }))));
}

/** The answer to an older message came after the answer to a newer one: on the screen, or at the provider. */
function findLateAnswers(events, outgoing, placeOf, { deliveries }) {
	const said = new Map(events.filter(({ kind }) => kind === 'reply').map(({ message_id, seq }) => [message_id, seq]));
	const answers = outgoing.filter(({ purpose, author }) => purpose === 'answer' && author === 'bot')
		.map((reply) => ({ ...reply, at: reply.channel === 'webChat' ? said.get(reply.id) : deliveries.get(reply.id)?.at[0], place: placeOf.get(reply.message_id) }))
		.filter(({ at }) => at !== undefined)
		.sort((a, b) => a.at - b.at);
	const newest = new Map();
	return answers.flatMap(({ conversation_id: conversationId, message_id: messageId, place }) => {
		const isLate = place < (newest.get(conversationId) ?? 0);
		if (!isLate) newest.set(conversationId, place);
		return isLate ? [{ what: 'an older message was answered after a newer one', conversationId, messageId }] : [];
	});
}

/** What a visitor reads on from where they are: nothing may turn up behind them. */
function findGrownInside({ chats }) {
	return chats.flatMap(({ name, entries, finally: all }) => {
		const last = entries.at(-1)?.seq ?? 0;
		const read = new Set(entries.map(({ seq }) => seq));
		const missed = (all ?? []).filter(({ seq }) => seq <= last && !read.has(seq));
		return missed.map(({ seq, kind }) => ({ what: `visitor ${name} never saw entry ${seq} (${kind}), which turned up behind them` }));
	});
}
