/** How do the same words look on each channel? Replies are made in Markdown; few channels read it, and some take only so much. */
import type { Channel } from '../message/message';

/** `markup`: stars, underscores and tildes of WhatsApp and Slack. `sms`: plain, in as few segments as they allow. */
type Format = 'markdown' | 'markup' | 'plain' | 'sms';

/** Channels without an entry get plain text. */
const FORMATS: Readonly<Partial<Record<Channel, Format>>> = { webChat: 'markdown', n8nChat: 'markdown', whatsApp: 'markup', slack: 'markup', sms: 'sms' };

/** Longest text a channel takes, UTF-16 units; channels without an entry take whatever we say. */
const MAX_CHARS: Readonly<Partial<Record<Channel, number>>> = { whatsApp: 4_096, telegram: 4_096, messenger: 2_000 };

/** Segments an SMS is spread over at most; each is paid for, and gateways refuse more. */
export const MAX_SMS_SEGMENTS = 10;

export interface Formatted {
	readonly text: string;
	/** What became of it on the way, one sentence; absent when nothing a person need know. */
	readonly note?: string;
}

/**
 * The words as the channel shows them best, cut where it takes no more.
 *
 * @example formatFor('whatsApp', 'It is **free**, see [Returns](https://example.com/r).').text // => 'It is *free*, see Returns: https://example.com/r.'
 */
export function formatFor(channel: Channel, markdown: string): Formatted {
	switch (FORMATS[channel] ?? 'plain') {
		case 'markdown':
			return { text: markdown };
		case 'markup':
			return cut(channel, toMarkup(markdown));
		case 'plain':
			return cut(channel, toPlain(markdown));
		case 'sms':
			return toSms(toPlain(markdown));
	}
}

/** Stands for a star of bold until those of italics are gone; private use, so that no text has it. */
const BOLD = '\uE000';

function toMarkup(markdown: string): string {
	return outsideCode(dropPrivate(markdown), (text) => toLines(text, (title) => BOLD + title.replaceAll('**', '') + BOLD)
		.replace(/(\*\*|__)(?=[^\s*_])([^*_\n]*[^\s*_])\1/gu, `${BOLD}$2${BOLD}`)
		.replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/gu, '_$1_')
		.replace(/~~(?=[^\s~])([^~\n]*[^\s~])~~/gu, '~$1~')
		.replaceAll(BOLD, '*'));
}

function toPlain(markdown: string): string {
	return outsideCode(markdown, (text) => toLines(text, (title) => title)
		.replace(/(\*\*|__|~~)(?=[^\s*_~])([^*_~\n]*[^\s*_~])\1/gu, '$2')
		.replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/gu, '$1')
		.replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu, '$1'))
		.replace(/```[a-z]*\n?/gu, '').replace(/`([^`\n]+)`/gu, '$1');
}

/** Links and headings; escapes go, since nothing is read as markup afterwards that was not before. */
function toLines(text: string, head: (title: string) => string): string {
	return text
		.replace(/!?\[([^[\]\n]*)\]\(([^()\s]*)\)/gu, (_, title: string, address: string) => (title === '' || title === address ? address : `${title}: ${address}`))
		.replace(/^#{1,6} +(.+)$/gmu, (_, title: string) => head(title.trim()))
		.replace(/\\([\\`*_{}[\]()#+.!~>-])/gu, '$1');
}

/** Code stays as it is written. */
function outsideCode(text: string, change: (text: string) => string): string {
	return text.split(/(```[^`]*```|`[^`\n]+`)/u).map((part, index) => (index % 2 === 1 ? part : change(part))).join('');
}

function dropPrivate(text: string): string {
	return text.replaceAll(BOLD, '');
}

function cut(channel: Channel, text: string): Formatted {
	const max = MAX_CHARS[channel] ?? Infinity;
	return text.length <= max ? { text } : { text: shorten(text, max), note: `It was cut to the ${max} characters this channel takes.` };
}

/** Ends with a word where one ends near, never inside a pair of surrogates. */
function shorten(text: string, max: number): string {
	const kept = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/u, '');
	const lastGap = kept.search(/\s\S*$/u);
	return `${(lastGap > max - 100 ? kept.slice(0, lastGap) : kept).trimEnd()}…`;
}

/** The letters of GSM 03.38: a text of these alone fits twice as many into a segment. */
const GSM = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
/** Those that take two places. */
const GSM_TWICE = new Set('^{}\\[~]|€\f');
/** Typographic marks that have a plain twin: one curly apostrophe would double the price. */
const TWINS: Readonly<Record<string, string>> = { '’': '\'', '‘': '\'', '“': '"', '”': '"', '„': '"', '–': '-', '—': '-', '…': '...', '•': '-', '\u00A0': ' ', '\u202F': ' ', '×': 'x' };

export interface Segments {
	readonly encoding: 'gsm7' | 'ucs2';
	readonly count: number;
}

/** How many SMS segments a text takes. An empty text takes one. */
export function countSegments(text: string): Segments {
	const isGsm = [...text].every((letter) => GSM.has(letter) || GSM_TWICE.has(letter));
	const sizes = [...text].map((letter) => (isGsm ? (GSM_TWICE.has(letter) ? 2 : 1) : letter.length));
	const total = sizes.reduce((sum, size) => sum + size, 0);
	if (total <= (isGsm ? 160 : 70)) return { encoding: isGsm ? 'gsm7' : 'ucs2', count: 1 };
	// A letter of two places is never torn apart between segments.
	const room = isGsm ? 153 : 67;
	let [count, used] = [1, 0];
	for (const size of sizes) {
		if (used + size > room) [count, used] = [count + 1, 0];
		used += size;
	}
	return { encoding: isGsm ? 'gsm7' : 'ucs2', count };
}

function toSms(text: string): Formatted {
	const plain = text.replace(/[’‘“”„–—…•\u00A0\u202F×]/gu, (mark) => TWINS[mark] ?? mark);
	const { encoding, count } = countSegments(plain);
	if (count <= MAX_SMS_SEGMENTS) return { text: plain, ...(count > 3 ? { note: `It takes ${count} SMS segments.` } : {}) };
	const max = MAX_SMS_SEGMENTS * (encoding === 'gsm7' ? 153 : 67);
	return { text: fitSegments(plain, max), note: `It was cut to ${MAX_SMS_SEGMENTS} SMS segments.` };
}

/** Letters that take two places make it shorter still. */
function fitSegments(text: string, max: number): string {
	let room = max;
	for (;;) {
		const shorter = shorten(text, room).replace(/…$/u, '...');
		if (countSegments(shorter).count <= MAX_SMS_SEGMENTS) return shorter;
		room -= 20;
	}
}
