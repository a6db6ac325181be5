/**
 * Reads mails: a raw one as a mailbox has it, or the fields of one that another trigger has parsed already.
 *
 * Parsing is mailparser's; what is new in the text, and what the parts are, is found here. What the mail means is for core/message/mail.
 */
import { createHash } from 'node:crypto';
import type { Attachment, AddressObject, Headers, ParsedMail as Parsed, SimpleParserOptions } from 'mailparser';
import { limitFiles, type FoundFile } from '../../core/message/files';
import type { MailAddress, ParsedMail } from '../../core/message/mail';
import { isForwardSubject } from '../../core/message/mailSubject';
import { readDeliveryReport } from './deliveryReport';
import { textOfHtml } from './htmlText';
import { takeOutLargeFiles } from './largeFiles';
import { findNewText } from './newText';

/** Most attachments named. */
const MAX_FILES = 50;
/** What mailparser would make of the words, textOfHtml and findNewText make better. */
const PARSING: SimpleParserOptions = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, maxHtmlLengthToParse: Number.MAX_SAFE_INTEGER };
/** Longest header value kept, characters. */
const MAX_HEADER_CHARS = 2_000;
/** Most ids of a References header kept: its first, and the newest. */
const MAX_REFERENCES = 60;

export interface ReadMail {
	readonly mail: ParsedMail;
	/** The content of each attachment, or why it is not there, in the order in which the mail names them. */
	readonly files: readonly FoundFile[];
}

/** What other triggers and mail APIs tell of a mail. Everything may be absent. */
export interface MailFields {
	readonly messageId?: string;
	readonly inReplyTo?: string | readonly string[];
	readonly references?: string | readonly string[];
	/** As in a header: `Robin Vale <robin@example.org>`. */
	readonly from?: string | MailAddress;
	readonly replyTo?: string | MailAddress;
	readonly subject?: string;
	readonly text?: string;
	readonly html?: string;
	/** Names in any case. */
	readonly headers?: Readonly<Record<string, unknown>>;
	readonly attachments?: ParsedMail['attachments'];
	readonly calendarMethod?: string;
	readonly undelivered?: ParsedMail['undelivered'];
}

/** Reads a raw mail (RFC 5322). Never rejects: of one that cannot be parsed there are only the headers, and it says so. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
	try {
		return await parse(raw);
	} catch {
		const fields = await readMailFields({ headers: crudeHeaders(raw) });
		return { mail: { ...fields, ...(fields.messageId === undefined ? { fingerprint: fingerprintOf(raw) } : {}), isUnreadable: true }, files: [] };
	}
}

/** Header lines without a parser, folded ones together. */
function crudeHeaders(raw: Buffer): Record<string, string> {
	const lines = raw.subarray(0, 64 * 1024).toString('latin1').split(/\r?\n\r?\n/u, 1)[0]!.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u);
	return Object.fromEntries(lines.filter((line) => /^[\w-]+:/u.test(line)).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}

async function parse(raw: Buffer): Promise<ReadMail> {
	const parsed = await parseWhole(raw);
	const headers = readHeaders(parsed);
	const named = parsed.attachments.slice(0, MAX_FILES);
	const undelivered = /^multipart\/report\b/iu.test(headers['content-type'] ?? '') ? readDeliveryReport(parsed) : undefined;
	return {
		mail: await assemble({
			...(undelivered === undefined ? {} : { undelivered }),
			...headerFields(headers),
			...(parsed.messageId === undefined ? {} : { messageId: parsed.messageId }),
			...optionalAddress('from', parsed.from),
			...optionalAddress('replyTo', parsed.replyTo),
			...(parsed.subject === undefined ? {} : { subject: parsed.subject }),
			...(parsed.text === undefined ? {} : { text: parsed.text }),
			...(typeof parsed.html === 'string' ? { html: parsed.html } : {}),
			headers,
			attachments: named.map(describeFile),
			...optionalMethod(named),
		}, () => fingerprintOf(raw)),
		files: limitFiles(named.map(({ content, contentType }, place) => ({ place, content, mimeType: contentType }))),
	};
}

async function parseWhole(raw: Buffer): Promise<Parsed> {
	const { simpleParser } = await import('mailparser');
	const light = takeOutLargeFiles(raw);
	const parsed = light && await simpleParser(light.raw, PARSING);
	return parsed !== undefined && light!.restore(parsed.attachments) ? parsed : await simpleParser(raw, PARSING);
}

/** Reads a mail that was parsed elsewhere. */
export async function readMailFields(fields: MailFields): Promise<ParsedMail> {
	const headers = lowerNames(fields.headers ?? {});
	return await assemble({ ...headerFields(headers), ...fields, headers }, () => fingerprintOf(JSON.stringify([fields.from, fields.subject, headers.date, fields.text, fields.html])));
}

async function assemble(fields: MailFields & { readonly headers: Readonly<Record<string, string>> }, findFingerprint: () => string): Promise<ParsedMail> {
	const [messageId] = idsOf(fields.messageId);
	const [from, replyTo] = [await addressOf(fields.from), await addressOf(fields.replyTo)];
	const subject = fields.subject === undefined ? undefined : withoutControls(fields.subject).trim();
	return {
		...(messageId === undefined ? {} : { messageId }),
		inReplyTo: idsOf(fields.inReplyTo),
		references: boundReferences(idsOf(fields.references)),
		...(from === undefined ? {} : { from }),
		...(replyTo === undefined ? {} : { replyTo }),
		...(subject ? { subject } : {}),
		headers: fields.headers,
		text: findNewText(withoutControls(await wordsOf(fields)), isForwardSubject(subject ?? '')),
		attachments: (fields.attachments ?? []).slice(0, MAX_FILES),
		...(fields.calendarMethod === undefined ? {} : { calendarMethod: fields.calendarMethod.toUpperCase() }),
		...(fields.undelivered === undefined ? {} : { undelivered: fields.undelivered }),
		...(messageId === undefined ? { fingerprint: findFingerprint() } : {}),
	};
}

