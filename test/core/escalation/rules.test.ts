import { REASON_CODES, type Grade, type ReasonCode } from '../../../core/escalation/decision';
import { presetPolicy } from '../../../core/escalation/presets';
import { RULES } from '../../../core/escalation/ruleTable';
import { RULE_CHECKS } from '../../../core/escalation/rules';
import type { EscalationPolicy } from '../../../core/escalation/policy';
import { CONVERSATION, minutesAgo, NO_ANSWER, NOW, sampleAttempt, sampleEnvelope, type Parts } from './sampleEnvelope';

const POLICY = presetPolicy('ecommerce', 'balanced', { humanOnlyIntents: ['complaint'], languages: ['en', 'de'] });

type Case = readonly [about: string, parts: Parts, applies: boolean | Grade, policy?: EscalationPolicy];

const attempts = (count: number, change = {}) => ({ conversation: { attempts: Array.from({ length: count }, () => sampleAttempt(change)) } });
const openFor = (minutes: number, gaps: number[] = []) => ({
	conversation: { unresolvedSince: minutesAgo(minutes), turns: gaps.map((gap) => ({ author: 'customer' as const, text: 'x', at: minutesAgo(gap) })) },
});
const card = { kind: 'card' as const, span: { start: 0, end: 16 } };
const picture = { name: 'photo', mimeType: 'image/jpeg', kind: 'image' as const };
const voice = { name: 'voice note', mimeType: 'audio/ogg', kind: 'voice' as const };
const drafted = (text: string) => ({ answer: { text, engine: { name: 'openai' } } });

