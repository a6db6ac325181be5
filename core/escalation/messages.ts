/** The sentence each reason shows at the desk (English, like the desk). */
import type { ReasonCode } from './decision';

/** What a sentence may name. Customer's words are the reason's quote and never part of a sentence. */
export interface Facts {
	readonly value?: number;
	readonly threshold?: number;
	/** A word for what was found, e.g. the intent, the kinds of data, the language. */
	readonly detail?: string;
	/** A person who has to do with it. */
	readonly agent?: string;
}

/** One sentence per reason code; each takes the facts that decided. */
export const SENTENCES: Readonly<Record<ReasonCode, (facts: Facts) => string>> = {
	legalOrSafety: (facts) => `Mentions legal steps or danger${compare(facts)}.`,
	accountCompromise: (facts) => `Reports a stolen account, an unknown log-in or fraud${compare(facts)}.`,
	humanRequested: () => 'The customer asked for a person.',
	humanOfferAccepted: () => 'The customer accepted the offer of a person.',
	negativeSentiment: ({ detail, ...facts }) => `The customer is ${detail ?? 'upset'}${compare(facts)}.`,
	humanOnlyIntent: ({ detail }) => `“${detail ?? 'This topic'}” is always for a person.`,
	repeatedAttempts: ({ agent, detail, value }) => {
		if (agent !== undefined) return `${agent} looked after this matter before; the assistant does not contradict.`;
		return detail === undefined ? `The same matter was answered ${figure(value ?? 0)} times and is still open.` : `Asked for ${detail} before and did not get it.`;
	},
	toolFailure: ({ detail }) => detail ?? 'A step before the decision failed.',
	languageUnsupported: ({ detail }) => `Writes in a language the assistant does not serve${detail === undefined ? '' : ` (${detail})`}.`,
	attachmentOnly: ({ detail }) => `Sent ${detail ?? 'a file'}, which only a person can make out.`,
	unverifiedCustomer: ({ value }) => `The customer's proof of identity did not match (${figure(value ?? 1)} times).`,
	sensitiveData: ({ detail }) => `The message holds sensitive data: ${detail ?? 'unknown kind'}.`,
	urgent: (facts) => `The customer needs help urgently${compare(facts)}.`,
	highValueCustomer: ({ detail, ...facts }) => `An important customer${detail === undefined ? compare(facts) : ` (${detail})`}.`,
	fallingSentiment: (facts) => `The mood gets worse from message to message${compare(facts)}.`,
	unresolvedTooLong: ({ value, threshold }) => `The matter is open for ${figure(value ?? 0)} active minutes; the limit is ${figure(threshold ?? 0)}.`,
	likelyNeedsPerson: (facts) => `This will likely need a person${compare(facts)}.`,
	promiseMade: () => 'The drafted answer promises something the assistant cannot do.',
	complexRequest: (facts) => `Several questions or topics in one message${compare(facts)}.`,
	lowConfidence: ({ value, threshold }) => value === undefined
		? 'An answer was found, but without a confidence.'
		: `An answer was found, but confidence is ${figure(value)} and ${figure(threshold ?? 0)} is needed.`,
	noKnowledge: ({ detail }) => detail ?? 'Nothing in the knowledge answers this.',
	outOfScope: (facts) => `Not about anything the company knows${compare(facts)}.`,
	heldBackByRollout: ({ detail }) => `The rollout step “${detail ?? 'draft'}” does not let the assistant act alone.`,
};

/** A number as people read it: at most two decimals, three where two would say 0. */
export function figure(value: number): string {
	const rounded = Math.round(value * 100) / 100;
	return String(rounded === 0 ? Math.round(value * 1000) / 1000 : rounded);
}

function compare({ value, threshold }: Facts): string {
	if (value === undefined || threshold === undefined) return '';
	return ` (${figure(value)}, limit ${figure(threshold)})`;
}