/** The plain text, or that of the HTML where there is none, or only a hint to read the HTML. */
async function wordsOf({ text = '', html = '' }: MailFields): Promise<string> {
	if (text.trim() !== '' && (html === '' || text.trim().length > 200 || !NO_PLAIN_TEXT.test(text))) return text;
	return html === '' ? text : await textOfHtml(html);
}

/** What programs write into the plain part of a mail that is meant to be read as HTML. */
const NO_PLAIN_TEXT = /html|view (?:this|it) in|browser/iu;

/** Ids with their brackets. What has none, or blanks inside, cannot be referred to and is left out. */
function idsOf(value: string | readonly string[] | undefined): readonly string[] {
	const text = (typeof value === 'string' ? value : (value ?? []).join(' ')).slice(0, 20_000);
	return text.match(/<[^<>\s]{1,998}>/gu) ?? [];
}

function boundReferences(ids: readonly string[]): readonly string[] {
	return ids.length <= MAX_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)];
}

/** Line ends and tabs stay; what else controls a terminal or ends a C string, no store and no page should get. */
function withoutControls(text: string): string {
	return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '');
}

/** The header's first usable address. */
async function addressOf(value: string | MailAddress | undefined): Promise<MailAddress | undefined> {
	if (value === undefined) return undefined;
	const { default: parseAddresses } = await import('nodemailer/lib/addressparser');
	const found = typeof value === 'string' ? parseAddresses(value.slice(0, MAX_HEADER_CHARS), { flatten: true }) : [value];
	for (const { address, name } of found) {
		const clean = (address ?? '').trim().toLowerCase();
		if (!/^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/u.test(clean)) continue;
		const words = withoutControls(name ?? '').replace(/\s+/gu, ' ').trim();
		return { address: clean, ...(words === '' || words.toLowerCase() === clean ? {} : { name: words.slice(0, 200) }) };
	}
	return undefined;
}

function optionalAddress(key: 'from' | 'replyTo', from: AddressObject | undefined): Partial<Record<'from' | 'replyTo', MailAddress>> {
	const first = from?.value.flatMap((one) => one.group ?? [one]).find(({ address }) => address !== undefined && address !== '');
	return first?.address === undefined ? {} : { [key]: { address: first.address, ...(first.name ? { name: first.name } : {}) } };
}

/** The headers' own lines, unfolded: mailparser's values have a different shape for each name. */
function readHeaders({ headerLines }: Parsed): Readonly<Record<string, string>> {
	const headers: Record<string, string> = {};
	for (const { key, line } of headerLines) headers[key] = line.slice(line.indexOf(':') + 1, MAX_HEADER_CHARS * 10).replace(/\s*\r?\n\s*/gu, ' ').trim().slice(0, MAX_HEADER_CHARS * 10);
	return headers;
}

function headerFields(headers: Readonly<Record<string, string>>): MailFields {
	const at = (name: string): string | undefined => headers[name];
	return dropAbsent({ messageId: at('message-id'), inReplyTo: at('in-reply-to'), references: at('references'), from: at('from'), replyTo: at('reply-to'), subject: at('subject') });
}

function dropAbsent(values: Readonly<Record<string, string | undefined>>): MailFields {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function lowerNames(headers: Readonly<Record<string, unknown>>): Record<string, string> {
	const lower: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		const text = headerText(value);
		if (text !== undefined) lower[name.toLowerCase()] = dropName(name, text).slice(0, MAX_HEADER_CHARS * 10);
	}
	return lower;
}

/** Some triggers give lists of lines, some mailparser's objects. */
function headerText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return headerText(value.at(-1));
	if (typeof value !== 'object' || value === null) return undefined;
	const { text, value: inner } = value as { text?: unknown; value?: unknown };
	return typeof text === 'string' ? text : typeof inner === 'string' ? inner : undefined;
}

/** n8n's Gmail Trigger keeps the whole line: `subject: Subject: Hello`. */
function dropName(name: string, text: string): string {
	const start = `${name}:`;
	return (text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length) : text).replace(/\s*\r?\n\s*/gu, ' ').trim();
}

function describeFile({ filename, contentType, size }: Attachment, index: number): ParsedMail['attachments'][number] {
	return { name: nameFile(filename, contentType, index), mimeType: contentType.slice(0, 100), sizeBytes: size };
}

/** Never a path. */
function nameFile(filename: string | undefined, contentType: string, index: number): string {
	const name = (filename ?? '').replace(/[\\/\u0000-\u001f]+/gu, '_').trim().slice(-120);
	if (name !== '') return name;
	return contentType === 'message/rfc822' ? `forwarded-${index + 1}.eml` : contentType === 'text/calendar' ? 'invitation.ics' : `file-${index + 1}`;
}

function optionalMethod(attachments: readonly Attachment[]): { calendarMethod?: string } {
	const calendar = attachments.find(({ contentType }) => contentType === 'text/calendar');
	if (calendar === undefined) return {};
	const method = methodOf(calendar.headers) ?? /^METHOD:([A-Z]{2,20})/imu.exec(calendar.content.subarray(0, 2_000).toString('latin1'))?.[1];
	return { calendarMethod: method ?? 'PUBLISH' };
}

function methodOf(headers: Headers): string | undefined {
	const type = headers.get('content-type') as { params?: Record<string, string> } | undefined;
	return type?.params?.method;
}

function fingerprintOf(content: Buffer | string): string {
	return createHash('sha256').update(content).digest('hex');
}
