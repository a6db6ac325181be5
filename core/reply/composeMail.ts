/** A reply as a mail: its headers make it one of the thread, and tell other programs not to answer it. */
import type { MailThread, ReplyCounts } from '../conversation/ledger';
import { OWN_HEADER, type MailAddress } from '../message/mail';
import { replySubject } from '../message/mailSubject';
import { mailIdOf } from './mailIds';

/** Most ids in References: the first, which names the thread, and the newest. */
const MAX_REFERENCES = 15;

export interface MailReply {
	readonly outgoingId: string;
	/** Markdown. */
	readonly text: string;
	/** The customer's message it answers; absent where a person writes of their own accord. */
	readonly messageId?: string;
	/** Who says so below the words; absent where nobody needs to. */
	readonly signedBy?: string;
	/** An assistant's words are marked as such, a person's are not. */
	readonly author: 'bot' | 'human' | 'system';
	readonly from: MailAddress;
	readonly to: string;
	/** Absent where nothing is known of the thread. */
	readonly thread?: MailThread;
	/** Used where no mail of the thread has a subject. */
	readonly subject?: string;
}

/** What is handed to the mail server. */
export interface MailToSend {
	readonly from: MailAddress;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly messageId: string;
	readonly inReplyTo?: string;
	readonly references: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
}

/** Composes the mail. In-Reply-To is the customer's message it answers, else their newest. */
export function composeMail({ outgoingId, text, signedBy, messageId, author, from, to, thread, subject }: MailReply): MailToSend {
	const received = thread?.received ?? [];
	const answered = (messageId === undefined ? undefined : received.find((mail) => mail.messageId === messageId)) ?? received.at(-1);
	const own = mailIdOf(outgoingId, from.address);
	const inReplyTo = answered !== undefined && isMessageId(answered.providerId) ? answered.providerId : undefined;
	const newestSubject = [...received].reverse().find((mail) => mail.subject !== undefined)?.subject ?? subject;
	return {
		from, to, subject: replySubject(newestSubject),
		text: `${plainText(text)}${signedBy === undefined ? '' : `\n\n-- \n${signedBy}`}`,
		html: `${simpleHtml(text)}${signedBy === undefined ? '' : `\n<p>-- <br>\n${escapeHtml(signedBy)}</p>`}`,
		messageId: own,
		...(inReplyTo === undefined ? {} : { inReplyTo }),
		references: listReferences(thread, from.address, inReplyTo).filter((id) => id !== own),
		headers: {
			[OWN_HEADER]: from.address,
			...(author === 'human' ? {} : { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }),
		},
	};
}

/** The thread in the order it was written, the answered mail last. */
function listReferences(thread: MailThread | undefined, address: string, inReplyTo: string | undefined): readonly string[] {
	const all = [
		...(thread?.received ?? []).map(({ providerId, at }) => ({ id: providerId, at })),
		...(thread?.said ?? []).map(({ outgoingId, at }) => ({ id: mailIdOf(outgoingId, address), at })),
	].filter(({ id }) => isMessageId(id) && id !== inReplyTo).sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ id }) => id);
	const ids = [...all, ...(inReplyTo === undefined ? [] : [inReplyTo])];
	return ids.length <= MAX_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)];
}

/** An id made by us in place of one the mail did not have is unknown to the customer's program. */
function isMessageId(id: string): boolean {
	return /^<[^<>\s]+>$/u.test(id);
}

/** Markdown as one would type it: links as "words (address)", no stars. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/\[([^\]\n]{1,300})\]\((https?:\/\/[^\s)]{1,2000})\)/gu, (_, words: string, url: string) => (words === url ? url : `${words} (${url})`))
		.replace(/\*\*([^*\n]{1,500})\*\*/gu, '$1')
		.trim();
}

/** Paragraphs, line breaks, bold and links to web addresses; everything else is shown as it stands. */
export function simpleHtml(markdown: string): string {
	const paragraphs = markdown.trim().split(/\n{2,}/u).map((paragraph) => `<p>${inline(paragraph).replace(/\n/gu, '<br>\n')}</p>`);
	return `<div dir="auto">${paragraphs.join('\n')}</div>`;
}

function inline(markdown: string): string {
	return escapeHtml(markdown)
		.replace(/\[([^\]\n]{1,300})\]\((https?:\/\/[^\s)]{1,2000})\)/gu, '<a href="$2">$1</a>')
		.replace(/\*\*([^*\n]{1,500})\*\*/gu, '<strong>$1</strong>');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/gu, (mark) => ENTITIES[mark] ?? mark);
}

/** Two programs answering each other reach this within minutes; people do not. */
export const DEFAULT_MAILS_AN_HOUR = 6;
const HOUR_MS = 3_600_000;

/** So many threads at its limit one customer may have: a program that begins a new thread with every mail stops by it, a busy person does not meet it. */
const THREADS_A_CUSTOMER = 4;

/** Mails count against the limit since then. */
export function mailsCountSince(now: string): string {
	return new Date(Date.parse(now) - HOUR_MS).toISOString();
}

/** True when the assistant has written so often, in this thread or to this customer, that a person has to look first. */
export function hasWrittenTooOften({ inConversation, toCustomer }: ReplyCounts, maxAnHour: number): boolean {
	return inConversation >= maxAnHour || toCustomer >= maxAnHour * THREADS_A_CUSTOMER;
}
