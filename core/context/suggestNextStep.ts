/** What should the person do first? By the strongest reason the conversation came to them. */
import type { ReasonCode } from '../escalation/decision';
import { sayDetail } from './sentences';

export interface NextStepFacts {
	/** Absent when there was no decision. */
	readonly reason?: ReasonCode;
	/** Details still needed. */
	readonly missing: readonly string[];
	/** True when something was tried and failed. */
	readonly triedInVain: boolean;
	/** Title of the best article not yet tried; absent when none came close. */
	readonly article?: string;
}

/** One or two sentences in the desk's language (English). */
export function suggestNextStep(facts: NextStepFacts): string {
	const next = [
		facts.triedInVain ? 'Do not suggest again what was tried.' : '',
		facts.missing.length > 0 ? `Still needed: ${facts.missing.map(sayDetail).join(', ')}.` : '',
		facts.article === undefined ? '' : `The article "${facts.article}" may help.`,
	];
	return [firstStep(facts.reason), ...next].filter((sentence) => sentence !== '').join(' ');
}

function firstStep(reason: ReasonCode | undefined): string {
	switch (reason) {
		case undefined:
			return 'Read the last message and answer it.';
		case 'humanRequested':
		case 'humanOfferAccepted':
			return 'Introduce yourself by name: the customer asked for a person.';
		case 'negativeSentiment':
		case 'fallingSentiment':
			return 'Acknowledge the annoyance first, then solve the matter.';
		case 'urgent':
			return 'Answer at once, even if only to say what you do next: the customer is pressed for time.';
		case 'complexRequest':
			return 'List the separate questions and answer them one by one.';
		case 'lowConfidence':
			return 'Check what the customer means; the assistant was not sure.';
		case 'noKnowledge':
			return 'Answer from what you know, then add an article: the assistant had none.';
		case 'outOfScope':
			return 'Decide whether this is ours to answer; the assistant knows nothing like it.';
		case 'repeatedAttempts':
			return 'Try another way than before; the assistant tried several times.';
		case 'unresolvedTooLong':
			return 'Settle it now or say when; this has been open for too long.';
		case 'highValueCustomer':
			return 'Take it personally to its end: this is a customer of high value.';
		case 'sensitiveData':
			return 'Do not repeat or ask for the masked data; say how it can be given safely.';
		case 'unverifiedCustomer':
			return 'Verify who this is before you tell anything about an order or account.';
		case 'humanOnlyIntent':
			return 'Handle it yourself: this matter is always for a person.';
		case 'legalOrSafety':
			return 'Follow the procedure for legal or safety matters; admit or promise nothing before.';
		case 'accountCompromise':
			return 'Verify who this is, then secure the account before anything else.';
		case 'languageUnsupported':
			return 'Answer in the customer’s language or pass it to someone who speaks it.';
		case 'attachmentOnly':
			return 'Look at or listen to what the customer sent, and say what you understood.';
		case 'likelyNeedsPerson':
			return 'Solve the matter itself before it becomes annoyance; the assistant did not get further.';
		case 'promiseMade':
			return 'Decide whether the promise in the draft can be kept before anything is sent.';
		case 'toolFailure':
			return 'Look it up by hand: a system the assistant needed did not answer.';
		case 'heldBackByRollout':
			return 'Check the assistant’s draft and send it if it is right.';
		default: {
			const never: never = reason;
			return never;
		}
	}
}
