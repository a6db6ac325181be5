/** What the chat page is told: how it looks, and where the conversation stands. Shared by server and browser. */
import type { ChatState, FeedEntry, FeedKind } from '../../core/conversation/ledger';

/** What a builder sets in the trigger. All of it is shown to visitors. */
export interface ChatSettings {
	/** Title of the page and of the launcher. */
	readonly title: string;
	readonly companyName: string;
	/** The assistant's display name; the page adds that it is an AI assistant. */
	readonly assistantName: string;
	/** The first thing shown; empty: a greeting in the visitor's language. */
	readonly welcome: string;
	/** Company colour as `#rrggbb`; anything else is ignored. */
	readonly colour: string;
	/** Language of the page where it does not speak the visitor's, ISO 639-1. */
	readonly language: string;
	/** Sites that may show the chat or call its API: origins such as `https://shop.example`, or `*` for any. The chat's own is always allowed. */
	readonly allowedOrigins: readonly string[];
}

/** The settings as the page gets them. */
export type PageSettings = Omit<ChatSettings, 'allowedOrigins'> & { readonly isTest: boolean };

/** The conversation as its customer may see it. */
export interface ChatView extends Omit<ChatState, 'conversationId'> {
	/** Absent while nothing was said. */
	readonly conversationId?: string;
}

/** Kinds of entries a customer may see; notes and drafts are the team's own. */
const CUSTOMER_KINDS: readonly FeedKind[] = ['message', 'reply', 'outcome', 'waiting', 'accepted', 'released', 'returned', 'resolved'];

/**
 * Builds what the customer sees from what the ledger answered.
 *
 * @param after returned as `seq` where there is no conversation yet.
 * @param includeReasons whether outcomes say why: for tests and simulations, not for customers.
 */
export function buildChatView(state: ChatState | undefined, after: number, includeReasons: boolean): ChatView {
	if (state === undefined) return { owner: 'bot', status: 'open', entries: [], seq: after };
	const entries = state.entries.filter((entry) => CUSTOMER_KINDS.includes(entry.kind));
	return { ...state, entries: includeReasons ? entries : entries.map(hideReasons) };
}

function hideReasons(entry: FeedEntry): FeedEntry {
	if (entry.reasons === undefined) return entry;
	const { reasons: _hidden, ...shown } = entry;
	return shown;
}
