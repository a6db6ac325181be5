/**
 * Recognises what a trigger received and turns it into an inbound message.
 *
 * Each shape is one reader; what is not a customer speaking is ignored with a reason.
 */
import { createHash } from 'node:crypto';
import type { InboundMessage } from '../conversation/ledger';
import type { Envelope } from '../envelope';
import { cutText, findText } from './readEnvelope';

type Json = Readonly<Record<string, unknown>>;

export type IgnoreReason = 'empty' | 'notAMessage';

export type IntakeResult =
	| { readonly kind: 'message'; readonly message: Omit<InboundMessage, 'id' | 'inbox' | 'workflowId' | 'receivedAt'> }
	| { readonly kind: 'ignored'; readonly reason: IgnoreReason; readonly note: string };

/** What Support Intake reads when the builder leaves "Source" on automatic. */
export const INTAKE_SOURCES = ['automatic', 'n8nChat', 'webhook'] as const;
export type IntakeSource = (typeof INTAKE_SOURCES)[number];

/** Longest id of a message, thread or customer kept as it came, characters; RFC 5321 allows an address this many. */
const MAX_ID_CHARS = 254;
/** Longest subject kept, characters. */
const MAX_SUBJECT_CHARS = 500;

/** What only the caller knows. */
export interface IntakeFallback {
	/** Makes a message id out of content when the channel gave none: the same run gives the same id. */
	readonly providerId: string;
}

/**
 * Reads one trigger item.
 *
 * @example readIntake({ sessionId: 's1', action: 'sendMessage', chatInput: 'hi' }, 'automatic', f).kind // => 'message'
 */
export function readIntake(item: Json, source: IntakeSource, fallback: IntakeFallback): IntakeResult {
	const shape = source === 'automatic' ? recogniseSource(item) : source;
	const read = shape === 'n8nChat' ? readChatTrigger(item) : readWebhook(item);
	if (read.action !== undefined && read.action !== 'sendMessage') {
		return { kind: 'ignored', reason: 'notAMessage', note: `The chat asked for "${shorten(read.action)}", which is not a customer writing.` };
	}
	if (read.text.trim() === '' && read.attachments.length === 0) {
		return { kind: 'ignored', reason: 'empty', note: 'There is no text in this item. Send it as "text", "message" or "chatInput".' };
	}
	const { action: _, externalId, thread, providerId, ...rest } = read;
	const from = boundId(externalId ?? rest.customer.email ?? rest.customer.phone ?? fallback.providerId);
	return {
		kind: 'message',
		message: {
			...rest,
			text: cutText(rest.text),
			providerId: boundId(providerId ?? fallback.providerId),
			thread: boundId(thread ?? from),
			customer: { ...rest.customer, externalId: from },
		},
	};
}

/** What only the nodes after the intake add. */
const LATER_KEYS: ReadonlySet<string> = new Set<keyof Envelope>(['triage', 'sentiment', 'answer', 'decision', 'packet', 'handoff', 'crm', 'reply']);

/** The item without keys that would pass for ours: whoever writes to n8n's Chat Trigger puts any key into it. */
export function dropForged<T extends Json>(item: T): T {
	return Object.fromEntries(Object.entries(item).filter(([key]) => !LATER_KEYS.has(key))) as T;
}

function recogniseSource(item: Json): Exclude<IntakeSource, 'automatic'> {
	return typeof item.sessionId === 'string' && ('chatInput' in item || 'action' in item) ? 'n8nChat' : 'webhook';
}

interface ReadShape {
	readonly channel: 'n8nChat' | 'webhook';
	readonly text: string;
	readonly subject?: string;
	readonly action?: string;
	readonly providerId?: string;
	readonly thread?: string;
	readonly externalId?: string;
	readonly locale?: string;
	readonly attachments: InboundMessage['attachments'];
	readonly customer: { readonly name?: string; readonly email?: string; readonly phone?: string };
}

/** n8n Chat Trigger: `{ sessionId, action, chatInput, files?, metadata? }`. It gives no message id. */
function readChatTrigger(item: Json): ReadShape {
	const session = text(item.sessionId);
	const metadata = object(item.metadata);
	const files = Array.isArray(item.files) ? item.files.map(object) : [];
	return {
		channel: 'n8nChat',
		text: text(item.chatInput) ?? '',
		...optional({ action: text(item.action), externalId: session, thread: session }),
		attachments: files.map((file) => ({ name: text(file.fileName) ?? 'file', mimeType: text(file.mimeType) ?? 'application/octet-stream' })),
		customer: readCustomer(metadata),
	};
}

/** Webhook node: `{ headers, params, query, body }`, where the body is JSON or a form; or a bare object. */
function readWebhook(item: Json): ReadShape {
	const body = 'body' in item ? object(item.body) : item;
	const query = object(item.query);
	const at = (key: string): string | undefined => text(body[key]) ?? text(query[key]);
	const headers = object(item.headers);
	return {
		channel: 'webhook',
		text: findText(item),
		...optional({
			subject: at('subject')?.slice(0, MAX_SUBJECT_CHARS),
			providerId: at('messageId') ?? at('id') ?? text(headers['webhook-id']) ?? text(headers['idempotency-key']),
			thread: at('conversation') ?? at('thread') ?? at('sessionId'),
			externalId: at('customerId') ?? at('sessionId'),
			locale: at('locale') ?? text(headers['accept-language'])?.split(/[,;]/u)[0],
		}),
		attachments: [],
		customer: readCustomer({ ...query, ...object(body.customer), ...body }),
	};
}

function readCustomer(from: Json): { name?: string; email?: string; phone?: string } {
	const email = text(from.email)?.trim().toLowerCase();
	return optional({
		name: text(from.name)?.slice(0, 200),
		email: email !== undefined && /^[^\s@]+@[^\s@]+$/u.test(email) ? email.slice(0, 254) : undefined,
		phone: text(from.phone)?.slice(0, 40),
	});
}

/** A non-empty string, or a number written as one; absent otherwise. */
function text(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function object(value: unknown): Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function optional<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** A longer id is kept as its hash: two that differ only at their end stay two. */
function boundId(id: string): string {
	return id.length <= MAX_ID_CHARS ? id : createHash('sha256').update(id).digest('hex');
}

function shorten(value: string): string {
	return value.slice(0, 40);
}
