/**
 * What a mail is: a customer's message, or something nobody may answer (RFC 3834).
 *
 * channels/mail reads the raw mail; here is only what follows from what was read.
 */
import { createHash } from 'node:crypto';
import type { InboundMessage } from '../conversation/ledger';
import { outgoingIdOfMail } from '../reply/mailIds';
import type { Attachment, FailedSend } from './message';
import { cutText } from './readEnvelope';
import { isReplySubject, normaliseSubject } from './mailSubject';

export interface MailAddress {
	/** In lower case. */
	readonly address: string;
	readonly name?: string;
}

/** A mail that a server took and could not hand on, as it reports. */
export interface UndeliveredMail {
	/** With its angle brackets. */
	readonly messageId: string;
	/** In the server's words. */
	readonly problem: string;
}

/** A mail as it was read, before anybody judged it. */
export interface ParsedMail {
	/** With its angle brackets; absent when the sender gave none, or none that can be referred to. */
	readonly messageId?: string;
	/** With angle brackets. */
	readonly inReplyTo: readonly string[];
	/** With angle brackets, oldest first. */
	readonly references: readonly string[];
	readonly from?: MailAddress;
	readonly replyTo?: MailAddress;
	readonly subject?: string;
	/** Names in lower case, values as one line; of a name that comes twice, the last. */
	readonly headers: Readonly<Record<string, string>>;
	/** What is new in it: without quotes and signature. */
	readonly text: string;
	/** Referenced; their contents are not part of this. */
	readonly attachments: readonly Attachment[];
	/** The METHOD of an enclosed calendar entry, in upper case, e.g. REQUEST or REPLY; absent without one. */
	readonly calendarMethod?: string;
	/** Which mail did not arrive; absent in all but a server's report of that. */
	readonly undelivered?: UndeliveredMail;
	/** True when only its headers could be read; absent otherwise. */
	readonly isUnreadable?: true;
	/** Identifies a mail that has no Message-ID: the same bytes give the same. Absent where it has one. */
	readonly fingerprint?: string;
}

/** Who we are in this mailbox. */
export interface OwnMailbox {
	/** The support address, in lower case. */
	readonly address: string;
}

export type MailIgnoreReason = 'automaticMail' | 'bounce' | 'newsletter' | 'ownLoop';

/** What names the message this mail continues, for the ledger to look for. */
export interface MailFollows {
	/** Ids of earlier mails of the thread, nearest first. */
	readonly ids: readonly string[];
	/** Without "Re:" and the like; only where the mail says that it is a reply. The last resort. */
	readonly subject?: string;
}

export type MailReading =
	| { readonly kind: 'message'; readonly message: Omit<InboundMessage, 'id' | 'inbox' | 'workflowId' | 'receivedAt'> }
	/** `failedSend`: only with `bounce`, where it is about a reply of ours. */
	| { readonly kind: 'ignored'; readonly reason: MailIgnoreReason; readonly note: string; readonly failedSend?: FailedSend };

/** Marks a mail of ours, with the address that sent it. */
export const OWN_HEADER = 'x-hybrid-support';

/** Longest Message-ID kept as it came, characters; RFC 5322 allows a line of 998, nobody uses it. */
const MAX_ID_CHARS = 254;
/** Longest subject kept, characters. */
const MAX_SUBJECT_CHARS = 500;
/** Nearest ids of a thread that are looked for. */
const MAX_FOLLOWED = 30;

/**
 * Reads a parsed mail as what it is for the conversation.
 *
 * The customer is whom an answer would go to: Reply-To where there is one (a site's contact form sends in its own name), else From.
 */
