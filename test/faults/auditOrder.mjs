/** The bar about order: what was sent one after the other stands so, and is answered so, and a visitor's screen only grows at its end. */
import { groupBy } from './ledgerRows.mjs';

export function auditOrder({ messages, events, outgoing }, seen) {
	const placeOf = new Map(events.filter(({ kind }) => kind === 'message').map(({ message_id, seq }) => [message_id, seq]));
	return [...findSwappedMessages(messages, placeOf, seen), ...findLateAnswers(events, outgoing, placeOf), ...findGrownInside(seen)];
}

/** The earlier one was acknowledged before the later one was first sent. */
function findSwappedMessages(messages, placeOf, seen) {
	const byProvider = new Map(messages.map((message) => [message.provider_id, message.id]));
	const sent = [...seen.messages.values()].filter(({ acknowledgedAt }) => acknowledgedAt !== undefined)
		.map((message) => ({ ...message, messageId: message.channel === 'webhook' ? byProvider.get(message.id) : [...message.messageIds][0] }));
	return [...groupBy(sent, 'thread').values()].flatMap((thread) => thread.flatMap((earlier) => thread
		.filter((later) => earlier.acknowledgedAt < later.startedAt && placeOf.get(earlier.messageId) > placeOf.get(later.messageId))
		.map((later) => ({ what: `${later.key} stands before ${earlier.key}`, messageId: later.messageId }))));
}

/** The answer to an older message came after the answer to a newer one. */
function findLateAnswers(events, outgoing, placeOf) {
	const answers = new Map(outgoing.filter(({ purpose, author }) => purpose === 'answer' && author === 'bot').map((reply) => [reply.id, reply]));
	const violations = [];
	const newest = new Map();
	for (const { kind, message_id: id, conversation_id: conversationId } of events) {
		const answer = kind === 'reply' ? answers.get(id) : undefined;
		if (answer === undefined) continue;
		const place = placeOf.get(answer.message_id);
		if (place < (newest.get(conversationId) ?? 0)) violations.push({ what: 'an older message was answered after a newer one', conversationId, messageId: answer.message_id });
		else newest.set(conversationId, place);
	}
	return violations;
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
