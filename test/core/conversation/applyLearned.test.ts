import { applyLearned, EMPTY_MEMORY, openMatter, reopenMemory, returnMemory } from '../../../core/conversation/applyLearned';
import type { Memory } from '../../../core/conversation/applyLearned';
import type { Attempt, Learned } from '../../../core/conversation/conversation';

function attempt(messageId: string, result: Attempt['result'] = 'unknown'): Attempt {
	return { messageId, question: 'Where is it?', answer: 'On its way.', sources: [], at: '2026-05-04T10:00:00.000Z', result };
}

const memory: Memory = {
	...EMPTY_MEMORY,
	language: 'en',
	collected: { email: 'lea@example.com' },
	asked: ['orderNumber', 'postcode'],
	pendingIntent: 'orderStatus',
	attempts: [attempt('m1', 'failed'), attempt('m2')],
	failedVerifications: 1,
	unresolvedSince: '2026-05-04T09:00:00.000Z',
};

describe('applyLearned', () => {
	it.each<[string, Learned, Partial<Memory>]>([
		['keeps everything when nothing was learnt', {}, {}],
		['merges details, newest value last', { collected: { orderNumber: '1042', email: 'lea@example.org' } }, { collected: { email: 'lea@example.org', orderNumber: '1042' }, asked: ['postcode'] }],
		['asks for what is asked now and nothing else', { asked: ['postcode', 'phone'] }, { asked: ['postcode', 'phone'] }],
		['asks again for a proof that did not match', { asked: ['email'] }, { asked: ['email'] }],
		['asks for nothing any more', { asked: [] }, { asked: [] }],
		['forgets the pending intent on null', { pendingIntent: null }, { pendingIntent: undefined }],
		['replaces the pending intent', { pendingIntent: 'refund' }, { pendingIntent: 'refund' }],
		['settles the matter on null', { unresolvedSince: null }, { unresolvedSince: undefined }],
		['moves the start of the matter', { unresolvedSince: '2026-05-04T09:30:00.000Z' }, { unresolvedSince: '2026-05-04T09:30:00.000Z' }],
		['marks the newest attempt of unknown result', { lastAttemptResult: 'worked' }, { attempts: [attempt('m1', 'failed'), attempt('m2', 'worked')] }],
		['marks before it adds', { lastAttemptResult: 'failed', attempt: attempt('m3') }, { attempts: [attempt('m1', 'failed'), attempt('m2', 'failed'), attempt('m3')] }],
		['takes over the language', { language: 'de' }, { language: 'de' }],
		['takes back an offer of a person', { offeredHuman: false }, { offeredHuman: false }],
		['remembers an offer of a person', { offeredHuman: true }, { offeredHuman: true }],
		['takes the higher count of failed proofs', { failedVerifications: 2 }, { failedVerifications: 2 }],
		['never lowers the count of failed proofs', { failedVerifications: 0 }, {}],
		['remembers a proof', { verified: true }, { verified: true }],
	])('%s', (_rule, learned, expected) => {
		expect(applyLearned(memory, learned)).toEqual({ ...memory, ...expected });
	});

	it('marks no attempt when none is of unknown result', () => {
		const settled = { ...memory, attempts: [attempt('m1', 'worked')] };
		expect(applyLearned(settled, { lastAttemptResult: 'failed' }).attempts).toEqual([attempt('m1', 'worked')]);
	});

	it('keeps the newest 10 attempts', () => {
		const many = { ...memory, attempts: Array.from({ length: 10 }, (_, index) => attempt(`m${index}`)) };
		expect(applyLearned(many, { attempt: attempt('m10') }).attempts.map(({ messageId }) => messageId)).toEqual(
			['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10'],
		);
	});

	it('keeps the newest 20 points of mood', () => {
		const points = Array.from({ length: 25 }, (_, index) => ({ at: '2026-05-04T10:00:00.000Z', score: index / 25, anger: 0 }));
		const trail = points.reduce((known, sentiment) => applyLearned(known, { sentiment }), EMPTY_MEMORY).sentimentTrail;
		expect(trail).toEqual(points.slice(5));
	});

	it('changes nothing of what it was given', () => {
		const before = structuredClone(memory);
		applyLearned(memory, { collected: { orderNumber: '1' }, lastAttemptResult: 'worked', attempt: attempt('m3') });
		expect(memory).toEqual(before);
	});

	it('keeps a detail with a hostile name a plain detail', () => {
		const collected = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
		const learnt = applyLearned(EMPTY_MEMORY, { collected }).collected;
		expect(Object.getPrototypeOf(learnt)).toBe(Object.prototype);
		expect(JSON.stringify(learnt)).toBe('{"__proto__":"x"}');
	});
});

it('a matter is open since its first message, not its newest', () => {
	expect(openMatter(EMPTY_MEMORY, '2026-05-04T10:00:00.000Z').unresolvedSince).toBe('2026-05-04T10:00:00.000Z');
	expect(openMatter(memory, '2026-05-04T10:00:00.000Z').unresolvedSince).toBe('2026-05-04T09:00:00.000Z');
});

it('a reopened conversation knows what was told and tried, and asks for proof again', () => {
	expect(returnMemory({ ...memory, verified: true, offeredHuman: true })).toEqual({ ...memory, asked: [], pendingIntent: undefined, offeredHuman: false, verified: true });
	const reopened = reopenMemory({ ...memory, verified: true, offeredHuman: true });
	expect(reopened).toEqual({ ...memory, asked: [], pendingIntent: undefined, offeredHuman: false, unresolvedSince: undefined, verified: false });
});