export function readMailMessage(mail: ParsedMail, own: OwnMailbox): MailReading {
	const ignored = judgeMail(mail, own);
	if (ignored !== undefined) return { kind: 'ignored', ...ignored, ...(ignored.reason === 'bounce' ? failedSendOf(mail) : {}) };
	const sender = senderOf(mail);
	const subject = mail.subject?.trim().slice(0, MAX_SUBJECT_CHARS);
	const providerId = mailId(mail);
	const locale = mail.headers['content-language']?.split(/[,;]/u)[0]?.trim();
	return {
		kind: 'message',
		message: {
			channel: 'email',
			providerId,
			thread: threadOf(mail, providerId, sender?.address ?? ''),
			follows: followsOf(mail),
			text: cutText(textOf(mail)),
			...(mail.isUnreadable ? { requestsHuman: true } : {}),
			...(subject ? { subject } : {}),
			...(locale ? { locale: locale.slice(0, 35) } : {}),
			attachments: mail.attachments,
			customer: {
				externalId: sender?.address ?? `unknown sender of ${providerId}`,
				...(sender?.name === undefined ? {} : { name: sender.name.slice(0, 200) }),
				...(sender === undefined ? {} : { email: sender.address }),
			},
		},
	};
}

/** Why nobody may answer this mail; absent for one that a person wrote to us. */
export function judgeMail(mail: ParsedMail, own: OwnMailbox): { readonly reason: MailIgnoreReason; readonly note: string } | undefined {
	if (isOwn(mail, own)) return { reason: 'ownLoop', note: 'This mail was sent from this very address.' };
	if (isBounce(mail)) return { reason: 'bounce', note: 'A mail server reports about a mail that was sent; no customer wrote this.' };
	const sign = findAutomaticSign(mail);
	if (sign !== undefined) return { reason: 'automaticMail', note: `A program wrote this (${sign}); an answer could go round in circles.` };
	if (isNewsletter(mail, own)) return { reason: 'newsletter', note: 'This went to a mailing list, not to you.' };
	return undefined;
}

/** A form on a site may send in our own name, with the customer in Reply-To. */
function isOwn({ from, replyTo, headers }: ParsedMail, own: OwnMailbox): boolean {
	if (headers[OWN_HEADER]?.trim().toLowerCase() === own.address) return true;
	return from?.address === own.address && (replyTo === undefined || replyTo.address === own.address);
}

const SERVER_NAMES = /^(?:mailer-daemon|postmaster|mail-daemon|bounces?)(?:[+-].*)?@/u;

