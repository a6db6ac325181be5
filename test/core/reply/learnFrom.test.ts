import type { Learned } from '../../../core/conversation/conversation';
import type { Decision, Outcome } from '../../../core/escalation/decision';
import { composeReply } from '../../../core/reply/composeReply';
import { learnFrom } from '../../../core/reply/learnFrom';
import { minutesAgo, NO_ANSWER, NOW, sampleAttempt, sampleEnvelope, type Parts } from '../escalation/sampleEnvelope';

const decided = (outcome: Outcome, change: Partial<Decision> = {}): Decision => ({ outcome, reasons: [], tier: 0, priority: 'normal', policy: { version: 1, preset: 'ecommerce' }, ...change });
const learn = (parts: Parts): Learned => {
	const envelope = sampleEnvelope({ decision: decided('answer'), ...parts });
	return learnFrom(envelope, composeReply(envelope, { assistantName: 'Robin' }));
};
const span = { start: 0, end: 4 };
const order = { kind: 'orderNumber', value: '1042', span };
const receipt = { id: 'h1', result: 'handedOff', status: 'queued', epoch: 2, agentsOnline: 1 } as const;
const ASKS: Parts = { answer: { kind: 'askDetails', asks: ['orderNumber'], text: undefined }, decision: decided('clarify') };
const afterAnswer = (change = {}) => ({ attempts: [sampleAttempt(change)], unresolvedSince: minutesAgo(5) });

