/** What is said to the customer now: the words of a handoff, or of the decision's outcome. */
import type { Outcome, ReasonCode } from '../escalation/decision';
import { isSmallTalk, wasHandledByPerson } from '../escalation/matter';
import type { Envelope } from '../envelope';
import { composeHandoffNotice, composeOverdueNotice } from './composeHandoffNotice';
import type { MessageOutcome, ReplyPurpose } from './reply';
import { chooseWords, splitName, type ReplySettings, type Words } from './replySettings';

export type Composition =
	| {
		readonly kind: 'say';
		/** Markdown. */
		readonly text: string;
		readonly purpose: ReplyPurpose;
		/** Absent for a handoff notice: the handoff gave the message its outcome. */
		readonly outcome?: MessageOutcome;
		/** `draft`: a person must approve it first. */
		readonly mode: 'say' | 'draft';
	}
	| { readonly kind: 'nothing'; readonly why: Silence };

/** `alreadyWithPeople`: they will answer. `alreadyAnswered`: it was not needed any more. `awaitsHandoff`: nothing may be said before there is a receipt. */
export type Silence = 'alreadyWithPeople' | 'alreadyAnswered' | 'awaitsHandoff' | 'nothingToSay';

/**
 * Builds the words. A receipt outranks the decision: once a conversation is with people, only that is said.
 *
 * Without a decision an answer that is there is said, so that the reply works without the nodes before it.
 */
export function composeReply(envelope: Envelope, settings: ReplySettings): Composition {
	const words = chooseWords(envelope, settings);
	const { decision, event, handoff } = envelope;
	if (event?.kind === 'handoffOverdue' && handoff?.id !== undefined) {
		return { kind: 'say', text: composeOverdueNotice(handoff, words, settings.fallbackContact), purpose: 'overdueNotice', mode: 'say' };
	}
	if (handoff !== undefined) {
		if (handoff.alreadyOpen) return { kind: 'nothing', why: 'alreadyWithPeople' };
		if (handoff.alreadyAnswered) return { kind: 'nothing', why: 'alreadyAnswered' };
		const text = composeHandoffNotice(handoff, decision?.reasons[0]?.code, words, settings.fallbackContact);
		return { kind: 'say', text, purpose: 'handoffNotice', mode: 'say' };
	}
	const outcome = decision?.outcome ?? 'answer';
	if (outcome === 'escalate') return { kind: 'nothing', why: 'awaitsHandoff' };
	const text = wordOutcome(outcome, envelope, words, settings);
	if (text === '') return { kind: 'nothing', why: 'nothingToSay' };
	return { kind: 'say', text, purpose: 'answer', outcome: MESSAGE_OUTCOME[outcome], mode: outcome === 'reviewDraft' ? 'draft' : 'say' };
}

const MESSAGE_OUTCOME: Readonly<Record<Exclude<Outcome, 'escalate'>, MessageOutcome>> = {
	answer: 'answered',
	clarify: 'clarified',
	offerHuman: 'offered',
	reviewDraft: 'draft',
};

function wordOutcome(outcome: Outcome, envelope: Envelope, words: Words, settings: ReplySettings): string {
	switch (outcome) {
		case 'answer':
			return wordAnswer(envelope, words, settings);
		case 'clarify':
			return wordQuestion(envelope, words, settings);
		case 'offerHuman':
			return wordOffer(envelope, words, settings);
		case 'reviewDraft': {
			const held = envelope.decision?.withoutRollout;
			const text = held === undefined || held === 'reviewDraft' ? wordBest(envelope, words, settings) : wordOutcome(held, envelope, words, settings);
			return text === '' ? words.say('draft') : text;
		}
		case 'escalate':
			return '';
		default: {
			const unknownOutcome: never = outcome;
			return unknownOutcome;
		}
	}
}

function wordAnswer(envelope: Envelope, words: Words, settings: ReplySettings): string {
	const { answer, triage } = envelope;
	if (isSmallTalk(envelope)) return wordSmallTalk(envelope, words, settings);
	const text = answer?.kind === 'answered' ? (answer.text ?? '').trim() : '';
	if (text === '') return triage?.humanOfferReply === 'declined' ? words.say('declined') : '';
	return [text, settings.showSources === true ? linkSource(envelope, words) : ''].filter((part) => part !== '').join('\n\n');
}

/** Whatever is known to say, for a person who will look at it before it is said. */
function wordBest(envelope: Envelope, words: Words, settings: ReplySettings): string {
	return envelope.answer?.kind === 'askDetails' ? wordQuestion(envelope, words, settings) : wordAnswer(envelope, words, settings);
}

