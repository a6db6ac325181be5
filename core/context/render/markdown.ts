/** The packet as a Markdown note, for a helpdesk's internal comment. */
import type { HandoffPacket } from '../packet';
import { outlinePacket, type Line } from './sections';

/**
 * Nothing a customer wrote can become a heading, link, image, list or HTML: it is escaped, and their own words are quoted line by line.
 */
export function renderMarkdown(packet: HandoffPacket): string {
	const sections = outlinePacket(packet).map(({ title, lines }) => [`### ${title}`, ...groupLines(lines)].join('\n\n'));
	return `${['## Handoff', ...sections].join('\n\n')}\n`;
}

/** Lists stay together, everything else is a paragraph. */
function groupLines(lines: readonly Line[]): readonly string[] {
	const isList = lines.every(({ kind }) => kind === 'item' || kind === 'fact');
	const rendered = lines.map(renderLine);
	return isList ? [rendered.join('\n')] : rendered;
}

function renderLine(line: Line): string {
	switch (line.kind) {
		case 'text':
			return escapeMarkdown(line.text);
		case 'item':
			return `- ${escapeMarkdown(line.text)}`;
		case 'fact':
			return `- ${escapeMarkdown(line.label)}: ${escapeMarkdown(line.value)}`;
		case 'quote':
			return [`**${escapeMarkdown(line.by)}** · ${escapeMarkdown(line.at)}`, ...line.text.split('\n').map((words) => `> ${escapeMarkdown(words.trim())}`.trimEnd())].join('\n');
		default: {
			const never: never = line;
			return never;
		}
	}
}

/** Every mark that means something, at the start of a line and within it; addresses do not link by themselves. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\\`*_{}[\]()<>|~&!]/gu, '\\$&')
		.replace(/^([ \t]*)([#+=-])/gmu, '$1\\$2')
		.replace(/^([ \t]*\d{1,9})([.)])/gmu, '$1\\$2')
		.replace(/:(?=\/\/)/gu, '\\:')
		.replace(/(www)\./giu, '$1\\.');
}
