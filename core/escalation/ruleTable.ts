/** Every reason to involve a person: its words for people, its defaults, and the number it can be tuned by. */
import type { Decision, Grade, ReasonCode } from './decision';
import type { Tier } from './policy';

/** The one number a rule can be tuned by. */
export interface RuleThreshold {
	/** Words for a settings field. */
	readonly title: string;
	readonly default: number;
	readonly min: number;
	readonly max: number;
}

export interface RuleInfo {
	readonly code: ReasonCode;
	/** A support lead's words. */
	readonly title: string;
	readonly description: string;
	readonly on: boolean;
	readonly grade: Grade;
	readonly tier: Tier;
	/** How soon a person should look when this is a reason. */
	readonly priority: Exclude<Decision['priority'], 'low'>;
	/** Absent for rules that are true or false. */
	readonly threshold?: RuleThreshold;
	/** Not offered in settings: its evidence exists only with a model's draft, or another setting controls it. */
	readonly hidden: boolean;
}

const likelihood = (title: string, value: number): RuleThreshold => ({ title, default: value, min: 0, max: 1 });

/**
 * All rules, strongest first: among reasons of one grade this order decides which is named first,
 * at the desk and to the customer. The numbers are starting values, to be tuned by replay.
 */
export const RULES: readonly RuleInfo[] = [
	{
		code: 'legalOrSafety', title: 'Legal Threat or Danger', description: 'Lawyers, regulators, threats or injuries are mentioned',
		on: true, grade: 'escalate', tier: 3, priority: 'urgent', threshold: likelihood('Likelihood From', 0.6), hidden: false,
	},
	{
		code: 'accountCompromise', title: 'Stolen Account or Fraud', description: 'An unknown log-in, a stolen account or fraud is reported',
		on: true, grade: 'escalate', tier: 3, priority: 'urgent', threshold: likelihood('Likelihood From', 0.6), hidden: false,
	},
	{
		code: 'humanRequested', title: 'Asks for a Person', description: 'The customer asks for a person or presses the button',
		on: true, grade: 'escalate', tier: 1, priority: 'normal', threshold: likelihood('Likelihood From', 0.6), hidden: false,
	},
	{
		code: 'humanOfferAccepted', title: 'Accepts a Person', description: 'The customer says yes to the offer of a person',
		on: true, grade: 'escalate', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'negativeSentiment', title: 'Angry or Upset', description: 'Strong anger goes to a person at once; milder upset as chosen under What Happens',
		on: true, grade: 'offer', tier: 2, priority: 'high', threshold: likelihood('Anger From', 0.6), hidden: false,
	},
	{
		code: 'humanOnlyIntent', title: 'Topic for People Only', description: 'The topic is marked as always for a person',
		on: true, grade: 'escalate', tier: 2, priority: 'normal', threshold: likelihood('Topic Confidence From', 0.5), hidden: false,
	},
	{
		code: 'repeatedAttempts', title: 'Tried Too Often', description: 'The same matter was answered several times and is still open',
		on: true, grade: 'escalate', tier: 2, priority: 'high', threshold: { title: 'Attempts', default: 3, min: 1, max: 10 }, hidden: false,
	},
	{
		code: 'toolFailure', title: 'Something Failed', description: 'A step before the decision failed or was left out',
		on: true, grade: 'escalate', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'languageUnsupported', title: 'Language Not Served', description: 'The customer writes a language the assistant may not answer in',
		on: true, grade: 'escalate', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'attachmentOnly', title: 'Only a File or a Voice Note', description: 'A voice note, or a picture or file without a word: the assistant can neither hear nor see',
		on: true, grade: 'escalate', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'unverifiedCustomer', title: 'Could Not Prove Identity', description: 'What the customer gave as proof did not match',
		on: true, grade: 'offer', tier: 1, priority: 'normal', threshold: { title: 'Failed Proofs', default: 2, min: 1, max: 10 }, hidden: false,
	},
	{
		code: 'sensitiveData', title: 'Sensitive Data', description: 'The message holds a card number, a password, health data or the like',
		on: true, grade: 'offer', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'urgent', title: 'Urgent', description: 'The customer needs help now',
		on: true, grade: 'offer', tier: 1, priority: 'high', threshold: likelihood('Urgency From', 0.8), hidden: false,
	},
	{
		code: 'highValueCustomer', title: 'Important Customer', description: 'A VIP, or worth at least this amount to the company',
		on: true, grade: 'offer', tier: 2, priority: 'high', threshold: { title: 'Customer Value From', default: 1000, min: 0, max: 1_000_000_000 }, hidden: false,
	},
	{
		code: 'fallingSentiment', title: 'Mood Is Falling', description: 'The customer gets unhappier from message to message',
		on: true, grade: 'offer', tier: 1, priority: 'normal', threshold: { title: 'Change per Message at or Below', default: -0.25, min: -1, max: 0 }, hidden: false,
	},
	{
		code: 'unresolvedTooLong', title: 'Open Too Long', description: 'The matter is open longer than the channel allows',
		on: true, grade: 'offer', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'likelyNeedsPerson', title: 'Will Likely Need a Person', description: 'Sentiment Gate forecasts it from failed answers, repetitions, mood and time, before the customer is angry',
		on: true, grade: 'offer', tier: 1, priority: 'normal', threshold: likelihood('Forecast From', 0.8), hidden: false,
	},
	{
		code: 'promiseMade', title: 'Draft Promises Something', description: 'A drafted answer promises what the assistant cannot do',
		on: true, grade: 'review', tier: 1, priority: 'normal', hidden: true,
	},
	{
		code: 'complexRequest', title: 'Complicated Request', description: 'Several questions or topics in one message',
		on: true, grade: 'offer', tier: 1, priority: 'normal', threshold: likelihood('Complexity From', 0.8), hidden: false,
	},
	{
		code: 'lowConfidence', title: 'Not Sure Enough', description: 'An answer was found, but not with the confidence asked for',
		on: true, grade: 'offer', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'noKnowledge', title: 'No Answer Known', description: 'Nothing in the knowledge answers this',
		on: true, grade: 'offer', tier: 1, priority: 'normal', hidden: false,
	},
	{
		code: 'outOfScope', title: 'Not Our Topic', description: 'The message is about nothing the company knows',
		on: true, grade: 'offer', tier: 1, priority: 'normal', threshold: likelihood('Likelihood From', 0.8), hidden: false,
	},
	{
		code: 'heldBackByRollout', title: 'Held Back by Rollout', description: 'The rollout step does not let the assistant act alone yet',
		on: true, grade: 'review', tier: 1, priority: 'normal', hidden: true,
	},
];

const RANK = new Map(RULES.map((rule, index) => [rule.code, index]));
const PRIORITY = new Map(RULES.map((rule) => [rule.code, rule.priority]));

/** Place in the order of strength: 0 is strongest. */
export function rankOf(code: ReasonCode): number {
	return RANK.get(code) ?? RULES.length;
}

/** How soon a person should look when this is a reason. */
export function priorityOf(code: ReasonCode): RuleInfo['priority'] {
	return PRIORITY.get(code) ?? 'normal';
}
