/** What belongs to the assistant's own stretch of a conversation? */
import type { Conversation } from './conversation';

/** The entries since a person last gave the conversation back: what came before was the person's to settle. */
export function sinceHandBack<T extends { readonly at: string }>(entries: readonly T[], { handBack }: Pick<Conversation, 'handBack'>): readonly T[] {
	return handBack === undefined ? entries : entries.filter(({ at }) => at > handBack.at);
}
