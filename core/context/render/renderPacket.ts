/** How does the packet look to the system that shows it to a person? */
import type { HandoffPacket } from '../packet';
import { renderCopilotVariables } from './copilotVariables';
import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import { renderMetadata } from './metadata';
import { renderSlack } from './slack';
import { renderText } from './text';

/** The forms a packet can take. */
export const PACKET_TARGETS = ['markdown', 'text', 'html', 'slack', 'metadata', 'copilotVariables'] as const;
export type PacketTarget = (typeof PACKET_TARGETS)[number];

/** Text for `markdown`, `text` and `html`; an object for the others. Each keeps its target's own limits. */
export function renderPacket(packet: HandoffPacket, target: PacketTarget): string | Readonly<Record<string, unknown>> {
	switch (target) {
		case 'markdown':
			return renderMarkdown(packet);
		case 'text':
			return renderText(packet);
		case 'html':
			return renderHtml(packet);
		case 'slack':
			return { ...renderSlack(packet) };
		case 'metadata':
			return renderMetadata(packet);
		case 'copilotVariables':
			return renderCopilotVariables(packet);
		default: {
			const never: never = target;
			return never;
		}
	}
}
