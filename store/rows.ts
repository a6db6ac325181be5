/** Between rows and the objects of core: NULL is absent, flags are booleans, JSON is parsed. */
import type { Memory } from '../core/conversation/applyLearned';
import type { Conversation, Turn } from '../core/conversation/conversation';
import type { FeedEntry } from '../core/conversation/ledger';
import type { Agent } from '../core/handoff/handoff';
import type { Ownership } from '../core/handoff/ownership';
import type { Attachment, Customer, Interaction, Message } from '../core/message/message';
import { withTranscripts } from '../core/message/sayMessage';
import type { OutgoingMessage } from '../core/reply/reply';
import type { ConversationRow, CustomerRow, EventRow, Flag, MessageRow, OutgoingRow, Schema } from './schema';

type Absentable<T> = { [K in keyof T]: null extends T[K] ? K : undefined extends T[K] ? K : never }[keyof T];
type Present<T> = Omit<T, Absentable<T>> & { [K in Absentable<T>]?: NonNullable<T[K]> };

/** The same object without the fields that are null or undefined. */
export function present<T extends object>(fields: T): Present<T> {
	const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(kept) as Present<T>;
}

/** JSON text of our own writing, as the type it was written from. */
export function parse<T>(json: string): T {
	return JSON.parse(json) as T;
}

export function flag(value: boolean): Flag {
	return value ? 1 : 0;
}

export function toOwnership(row: ConversationRow): Ownership {
	return present({ owner: row.owner, ownerId: row.owner_id, ownerName: row.owner_name, epoch: row.epoch, status: row.status });
}

/** The columns that hold ownership. */
export function fromOwnership(state: Ownership): Pick<ConversationRow, 'owner' | 'owner_id' | 'owner_name' | 'epoch' | 'status'> {
	return { owner: state.owner, owner_id: state.ownerId ?? null, owner_name: state.ownerName ?? null, epoch: state.epoch, status: state.status };
}

export function toMemory(row: ConversationRow): Memory {
	return {
		language: row.language ?? undefined,
		collected: parse(row.collected),
		asked: parse(row.asked),
		pendingIntent: row.pending_intent ?? undefined,
		attempts: parse(row.attempts),
		sentimentTrail: parse(row.sentiment_trail),
		offeredHuman: row.offered_human === 1,
		offerOpen: row.offer_open === 1,
		failedVerifications: row.failed_verifications,
		unresolvedSince: row.unresolved_since ?? undefined,
		verified: row.verified === 1,
	};
}

type MemoryColumns = Pick<
	ConversationRow,
	'language' | 'collected' | 'asked' | 'pending_intent' | 'attempts' | 'sentiment_trail' | 'offered_human' | 'offer_open' | 'failed_verifications' | 'unresolved_since' | 'verified'
>;

/** The columns that hold what is remembered. */
export function fromMemory(memory: Memory): MemoryColumns {
	return {
		language: memory.language ?? null,
		collected: JSON.stringify(memory.collected),
		asked: JSON.stringify(memory.asked),
		pending_intent: memory.pendingIntent ?? null,
		attempts: JSON.stringify(memory.attempts),
		sentiment_trail: JSON.stringify(memory.sentimentTrail),
		offered_human: flag(memory.offeredHuman),
		offer_open: flag(memory.offerOpen),
		failed_verifications: memory.failedVerifications,
		unresolved_since: memory.unresolvedSince ?? null,
		verified: flag(memory.verified),
	};
}

export function toConversation(row: ConversationRow, turns: readonly Turn[]): Conversation {
	const { verified: _shownOnCustomer, offerOpen, ...memory } = toMemory(row);
	return present({
		id: row.id,
		owner: row.owner,
		ownerId: row.owner_id,
		epoch: row.epoch,
		status: row.status,
		openedAt: row.opened_at,
		turns,
		...memory,
		offerOpen: offerOpen ? (true as const) : null,
		handBack: row.hand_back === null ? null : parse<NonNullable<Conversation['handBack']>>(row.hand_back),
	});
}

export function toMessage(row: MessageRow): Message {
	const attachments = parse<readonly Attachment[]>(row.attachments);
	return present({
		id: row.id,
		channel: row.channel,
		text: withTranscripts(row.text, attachments),
		subject: row.subject,
		attachments,
		receivedAt: row.received_at,
		locale: row.locale,
		requestsHuman: row.requests_human === 1 ? (true as const) : null,
		raw: row.raw === null ? null : parse<object>(row.raw),
	});
}

/** A customer is verified by a signed identity, or by proof given in this conversation. */
export function toCustomer(row: CustomerRow, conversation: ConversationRow, history: readonly Interaction[]): Customer {
	return present({
		id: row.id,
		name: row.name,
		email: row.email,
		phone: row.phone,
		verified: row.verified === 1 || conversation.verified === 1,
		tier: row.tier,
		vip: row.vip === null ? null : row.vip === 1,
		value: row.value,
		history,
	});
}

export function toAgent(row: Schema['agents']): Agent {
	return { id: row.id, name: row.name, email: row.email, inboxes: parse(row.inboxes), isAdmin: row.is_admin === 1 };
}

export function toOutgoing(row: OutgoingRow): OutgoingMessage {
	return present({
		id: row.id,
		inbox: row.inbox,
		conversationId: row.conversation_id,
		messageId: row.message_id,
		purpose: row.purpose,
		author: row.author,
		authorName: row.author_name,
		text: row.text,
		status: row.status,
		epoch: row.epoch,
		createdAt: row.created_at,
		notBefore: row.not_before,
	});
}

export function toFeedEntry(row: EventRow): FeedEntry {
	return present({
		seq: row.seq,
		kind: row.kind,
		at: row.at,
		author: row.author,
		name: row.name,
		text: row.text,
		messageId: row.message_id,
		outcome: row.outcome,
		reasons: row.reasons === null ? null : parse<readonly string[]>(row.reasons),
	});
}
