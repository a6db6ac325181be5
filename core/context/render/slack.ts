/** The packet as Slack blocks. Everything is `plain_text`, so nothing a customer wrote is a mention, a link or bold. */
import type { HandoffPacket } from '../packet';
import { cleanLine } from './cleanText';
import { outlinePacket, type Line, type Section } from './sections';

/** Slack's limits: blocks of a message, characters of a block's text, characters of a header. */
export const MAX_BLOCKS = 50;
export const MAX_BLOCK_CHARS = 3000;
const MAX_HEADER_CHARS = 150;
/** Slack cuts the notification text itself, in places; this is what a phone shows. */
const MAX_FALLBACK_CHARS = 300;

interface PlainText {
	readonly type: 'plain_text';
	readonly text: string;
	readonly emoji: false;
}
export type SlackBlock = { readonly type: 'header' | 'section'; readonly text: PlainText };

export interface SlackMessage {
	/** What a notification shows. */
	readonly text: string;
	readonly blocks: readonly SlackBlock[];
}

/** A message for `chat.postMessage` or a response URL. When not everything fits, the last block says so. */
export function renderSlack(packet: HandoffPacket): SlackMessage {
	const sections = outlinePacket(packet);
	const blocks = [header('Handoff'), ...sections.flatMap(renderSection)];
	const want = escapeSlack(cleanLine(packet.want), MAX_FALLBACK_CHARS);
	return {
		text: `Handoff: ${want}`,
		blocks: blocks.length <= MAX_BLOCKS ? blocks : [...blocks.slice(0, MAX_BLOCKS - 1), section('The rest did not fit here; the desk shows all of it.')],
	};
}

function renderSection({ title, lines }: Section): readonly SlackBlock[] {
	return [header(title), ...packLines(lines.map(renderLine)).map(section)];
}

/** As many lines in a block as go in. */
function packLines(lines: readonly string[]): readonly string[] {
	const packed: string[] = [];
	for (const line of lines) {
		const last = packed.at(-1);
		if (last !== undefined && last.length + 1 + line.length <= MAX_BLOCK_CHARS) packed[packed.length - 1] = `${last}\n${line}`;
		else packed.push(line);
	}
	return packed;
}

function renderLine(line: Line): string {
	switch (line.kind) {
		case 'text':
			return escapeSlack(line.text, MAX_BLOCK_CHARS) || '–';
		case 'item':
			return escapeSlack(`• ${line.text}`, MAX_BLOCK_CHARS);
		case 'fact':
			return escapeSlack(`${line.label}: ${line.value}`, MAX_BLOCK_CHARS);
		case 'quote':
			return escapeSlack(`${line.by}, ${line.at}:\n  ${line.text.replaceAll('\n', '\n  ')}`, MAX_BLOCK_CHARS);
		default: {
			const never: never = line;
			return never;
		}
	}
}

function header(title: string): SlackBlock {
	return { type: 'header', text: plain(escapeSlack(title, MAX_HEADER_CHARS)) };
}

function section(text: string): SlackBlock {
	return { type: 'section', text: plain(text) };
}

function plain(text: string): PlainText {
	return { type: 'plain_text', text, emoji: false };
}

/** Escapes the three marks Slack reads and cuts afterwards, never inside an entity or a character. */
function escapeSlack(text: string, maxChars: number): string {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	if (escaped.length <= maxChars) return escaped;
	return `${escaped.slice(0, maxChars - 1).replace(/&[a-z]{0,3}$/u, '').replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