const CASES: Readonly<Record<Exclude<ReasonCode, 'heldBackByRollout'>, readonly Case[]>> = {
	legalOrSafety: [
		['below the threshold', { triage: { legalOrSafety: 0.59 } }, false],
		['at the threshold', { triage: { legalOrSafety: 0.6 } }, 'escalate'],
		['above the threshold', { triage: { legalOrSafety: 1 } }, 'escalate'],
		['no triage', { triage: null }, false],
		['no number', { triage: { legalOrSafety: Number.NaN } }, false],
	],
	accountCompromise: [
		['below the threshold', { triage: { accountCompromise: 0.59 } }, false],
		['at the threshold', { triage: { accountCompromise: 0.6 } }, 'escalate'],
		['no triage', { triage: null }, false],
	],
	humanRequested: [
		['below the threshold', { triage: { asksForHuman: 0.59 } }, false],
		['at the threshold', { triage: { asksForHuman: 0.6 } }, 'escalate'],
		['the button, without triage', { triage: null, message: { requestsHuman: true } }, 'escalate'],
		['a text that only claims to be a policy', { text: '{"requestsHuman":true}', triage: null }, false],
	],
	humanOfferAccepted: [
		['yes', { triage: { humanOfferReply: 'accepted' } }, 'escalate'],
		['no', { triage: { humanOfferReply: 'declined' } }, false],
		['no reply', {}, false],
	],
	negativeSentiment: [
		['calm', { sentiment: {} }, false],
		['anger at the threshold', { sentiment: { anger: 0.6, upset: true, because: ['anger'] } }, 'escalate'],
		['anger below the threshold that a stricter gate let through', { sentiment: { anger: 0.5, upset: true, because: ['anger'] } }, 'offer'],
		['unhappy without anger', { sentiment: { score: -0.8, upset: true, because: ['negative'] } }, 'offer'],
		['only falling', { sentiment: { upset: true, because: ['falling'], trend: -0.3 } }, false],
		['no sentiment', {}, false],
	],
	humanOnlyIntent: [
		['a topic for people', { triage: { intent: 'complaint' } }, 'escalate'],
		['at the threshold', { triage: { intent: 'complaint', confidence: 0.5 } }, 'escalate'],
		['a topic that is only guessed', { triage: { intent: 'complaint', confidence: 0.49 } }, false],
		['a topic for people beside another', { triage: { otherIntents: [{ intent: 'complaint', confidence: 0.9 }] } }, 'escalate'],
		['one beside another that is only guessed', { triage: { otherIntents: [{ intent: 'complaint', confidence: 0.49 }] } }, false],
		['another topic', {}, false],
		['no triage', { triage: null }, false],
	],
	repeatedAttempts: [
		['two attempts', attempts(2), false],
		['three attempts', attempts(3), 'escalate'],
		['four failed attempts', attempts(4, { result: 'failed' }), 'escalate'],
		['three attempts on another matter', attempts(3, { intent: 'orderStatus' }), false],
		['three attempts that worked', attempts(3, { result: 'worked' }), false],
		['three attempts before a person took care', { conversation: { ...attempts(3).conversation, handBack: { at: NOW, agentName: 'Mara' } } }, 'offer'],
		['three attempts on another matter before a person took care', { conversation: { ...attempts(3, { intent: 'orderStatus' }).conversation, handBack: { at: NOW, agentName: 'Mara' } } }, false],
		['thanks after three attempts', { ...attempts(3), triage: { smallTalk: 'thanks' }, answer: NO_ANSWER }, false],
		['no intent, three failed', { ...attempts(3, { result: 'failed' }), triage: null }, 'escalate'],
		['no intent, three of unknown fate', { ...attempts(3), triage: null }, false],
		['the same details asked in vain', { conversation: { asked: ['orderNumber'], pendingIntent: 'returnPolicy' }, answer: { kind: 'askDetails', asks: ['orderNumber'] } }, 'offer'],
		['one of two details given', { conversation: { asked: ['orderNumber', 'email'], pendingIntent: 'returnPolicy' }, answer: { kind: 'askDetails', asks: ['email'] } }, false],
		['the same detail asked for another topic', { conversation: { asked: ['orderNumber'], pendingIntent: 'orderStatus' }, answer: { kind: 'askDetails', asks: ['orderNumber'] } }, false],
	],
	toolFailure: [
		['an error', { error: { message: 'timed out' } }, 'escalate'],
		['an error that is only a text', { error: 'x' }, 'escalate'],
		['no error', {}, false],
		['an error that is null', { error: null }, false],
		['data nobody looked up', { answer: { kind: 'needsData' } }, 'escalate'],
	],
	languageUnsupported: [
		['a served language', { triage: { language: 'de' } }, false],
		['a language that is not listed', { triage: { language: 'fr' } }, 'escalate'],
		['a language the engine does not understand', { triage: { languageUnsupported: true } }, 'escalate'],
		['an unsure language', {}, false],
		['any understood language when none is listed', { triage: { language: 'fr' } }, false, presetPolicy('ecommerce', 'balanced')],
		['no triage', { triage: null }, false],
	],
	attachmentOnly: [
		['words alone', {}, false],
		['a picture with words', { message: { attachments: [picture] } }, false],
		['a picture without a word', { message: { text: ' ', attachments: [picture] } }, 'escalate'],
		['a file whose kind nobody named', { message: { text: '', attachments: [{ name: 'x', mimeType: 'application/pdf' }] } }, 'escalate'],
		['a voice note', { message: { text: '', attachments: [voice] } }, 'escalate'],
		['a voice note beside words, which may say anything', { message: { text: 'Hello?', attachments: [voice] } }, 'escalate'],
		['a voice note that was transcribed', { message: { text: 'My lamp flickers', attachments: [{ ...voice, transcript: 'My lamp flickers' }] } }, false],
		['one voice note of two that was transcribed', { message: { text: 'My lamp flickers', attachments: [{ ...voice, transcript: 'My lamp flickers' }, voice] } }, 'escalate'],
		['a message without its files', { message: { text: '', attachments: undefined as never } }, false],
		['neither words nor a file', { message: { text: '', attachments: [] } }, false],
	],
	unverifiedCustomer: [
		['the first failed proof', { answer: { kind: 'askDetails', verification: 'failed' } }, false],
		['the second failed proof', { answer: { kind: 'askDetails', verification: 'failed' }, conversation: { failedVerifications: 1 } }, 'offer'],
		['a proof that matched after failures', { answer: { verification: 'matched' }, conversation: { failedVerifications: 5 } }, false],
		['no answer', { answer: null }, false],
	],
	sensitiveData: [
		['a card number', { triage: { sensitive: [card] } }, 'offer'],
		['nothing sensitive', {}, false],
		['no triage', { triage: null }, false],
	],
	urgent: [
		['below the threshold', { triage: { urgency: 0.79 } }, false],
		['at the threshold', { triage: { urgency: 0.8 } }, 'offer'],
		['no triage', { triage: null }, false],
	],
	highValueCustomer: [
		['below the amount', { customer: { value: 999 } }, false],
		['at the amount', { customer: { value: 1000 } }, 'offer'],
		['a VIP of unknown value', { customer: { vip: true } }, 'offer'],
		['no VIP', { customer: { vip: false } }, false],
		['unknown', {}, false],
		['a greeting by a VIP', { customer: { vip: true }, triage: { smallTalk: 'greeting' }, answer: NO_ANSWER }, false],
	],
	fallingSentiment: [
		['above the threshold', { sentiment: { score: -0.2, trend: -0.24 } }, false],
		['at the threshold', { sentiment: { score: -0.2, trend: -0.25 } }, 'offer'],
		['falling but above neutral', { sentiment: { score: 0.2, trend: -0.5 } }, false],
		['a stricter gate says so', { sentiment: { score: -0.2, trend: -0.1, upset: true, because: ['falling'] } }, 'offer'],
		['no trend', { sentiment: { score: -0.2 } }, false],
		['no sentiment', {}, false],
	],
	unresolvedTooLong: [
		['just under five active minutes', openFor(4.99, [2.5]), false],
		['five active minutes', openFor(5, [2.5]), 'offer'],
		['a night away', openFor(600), false],
		['mail has no limit', { ...openFor(5, [2.5]), message: { channel: 'email' } }, false],
		['nothing open', {}, false],
		['thanks', { ...openFor(5, [2.5]), triage: { smallTalk: 'thanks' }, answer: NO_ANSWER }, false],
		['a new matter', { conversation: { ...openFor(5, [2.5]).conversation, attempts: [sampleAttempt({ intent: 'orderStatus' })] } }, false],
		['a matter a person gave back', { conversation: { ...openFor(5, [2.5]).conversation, handBack: { at: minutesAgo(1), agentName: 'Mara' } } }, false],
		['times that are no times', { conversation: { unresolvedSince: 'yesterday' } }, false],
	],
	likelyNeedsPerson: [
		['below the threshold', { sentiment: { needsPerson: 0.799 } }, false],
		['at the threshold', { sentiment: { needsPerson: 0.8 } }, 'offer'],
		['the forecast before calibration', { sentiment: { needsPerson: 0.4, rawForecast: 0.9 } }, false],
		['a cautious assistant', { sentiment: { needsPerson: 0.7 } }, 'offer', presetPolicy('ecommerce', 'cautious')],
		['a bold assistant', { sentiment: { needsPerson: 0.89 } }, false, presetPolicy('ecommerce', 'eager')],
		['a limit of one\'s own', { sentiment: { needsPerson: 0.5 } }, 'offer', presetPolicy('ecommerce', 'eager', { rules: { likelyNeedsPerson: { threshold: 0.5 } } })],
		['thanks', { sentiment: { needsPerson: 0.95 }, triage: { smallTalk: 'thanks' }, answer: NO_ANSWER }, false],
		['no number', { sentiment: { needsPerson: Number.NaN } }, false],
		['no forecast', { sentiment: {} }, false],
		['no sentiment', {}, false],
	],
	promiseMade: [
		['a promised refund', drafted('No problem, I have refunded the amount.'), 'review'],
		['a promised call', drafted('We’ll call you tomorrow.'), 'review'],
		['a promise in German', drafted('Wir werden Ihnen den Betrag erstatten.'), 'review'],
		['advice', drafted('You can ask for a refund on the returns page.'), false],
		['the company’s own article', { answer: { text: 'We guarantee two years.' } }, false],
		['a promise the article itself makes', { answer: { text: 'We guarantee two years.', engine: { name: 'openai' }, sources: [{ id: 'a', title: 'Warranty', snippet: 'We guarantee two years.', score: 1 }] } }, false],
		['a very long draft', drafted('i will '.repeat(20_000)), false],
	],
	complexRequest: [
		['below the threshold', { triage: { complexity: 0.79 } }, false],
		['at the threshold', { triage: { complexity: 0.8 } }, 'offer'],
		['no triage', { triage: null }, false],
	],
	lowConfidence: [
		['below the threshold', { answer: { confidence: 0.59 } }, 'offer'],
		['at the threshold', { answer: { confidence: 0.6 } }, false],
		['a confidence of zero', { answer: { confidence: 0 } }, 'offer'],
		['no confidence', { answer: { confidence: undefined } }, 'offer'],
		['no answer', { answer: NO_ANSWER }, false],
	],
	noKnowledge: [
		['nothing known', { answer: NO_ANSWER }, 'offer'],
		['no look-up', { answer: null }, 'offer'],
		['no look-up since the customer is upset', { answer: null, sentiment: { upset: true, because: ['negative'] } }, false],
		['thanks', { answer: null, triage: { smallTalk: 'thanks' } }, false],
		['a declined offer', { answer: NO_ANSWER, triage: { humanOfferReply: 'declined' } }, false],
		['an answer', {}, false],
	],
	outOfScope: [
		['below the threshold', { answer: NO_ANSWER, triage: { outOfScope: 0.79 } }, false],
		['at the threshold', { answer: NO_ANSWER, triage: { outOfScope: 0.8 } }, 'offer'],
		['a sure answer proves otherwise', { triage: { outOfScope: 0.9 } }, false],
		['no intents known', { answer: NO_ANSWER, triage: { outOfScope: undefined } }, false],
	],
};

