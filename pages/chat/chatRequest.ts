/** Reads what a visitor's browser or a site's form sent, and says what is wrong with it. */
import { MAX_MESSAGE_CHARS } from '../../core/message/message';
import type { PageRequest } from '../shared/http';

/** Why a request is refused. `code` is stable; `message` says what to do. */
export interface Refusal {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	/** Seconds after which the same request may succeed. */
	readonly retryAfter?: number;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export interface GivenCustomer {
	readonly name?: string;
	readonly email?: string;
}

export type ChatCommand =
	/** `identity`: a token of the site's, read by core/privacy/signedIdentity. */
	| { readonly action: 'start'; readonly locale?: string; readonly customer: GivenCustomer; readonly identity?: string }
	| { readonly action: 'message'; readonly id: string; readonly text: string; readonly locale?: string; readonly customer: GivenCustomer }
	| { readonly action: 'human'; readonly id: string; readonly locale?: string; readonly customer: GivenCustomer };

/** Enough for {@link MAX_MESSAGE_CHARS} characters, each written as `\uXXXX`, and the rest of the body. */
const MAX_BODY_BYTES = 64 * 1024;
const MAX_ID_CHARS = 100;
const MAX_NAME_CHARS = 100;
/** RFC 5321. */
const MAX_EMAIL_CHARS = 254;
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/iu;

/** Reads the body of a POST. */
export function readCommand(request: PageRequest): Read<ChatCommand> {
	if (request.bodyBytes > MAX_BODY_BYTES) return refuse(413, 'tooLarge', `The body is larger than ${MAX_BODY_BYTES} bytes. Send at most ${MAX_MESSAGE_CHARS} characters of text.`);
	if (!/^application\/json\b/iu.test(request.headers['content-type'] ?? '')) return refuse(415, 'notJson', 'Send JSON with the header Content-Type: application/json.');
	const body = request.body;
	if (!isRecord(body)) return refuse(400, 'malformed', 'The body must be a JSON object such as {"action":"message","id":"…","text":"…"}.');
	if (typeof body.action !== 'string') return refuse(400, 'malformed', 'Say what to do: "action" must be "start", "message" or "human".');
	const customer = readCustomer(body.customer);
	if (!customer.ok) return customer;
	if (body.locale !== undefined && typeof body.locale !== 'string') return refuse(400, 'malformed', '"locale" must be a language tag such as "en" or "de-AT".');
	const known = { customer: customer.value, ...(body.locale !== undefined && LANGUAGE_TAG.test(body.locale) ? { locale: body.locale } : {}) };
	switch (body.action) {
		case 'start':
			if (body.identity !== undefined && typeof body.identity !== 'string') return refuse(400, 'malformed', '"identity" must be the signed token as a string.');
			return { ok: true, value: { action: 'start', ...known, ...(body.identity === undefined ? {} : { identity: body.identity }) } };
		case 'message':
			return readMessage(body, known);
		case 'human': {
			const id = readId(body.id);
			return id.ok ? { ok: true, value: { action: 'human', id: id.value, ...known } } : id;
		}
		default:
			return refuse(404, 'unknownAction', 'There is no such action. POST knows "start", "message" and "human".');
	}
}

function readMessage(body: Readonly<Record<string, unknown>>, known: { readonly customer: GivenCustomer; readonly locale?: string }): Read<ChatCommand> {
	const id = readId(body.id);
	if (!id.ok) return id;
	if (typeof body.text !== 'string') return refuse(400, 'malformed', '"text" must be a string with the customer\'s words.');
	if (body.text.length > MAX_MESSAGE_CHARS) return refuse(413, 'tooLong', `The text is longer than ${MAX_MESSAGE_CHARS} characters. Shorten it or send it in parts.`);
	const text = dropControls(body.text).trim();
	if (text === '') return refuse(400, 'empty', 'The text is empty. Write at least one character.');
	return { ok: true, value: { action: 'message', id: id.value, text, ...known } };
}

function readId(id: unknown): Read<string> {
	if (typeof id === 'string' && id.length > 0 && id.length <= MAX_ID_CHARS) return { ok: true, value: id };
	return refuse(400, 'malformed', `"id" must be a string of 1 to ${MAX_ID_CHARS} characters, new for each message and the same when it is sent again.`);
}

function readCustomer(customer: unknown): Read<GivenCustomer> {
	if (customer === undefined || customer === null) return { ok: true, value: {} };
	if (!isRecord(customer)) return refuse(400, 'malformed', '"customer" must be an object with "name" and "email".');
	const name = readOptionalText(customer.name, MAX_NAME_CHARS);
	const email = readOptionalText(customer.email, MAX_EMAIL_CHARS);
	if (name === null) return refuse(400, 'malformed', `"customer.name" must be a string of at most ${MAX_NAME_CHARS} characters.`);
	if (email === null || (email !== undefined && !/^[^\s@]+@[^\s@]+$/u.test(email))) return refuse(400, 'malformed', '"customer.email" must be an e-mail address.');
	return { ok: true, value: { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) } };
}

