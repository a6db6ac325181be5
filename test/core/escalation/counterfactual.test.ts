import { describeAlternative, findAlternative } from '../../../core/escalation/counterfactual';
import { decideEscalation } from '../../../core/escalation/decideEscalation';
import { OUTCOMES } from '../../../core/escalation/decision';
import { presetPolicy } from '../../../core/escalation/presets';
import { runRules } from '../../../core/escalation/runRules';
import { NO_ANSWER, NOW, sampleAttempt, sampleEnvelope, type Parts } from './sampleEnvelope';

const POLICY = presetPolicy('ecommerce', 'custom', { answerAbove: 0.62 });

const CASES: ReadonlyArray<[sentence: string | undefined, parts: Parts]> = [
	['Would have answered had confidence been 0.62 or more; was 0.41.', { answer: { confidence: 0.41 }, conversation: { pendingIntent: 'returnPolicy' } }],
	['Would have answered had confidence been 0.62 or more; was 0.6199.', { answer: { confidence: 0.6199 } }],
	['Would have answered had confidence been 0.62 or more; was not given.', { answer: { confidence: undefined } }],
	['Would have answered had the knowledge held an answer.', { answer: NO_ANSWER }],
	['Would have answered had urgency been below 0.8; was 0.93.', { triage: { urgency: 0.93 } }],
	['Would have answered had the customer not asked for a person.', { triage: { asksForHuman: 0.9 } }],
	['Would have answered had the matter been tried less often.', { conversation: { attempts: [sampleAttempt(), sampleAttempt(), sampleAttempt()] } }],
	['Would have offered a person had the customer not asked for a person.', { triage: { asksForHuman: 0.9 }, answer: NO_ANSWER }],
	['Would have answered had the forecast that a person will be needed been below 0.8; was 0.86.', { sentiment: { needsPerson: 0.86 } }],
	['Would have answered had the draft promised nothing.', { answer: { text: 'I will refund you.', engine: { name: 'openai' } } }],
	["Would have answered had the customer's proof matched.", { answer: { kind: 'askDetails', verification: 'failed', asks: ['email'] }, conversation: { failedVerifications: 4 } }],
	[undefined, {}],
	[undefined, { triage: { asksForHuman: 0.9, legalOrSafety: 0.9 } }],
];

describe('the counterfactual', () => {
	it.each(CASES)('says: %s', (sentence, parts) => {
		expect(decideEscalation(sampleEnvelope(parts), POLICY, NOW).counterfactual).toBe(sentence);
	});

	it.each(CASES.filter(([sentence]) => sentence !== undefined))('is true: %s', (sentence, parts) => {
		const envelope = sampleEnvelope(parts);
		const verdict = runRules(envelope, POLICY, NOW);
		const alternative = findAlternative(verdict, envelope, POLICY, NOW);
		if (alternative === undefined) throw new Error('no alternative');
		const otherwise = decideEscalation(alternative.envelope, alternative.policy, NOW).outcome;
		expect(otherwise).toBe(alternative.outcome);
		expect(OUTCOMES.indexOf(otherwise)).toBeLessThan(OUTCOMES.indexOf(verdict.outcome));
		expect(describeAlternative(alternative)).toBe(sentence);
	});

	it('is true of the very number it names', () => {
		expect(decideEscalation(sampleEnvelope({ answer: { confidence: 0.62 } }), POLICY, NOW).outcome).toBe('answer');
		expect(decideEscalation(sampleEnvelope({ triage: { urgency: 0.7999 } }), POLICY, NOW).outcome).toBe('answer');
	});
});
