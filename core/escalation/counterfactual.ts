/** What single thing would have spared the customer a person? Found by deciding again without it, so it is true. */
import type { Envelope } from '../envelope';
import type { Answer } from '../knowledge/knowledge';
import { OUTCOMES, type Outcome, type Reason, type ReasonCode } from './decision';
import { figure } from './messages';
import type { EscalationPolicy } from './policy';
import { runRules, type Verdict } from './runRules';

/** The case as it would have been without one reason. */
export interface Relaxed {
	readonly envelope: Envelope;
	readonly policy: EscalationPolicy;
}

/** A single change that leads to a lighter outcome. */
export interface Alternative extends Relaxed {
	readonly reason: Reason;
	readonly outcome: Outcome;
}

/** The strongest reason without which the outcome would have been lighter; absent when no single one is. */
export function findAlternative(verdict: Verdict, envelope: Envelope, policy: EscalationPolicy, now: string): Alternative | undefined {
	for (const reason of verdict.reasons) {
		const relaxed = relax(reason.code, envelope, policy);
		const { outcome } = runRules(relaxed.envelope, relaxed.policy, now);
		if (OUTCOMES.indexOf(outcome) < OUTCOMES.indexOf(verdict.outcome)) return { ...relaxed, reason, outcome };
	}
	return undefined;
}

/** The alternative as one sentence, e.g. "Would have answered had confidence been 0.62 or more; was 0.41." */
export function describeAlternative({ outcome, reason }: Alternative): string {
	return `Would have ${DEEDS[outcome]} had ${CONDITIONS[reason.code](reason)}.`;
}

/** What each outcome is called in such a sentence. */
export const DEEDS: Readonly<Record<Outcome, string>> = {
	answer: 'answered',
	clarify: 'asked back',
	offerHuman: 'offered a person',
	reviewDraft: 'left a draft for approval',
	escalate: 'passed it to a person',
};

const CONDITIONS: Readonly<Record<ReasonCode, (reason: Reason) => string>> = {
	legalOrSafety: below('the likelihood of legal steps or danger'),
	accountCompromise: below('the likelihood of fraud'),
	humanRequested: () => 'the customer not asked for a person',
	humanOfferAccepted: () => 'the customer not accepted a person',
	negativeSentiment: () => 'the customer not been upset',
	humanOnlyIntent: () => 'the topic not been one for people only',
	repeatedAttempts: () => 'the matter been tried less often',
	toolFailure: () => 'no step before failed',
	languageUnsupported: () => 'the language been one the assistant serves',
	attachmentOnly: () => 'the customer written it in words',
	unverifiedCustomer: () => "the customer's proof matched",
	sensitiveData: () => 'the message held no sensitive data',
	urgent: below('urgency'),
	highValueCustomer: () => 'the customer not been an important one',
	fallingSentiment: () => 'the mood not been falling',
	unresolvedTooLong: below('the active minutes since the question'),
	likelyNeedsPerson: below('the forecast that a person will be needed'),
	promiseMade: () => 'the draft promised nothing',
	complexRequest: below('complexity'),
	lowConfidence: ({ value, threshold }) => `confidence been ${figure(threshold ?? 1)} or more; was ${value === undefined ? 'not given' : figureBelow(value, threshold ?? 1)}`,
	noKnowledge: () => 'the knowledge held an answer',
	outOfScope: () => 'the knowledge held an answer',
	heldBackByRollout: () => 'the rollout step been Auto',
};

function below(what: string): (reason: Reason) => string {
	return ({ value, threshold }) => `${what} been below ${figure(threshold ?? 0)}; was ${figure(value ?? 0)}`;
}

/** 0.599 is not 0.6: a value under its threshold is never rounded up to it. */
function figureBelow(value: number, threshold: number): string {
	return figure(value) === figure(threshold) ? String(value) : figure(value);
}

/** The case without one reason. Doubts about the answer are lifted by a better answer, all else by the rule not applying. */
function relax(code: ReasonCode, envelope: Envelope, policy: EscalationPolicy): Relaxed {
	switch (code) {
		case 'lowConfidence':
			return { policy, envelope: withAnswer(envelope, { confidence: policy.answerAbove }) };
		case 'noKnowledge':
		case 'outOfScope':
			return { policy, envelope: withAnswer(envelope, { kind: 'answered', text: 'An answer.', confidence: 1 }) };
		case 'unverifiedCustomer':
			return { policy, envelope: withAnswer(envelope, { kind: 'answered', text: 'An answer.', confidence: 1, verification: 'matched' }) };
		case 'repeatedAttempts':
			return { policy, envelope: { ...envelope, conversation: { ...envelope.conversation, attempts: [], asked: [] } } };
		default:
			return { envelope, policy: { ...policy, rules: { ...policy.rules, [code]: { ...policy.rules[code], on: false } } } };
	}
}

function withAnswer(envelope: Envelope, change: Partial<Answer>): Envelope {
	const answer: Answer = envelope.answer ?? { kind: 'none', sources: [], suggestions: [], engine: { name: 'local' } };
	return { ...envelope, answer: { ...answer, ...change } };
}
