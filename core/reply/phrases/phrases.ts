/** The fixed phrases of the assistant, by language. None of them passes for a person. */

/** Why a conversation goes to people, in the customer's words. `none`: nothing is said about it. */
export const HANDOFF_CAUSES = ['requested', 'upset', 'serious', 'account', 'tried', 'unknown', 'personOnly', 'urgent', 'language', 'technical', 'none'] as const;
export type HandoffCause = (typeof HANDOFF_CAUSES)[number];

/** Details with words of their own, in the customer's eyes; others are named as they are. */
export const NAMED_DETAILS = ['orderNumber', 'email', 'phone', 'postcode', 'name', 'date', 'amount', 'invoiceNumber', 'customerNumber', 'trackingNumber', 'product', 'address'] as const;
export type NamedDetail = (typeof NAMED_DETAILS)[number];

/** Plural forms as Intl.PluralRules names them; `other` is always there. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Phrases with `{places}`. */
export interface PhraseTexts {
	/** Places: assistant. */
	readonly greeting: string;
	/** Places: assistant, company. */
	readonly greetingOfCompany: string;
	/** To someone the assistant has spoken with already. */
	readonly greetingAgain: string;
	readonly thanks: string;
	readonly goodbye: string;
	readonly acknowledgement: string;
	/** After a person was declined. */
	readonly declined: string;
	/** Places: details. */
	readonly askDetails: string;
	/** Places: details. */
	readonly verificationFailed: string;
	/** Places: first, second. */
	readonly clarifyBetween: string;
	/** Places: first. */
	readonly clarifyOne: string;
	readonly clarifyOpen: string;
	readonly offer: string;
	readonly offerAfterAnswer: string;
	readonly offerUpset: string;
	/** After a person gave the conversation back. Places: agent. */
	readonly offerBack: string;
	/** A person handled this very matter and gave the conversation back. Places: agent. */
	readonly offerHandled: string;
	/** A first reply a person may approve or change. */
	readonly draft: string;
	/** Places: source. */
	readonly source: string;
	readonly handedOff: string;
	/** Nobody is at the desk. */
	readonly queuedClosed: string;
	/** People are there, none is free. */
	readonly queuedBusy: string;
	/** Nobody accepted the handoff by its deadline; it waits on, with a raised priority. */
	readonly overdue: string;
	readonly queueNext: string;
	readonly failed: string;
	/** Places: contact. */
	readonly failedContact: string;
	readonly failedAgain: string;
	/** Places: name; a detail without words of its own. */
	readonly otherDetail: string;
}

/** All phrases of one language. */
export interface Phrases extends PhraseTexts {
	/** Opens a handoff notice. */
	readonly because: Readonly<Record<Exclude<HandoffCause, 'none'>, string>>;
	/** Places: count, the people waiting before this customer. */
	readonly queueAhead: Plural;
	readonly details: Readonly<Record<NamedDetail, string>>;
	/** Joins the last two of a list, with its spaces. */
	readonly and: string;
	/** The same between alternatives. */
	readonly or: string;
}
