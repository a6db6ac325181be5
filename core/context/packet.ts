/**
 * The handoff packet, schema version 1: everything a person needs so that the customer never
 * repeats themselves. Open and versioned; `handoffPacket.schema.json` beside this file is its JSON Schema.
 */
import type { Attempt, SentimentPoint, Turn } from '../conversation/conversation';
import type { Reason } from '../escalation/decision';
import type { Source } from '../knowledge/knowledge';
import type { Channel, Interaction } from '../message/message';

export interface HandoffPacket {
	readonly schema: 'handoff-packet/1';
	readonly inbox: string;
	readonly conversationId: string;
	readonly messageId: string;
	readonly channel: Channel;
	/** ISO 8601, UTC. */
	readonly createdAt: string;
	readonly customer: {
		readonly id: string;
		readonly name?: string;
		readonly email?: string;
		readonly phone?: string;
		readonly verified: boolean;
		readonly tier?: string;
		readonly vip?: boolean;
		readonly value?: number;
	};
	/** What the customer wants, one sentence. */
	readonly want: string;
	readonly intent?: { readonly name: string; readonly title?: string; readonly confidence?: number };
	readonly sentiment?: { readonly label: string; readonly score: number; readonly anger: number; readonly disappointment?: number; readonly trend?: number };
	readonly mood: readonly SentimentPoint[];
	/** Strongest first. */
	readonly reasons: readonly Reason[];
	readonly counterfactual?: string;
	/** Details the customer gave, by name. Do not ask for these again. */
	readonly collected: Readonly<Record<string, string>>;
	/** What was tried and how it went. Do not suggest the failed ones again. */
	readonly attempts: readonly Attempt[];
	/** What is still unknown and needed. */
	readonly openQuestions: readonly string[];
	/** What the bot or a person promised. */
	readonly promises: ReadonlyArray<{ readonly by: 'bot' | 'human'; readonly text: string; readonly at: string }>;
	readonly transcript: readonly Turn[];
	readonly history: readonly Interaction[];
	readonly suggestedNextStep: string;
	readonly suggestedReplies: readonly string[];
	readonly articles: readonly Source[];
	readonly similarSolved: ReadonlyArray<{ readonly conversationId: string; readonly summary: string; readonly solution: string }>;
	readonly tier: 0 | 1 | 2 | 3;
	readonly priority: 'low' | 'normal' | 'high' | 'urgent';
	readonly skill?: string;
	readonly language?: string;
	/** Says what kinds of data were masked in this packet; absent when nothing was. */
	readonly masked?: string;
	/** What was left out to fit a size limit, in words; absent when nothing was. */
	readonly cut?: string;
}
