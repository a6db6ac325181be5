/** What customers, the provider and the people at the desk know of the run, to be held against the ledger. */
export function createSeen() {
	return {
		/** By key: `{ key, id, text, channel, thread, startedAt, acknowledgedAt?, messageIds }`; times of performance.now(). */
		messages: new Map(),
		/** `{ name, entries, state(after) }` of each visitor: what they read on the way. */
		chats: [],
		/** Replies the desk said it has: `{ outgoingId, conversationId }`. */
		replies: [],
		/** When the desk said that a person has the conversation: `{ conversationId, at }`. */
		takes: [],
		addMessage(message) {
			const entry = { ...message, messageIds: new Set() };
			this.messages.set(message.key, entry);
			return entry;
		},
	};
}
