import { buildCrmRecord, buildGenericRequest, driveCrm, mergeCustomer, planGenericJson, type CrmEnvelope, type CrmOperation, type CrmRequest, type CrmResponse } from '../../../core/crm';
import { angryEnvelope, HOSTILE, NOW } from '../context/samples';

describe('buildCrmRecord', () => {
	it('says who wrote, what they want and how it ended', () => {
		expect(buildCrmRecord(angryEnvelope(), NOW)).toMatchObject({
			schema: 'crm-record/1', inbox: 'main', customer: { id: 'c1', name: 'Lena Vogt', email: 'lena@example.org', verified: false },
			interaction: { at: NOW, channel: 'webChat', summary: 'Handed to a person: Where is my order 1042?' },
			ticket: { subject: 'Where is my order 1042?', priority: 'high', status: 'open', tags: ['webChat', 'orderStatus', 'en', 'humanRequested', 'negativeSentiment'] },
		});
	});

	it.each<[string, CrmEnvelope, string]>([
		['a resolved conversation', { conversation: { status: 'resolved' } }, 'solved'],
		['an answer', { decision: { outcome: 'answer' } }, 'waiting'],
		['an offer', { decision: { outcome: 'offerHuman' } }, 'waiting'],
		['a draft', { decision: { outcome: 'reviewDraft' } }, 'open'],
		['a handoff', { decision: { outcome: 'escalate' } }, 'open'],
		['no decision', {}, 'open'],
	])('gives %s its state', (_name, envelope, status) => {
		expect(buildCrmRecord(envelope, NOW).ticket.status).toBe(status);
	});

	it('puts the answer that was given into the note', () => {
		const envelope: CrmEnvelope = { message: { text: 'How do I return it?' }, decision: { outcome: 'answer' }, answer: { kind: 'answered', text: 'Within\n30 days.' } };
		expect(buildCrmRecord(envelope, NOW).interaction).toMatchObject({ summary: 'Answered by the assistant: How do I return it?', note: expect.stringContaining('ANSWER\n  Within 30 days.') });
	});

	it('gives the same message the same keys, and other messages, conversations and inboxes others', () => {
		const keys = (over: Parameters<typeof angryEnvelope>[0] = {}) => buildCrmRecord(angryEnvelope(over), NOW).keys;
		expect(keys({ customer: { name: 'Changed' } })).toEqual(keys());
		expect(keys({ message: { id: 'm2' } })).toEqual({ ...keys(), interaction: expect.not.stringMatching(keys().interaction) });
		expect(keys({ conversation: { id: 'v2' } }).ticket).not.toBe(keys().ticket);
		expect(buildCrmRecord({ ...angryEnvelope(), inbox: 'other' }, NOW).keys.ticket).not.toBe(keys().ticket);
		expect(Object.values(keys()).every((key) => /^[a-z0-9]{32}$/u.test(key))).toBe(true);
	});

	it('keeps messages without any ids apart', () => {
		const key = (text: string) => buildCrmRecord({ message: { id: '', text, receivedAt: NOW }, conversation: { id: '' } }, NOW).keys.ticket;
		expect(key('a')).toBe(key('a'));
		expect(key('a')).not.toBe(key('b'));
	});

	it('works with nothing', () => {
		expect(buildCrmRecord({}, NOW)).toMatchObject({ inbox: 'main', customer: { id: '', verified: false }, interaction: { at: NOW, channel: 'other' } });
	});

	it.each([['lena@example.org', true], [' a@b.co ', true], ['müller@köln.example', true], ['a@b', false], ['a b@c.de', false], ['x"@c.de', false], [`${'a'.repeat(1_000_000)}@`, false]])('takes %.40s for an address: %p', (email, taken) => {
		expect('email' in buildCrmRecord({ customer: { email } }, NOW).customer).toBe(taken);
	});

	it('masks what is secret in a subject', () => {
		const record = buildCrmRecord({ message: { text: 'Hello', subject: 'Card 4242 4242 4242 4242 was charged twice' } }, NOW);
		expect(record.ticket.subject).toBe('Card •••• 4242 was charged twice');
	});

	it('stays small and on one line where a line is meant, whatever was written', () => {
		const record = buildCrmRecord({ message: { text: HOSTILE.repeat(5000), subject: `a\n${HOSTILE}` }, customer: { name: HOSTILE.repeat(100) } }, NOW);
		expect(record.ticket.subject).toMatch(/^[^\n]{1,150}$/u);
		expect(record.customer.name?.length).toBeLessThanOrEqual(100);
		expect(JSON.stringify(record).length).toBeLessThan(100_000);
		expect(JSON.stringify(record)).not.toMatch(/\u202e|\\ud800/u);
	});
});

