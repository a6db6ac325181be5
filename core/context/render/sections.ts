/** In which order does a person want to read the packet? The one outline that all renderings share. */
import type { Turn } from '../../conversation/conversation';
import type { HandoffPacket } from '../packet';
import { sayDetail } from '../sentences';
import { cleanLine, cleanText } from './cleanText';

/** Nothing here is escaped yet: each rendering does that in its own way, and every `text`, `value` and `label` may be hostile. */
export type Line =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'fact'; readonly label: string; readonly value: string }
	/** One point of a list. */
	| { readonly kind: 'item'; readonly text: string }
	/** Somebody's own words; may have several lines. */
	| { readonly kind: 'quote'; readonly by: string; readonly at: string; readonly text: string };

export interface Section {
	/** Ours, never the customer's words. */
	readonly title: string;
	readonly lines: readonly Line[];
}

const CHANNEL_NAMES: Readonly<Record<HandoffPacket['channel'], string>> = {
	webChat: 'web chat', n8nChat: 'n8n chat', webhook: 'webhook', whatsApp: 'WhatsApp', telegram: 'Telegram', slack: 'Slack', messenger: 'Messenger', sms: 'SMS', email: 'e-mail', other: 'another channel',
};

/** The filled sections of a packet, most needed first. */
export function outlinePacket(packet: HandoffPacket): readonly Section[] {
	const sections: readonly Section[] = [
		{ title: 'What the customer wants', lines: [text(packet.want)] },
		{ title: 'Next step', lines: [text(packet.suggestedNextStep)] },
		{ title: 'Why it came to you', lines: [...packet.reasons.map(sayReason), ...(packet.counterfactual ? [text(packet.counterfactual)] : [])] },
		{ title: 'Customer', lines: customerLines(packet) },
		{ title: 'Already given (do not ask again)', lines: Object.entries(packet.collected).map(([name, value]) => fact(sayDetail(name), value)) },
		{ title: 'Already tried (do not suggest again what failed)', lines: packet.attempts.map(sayAttempt) },
		{ title: 'Open questions', lines: packet.openQuestions.map(item) },
		{ title: 'Promises made', lines: packet.promises.map((promise) => quote(promise.by === 'bot' ? 'Assistant' : 'Colleague', promise.at, promise.text)) },
		{ title: 'Conversation', lines: packet.transcript.map((turn) => quote(sayAuthor(turn), turn.at, turn.text)) },
		{ title: 'Suggested replies', lines: packet.suggestedReplies.map(item) },
		{ title: 'Articles', lines: packet.articles.map(({ title, url, snippet }) => item([title, url, snippet].filter(Boolean).join(' · '))) },
		{ title: 'Similar, solved before', lines: packet.similarSolved.map(({ summary, solution }) => item(`${summary} → ${solution}`)) },
		{ title: 'Earlier contacts', lines: packet.history.map(({ at, summary, result }) => item([sayTime(at), summary, result].filter(Boolean).join(' · '))) },
		{ title: 'About this packet', lines: [packet.masked, packet.cut].filter((note) => note !== undefined).map(text) },
	];
	return sections.filter(({ lines }) => lines.length > 0);
}

function customerLines({ customer, channel, sentiment, intent, language, priority, tier, skill }: HandoffPacket): readonly Line[] {
	const facts: ReadonlyArray<readonly [string, string | undefined]> = [
		['Name', customer.name],
		['E-mail', customer.email],
		['Phone', customer.phone],
		['Identity', customer.verified ? 'verified' : 'not verified'],
		['Tier', customer.tier],
		['VIP', customer.vip === undefined ? undefined : customer.vip ? 'yes' : 'no'],
		['Value', customer.value?.toString()],
		['Channel', CHANNEL_NAMES[channel] ?? 'another channel'],
		['Language', language],
		['Intent', intent && `${intent.title ?? intent.name}${intent.confidence === undefined ? '' : ` (${Math.round(intent.confidence * 100)} %)`}`],
		['Mood', sentiment && `${sentiment.label}, anger ${Math.round(sentiment.anger * 100)} %${sentiment.disappointment === undefined ? '' : `, disappointment ${Math.round(sentiment.disappointment * 100)} %`}${(sentiment.trend ?? 0) < 0 ? ', getting worse' : ''}`],
		['Priority', `${priority}, tier ${tier}${skill ? `, ${skill}` : ''}`],
	];
	return facts.flatMap(([label, value]) => (value ? [fact(label, value)] : []));
}

function sayReason({ code, sentence, quote: words, value, threshold }: HandoffPacket['reasons'][number]): Line {
	const number = value === undefined ? '' : ` (${round(value)}${threshold === undefined ? '' : `, threshold ${round(threshold)}`})`;
	return item(`${sentence}${words ? ` “${words}”` : ''}${number} [${code}]`);
}

function sayAttempt({ question, answer, result }: HandoffPacket['attempts'][number]): Line {
	const went = { failed: 'Failed', worked: 'Worked', unknown: 'No reaction yet' }[result] ?? 'No reaction yet';
	return item(`${went}: “${question}” was answered with “${answer}”`);
}

function sayAuthor({ author, name }: Turn): string {
	const role = { customer: 'Customer', bot: 'Assistant', human: 'Colleague', system: 'System' }[author] ?? 'System';
	return name && author !== 'customer' ? `${role} ${name}` : role;
}

/** Minutes are enough for a person; a time we cannot read is shown as it came. */
export function sayTime(at: string): string {
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : at;
}

function round(value: number): string {
	return String(Math.round(value * 100) / 100);
}

function text(value: string): Line {
	return { kind: 'text', text: cleanLine(value) };
}
function item(value: string): Line {
	return { kind: 'item', text: cleanLine(value) };
}
function fact(label: string, value: string): Line {
	return { kind: 'fact', label: cleanLine(label), value: cleanLine(value) };
}
function quote(by: string, at: string, words: string): Line {
	return { kind: 'quote', by: cleanLine(by), at: cleanLine(sayTime(at)), text: cleanText(words) };
}
