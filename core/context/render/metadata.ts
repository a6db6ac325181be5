/** The packet as flat values, for systems that take a few fields with a message (Zendesk: 4 KB). */
import type { HandoffPacket } from '../packet';
import { measureBytes } from '../trimPacket';
import { cleanLine } from './cleanText';

/** Zendesk's limit for the metadata of a conversation or message, bytes of the JSON in UTF-8. */
export const MAX_METADATA_BYTES = 4096;

/** Longest single value before the whole is measured, characters. */
const MAX_VALUE_CHARS = 400;
/** A value shortened below this says nothing; it is left out then. */
const MIN_VALUE_CHARS = 20;

export type FlatValue = string | number | boolean;
export type FlatRecord = Readonly<Record<string, FlatValue>>;

/** Within {@link MAX_METADATA_BYTES}, the most important first; `cut` is true when something was shortened or left out. */
export function renderMetadata(packet: HandoffPacket): FlatRecord {
	return fitValues(listValues(packet), MAX_METADATA_BYTES);
}

/** Most important first. */
function listValues(packet: HandoffPacket): ReadonlyArray<readonly [string, FlatValue | undefined]> {
	const { customer, intent, sentiment } = packet;
	return [
		['schema', packet.schema],
		['inbox', packet.inbox],
		['conversationId', packet.conversationId],
		['messageId', packet.messageId],
		['want', packet.want],
		['reasons', packet.reasons.map(({ code }) => code).join(',')],
		['priority', packet.priority],
		['tier', packet.tier],
		['skill', packet.skill],
		['language', packet.language],
		['channel', packet.channel],
		['customerName', customer.name],
		['customerEmail', customer.email],
		['customerVerified', customer.verified],
		['customerTier', customer.tier],
		['customerVip', customer.vip],
		['intent', intent?.name],
		['intentConfidence', intent?.confidence],
		['sentiment', sentiment?.label],
		['anger', sentiment?.anger],
		['nextStep', packet.suggestedNextStep],
		...Object.entries(packet.collected).map(([name, value]) => [`collected_${name.replace(/[^A-Za-z0-9_]/gu, '').slice(0, 40)}`, value] as const),
		['tried', packet.attempts.map(({ answer, result }) => `${result}: ${answer}`).join(' | ')],
		['openQuestions', packet.openQuestions.join(' | ')],
		['promises', packet.promises.map(({ text }) => text).join(' | ')],
		['whyInWords', packet.reasons.map(({ sentence }) => sentence).join(' ')],
		['masked', packet.masked],
		['lastMessage', packet.transcript.findLast(({ author }) => author === 'customer')?.text],
	];
}

function fitValues(values: ReadonlyArray<readonly [string, FlatValue | undefined]>, maxBytes: number): FlatRecord {
	const record: Record<string, FlatValue> = {};
	let left = maxBytes - measureBytes({ cut: true });
	let wasCut = false;
	for (const [key, value] of values) {
		const whole = typeof value === 'string' ? cleanLine(value) : value;
		if (whole === undefined || whole === '' || (typeof whole === 'number' && !Number.isFinite(whole))) continue;
		const fitted = typeof whole === 'string' ? fitText(key, whole, left) : whole;
		if (fitted !== whole) wasCut = true;
		if (fitted === undefined) continue;
		if (entryBytes(key, fitted) > left) {
			wasCut = true;
			continue;
		}
		record[key] = fitted;
		left -= entryBytes(key, fitted);
	}
	return wasCut ? { ...record, cut: true } : record;
}

/** The text or as much of it as goes in; absent when that says nothing. */
function fitText(key: string, value: string, maxBytes: number): string | undefined {
	let chars = [...value];
	if (chars.length > MAX_VALUE_CHARS) chars = [...chars.slice(0, MAX_VALUE_CHARS - 1), '…'];
	while (entryBytes(key, chars.join('')) > maxBytes) {
		if (chars.length < MIN_VALUE_CHARS * 2) return undefined;
		chars = [...chars.slice(0, Math.floor(chars.length / 2)), '…'];
	}
	return chars.join('');
}

/** Bytes an entry adds: its JSON without the braces, and a comma. */
function entryBytes(key: string, value: FlatValue): number {
	return measureBytes({ [key]: value }) - 1;
}