describe('planGenericJson', () => {
	const record = buildCrmRecord(angryEnvelope(), NOW);
	const run = async (response: CrmResponse, operation: CrmOperation = 'upsertTicket', url = 'https://crm.example/hook', memory = new Map<string, string>()) => {
		const sent: CrmRequest[] = [];
		const result = await driveCrm(planGenericJson(operation, record, { url }), {
			send: async (request) => { sent.push(request); return response; },
			recall: async (key) => memory.get(key),
			remember: async (key, value) => { memory.set(key, value); return value; },
			wait: async () => undefined,
		});
		return { result, sent, memory };
	};

	it('asks a busy endpoint again, but never twice while a customer waits', async () => {
		const ask = async (patience: boolean): Promise<number> => {
			let asked = 0;
			await driveCrm(planGenericJson('lookUp', record, { url: 'https://crm.example/hook' }), {
				send: async () => { asked += 1; return { status: 503, body: {} }; },
				recall: async () => undefined,
				remember: async (_key, value) => value,
				wait: async () => undefined,
			}, { patience });
			return asked;
		};
		expect([await ask(true), await ask(false)]).toEqual([3, 1]);
	});

	it('sends the record once, with a key', async () => {
		const { result, sent, memory } = await run({ status: 200, body: { id: 77 } });
		expect(result).toEqual({ kind: 'done', links: { ticket: '77' }, did: ['sent'] });
		expect(sent).toMatchObject([{ method: 'POST', url: 'https://crm.example/hook', headers: { 'Idempotency-Key': `upsertTicket-${record.keys.interaction}` }, body: { operation: 'upsertTicket', record } }]);
		const again = await run({ status: 200, body: {} }, 'upsertTicket', 'https://crm.example/hook', memory);
		expect(again).toMatchObject({ result: { kind: 'done', links: { ticket: '77' }, did: [] }, sent: [] });
	});

	it.each([[204, undefined], [200, 'OK'], [200, { id: {} }]])('takes %i with body %j for done', async (status, body) => {
		expect((await run({ status, body })).result).toEqual({ kind: 'done', links: {}, did: ['sent'] });
	});

	it('tries three times while the endpoint is busy', async () => {
		const { result, sent } = await run({ status: 503, body: '' });
		expect(result).toMatchObject({ kind: 'failed', retry: true });
		expect(sent).toHaveLength(3);
	});

	it.each([[''], ['ftp://x'], ['javascript:alert(1)'], ['http://'], ['not an address']])('asks for an address instead of %j', async (url) => {
		expect(await run({ status: 200, body: {} }, 'upsertTicket', url)).toMatchObject({ result: { kind: 'failed', problem: expect.stringContaining('http'), retry: false }, sent: [] });
	});

	it('sends no words of the conversation with a look-up', () => {
		expect(JSON.stringify(buildGenericRequest('lookUp', record, 'https://x.example').body)).not.toMatch(/order 1042|THIRD/u);
	});

	it('reads what the endpoint tells of a customer, and only that', async () => {
		const history = [{ at: '2026-01-02', summary: 'Lamp', channel: 'email', result: 'solved' }, { at: 'x', summary: 'y' }, null];
		const { result } = await run({ status: 200, body: { customer: { tier: 'gold', vip: 'yes', value: '900', verified: true, id: 'evil', history } } }, 'lookUp');
		expect(result).toEqual({ kind: 'done', links: {}, did: ['lookedUp'], customer: { tier: 'gold', vip: true, value: 900, history: [{ at: '2026-01-02T00:00:00.000Z', channel: 'email', summary: 'Lamp', result: 'solved' }] } });
	});

	it.each([[404, 'no'], [200, null], [200, { customer: 'x' }]])('knows no customer from %i %j', async (status, body) => {
		expect((await run({ status, body }, 'lookUp')).result).toEqual({ kind: 'done', links: {}, did: ['lookedUp'] });
	});
});

describe('mergeCustomer', () => {
	const customer = { id: 'c1', verified: false, tier: 'silver', history: [{ at: '2026-01-01T00:00:00.000Z', channel: 'webChat' as const, summary: 'old' }] };

	it('adds what was unknown, keeps what was known, newest contact first', () => {
		const found = { tier: 'gold', vip: true, value: 0, history: [{ at: '2026-02-01T00:00:00.000Z', channel: 'email' as const, summary: 'new' }] };
		expect(mergeCustomer(customer, found)).toEqual({ id: 'c1', verified: false, tier: 'silver', vip: true, value: 0, history: [found.history[0], customer.history[0]] });
	});

	it('keeps ten contacts at most', () => {
		const many = Array.from({ length: 20 }, (_, index) => ({ at: `2026-03-${String(index + 1).padStart(2, '0')}T00:00:00.000Z`, channel: 'email' as const, summary: 's' }));
		expect(mergeCustomer(customer, { history: many }).history).toHaveLength(10);
	});
});
