/** The packet as HTML, for an e-mail or a CRM's note: plain elements, no styles, no scripts, no links. */
import type { HandoffPacket } from '../packet';
import { outlinePacket, type Line } from './sections';

export function renderHtml(packet: HandoffPacket): string {
	return outlinePacket(packet).map(({ title, lines }) => `<h3>${escapeHtml(title)}</h3>\n${lines.map(renderLine).join('\n')}`).join('\n');
}

function renderLine(line: Line): string {
	switch (line.kind) {
		case 'text':
			return `<p>${escapeHtml(line.text)}</p>`;
		case 'item':
			return `<p>• ${escapeHtml(line.text)}</p>`;
		case 'fact':
			return `<p><strong>${escapeHtml(line.label)}:</strong> ${escapeHtml(line.value)}</p>`;
		case 'quote':
			return `<p><strong>${escapeHtml(line.by)}</strong> · ${escapeHtml(line.at)}</p>\n<blockquote>${escapeHtml(line.text).replaceAll('\n', '<br>')}</blockquote>`;
		default: {
			const never: never = line;
			return never;
		}
	}
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/gu, (mark) => ENTITIES[mark] ?? '');
}
