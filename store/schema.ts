/**
 * The tables as TypeScript sees them; what each column means stands in store/migrations.
 *
 * Times are ISO 8601 UTC text, booleans 0 or 1, lists and objects JSON text, so that one schema
 * reads the same in every SQL database. NULL is absent.
 */
import type { Generated, Kysely, Selectable } from 'kysely';

import type { Channel } from '../core/message/message';
import type { FeedKind } from '../core/conversation/ledger';
import type { Author, Owner } from '../core/conversation/conversation';
import type { HandoffStatus } from '../core/handoff/handoff';
import type { MessageOutcome, OutgoingStatus, ReplyPurpose } from '../core/reply/reply';

/** 0 or 1. */
export type Flag = number;
/** JSON text. */
export type Json = string;

export interface CustomerTable {
	inbox: string;
	id: string;
	channel: Channel;
	external_id: string;
	name: string | null;
	email: string | null;
	phone: string | null;
	verified: Flag;
	tier: string | null;
	vip: Flag | null;
	value: number | null;
	proven_email: string | null;
	proven_phone: string | null;
	opted_out_at: string | null;
}

export interface ConversationTable {
	inbox: string;
	id: string;
	customer_id: string;
	channel: Channel;
	thread: string;
	workflow_id: string | null;
	topic: string;
	owner: Owner;
	owner_id: string | null;
	owner_name: string | null;
	epoch: number;
	status: 'open' | 'resolved';
	handoff_id: string | null;
	opened_at: string;
	updated_at: string;
	waiting_since: string | null;
	unresolved_since: string | null;
	language: string | null;
	collected: Json;
	asked: Json;
	pending_intent: string | null;
	attempts: Json;
	sentiment_trail: Json;
	offered_human: Flag;
	failed_verifications: number;
	verified: Flag;
	hand_back: Json | null;
	holder_seen_at: string | null;
	offer_open: Flag;
	erased_at: string | null;
}

export interface MessageTable {
	inbox: string;
	id: string;
	channel: Channel;
	provider_id: string;
	conversation_id: string;
	customer_id: string;
	workflow_id: string | null;
	text: string;
	subject: string | null;
	attachments: Json;
	received_at: string;
	locale: string | null;
	requests_human: Flag;
	raw: Json | null;
	outcome: MessageOutcome | null;
	reasons: Json | null;
	outcome_at: string | null;
	lease_until: string | null;
	returned_at: string | null;
	merged_into: string | null;
	sent_at: string | null;
}

export interface EventTable {
	seq: Generated<number>;
	inbox: string;
	conversation_id: string;
	kind: FeedKind;
	spoken: Flag;
	at: string;
	author: Author | null;
	name: string | null;
	text: string | null;
	message_id: string | null;
	outcome: MessageOutcome | null;
	reasons: Json | null;
}

export interface OutgoingTable {
	inbox: string;
	id: string;
	conversation_id: string;
	channel: Channel;
	message_id: string | null;
	purpose: ReplyPurpose;
	author: Exclude<Author, 'customer'>;
	author_name: string | null;
	text: string;
	status: OutgoingStatus;
	epoch: number;
	created_at: string;
	updated_at: string;
	lease_until: string | null;
	execution_id: string | null;
	item_index: number | null;
	provider_id: string | null;
	problem: string | null;
	not_before: string | null;
}

export interface HandoffTable {
	inbox: string;
	id: string;
	conversation_id: string;
	message_id: string | null;
	status: HandoffStatus;
	reasons: Json;
	packet: Json;
	want: string;
	priority: 'low' | 'normal' | 'high' | 'urgent';
	accept_within_seconds: number;
	created_at: string;
	accept_by: string | null;
	agent_id: string | null;
	accepted_at: string | null;
	seen_at: string | null;
	replied_at: string | null;
	ended_at: string | null;
	needed: Flag | null;
	overdue_at: string | null;
	overdue_told_at: string | null;
	told_at: string | null;
	lease_until: string | null;
}

export interface ArticleTable {
	inbox: string;
	id: string;
	title: string;
	body: string;
	questions: Json;
	url: string | null;
	language: string | null;
	enabled: Flag;
	updated_at: string;
}

export interface IntentTable {
	inbox: string;
	name: string;
	title: string;
	examples: Json;
	human_only: Flag;
	skill: string | null;
	article_id: string | null;
	needs: Json | null;
}

export interface Schema {
	customers: CustomerTable;
	conversations: ConversationTable;
	messages: MessageTable;
	events: EventTable;
	outgoing: OutgoingTable;
	handoffs: HandoffTable;
	articles: ArticleTable;
	intents: IntentTable;
	knowledge_versions: { inbox: string; version: number };
	chat_sessions: {
		token_hash: string; inbox: string; chat_id: string; thread: string; external_id: string;
		name: string | null; email: string | null; phone: string | null; verified: Flag; opened_at: string;
	};
	agents: { id: string; email: string; name: string; inboxes: Json; is_admin: Flag; password_hash: string; updated_at: string };
	desk_sessions: { token_hash: string; agent_id: string; expires_at: string; seen_at: string | null };
	desks: { id: string; active: Flag; beat_at: string };
	crm_links: { inbox: string; key: string; value: string };
	message_files: {
		inbox: string; message_id: string; place: number; conversation_id: string; name: string; mime_type: string; size: number; created_at: string; content: Uint8Array;
	};
	mailboxes: { inbox: string; mailbox: string; folder: string; uid_validity: string; last_uid: string; at: string; withheld: Json | null };
	early_failures: { inbox: string; channel: Channel; provider_id: string; problem: string; at: string };
	failed_proofs: { inbox: string; record: string; at: string; conversation_id: string | null };
}

/** The database, or a transaction in it. */
export type Db = Kysely<Schema>;
export type CustomerRow = Selectable<CustomerTable>;
export type ConversationRow = Selectable<ConversationTable>;
export type MessageRow = Selectable<MessageTable>;
export type EventRow = Selectable<EventTable>;
export type OutgoingRow = Selectable<OutgoingTable>;
export type HandoffRow = Selectable<HandoffTable>;
