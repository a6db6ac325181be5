/**
 * May it be said on this channel now, and if not, when?
 *
 * Asked with what the ledger knows, in the very transaction that gives leave to say it.
 */
import type { Channel } from '../message/message';
import { endOfQuiet, type QuietHours } from './quietHours';
import type { ReplyPurpose } from './reply';

const MINUTE_MS = 60_000;

/** How long after the customer's last words one may write freely. Channels without an entry know no such time. */
const FREE_FOR_MS: Readonly<Partial<Record<Channel, number>>> = { whatsApp: 24 * 60 * MINUTE_MS, messenger: 24 * 60 * MINUTE_MS };

/** Replies of the assistant in one conversation within {@link RATE_WINDOW_MS} before a person has to look. */
export const DEFAULT_MAX_REPLIES = 20;
/** Two machines answering each other reach the limit within minutes; people do not. */
export const RATE_WINDOW_MS = 10 * MINUTE_MS;

/** Somebody who wrote so recently is awake and waits for a word, also at night. */
const AWAKE_MS = 60 * MINUTE_MS;

/** What is known of the conversation, the customer and the words. */
export interface LawFacts {
	readonly channel: Channel;
	readonly purpose: ReplyPurpose;
	/** Who says it. A person's words are their own decision: no hour and no number holds them back. */
	readonly author: 'bot' | 'human' | 'system';
	/** When the customer last wrote in this conversation; absent when they never did. */
	readonly lastInboundAt?: string;
	/** Since when the customer wants no messages; absent when they do. */
	readonly optedOutAt?: string;
	/** What the assistant said in this conversation since {@link RATE_WINDOW_MS} ago. */
	readonly recentReplies: number;
}

/** What a company chooses. Absent: the defaults, and no quiet hours. */
export interface LawSettings {
	/** Greater than zero. @default DEFAULT_MAX_REPLIES */
	readonly maxReplies?: number;
	readonly quietHours?: QuietHours;
	/** What an approved template says in place of the words, outside the time to write freely; absent when none is chosen. */
	readonly asTemplate?: { readonly text: string };
}

export type LawRefusal = 'optedOut' | 'outsideWindow' | 'rateLimited';

export type LawVerdict =
	| { readonly kind: 'say' }
	/** Only as the template the settings name. */
	| { readonly kind: 'sayAsTemplate' }
	| { readonly kind: 'wait'; readonly notBefore: string }
	/** Waiting does not help. */
	| { readonly kind: 'refuse'; readonly reason: LawRefusal };

/** False where neither law nor loops stand in the way, so that nothing has to be looked up: our own chat page is asked, it does not write. */
export function hasLaw(channel: Channel): boolean {
	return channel !== 'webChat';
}

/** Decides in this order: the customer's wish, loops, the time to write freely, quiet hours. */
export function judgeLaw(facts: LawFacts, settings: LawSettings, now: string): LawVerdict {
	if (!hasLaw(facts.channel)) return { kind: 'say' };
	if (facts.optedOutAt !== undefined) return { kind: 'refuse', reason: 'optedOut' };
	if (facts.author !== 'human' && facts.recentReplies >= (settings.maxReplies ?? DEFAULT_MAX_REPLIES)) return { kind: 'refuse', reason: 'rateLimited' };
	const isFree = mayWriteFreely(facts, now);
	if (!isFree && settings.asTemplate === undefined) return { kind: 'refuse', reason: 'outsideWindow' };
	const notBefore = settings.quietHours !== undefined && isOwnInitiative(facts, now) ? endOfQuiet(now, settings.quietHours) : undefined;
	if (notBefore !== undefined) return { kind: 'wait', notBefore };
	return { kind: isFree ? 'say' : 'sayAsTemplate' };
}

/** At the last millisecond one may, after exactly the whole time one may not. */
function mayWriteFreely({ channel, lastInboundAt }: LawFacts, now: string): boolean {
	const freeForMs = FREE_FOR_MS[channel];
	if (freeForMs === undefined) return true;
	return lastInboundAt !== undefined && Date.parse(now) - Date.parse(lastInboundAt) < freeForMs;
}

/** An answer is wanted when it is ready. What nobody asked for waits, unless the customer wrote just now. */
function isOwnInitiative({ purpose, author, lastInboundAt }: LawFacts, now: string): boolean {
	if (author === 'human' || (purpose !== 'followUp' && purpose !== 'overdueNotice')) return false;
	return lastInboundAt === undefined || Date.parse(now) - Date.parse(lastInboundAt) >= AWAKE_MS;
}
