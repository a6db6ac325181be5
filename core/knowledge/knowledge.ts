/** What a company knows: its articles and intents, and the answer built from them. */
import type { EngineNote } from '../triage/triage';

export interface Article {
	/** The company's own or ours; unique within the inbox. */
	readonly id: string;
	readonly title: string;
	/** Plain text or Markdown. */
	readonly body: string;
	/** Other ways customers ask for it. */
	readonly questions: readonly string[];
	readonly url?: string;
	/** ISO 639-1; absent: the inbox's main language. */
	readonly language?: string;
	readonly enabled: boolean;
	readonly updatedAt: string;
}

/** What an intent needs looked up before it can be answered. */
export interface DataNeed {
	/** Details that must be known, in the order they are asked for, e.g. `orderNumber`. */
	readonly details: readonly string[];
	/** The customer must give one of these, and it must match the looked-up record. Empty: no proof needed. */
	readonly verifyBy: readonly string[];
	/** Text with `{field}` places for what was looked up, e.g. "Order {number} was sent on {shippedOn}." */
	readonly answer: string;
}

export interface Intent {
	/** camelCase, unique within the inbox, e.g. `orderStatus`. */
	readonly name: string;
	/** For people: "Where is my order". */
	readonly title: string;
	/** As customers write; 3 to 20 do well. */
	readonly examples: readonly string[];
	/** Always for a person. */
	readonly humanOnly: boolean;
	/** Team or skill to route to; absent: anyone. */
	readonly skill?: string;
	/** The article that answers it; absent: searched. */
	readonly articleId?: string;
	readonly needs?: DataNeed;
}

/** Where an answer stands on. */
export interface Source {
	readonly id: string;
	readonly title: string;
	readonly url?: string;
	/** The sentence that answers. */
	readonly snippet: string;
	/** 0 … 1. */
	readonly score: number;
}

export interface Answer {
	/** `answered`: text is there. `needsData`: look it up, then Answer From Data. `askDetails`: text asks for what is missing. `none`: nothing known fits. */
	readonly kind: 'answered' | 'needsData' | 'askDetails' | 'smallTalk' | 'none';
	/** What to say; absent when `none` or `needsData`. */
	readonly text?: string;
	/** 0 … 1, probability that this answers; absent when `none`. */
	readonly confidence?: number;
	readonly sources: readonly Source[];
	/** The details to look up with, only when `needsData`; all values as the customer gave them. */
	readonly lookup?: Readonly<Record<string, string>>;
	/** Details asked for, only when `askDetails`. */
	readonly asks?: readonly string[];
	/** Those of `asks` that prove who the customer is: any one of them is enough. Absent when none is asked for. */
	readonly asksAnyOf?: readonly string[];
	/** Data was looked up but the customer's proof did not match it. */
	readonly verification?: 'matched' | 'failed' | 'notNeeded';
	/** Ids of articles that came close, best first, for the person who may take over. */
	readonly suggestions: readonly Source[];
	readonly engine: EngineNote;
}

/** A company's knowledge as loaded for one inbox. `version` changes with every edit. */
export interface Knowledge {
	readonly inbox: string;
	readonly version: number;
	readonly articles: readonly Article[];
	readonly intents: readonly Intent[];
}
