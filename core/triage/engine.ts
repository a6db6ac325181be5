/**
 * What an understanding engine offers. The embedded one (engines/local) answers everything with no key;
 * others (engines/openai) may answer better and may fail: then the local result stands.
 */
import type { Conversation } from '../conversation/conversation';
import type { Knowledge, Source } from '../knowledge/knowledge';
import type { KeptFile } from '../message/files';
import type { Message } from '../message/message';
import type { Heard } from '../message/voiceNotes';
import type { SentimentReading } from '../sentiment/sentiment';
import type { Triage } from './triage';

export interface UnderstandRequest {
	readonly message: Pick<Message, 'text' | 'subject' | 'locale' | 'requestsHuman' | 'merged'> & Partial<Pick<Message, 'attachments'>>;
	readonly conversation: Pick<Conversation, 'turns' | 'collected' | 'asked' | 'pendingIntent' | 'offeredHuman' | 'offerOpen' | 'language'>;
	readonly knowledge: Knowledge;
	/** ISO 639-1 codes the company serves, most common first; the prior of language detection. */
	readonly languages: readonly string[];
	/** Regular expressions of the company's own numbers by entity kind, e.g. `orderNumber`. */
	readonly patterns: Readonly<Record<string, string>>;
	readonly now: string;
	/** IANA name of the company's time zone, in which "tomorrow" is counted; absent means UTC. */
	readonly timeZone?: string;
	/** Names of the company's products, to be found in messages; absent means none. */
	readonly products?: readonly string[];
}

/** The article search's verdict. */
export interface ArticleMatch {
	/** Best first, at most 5. */
	readonly sources: readonly Source[];
	/** 0 … 1: probability that the first one answers the question. */
	readonly confidence: number;
}

export interface DraftRequest {
	readonly question: string;
	readonly conversation: Pick<Conversation, 'turns' | 'language'>;
	readonly sources: readonly Source[];
	/** The full texts behind the sources, by id. */
	readonly articles: ReadonlyArray<{ readonly id: string; readonly title: string; readonly body: string }>;
	readonly language?: string;
	readonly company?: string;
}

/** Lets other work have its turn during a longer one. The clock is the caller's, and what it kept of an earlier process. */
export interface Pace {
	/** True when the work has gone on for long enough. */
	readonly isTimeUp: () => boolean;
	/** Resolves after others had their turn; the time begins anew. */
	readonly pause: () => Promise<void>;
}

/** The embedded engine: pure, deterministic, and synchronous but for what takes long. */
export interface LocalEngine {
	understand(request: UnderstandRequest): Triage;
	readSentiment(text: string): SentimentReading;
	/** Searches articles; those that are not prepared are made so at once, which stops the process while it lasts. */
	findArticles(question: string, knowledge: Knowledge, language?: string): ArticleMatch;
	/**
	 * Makes the articles ready to be searched, at that pace. `readKept` is asked where nothing of the inbox is known, for what
	 * {@link packArticles} gave earlier. True when there is something new to be kept.
	 */
	prepareArticles(knowledge: Knowledge, pace: Pace, readKept: () => Promise<Uint8Array | undefined>): Promise<boolean>;
	/** What spares the next process to read prepared articles. */
	packArticles(knowledge: Knowledge, pace: Pace): Promise<Uint8Array>;
}

/** An engine with a model behind it: may take time, may fail. Failing is a rejected promise with a plain message. */
export interface ModelEngine {
	readonly name: string;
	/** Partial: what it does not say, the local engine has said. */
	understand(request: UnderstandRequest, signal: AbortSignal): Promise<Partial<Pick<Triage, 'intent' | 'confidence' | 'language' | 'urgency' | 'complexity' | 'asksForHuman' | 'outOfScope'>>>;
	/** A grounded answer, or undefined when the articles do not answer it. */
	draft(request: DraftRequest, signal: AbortSignal): Promise<{ readonly text: string; readonly confidence: number; readonly usedSources: readonly string[] } | undefined>;
}

/** A service that hears what is said in a sound file. It may take time and may fail: a rejected promise with a plain message. */
export interface Transcriber {
	transcribe(file: KeptFile, signal: AbortSignal): Promise<Heard>;
}