function isBounce({ from, headers }: ParsedMail): boolean {
	const contentType = headers['content-type'] ?? '';
	if (/^multipart\/report\b/iu.test(contentType) && /report-type="?delivery-status/iu.test(contentType)) return true;
	if (headers['x-failed-recipients'] !== undefined) return true;
	const isServer = from === undefined || SERVER_NAMES.test(from.address);
	return isServer && (hasEmptyReturnPath(headers) || /^mailer-daemon/u.test(from?.address ?? '') || isAutoSubmitted(headers) || /^multipart\/report\b/iu.test(contentType));
}

/** The sign by which a program is recognised, in words; absent when there is none. */
function findAutomaticSign(mail: ParsedMail): string | undefined {
	const { headers, subject = '', calendarMethod } = mail;
	if (isAutoSubmitted(headers)) return 'Auto-Submitted';
	if (headers['x-autoreply'] !== undefined || headers['x-autorespond'] !== undefined || headers['x-autoresponder'] !== undefined) return 'X-Autoreply';
	if (/^multipart\/report\b/iu.test(headers['content-type'] ?? '')) return 'a report';
	if (hasEmptyReturnPath(headers)) return 'it takes no answer';
	const precedence = headers.precedence?.trim().toLowerCase();
	if (precedence === 'bulk' || precedence === 'junk' || precedence === 'auto_reply') return `Precedence: ${precedence}`;
	if (calendarMethod === 'REPLY') return 'an answer to an invitation';
	// Exchange puts the header on people's mail too: alone it means nothing.
	if (headers['x-auto-response-suppress'] !== undefined && AWAY_SUBJECT.test(subject)) return 'out of office';
	return undefined;
}

function isAutoSubmitted(headers: ParsedMail['headers']): boolean {
	const value = headers['auto-submitted']?.split(';')[0]?.trim().toLowerCase();
	return value !== undefined && value !== '' && value !== 'no';
}

function hasEmptyReturnPath(headers: ParsedMail['headers']): boolean {
	return /^<\s*>$/u.test(headers['return-path']?.trim() ?? '');
}

/** What auto-responders call their mails, in the languages of our customers. Never enough by itself: a customer may write about one. */
const AWAY_SUBJECT = new RegExp(`^\\W{0,3}(?:${[
	'out of (?:the )?office', 'automatic reply', 'auto(?:matic)?[- ]?reply', 'auto ?response', 'away from (?:my|the) (?:office|desk)', 'on vacation',
	'automatische antwort', 'abwesen', 'abwesenheitsnotiz', 'nicht im (?:büro|haus)', 'au[sß]er haus', 'urlaub',
	'r[ée]ponse automatique', 'absence', 'absent', 'en cong[ée]s?',
	'respuesta autom[áa]tica', 'fuera de (?:la )?oficina', 'ausente', 'ausencia', 'vacaciones',
	'automatyczna odpowied[źz]', 'odpowied[źz] automatyczna', 'autoodpowied[źz]', 'poza biurem', 'nieobecno[śs][ćc]', 'urlop',
	'risposta automatica', 'fuori (?:ufficio|sede)', 'automatisch antwoord', 'afwezig', 'resposta autom[áa]tica', 'fora do escrit[óo]rio',
].join('|')})`, 'iu');

/** A group address (support@ kept as a list) puts its own list headers on every customer's mail: those do not count. */
function isNewsletter({ headers, inReplyTo }: ParsedMail, own: OwnMailbox): boolean {
	const listHeaders = ['list-id', 'list-post', 'list-unsubscribe'].map((name) => headers[name]).filter((value): value is string => value !== undefined);
	const isList = listHeaders.length > 0 || headers.precedence?.trim().toLowerCase() === 'list';
	if (!isList || inReplyTo.length > 0 && listHeaders.length === 0) return false;
	const dotted = own.address.replace('@', '.');
	if (own.address === '') return true;
	return !listHeaders.some((value) => value.toLowerCase().includes(own.address) || value.toLowerCase().includes(`<${dotted}>`));
}

/** Who got a mail of ours knows its id and could make such a report up: then a person looks at a conversation of their own. */
function failedSendOf({ undelivered }: ParsedMail): { readonly failedSend?: FailedSend } {
	if (undelivered === undefined || outgoingIdOfMail(undelivered.messageId) === undefined) return {};
	return { failedSend: { providerId: undelivered.messageId, problem: undelivered.problem } };
}

function senderOf({ from, replyTo }: ParsedMail): MailAddress | undefined {
	if (replyTo === undefined || replyTo.address === from?.address) return from ?? replyTo;
	return replyTo.name === undefined && from?.name !== undefined ? { ...replyTo, name: from.name } : replyTo;
}

/** The mail's own id, or one made of its content. */
function mailId({ messageId, fingerprint }: ParsedMail): string {
	return messageId === undefined ? `sha256:${fingerprint ?? ''}` : boundId(messageId);
}

/** The id all mails of a thread share, whichever of them comes first; each sender has their own, since ids can be passed on. */
function threadOf({ inReplyTo, references }: ParsedMail, own: string, sender: string): string {
	return boundId(`${references[0] ?? inReplyTo[0] ?? own} ${sender}`);
}

function followsOf({ inReplyTo, references, subject = '' }: ParsedMail): MailFollows {
	const ids = [...new Set([...inReplyTo, ...[...references].reverse()])].slice(0, MAX_FOLLOWED).map(boundId);
	const bare = normaliseSubject(subject);
	return { ids, ...(isReplySubject(subject) && bare !== '' ? { subject: bare } : {}) };
}

/** A mail without words still says what it is about. */
function textOf({ text, subject = '', attachments, calendarMethod, isUnreadable }: ParsedMail): string {
	if (isUnreadable) return 'This mail could not be read. Please look at it in the mailbox.';
	if (text.trim() !== '') return text;
	if (subject.trim() !== '') return subject.trim();
	if (calendarMethod !== undefined) return 'Calendar invitation';
	return attachments.length > 0 ? attachments.map(({ name }) => name).join(', ') : '(empty mail)';
}

/** A longer id is kept as its hash: two that differ only at their end stay two. */
function boundId(id: string): string {
	return id.length <= MAX_ID_CHARS ? id : createHash('sha256').update(id).digest('hex');
}
