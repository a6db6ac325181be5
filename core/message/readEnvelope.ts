/**
 * Reads an envelope out of whatever reached a node.
 *
 * Behind our own triggers the item is an envelope already. A node dropped behind any other trigger
 * still finds the customer's words and works with what there is; what is absent stays absent.
 */
import type { Conversation } from '../conversation/conversation';
import type { Envelope } from '../envelope';
import { DEFAULT_INBOX, MAX_MESSAGE_CHARS, type Customer, type Message } from './message';

type Json = Readonly<Record<string, unknown>>;

/** Places where triggers put what somebody wrote, most specific first. */
const TEXT_PATHS: ReadonlyArray<readonly string[]> = [
	['message', 'text'],
	['chatInput'],
	['text'],
	['message'],
	['body', 'text'],
	['body', 'message'],
	['body', 'chatInput'],
	['query', 'text'],
	['textPlain'],
	['snippet'],
];

/**
 * The envelope in an item.
 *
 * `recorded` tells whether it came through a trigger of ours or Support Intake: only then can
 * anything be claimed, handed off or remembered. Never throws; an item without any text gives a
 * message whose text is empty.
 *
 * @example readEnvelope({ chatInput: 'hi' }, now).envelope.message.text // => 'hi'
 */
export function readEnvelope(item: Json, now: string): { readonly envelope: Envelope; readonly recorded: boolean } {
	if (isEnvelope(item)) return { envelope: item as unknown as Envelope, recorded: true };
	return { envelope: { ...item, ...bareEnvelope(item, now) } as Envelope, recorded: false };
}

/** The first text found where triggers usually put it; '' when there is none. */
export function findText(item: Json): string {
	for (const path of TEXT_PATHS) {
		const value = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), item);
		if (typeof value === 'string' && value.trim() !== '') return cutText(value);
	}
	return '';
}

/** Cuts what is longer than {@link MAX_MESSAGE_CHARS} and says so, never through a surrogate pair. */
export function cutText(text: string): string {
	if (text.length <= MAX_MESSAGE_CHARS) return text;
	const note = ' […]';
	return text.slice(0, MAX_MESSAGE_CHARS - note.length).replace(/[\uD800-\uDBFF]$/u, '') + note;
}

function isEnvelope(item: Json): boolean {
	const { message, conversation, customer } = item;
	return (
		typeof item.inbox === 'string' &&
		isObject(message) && typeof message.id === 'string' && typeof message.text === 'string' &&
		isObject(conversation) && typeof conversation.id === 'string' && typeof conversation.epoch === 'number' &&
		isObject(customer) && typeof customer.id === 'string'
	);
}

function bareEnvelope(item: Json, now: string): Pick<Envelope, 'inbox' | 'message' | 'customer' | 'conversation'> {
	const text = findText(item);
	const message: Message = { id: '', channel: 'other', text, attachments: [], receivedAt: now };
	const customer: Customer = { id: '', verified: false, history: [] };
	const conversation: Conversation = {
		id: '', owner: 'bot', epoch: 0, status: 'open', openedAt: now,
		turns: text === '' ? [] : [{ author: 'customer', text, at: now }],
		attempts: [], collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0,
	};
	const inbox = typeof item.inbox === 'string' && item.inbox !== '' ? item.inbox : DEFAULT_INBOX;
	return { inbox, message, customer, conversation };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