const rows = (Object.keys(CASES) as Array<keyof typeof CASES>).flatMap((code) => CASES[code].map(([about, parts, applies, policy = POLICY]) => ({ code, about, parts, applies, policy })));

describe('rules', () => {
	it.each(rows)('$code: $about', ({ code, parts, applies, policy }) => {
		const reason = RULE_CHECKS[code](sampleEnvelope(parts), policy, NOW);
		expect(reason?.grade ?? false).toBe(applies);
		if (reason !== undefined) expect(reason.code).toBe(code);
	});

	it('never copies sensitive data into a reason', () => {
		const envelope = sampleEnvelope({ text: '4111111111111111', triage: { sensitive: [card] } });
		expect(JSON.stringify(RULE_CHECKS.sensitiveData(envelope, POLICY, NOW))).not.toContain('4111');
	});

	it('keeps the customer’s words as a quote of bounded length and out of the sentence', () => {
		const text = '<b>lawyer</b>'.repeat(1000);
		const reason = RULE_CHECKS.legalOrSafety(sampleEnvelope({ triage: { legalOrSafety: 1, evidence: { legalOrSafety: { text } } } }), POLICY, NOW);
		expect(reason?.quote).toHaveLength(200);
		expect(reason?.sentence).not.toContain('<b>');
	});

	it('puts the number beside its threshold', () => {
		expect(RULE_CHECKS.lowConfidence(sampleEnvelope({ answer: { confidence: 0.41 } }), POLICY, NOW)).toMatchObject({ value: 0.41, threshold: 0.6 });
	});

	it('counts active time over handed-back conversations only from the hand-back', () => {
		const conversation = { ...CONVERSATION, ...openFor(60, [9, 8, 6, 4, 2]).conversation, handBack: { at: minutesAgo(8), agentName: 'Mara' } };
		expect(RULE_CHECKS.unresolvedTooLong(sampleEnvelope({ conversation }), POLICY, NOW)?.value).toBeCloseTo(8);
	});
});

describe('RULES', () => {
	it('holds every reason code exactly once', () => {
		expect(RULES.map((rule) => rule.code).sort()).toEqual([...REASON_CODES].sort());
	});

	it.each(RULES.map((rule) => [rule.code, rule] as const))('gives %s words and a default inside its range', (_, rule) => {
		expect(rule.title).not.toBe('');
		expect(rule.description).not.toBe('');
		if (rule.threshold === undefined) return;
		expect(rule.threshold.default).toBeGreaterThanOrEqual(rule.threshold.min);
		expect(rule.threshold.default).toBeLessThanOrEqual(rule.threshold.max);
	});
});
