/**
 * What a message is about: the record the Triage node adds to the envelope.
 */

/** A span of the customer's text, in UTF-16 code units, end exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export interface Entity {
	/** `orderNumber`, `email`, `phone`, `postcode`, `amount`, `date`, `product`, or a company's own. */
	readonly kind: string;
	/** The customer's own words; of a product, its name as the company's list has it. */
	readonly value: string;
	/** Of a date, the day it means where the company is, `2026-03-12`; absent where the words leave it open. */
	readonly day?: string;
	readonly span: Span;
}

/** A detail as people read it later: a day that was told from another day has its date beside it. */
export function describeEntity({ value, day }: Entity): string {
	return day === undefined || /\d{4}|[./-]\d{2}$/u.test(value) ? value : `${value} (${day})`;
}

/** A piece of the customer's words that decided something. */
export interface Evidence {
	readonly text: string;
	readonly span?: Span;
}

/** Something else the customer wants. */
export interface OtherIntent {
	readonly intent: string;
	/** 0 … 1, of the words that say it alone. */
	readonly confidence: number;
	readonly evidence?: Evidence;
}

export const SENSITIVE_KINDS = ['card', 'iban', 'nationalId', 'password', 'oneTimeCode', 'health', 'legal'] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

export interface SensitiveFinding {
	readonly kind: SensitiveKind;
	readonly span: Span;
}

export interface Triage {
	/** Name of the best intent; absent when none is known or none fits. */
	readonly intent?: string;
	/** 0 … 1, a probability one may set a threshold on; absent when no intents are known. */
	readonly confidence?: number;
	/** The second-best intent when it is close; a clarifying question may name both. */
	readonly runnerUp?: { readonly intent: string; readonly confidence: number };
	/** 0 … 1: how likely nothing the company knows fits; absent when no intents are known. */
	readonly outOfScope?: number;
	/** Further intents in the same message, e.g. refund and exchange, each clearly said in words of its own. In the order in which they are said. */
	readonly otherIntents: readonly OtherIntent[];
	/** ISO 639-1; absent when unsure. */
	readonly language?: string;
	/** True when the language is sure and the engine does not understand it well. */
	readonly languageUnsupported: boolean;
	/** 0 … 1. */
	readonly urgency: number;
	/** 0 … 1: length, number of questions and steps, and above all whether there are several intents, of which one answer leaves some open. */
	readonly complexity: number;
	/** The customer asked for a person. 0 … 1. */
	readonly asksForHuman: number;
	/** A reply to an earlier offer of a person: yes, no, or absent. */
	readonly humanOfferReply?: 'accepted' | 'declined';
	/** Greeting, thanks or goodbye with no question in it; absent when there is more in it. */
	readonly smallTalk?: 'greeting' | 'thanks' | 'goodbye' | 'acknowledgement';
	/** Threats, injury, lawyers, regulators. 0 … 1. */
	readonly legalOrSafety: number;
	/** Stolen account, unknown log-in, fraud. 0 … 1. */
	readonly accountCompromise: number;
	readonly sensitive: readonly SensitiveFinding[];
	readonly entities: readonly Entity[];
	/** Details the intent needs and neither this message nor the conversation holds. */
	readonly missing: readonly string[];
	/**
	 * The customer's words behind each finding, by field name. `context` is there when the intent was read with an earlier message
	 * of theirs, because this one leaves unsaid what it is about ("and to Norway?"): the words of that one.
	 */
	readonly evidence: Readonly<Partial<Record<'intent' | 'urgency' | 'asksForHuman' | 'legalOrSafety' | 'accountCompromise' | 'complexity' | 'context', Evidence>>>;
	/** Why a voice note was not turned into words although a model is connected; absent when all were, and where none is. */
	readonly unheard?: string;
	/** Which engine spoke: `local`, `openai`, or `local` with the reason the other did not. */
	readonly engine: EngineNote;
}

export interface EngineNote {
	readonly name: string;
	/** Why a better engine that was asked for did not answer; absent when none failed. */
	readonly fellBack?: string;
}
