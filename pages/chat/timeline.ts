/** Turns what happened, and what is on its way, into what is shown: messages in groups, notices between them. */
import type { FeedEntry } from '../../core/conversation/ledger';
import type { ChatModel, Outgoing } from './client';
import { fillIn, type ChatWords } from './words';

export interface Said {
	readonly kind: 'said';
	/** Stays the same when a message on its way becomes one that arrived. */
	readonly key: string;
	readonly author: 'customer' | 'bot' | 'human';
	readonly name?: string;
	readonly text: string;
	readonly at: string;
	/** First and last of what one author said in a row. */
	readonly isFirst: boolean;
	readonly isLast: boolean;
	/** Nothing was said after it; absent otherwise. */
	readonly isNewest?: true;
	/** Only on the customer's own. */
	readonly delivery?: Outgoing['state'];
	/** The id to send again; only when it failed. */
	readonly failedId?: string;
}

export interface Notice {
	readonly kind: 'notice';
	readonly key: string;
	readonly text: string;
}

export type TimelineItem = Said | Notice;

/** What the customer waits for: `working` on an answer, somebody `checking` one, or nothing. */
export type Pending = 'working' | 'checking' | 'nothing';

/** Lists what to show, oldest first. */
export function buildTimeline(model: ChatModel, words: ChatWords, assistantName: string): readonly TimelineItem[] {
	const waiting = listUnseen(model);
	const keys = new Map(model.outbox.flatMap(({ id, messageId }) => (messageId === undefined ? [] : [[messageId, id] as const])));
	const items = model.entries.flatMap((entry) => readEntry(entry, keys, words, assistantName) ?? []);
	for (const { id, text, at, state } of waiting) {
		items.push({ kind: 'said', key: id, author: 'customer', text, at, isFirst: true, isLast: true, delivery: state, ...(state === 'failed' ? { failedId: id } : {}) });
	}
	const newest = items.findLastIndex((item) => item.kind === 'said');
	return items.map((item, index) => {
		if (item.kind === 'notice') return item;
		return { ...item, isFirst: !isSameSpeaker(items[index - 1], item), isLast: !isSameSpeaker(items[index + 1], item), ...(index === newest ? { isNewest: true } : {}) };
	});
}

/** Messages on their way that did not come back in the feed yet. The feed may be faster than the answer to the POST: then the text tells. */
function listUnseen(model: ChatModel): readonly Outgoing[] {
	const own = model.entries.filter((entry) => entry.kind === 'message');
	const arrived = new Set(own.map((entry) => entry.messageId));
	const acknowledged = new Set(model.outbox.map((outgoing) => outgoing.messageId));
	const unclaimed = own.filter((entry) => !acknowledged.has(entry.messageId)).map((entry) => ({ text: entry.text, at: entry.at }));
	return model.outbox.filter((outgoing) => {
		if (outgoing.messageId !== undefined) return !arrived.has(outgoing.messageId);
		const index = outgoing.state === 'sending' ? unclaimed.findIndex(({ text, at }) => text === outgoing.text.trim() && Date.parse(at) > Date.parse(outgoing.at) - CLOCK_SKEW_MS) : -1;
		if (index >= 0) unclaimed.splice(index, 1);
		return index < 0;
	});
}

/** Visitors' clocks are wrong now and then. */
const CLOCK_SKEW_MS = 60_000;

function readEntry(entry: FeedEntry, keys: ReadonlyMap<string, string>, words: ChatWords, assistant: string): TimelineItem | undefined {
	const key = (entry.messageId !== undefined && entry.kind === 'message' ? keys.get(entry.messageId) : undefined) ?? `seq${entry.seq}`;
	const name = entry.name ?? words.team;
	const notice = (text: string): Notice => ({ kind: 'notice', key, text });
	const said = (author: Said['author']): Said => ({ kind: 'said', key, author, name: author === 'customer' ? undefined : entry.name, text: entry.text ?? '', at: entry.at, isFirst: true, isLast: true, ...(author === 'customer' ? { delivery: 'sent' as const } : {}) });
	switch (entry.kind) {
		case 'message':
			return said('customer');
		case 'reply':
			return entry.author === 'system' ? notice(entry.text ?? '') : said(entry.author === 'human' ? 'human' : 'bot');
		case 'waiting':
			return notice(words.joinedQueue);
		case 'accepted':
			return notice(fillIn(words.joined, { name }));
		case 'released':
			return notice(fillIn(words.released, { name }));
		case 'returned':
			return notice(fillIn(words.returned, { assistant }));
		case 'resolved':
			return notice(words.resolved);
		case 'outcome':
		case 'attached':
		case 'note':
		case 'draft':
		case 'draftDone':
			return undefined;
		default:
			return entry.kind satisfies never;
	}
}

function isSameSpeaker(a: TimelineItem | undefined, b: Said): boolean {
	return a?.kind === 'said' && a.author === b.author && a.name === b.name;
}

/** What is still owed to the customer. */
export function findPending(model: ChatModel): Pending {
	if (model.owner !== 'bot' || model.status === 'resolved') return 'nothing';
	if (listUnseen(model).some((outgoing) => outgoing.state === 'sent')) return 'working';
	const last = model.entries.findLastIndex((entry) => entry.kind === 'message');
	if (last < 0) return 'nothing';
	const since = model.entries.slice(last + 1);
	if (since.some((entry) => entry.kind === 'reply')) return 'nothing';
	const outcome = since.findLast((entry) => entry.kind === 'outcome')?.outcome;
	if (outcome === 'draft') return 'checking';
	return outcome === undefined ? 'working' : 'nothing';
}
