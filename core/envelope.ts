/**
 * One item = one customer message on its way through the nodes.
 *
 * A node adds its own key and changes no other; a builder's own keys travel along untouched.
 */
import type { Conversation } from './conversation/conversation';
import type { Decision } from './escalation/decision';
import type { HandoffPacket } from './context/packet';
import type { HandoffReceipt } from './handoff/handoff';
import type { Answer } from './knowledge/knowledge';
import type { Customer, Message } from './message/message';
import type { ReplyReceipt } from './reply/reply';
import type { Sentiment } from './sentiment/sentiment';
import type { Triage } from './triage/triage';

export interface Envelope {
	readonly inbox: string;
	readonly message: Message;
	readonly customer: Customer;
	readonly conversation: Conversation;
	/** How the channel's trigger names the assistant; absent where no trigger does. */
	readonly assistant?: { readonly name: string; readonly companyName?: string };
	readonly triage?: Triage;
	readonly sentiment?: Sentiment;
	readonly answer?: Answer;
	readonly decision?: Decision;
	readonly packet?: PackedPacket;
	readonly handoff?: HandoffReceipt;
	readonly crm?: Readonly<Record<string, unknown>>;
	readonly reply?: ReplyReceipt;
	/** What fell due, when Support Event Trigger started the run; absent otherwise. */
	readonly event?: { readonly kind: 'unanswered' | 'messageToSend' | 'handoffOverdue' | 'handoffUntold' | 'returned'; readonly at: string };
	/** Set when a node before this one failed: which, and what it said. Readers treat it as `toolFailure`. */
	readonly error?: string | Readonly<Record<string, unknown>>;
}

/** The packet and the rendering a target asked for. */
export interface PackedPacket {
	readonly data: HandoffPacket;
	/** Markdown note, plain text, Slack blocks (JSON) or flat metadata, as chosen in Context Packager. */
	readonly rendering: string | Readonly<Record<string, unknown>>;
	readonly target: string;
}
