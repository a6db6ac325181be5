/** The packet as plain text, for mails, logs of a ticket and small screens. */
import type { HandoffPacket } from '../packet';
import { outlinePacket, type Line } from './sections';

/** Section titles are in capitals and flush left; what anybody wrote is indented, so that it cannot look like one. */
export function renderText(packet: HandoffPacket): string {
	return `${outlinePacket(packet).map(({ title, lines }) => [title.toUpperCase(), ...lines.map(renderLine)].join('\n')).join('\n\n')}\n`;
}

function renderLine(line: Line): string {
	switch (line.kind) {
		case 'text':
			return `  ${line.text}`;
		case 'item':
			return `  - ${line.text}`;
		case 'fact':
			return `  ${line.label}: ${line.value}`;
		case 'quote':
			return [`  ${line.by}, ${line.at}:`, ...line.text.split('\n').map((words) => `    ${words}`)].join('\n');
		default: {
			const never: never = line;
			return never;
		}
	}
}
