/** The packet as the context variables that Microsoft's Copilot Studio hands to an engagement hub, so that existing adapters read it. */
import type { HandoffPacket } from '../packet';
import { cleanLine } from './cleanText';
import { renderText } from './text';
import { trimPacket } from '../trimPacket';

/** Longest `va_AgentMessage`, bytes of the packet it is made from. */
const MAX_MESSAGE_BYTES = 8192;

/** All values are text; a variable without a value is left out. */
export function renderCopilotVariables(packet: HandoffPacket): Readonly<Record<string, string>> {
	const said = packet.transcript.filter(({ author }) => author === 'customer').map(({ text }) => cleanLine(text));
	const topics = [...new Set([...packet.attempts.map(({ intent }) => intent), packet.intent?.name])].filter((topic) => topic !== undefined);
	const variables = {
		va_Scope: 'bot',
		va_ConversationId: packet.conversationId,
		va_LastTopic: packet.intent?.name,
		va_Topics: topics.join(', '),
		va_LastPhrases: said.at(-1),
		va_Phrases: said.slice(-5).join(' | '),
		va_Language: packet.language,
		va_BotName: packet.inbox,
		va_AgentMessage: renderText(trimPacket(packet, MAX_MESSAGE_BYTES)),
		...Object.fromEntries(Object.entries(packet.collected).map(([name, value]) => [`va_Collected_${name.replace(/[^A-Za-z0-9_]/gu, '').slice(0, 40)}`, cleanLine(value)])),
	};
	return Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
}