/** Absent or empty: undefined. Not a text or too long: null. */
function readOptionalText(value: unknown, maxChars: number): string | undefined | null {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string' || value.length > maxChars) return null;
	return dropControls(value).trim() || undefined;
}

/** Reads `after` of a GET: a sequence number, 0 when absent. */
export function readAfter(value: string | undefined): Read<number> {
	if (value === undefined || value === '') return { ok: true, value: 0 };
	const after = Number(value);
	return Number.isSafeInteger(after) && after >= 0 ? { ok: true, value: after } : refuse(400, 'malformed', '"after" must be the last seq you have seen: a whole number from 0.');
}

/** Reads `wait` of a long poll: seconds, at most 25, 0 when absent or odd. */
export function readWait(value: string | undefined): number {
	const wait = Number(value ?? 0);
	return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 25) : 0;
}

/** The token in `Authorization: Bearer …`; absent when there is none. */
export function readToken(request: PageRequest): string | undefined {
	return /^Bearer ([\w-]{20,200})$/iu.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Where a request comes from: `none` (no browser, or a plain GET of the page itself), `own`, `allowed`
 * (another site on the list, which gets CORS headers) or `foreign`.
 */
export function judgeOrigin(request: PageRequest, allowedOrigins: readonly string[]): 'none' | 'own' | 'allowed' | 'foreign' {
	const origin = request.headers.origin;
	if (origin === undefined || origin === '') return 'none';
	const asked = originOf(origin);
	// A browser sets Host itself, so an equal one is our own page even where n8n does not know its public address.
	if (asked !== undefined && (asked.origin === originOf(request.baseUrl)?.origin || asked.host === request.headers.host?.toLowerCase())) return 'own';
	if (allowedOrigins.includes('*')) return 'allowed';
	return asked !== undefined && allowedOrigins.some((allowed) => originOf(allowed)?.origin === asked.origin) ? 'allowed' : 'foreign';
}

/** Who may show the page in a frame, in the words of a content security policy. */
export function listFrameAncestors(allowedOrigins: readonly string[]): string {
	if (allowedOrigins.includes('*')) return '*';
	return ["'self'", ...allowedOrigins.flatMap((allowed) => originOf(allowed)?.origin ?? [])].join(' ');
}

function originOf(address: string): { readonly origin: string; readonly host: string } | undefined {
	if (!/^https?:\/\//iu.test(address.trim()) || !URL.canParse(address.trim())) return undefined;
	const { origin, host } = new URL(address.trim());
	return { origin, host };
}

/** Drops control characters other than tab and line feed: they cannot be read, and some stores refuse them. */
function dropControls(text: string): string {
	return text.replace(/\r\n?/gu, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A refusal as a result. */
export function refuse(status: number, code: string, message: string, retryAfter?: number): { readonly ok: false; readonly refusal: Refusal } {
	return { ok: false, refusal: { status, code, message, ...(retryAfter === undefined ? {} : { retryAfter }) } };
}
