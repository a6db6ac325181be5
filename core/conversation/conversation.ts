/**
 * The state of one conversation: who owns it, what was said, what was tried.
 */

/** Who may speak to the customer now. `queue` is waiting for a person: the bot is silent already. */
export type Owner = 'bot' | 'queue' | 'human';

export type Author = 'customer' | 'bot' | 'human' | 'system';

/** One thing said, as the customer saw it. */
export interface Turn {
	readonly author: Author;
	/** The person's or assistant's display name; absent for the customer. */
	readonly name?: string;
	readonly text: string;
	/** ISO 8601, UTC. */
	readonly at: string;
}

/** What the assistant offered as a solution, and how it went. */
export interface Attempt {
	readonly messageId: string;
	/** The customer's question, shortened. */
	readonly question: string;
	readonly intent?: string;
	/** The answer given, shortened. */
	readonly answer: string;
	/** Ids of the articles or data it stood on. */
	readonly sources: readonly string[];
	readonly at: string;
	/** 0 … 1: how sure the assistant was of it; absent where an older version answered. */
	readonly confidence?: number;
	/** `unknown` until the customer reacts. `failed`: they asked again or complained after it. */
	readonly result: 'unknown' | 'worked' | 'failed';
}

/** One point of the conversation's mood. */
export interface SentimentPoint {
	readonly at: string;
	/** −1 (furious) … 1 (delighted). */
	readonly score: number;
	/** 0 … 1. */
	readonly anger: number;
	/** 0 … 1: how likely the conversation would need a person, before calibration. Only where the assistant then went on alone; absent in what older versions wrote. */
	readonly rawForecast?: number;
}

/** What a person did before giving the conversation back to the assistant, or resolving it. */
export interface HandBack {
	readonly at: string;
	readonly agentName: string;
	/** The person's note to the assistant, and to the next person. */
	readonly note?: string;
}

export interface Conversation {
	readonly id: string;
	readonly owner: Owner;
	/** The agent who holds it; absent unless owner is `human`. */
	readonly ownerId?: string;
	/** Grows by one at every change of owner. A reply made under an older epoch is refused. */
	readonly epoch: number;
	readonly status: 'open' | 'resolved';
	/** ISO 639-1; absent while unsure. */
	readonly language?: string;
	readonly openedAt: string;
	/** Oldest first, the newest {@link MAX_TURNS}; the message being handled is the last. */
	readonly turns: readonly Turn[];
	/** Oldest first, the newest 10. */
	readonly attempts: readonly Attempt[];
	/** Details the customer gave, by name: `orderNumber`, `email`, `postcode`, … */
	readonly collected: Readonly<Record<string, string>>;
	/** Names of details the assistant asked for and has not been given, oldest first. */
	readonly asked: readonly string[];
	/** The intent a clarifying question was asked for; absent when none is pending. */
	readonly pendingIntent?: string;
	/** Oldest first, the newest 20. */
	readonly sentimentTrail: readonly SentimentPoint[];
	/** True once a person was offered: it is offered once, until a person returns the conversation. */
	readonly offeredHuman: boolean;
	/** True while the offer is the last thing the assistant said: the customer's next words may accept it. */
	readonly offerOpen?: boolean;
	/** How often this customer failed to prove who they are in this conversation. */
	readonly failedVerifications: number;
	/** Active seconds: time since the first question of the unresolved matter. Absent when nothing is open. */
	readonly unresolvedSince?: string;
	/** The last time a person gave it back or resolved it; absent when none did. What came before counts no more against the assistant. */
	readonly handBack?: HandBack;
}

/** Turns kept in the envelope: enough for a person to read in half a minute. */
export const MAX_TURNS = 30;

/** What a node learnt that the conversation should remember; written when the outcome is recorded. */
export interface Learned {
	readonly language?: string;
	readonly collected?: Readonly<Record<string, string>>;
	/** Replaces what was asked before; empty: nothing is asked any more. */
	readonly asked?: readonly string[];
	/** `null` forgets it. */
	readonly pendingIntent?: string | null;
	readonly sentiment?: SentimentPoint;
	readonly attempt?: Attempt;
	/** Marks the newest attempt of unknown result. */
	readonly lastAttemptResult?: 'worked' | 'failed';
	readonly offeredHuman?: boolean;
	readonly offerOpen?: boolean;
	readonly failedVerifications?: number;
	/** `null`: the matter is settled. */
	readonly unresolvedSince?: string | null;
	/** The customer proved who they are. */
	readonly verified?: true;
}
