/** What does a CRM get to know of this message? The same record for every CRM. */
import { createHash } from 'node:crypto';
import { buildPacket, renderPacket, trimPacket, type HandoffPacket, type SparseEnvelope } from '../context';
import { cleanLine } from '../context/render/cleanText';
import { shortenTo } from '../context/sentences';
import type { PackedPacket } from '../envelope';
import type { Outcome } from '../escalation/decision';
import { DEFAULT_INBOX, type Channel } from '../message/message';
import { maskText } from '../privacy';

export interface CrmRecord {
	readonly schema: 'crm-record/1';
	readonly inbox: string;
	readonly customer: {
		/** Ours. */
		readonly id: string;
		readonly name?: string;
		/** Absent also when what was given is no e-mail address. */
		readonly email?: string;
		readonly phone?: string;
		readonly verified: boolean;
	};
	/** This message and how it ended, for the customer's timeline. */
	readonly interaction: {
		/** ISO 8601, UTC. */
		readonly at: string;
		readonly channel: Channel;
		/** One line. */
		readonly summary: string;
		/** Plain text, several lines; card numbers and passwords are masked. */
		readonly note: string;
	};
	readonly ticket: {
		readonly subject: string;
		/** Plain text: the handoff packet as a person reads it. */
		readonly body: string;
		readonly priority: 'low' | 'normal' | 'high' | 'urgent';
		/** `waiting`: for the customer. */
		readonly status: 'open' | 'waiting' | 'solved';
		readonly tags: readonly string[];
	};
	/** The same thing gives the same key, in letters and digits only, so that a CRM's search finds it as one word. */
	readonly keys: {
		readonly customer: string;
		/** One ticket a conversation. */
		readonly ticket: string;
		/** One note a message. */
		readonly interaction: string;
	};
}

const MAX_SUBJECT_CHARS = 150;
/** Size of the packet a ticket's body is made from, bytes; CRMs take 64 KB of text at most. */
const MAX_BODY_BYTES = 30_000;
const MAX_TAGS = 12;
const EMAIL = /^[^\s@<>"(),;:\\[\]]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}$/u;

/** What the record is made from; anything may be missing. */
export type CrmEnvelope = SparseEnvelope & { readonly packet?: PackedPacket };

/**
 * The neutral record of a message. Uses the packet of Context Packager when it is there and makes its own otherwise.
 *
 * @param now ISO 8601, UTC; the time of the interaction when the message carries none
 */
export function buildCrmRecord(envelope: CrmEnvelope, now: string): CrmRecord {
	const { message, customer, decision } = envelope;
	const inbox = envelope.inbox ?? DEFAULT_INBOX;
	const at = message?.receivedAt ?? now;
	const packet = trimPacket(envelope.packet?.data ?? buildPacket(envelope, undefined, at), MAX_BODY_BYTES);
	const body = String(renderPacket(packet, 'text'));
	const email = customer?.email?.trim() ?? '';
	return {
		schema: 'crm-record/1',
		inbox,
		customer: {
			id: customer?.id ?? '',
			...(customer?.name?.trim() ? { name: shortenTo(cleanLine(customer.name), 100) } : {}),
			...(EMAIL.test(email) ? { email } : {}),
			...(customer?.phone?.trim() ? { phone: shortenTo(cleanLine(customer.phone), 40) } : {}),
			verified: customer?.verified ?? false,
		},
		interaction: {
			at,
			channel: message?.channel ?? 'other',
			summary: `${sayOutcome(decision?.outcome)}: ${shortenTo(cleanLine(packet.want), MAX_SUBJECT_CHARS)}`,
			note: decision?.outcome === 'escalate' || !envelope.answer?.text ? body : `${body}\nANSWER\n  ${cleanLine(envelope.answer.text)}\n`,
		},
		ticket: {
			subject: shortenTo(cleanLine(message?.subject?.trim() ? maskText(message.subject).text : packet.want), MAX_SUBJECT_CHARS),
			body,
			priority: packet.priority,
			status: readStatus(envelope),
			tags: listTags(packet),
		},
		keys: buildKeys(envelope, inbox, at, email),
	};
}

function sayOutcome(outcome: Outcome | undefined): string {
	switch (outcome) {
		case undefined:
			return 'Customer wrote';
		case 'answer':
			return 'Answered by the assistant';
		case 'clarify':
			return 'Assistant asked back';
		case 'offerHuman':
			return 'Assistant offered a person';
		case 'reviewDraft':
			return 'Draft waits for approval';
		case 'escalate':
			return 'Handed to a person';
		default: {
			const never: never = outcome;
			return never;
		}
	}
}

function readStatus({ conversation, decision }: CrmEnvelope): CrmRecord['ticket']['status'] {
	if (conversation?.status === 'resolved') return 'solved';
	const outcome = decision?.outcome;
	return outcome === 'answer' || outcome === 'clarify' || outcome === 'offerHuman' ? 'waiting' : 'open';
}

function listTags(packet: HandoffPacket): readonly string[] {
	const tags = [packet.channel, packet.intent?.name, packet.language, packet.skill, ...packet.reasons.map(({ code }) => code)];
	return [...new Set(tags.filter((tag) => tag !== undefined && tag !== '').map((tag) => shortenTo(cleanLine(String(tag)), 50)))].slice(0, MAX_TAGS);
}

/** A message that no trigger of ours recorded has no ids; then its own words tell it apart from others. */
function buildKeys({ message, conversation, customer }: CrmEnvelope, inbox: string, at: string, email: string): CrmRecord['keys'] {
	const messageId = message?.id || `${at} ${message?.text ?? ''}`;
	const conversationId = conversation?.id || messageId;
	return namePushed(inbox, customer?.id || email.toLowerCase() || customer?.phone || conversationId, conversationId, messageId);
}

/** The keys under which a customer, a conversation's ticket and a message's note are pushed. */
export function namePushed(inbox: string, customerId: string, conversationId: string, messageId: string): CrmRecord['keys'] {
	return {
		customer: makeKey('customer', inbox, customerId),
		ticket: makeKey('ticket', inbox, conversationId),
		interaction: makeKey('interaction', inbox, conversationId, messageId),
	};
}

/** The pushed key inside the key something is remembered by; absent when there is none. */
export function findPushedKey(remembered: string): string | undefined {
	return /hs[0-9a-f]{30}/u.exec(remembered)?.[0];
}

function makeKey(...parts: readonly string[]): string {
	return `hs${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 30)}`;
}
