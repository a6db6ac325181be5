/** How one inbox's assistant talks, and the words of one reply. */
import type { Envelope } from '../envelope';
import { NAMED_DETAILS, PHRASES, pickLanguage, type HandoffCause, type NamedDetail, type Phrases, type PhraseTexts } from './phrases';

export interface ReplySettings {
	/** Absent: the assistant introduces itself without a company. */
	readonly companyName?: string;
	readonly assistantName: string;
	/** Language tag used when the customer's is unknown or has no phrases; `en` when absent. */
	readonly language?: string;
	/** Own wording in the settings' language; other languages keep the built-in phrases. */
	readonly texts?: Readonly<Partial<PhraseTexts>>;
	/** How to reach people when a handoff fails, e.g. a phone number or address. */
	readonly fallbackContact?: string;
	/** Titles of intents by name, for questions back; a name without a title is taken apart into words. */
	readonly intentTitles?: Readonly<Record<string, string>>;
	/** Adds a link to the article an answer stands on. */
	readonly showSources?: boolean;
}

/** The phrases of one reply, in the language it is said in. */
export interface Words {
	/** A phrase with its places filled; a place without a value stays empty. */
	say(phrase: keyof PhraseTexts, places?: Readonly<Record<string, string>>): string;
	/** The opening of a handoff notice; empty for `none`. */
	because(cause: HandoffCause): string;
	/** Where one stands in the queue: 1 is next. */
	position(queuePosition: number): string;
	/** "your order number and your e-mail address or your postcode": one of `anyOf` is enough. */
	listDetails(names: readonly string[], anyOf?: readonly string[]): string;
}

/** Words in the language of this message, else of the conversation, else of the settings. */
export function chooseWords({ triage, conversation }: Envelope, settings: ReplySettings): Words {
	const language = pickLanguage(triage?.language, conversation.language, settings.language);
	const own = language === pickLanguage(settings.language) ? settings.texts : undefined;
	const phrases: Phrases = { ...PHRASES[language], ...dropBlank(own) };
	return {
		say: (phrase, places = {}) => fill(phrases[phrase], places),
		because: (cause) => (cause === 'none' ? '' : phrases.because[cause]),
		position: (queuePosition) => describePosition(phrases, language, queuePosition),
		listDetails: (names, anyOf = []) => listDetails(phrases, names, anyOf),
	};
}

/** `orderNumber` → `order number`: a camelCase name as words. */
export function splitName(name: string): string {
	return name.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replace(/[_-]+/gu, ' ').toLowerCase();
}

/** An own wording left blank in a settings field is no wording. */
function dropBlank(texts: ReplySettings['texts'] = {}): Partial<PhraseTexts> {
	return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}

/** One pass over the phrase: braces in a value are never filled again. */
function fill(phrase: string, places: Readonly<Record<string, string>>): string {
	return phrase.replace(/\{([a-z]+)\}/gu, (_, place: string) => (Object.hasOwn(places, place) ? (places[place] ?? '') : ''));
}

function describePosition(phrases: Phrases, language: string, queuePosition: number): string {
	const ahead = queuePosition - 1;
	if (ahead < 1) return phrases.queueNext;
	const form = phrases.queueAhead[new Intl.PluralRules(language).select(ahead)] ?? phrases.queueAhead.other;
	return fill(form, { count: String(ahead) });
}

function listDetails(phrases: Phrases, names: readonly string[], anyOf: readonly string[]): string {
	const needed = names.filter((name) => !anyOf.includes(name)).map((name) => nameDetail(phrases, name));
	const choice = names.filter((name) => anyOf.includes(name)).map((name) => nameDetail(phrases, name));
	return joinList(choice.length === 0 ? needed : [...needed, joinList(choice, phrases.or)], phrases.and);
}

function nameDetail(phrases: Phrases, name: string): string {
	return isNamedDetail(name) ? phrases.details[name] : fill(phrases.otherDetail, { name: splitName(name) });
}

function isNamedDetail(name: string): name is NamedDetail {
	return NAMED_DETAILS.some((known) => known === name);
}

function joinList(items: readonly string[], word: string): string {
	const last = items.at(-1) ?? '';
	return items.length < 2 ? last : items.slice(0, -1).join(', ') + word + last;
}