/** A company's own small talk comes as the answer's text and wins. */
function wordSmallTalk({ answer, conversation, triage }: Envelope, words: Words, settings: ReplySettings): string {
	const own = answer?.kind === 'smallTalk' ? (answer.text ?? '').trim() : '';
	if (own !== '') return own;
	if (triage?.humanOfferReply === 'declined') return words.say('declined');
	const kind = triage?.smallTalk ?? 'greeting';
	if (kind !== 'greeting') return words.say(kind);
	if (conversation.turns.some((turn) => turn.author === 'bot' || turn.author === 'human')) return words.say('greetingAgain');
	const { assistantName: assistant, companyName: company = '' } = settings;
	return company === '' ? words.say('greeting', { assistant }) : words.say('greetingOfCompany', { assistant, company });
}

/** Asks for what is missing, never for what is known; else which of two matters it is. */
function wordQuestion(envelope: Envelope, words: Words, settings: ReplySettings): string {
	const { answer } = envelope;
	if (answer?.verification === 'failed') return wordFailedProof(envelope, words);
	if (answer?.kind !== 'askDetails') return wordChoice(envelope, words, settings);
	const asks = missingDetails(envelope);
	return asks.length > 0 ? words.say('askDetails', { details: words.listDetails(asks, answer.asksAnyOf) }) : (answer.text ?? '').trim();
}

/** The details an answer asks for that the customer has not given; a proof that failed has to be given again. */
export function missingDetails({ answer, conversation }: Envelope): readonly string[] {
	const { asks = [], asksAnyOf = [], verification } = answer ?? {};
	if (verification === 'failed') return asks;
	const isGiven = (name: string) => Object.hasOwn(conversation.collected, name);
	const isProven = asksAnyOf.some(isGiven);
	return asks.filter((name) => !isGiven(name) && !(isProven && asksAnyOf.includes(name)));
}

function wordFailedProof({ answer }: Envelope, words: Words): string {
	const given = answer?.asks ?? Object.keys(answer?.lookup ?? {});
	return given.length > 0 ? words.say('verificationFailed', { details: words.listDetails(given, answer?.asksAnyOf) }) : (answer?.text ?? words.say('clarifyOpen'));
}

function wordChoice({ answer, triage }: Envelope, words: Words, settings: ReplySettings): string {
	const runnerUp = triage?.runnerUp?.intent;
	const best = triage?.intent;
	if (best !== undefined && runnerUp !== undefined) return words.say('clarifyBetween', { first: nameIntent(best, settings), second: nameIntent(runnerUp, settings) });
	const first = answer?.sources[0]?.title ?? (best === undefined ? undefined : nameIntent(best, settings));
	return first === undefined ? words.say('clarifyOpen') : words.say('clarifyOne', { first });
}

function nameIntent(intent: string, { intentTitles = {} }: ReplySettings): string {
	return (Object.hasOwn(intentTitles, intent) ? intentTitles[intent] : undefined) ?? splitName(intent);
}

/** Reasons that say the answer is not to be trusted: it is not said along with the offer. */
const DOUBTFUL: ReadonlySet<ReasonCode> = new Set(['lowConfidence', 'noKnowledge', 'outOfScope']);

function wordOffer(envelope: Envelope, words: Words, settings: ReplySettings): string {
	const { conversation, decision } = envelope;
	const codes = (decision?.reasons ?? []).map((reason) => reason.code);
	const isUpset = codes.includes('negativeSentiment') || codes.includes('fallingSentiment');
	const says = codes.some((code) => DOUBTFUL.has(code)) || (isUpset && isSmallTalk(envelope)) || wasHandledByPerson(envelope) ? '' : wordBest(envelope, words, settings);
	if (says !== '') return `${says}\n\n${words.say('offerAfterAnswer')}`;
	if (isUpset) return words.say('offerUpset');
	if (wasHandledByPerson(envelope)) return words.say('offerHandled', { agent: conversation.handBack?.agentName ?? '' });
	return conversation.handBack === undefined ? words.say('offer') : words.say('offerBack', { agent: conversation.handBack.agentName });
}

/** Only web addresses become links; what would end a Markdown link early is encoded. */
function linkSource({ answer }: Envelope, words: Words): string {
	const source = answer?.sources[0];
	if (source?.url === undefined || !/^https?:\/\//u.test(source.url)) return '';
	return words.say('source', { source: `[${source.title.replace(/[[\]]/gu, '')}](${source.url.replace(/[()\s<>]/gu, percentEncode)})` });
}

/** `encodeURIComponent` leaves brackets as they are. */
function percentEncode(mark: string): string {
	return `%${mark.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}