describe('learnFrom', () => {
	it('remembers an answer as an attempt of unknown result', () => {
		expect(learn({ text: '  Can I\nsend it back? ' }).attempt).toEqual({
			messageId: 'm1', question: 'Can I send it back?', intent: 'returnPolicy', answer: 'You can return it within 30 days.', sources: ['a1'], at: NOW, confidence: 0.9, result: 'unknown',
		});
	});

	it.each<[about: string, parts: Parts, isAttempt: boolean]>([
		['an answer with an offer', { decision: decided('offerHuman') }, true],
		['a draft', { decision: decided('reviewDraft') }, false],
		['a doubtful answer that was not said', { decision: decided('offerHuman', { reasons: [{ code: 'lowConfidence', grade: 'offer', sentence: '' }] }) }, false],
		['small talk', { triage: { smallTalk: 'thanks' }, answer: { kind: 'smallTalk', text: 'Ahoy!' } }, false],
		['a question back', ASKS, false],
		['a handoff', { decision: decided('escalate'), handoff: receipt }, false],
	])('takes %s for an attempt: %#', (_, parts, isAttempt) => {
		expect(learn(parts).attempt !== undefined).toBe(isAttempt);
	});

	it.each<[about: string, parts: Parts, rawForecast: number | undefined]>([
		['the assistant answered', {}, 0.6],
		['it asked back', ASKS, 0.6],
		['a person was offered', { decision: decided('offerHuman') }, undefined],
		['it goes to a person', { decision: decided('escalate') }, undefined],
		['a person looks at a draft', { decision: decided('reviewDraft') }, undefined],
		['it was thanks', { triage: { smallTalk: 'thanks' }, answer: null }, undefined],
	])('keeps the forecast before calibration where %s: %#', (_, parts, rawForecast) => {
		expect(learn({ ...parts, sentiment: { score: -0.4, anger: 0.2, needsPerson: 0.3, rawForecast: 0.6 } }).sentiment)
			.toEqual({ at: NOW, score: -0.4, anger: 0.2, ...(rawForecast === undefined ? {} : { rawForecast }) });
	});

	it('shortens what it keeps of a long message', () => {
		expect(learn({ text: 'word '.repeat(5000) }).attempt?.question).toHaveLength(300);
	});

	it.each<[about: string, parts: Parts, collected: Learned['collected']]>([
		['details found', { triage: { entities: [order] } }, { orderNumber: '1042' }],
		['the newest of two', { triage: { entities: [order, { ...order, value: '1043' }] } }, { orderNumber: '1043' }],
		['what was looked up with', { answer: { kind: 'needsData', lookup: { email: 'ada@post.example' } } }, { email: 'ada@post.example' }],
		['nothing found', {}, undefined],
		['a detail that is part of a card number', { triage: { entities: [order], sensitive: [{ kind: 'card', span: { start: 2, end: 18 } }] } }, undefined],
		['a value as long as a letter', { triage: { entities: [{ ...order, value: 'x'.repeat(9000) }] } }, { orderNumber: 'x'.repeat(200) }],
	])('collects %s', (_, parts, collected) => {
		expect(learn(parts).collected).toEqual(collected);
	});

	it('remembers what it asked for and why, also in a draft', () => {
		expect(learn(ASKS)).toMatchObject({ asked: ['orderNumber'], pendingIntent: 'returnPolicy' });
		expect(learn({ ...ASKS, decision: decided('reviewDraft', { withoutRollout: 'clarify' }) })).toMatchObject({ asked: ['orderNumber'], pendingIntent: 'returnPolicy' });
	});

	it('keeps the pending intent when the customer gives one detail and another is missing', () => {
		expect(learn({ ...ASKS, triage: null, conversation: { pendingIntent: 'orderStatus', asked: ['email', 'orderNumber'] } })).toMatchObject({ pendingIntent: 'orderStatus' });
	});

	it('forgets the pending intent once it answered, not over small talk', () => {
		const conversation = { pendingIntent: 'returnPolicy', asked: ['orderNumber'] };
		expect(learn({ conversation })).toMatchObject({ pendingIntent: null, asked: [] });
		expect(learn({ conversation, triage: { smallTalk: 'thanks' }, answer: null })).not.toHaveProperty('pendingIntent');
	});

	it.each<[about: string, parts: Parts, result: Learned['lastAttemptResult']]>([
		['thanks', { triage: { smallTalk: 'thanks' }, answer: null, conversation: afterAnswer() }, 'worked'],
		['the same question again', { conversation: afterAnswer() }, 'failed'],
		['the same question about another order', { conversation: afterAnswer(), triage: { entities: [order] } }, undefined],
		['the same question about the same order', { conversation: { ...afterAnswer(), collected: { orderNumber: '1042' } }, triage: { entities: [order] } }, 'failed'],
		['a question that goes on from it', { conversation: afterAnswer(), triage: { evidence: { context: { text: 'Can I return it?' } } } }, undefined],
		['a complaint that goes on from it', { conversation: afterAnswer(), triage: { evidence: { context: { text: 'Can I return it?' } } }, sentiment: { label: 'negative' } }, 'failed'],
		['a complaint', { conversation: afterAnswer(), triage: { intent: undefined }, sentiment: { label: 'negative' } }, 'failed'],
		['sarcastic thanks', { conversation: afterAnswer(), triage: { smallTalk: 'thanks' }, answer: null, sentiment: { upset: true, because: ['negative'] } }, 'failed'],
		['a complaint about something else', { conversation: afterAnswer(), triage: { intent: 'damagedItem' }, sentiment: { label: 'negative' } }, undefined],
		['another question', { conversation: afterAnswer(), triage: { intent: 'orderStatus' } }, undefined],
		['thanks when nothing was tried', { triage: { smallTalk: 'thanks' }, answer: null }, undefined],
		['thanks to a person who took over', { triage: { smallTalk: 'thanks' }, answer: null, conversation: { ...afterAnswer(), handBack: { at: NOW, agentName: 'Mara' } } }, undefined],
		['thanks for what is judged already', { triage: { smallTalk: 'thanks' }, answer: null, conversation: afterAnswer({ result: 'failed' }) }, undefined],
	])('judges the last answer by %s', (_, parts, result) => {
		expect(learn(parts).lastAttemptResult).toBe(result);
	});

	it.each<[about: string, parts: Parts, since: Learned['unresolvedSince'] | 'untouched']>([
		['a first question', {}, NOW],
		['a further question on the same matter', { conversation: afterAnswer() }, 'untouched'],
		['a question on another matter', { conversation: afterAnswer(), triage: { intent: 'orderStatus' } }, NOW],
		['a question on another matter after a failed answer', { conversation: afterAnswer({ result: 'failed' }), triage: { intent: 'orderStatus' } }, 'untouched'],
		['thanks', { conversation: afterAnswer(), triage: { smallTalk: 'thanks' }, answer: null }, null],
		['sarcastic thanks', { conversation: afterAnswer(), triage: { smallTalk: 'thanks' }, answer: null, sentiment: { upset: true, because: ['negative'] } }, 'untouched'],
		['a goodbye', { conversation: { unresolvedSince: minutesAgo(5) }, triage: { smallTalk: 'goodbye' }, answer: null }, null],
		['a greeting', { conversation: { unresolvedSince: minutesAgo(5) }, triage: { smallTalk: 'greeting' }, answer: null }, 'untouched'],
	])('sets how long the matter is open by %s', (_, parts, since) => {
		const learned = learn(parts);
		if (since === 'untouched') expect(learned).not.toHaveProperty('unresolvedSince');
		else expect(learned.unresolvedSince).toBe(since);
	});

	it.each<[about: string, parts: Parts, expected: Partial<Learned>]>([
		['the language', { triage: { language: 'de' } }, { language: 'de' }],
		['the mood', { sentiment: { score: -0.4, anger: 0.2 } }, { sentiment: { at: NOW, score: -0.4, anger: 0.2 } }],
		['an offer', { answer: NO_ANSWER, decision: decided('offerHuman') }, { offeredHuman: true, offerOpen: true }],
		['that an offer is no longer open, by the next reply', { conversation: { offeredHuman: true, offerOpen: true } }, { offerOpen: false }],
		['a matched proof', { answer: { verification: 'matched' } }, { verified: true }],
		['one more failed proof', { answer: { kind: 'askDetails', verification: 'failed', asks: ['email'] }, decision: decided('clarify'), conversation: { failedVerifications: 1 } }, { failedVerifications: 2 }],
	])('remembers %s', (_, parts, expected) => {
		expect(learn(parts)).toMatchObject(expected);
	});

	it('takes an offer that waits for approval for none', () => {
		expect(learn({ answer: NO_ANSWER, decision: decided('reviewDraft', { withoutRollout: 'offerHuman' }) })).not.toHaveProperty('offeredHuman');
	});

	it('learns from a handoff once: when it is opened, not again by its notice', () => {
		const envelope = sampleEnvelope({ decision: decided('escalate'), handoff: receipt, sentiment: {} });
		expect(learnFrom(envelope, composeReply(envelope, { assistantName: 'Robin' }))).toEqual({});
		expect(learnFrom(envelope)).toHaveProperty('sentiment');
	});

	it('learns nothing false from a bare text', () => {
		const envelope = sampleEnvelope({ triage: null, answer: null });
		expect(learnFrom(envelope)).toEqual({ unresolvedSince: NOW });
	});
});
