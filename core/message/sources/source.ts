/** What a source's reader gives, and the small readings all of them share. A reader is pure and believes nothing it was not sent. */
import type { Attachment, AttachmentKind, Channel } from '../message';

export type Json = Readonly<Record<string, unknown>>;

/** Why something is not a customer speaking. Stable codes; builders filter by them. */
export const IGNORE_REASONS = [
	'automaticMail', 'botMessage', 'bounce', 'deleted', 'deliveryStatus', 'edited', 'empty', 'newsletter', 'notAMessage', 'optedOut', 'otherNumber', 'ownEcho', 'ownLoop', 'reaction', 'unreadable',
] as const;
export type IgnoreReason = (typeof IGNORE_REASONS)[number];

/** One message as its channel tells it; what the channel does not say is absent. */
export interface SourceMessage {
	readonly channel: Channel;
	/** Empty when the customer sent only files. */
	readonly text: string;
	readonly subject?: string;
	/** The channel's own id of the message, the same at a retry. */
	readonly providerId?: string;
	/** The channel's name for the thread; absent: the customer's id is it. */
	readonly thread?: string;
	/** The channel's name for the customer; absent: their e-mail or phone is it. */
	readonly externalId?: string;
	readonly locale?: string;
	/** When they sent it by the channel's clock, ISO 8601 UTC; absent when the channel does not say. */
	readonly sentAt?: string;
	/** What the channel itself says the customer wants of further messages; absent: their words say it. */
	readonly optOut?: 'out' | 'in' | 'unchanged';
	readonly attachments: readonly Attachment[];
	readonly customer: { readonly name?: string; readonly email?: string; readonly phone?: string };
}

/** What one item tells. `person`: one of our people wrote to the customer in the channel itself, outside the desk. */
export type SourceEvent =
	| MailEvent
	| RawMailEvent
	| SpokenEvent;

export type SpokenEvent =
	| { readonly kind: 'message' | 'person'; readonly message: SourceMessage }
	| { readonly kind: 'ignored'; readonly reason: IgnoreReason; readonly note: string };

/** What a trigger tells of a mail; everything may be absent. Header names in any case. */
export interface ToldMail {
	readonly messageId?: string;
	/** As in a header: `Robin Vale <robin@example.org>`. */
	readonly from?: string | { readonly address: string; readonly name?: string };
	readonly replyTo?: string | { readonly address: string; readonly name?: string };
	readonly subject?: string;
	readonly text?: string;
	readonly html?: string;
	readonly headers?: Readonly<Record<string, unknown>>;
}

/** A mail whose meaning takes libraries to read. Ids given here go before those of the mail itself. */
export interface MailEvent {
	readonly kind: 'mail';
	readonly mail: ToldMail;
	readonly providerId?: string;
	readonly thread?: string;
}

/** A mail as it came over the wire. */
export interface RawMailEvent {
	readonly kind: 'rawMail';
	readonly raw: string;
}

export interface Source {
	/** The trigger's node type without its package, e.g. `telegramTrigger`. */
	readonly trigger: string;
	/** True for items of this shape. The first source of the table that recognises an item reads it. */
	readonly recognises: (item: Json) => boolean;
	/** Everything the item tells, in its order; never throws. */
	readonly read: (item: Json) => readonly SourceEvent[];
}

export function message(told: SourceMessage): SpokenEvent {
	return { kind: 'message', message: told };
}

export function ignore(reason: IgnoreReason, note: string): SpokenEvent {
	return { kind: 'ignored', reason, note };
}

/** A non-empty string, or a number written as one; absent otherwise. */
export function text(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function object(value: unknown): Json {
	return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; empty for anything else. */
export function objects(value: unknown): readonly Json[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Without the keys that are undefined. */
export function optional<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** First and last name as one; absent when there is neither. */
export function fullName(...parts: readonly unknown[]): string | undefined {
	const named = parts.map(text).filter((part) => part !== undefined);
	return named.length === 0 ? undefined : named.join(' ');
}

/** A number of bytes; absent when the channel gave none that can be one. */
export function bytes(value: unknown): number | undefined {
	const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

/** An address a person may open: http or https only. */
export function webAddress(value: unknown): string | undefined {
	const address = text(value);
	return address !== undefined && address.length <= 2_000 && /^https?:\/\//iu.test(address) ? address : undefined;
}

/** A file as a channel describes it. The kind follows from its type where the channel does not name one. */
export function readFile(file: { readonly name: unknown; readonly mimeType: unknown; readonly kind?: AttachmentKind; readonly size?: unknown; readonly url?: unknown; readonly id?: unknown }): Attachment {
	const mimeType = text(file.mimeType)?.slice(0, 100).toLowerCase() ?? 'application/octet-stream';
	const kind = file.kind ?? kindOf(mimeType);
	return {
		name: text(file.name)?.slice(0, 200) ?? kind,
		mimeType,
		kind,
		...optional({ sizeBytes: bytes(file.size), url: webAddress(file.url), providerId: text(file.id)?.slice(0, 500) }),
	};
}

export function kindOf(mimeType: string): AttachmentKind {
	const [group] = mimeType.split('/');
	return group === 'image' || group === 'audio' || group === 'video' ? group : 'file';
}

/** A place on the map; absent without a position that can be one. */
export function readPlace(latitude: unknown, longitude: unknown, ...names: readonly unknown[]): Attachment | undefined {
	const [lat, lon] = [Number(text(latitude)), Number(text(longitude))];
	if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return undefined;
	const position = `${lat}, ${lon}`;
	const known = names.map(text).filter((part) => part !== undefined);
	return { name: (known.length === 0 ? position : `${known.join(', ')} (${position})`).slice(0, 200), mimeType: 'application/geo+json', kind: 'location' };
}

/** A contact card. */
export function readCard(...parts: readonly unknown[]): Attachment {
	return { name: (fullName(...parts) ?? 'contact').slice(0, 200), mimeType: 'text/vcard', kind: 'contact' };
}
