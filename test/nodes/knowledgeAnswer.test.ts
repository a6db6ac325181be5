import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { connect, runNodes, type TestOptions, type TestRun } from './engine';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, jsonOf, openRealLedger, runNode, seedKnowledge, shownSettings, UNREACHABLE_MODEL, webhookItem, withBrokenLedger } from './fixtures';

const TYPE = 'knowledgeAnswer';
const ORDER_QUESTION = 'Where is my order 1042? My e-mail is ada@example.com';
const ORDER = { number: 1042, email: 'Ada@Example.com', status: 'on its way' };

beforeAll(async () => {
	await seedKnowledge();
});

describe('answering from articles', () => {
	it.each(ERROR_SETTINGS)('answers the known, has no answer to the unknown, and none where it fails (%s)', async (onError) => {
		const known = envelope('How long does delivery take?');
		const unknown = envelope('Do you sell submarines?');
		const damaged = damagedEnvelope('How long does delivery take?');
		expect(await runNode({ type: TYPE, onError }, [known, unknown, {}, damaged])).toEqual([
			[{ ...known, answer: expect.objectContaining({ kind: 'answered', text: expect.stringContaining('two to four working days'), sources: [expect.objectContaining({ id: 'delivery' })] }) }],
			[],
			[
				{ ...unknown, answer: expect.objectContaining({ kind: 'none' }) },
				{ answer: expect.objectContaining({ kind: 'none' }) },
				{ ...damaged, error: { node: 'Node', message: expect.any(String) } },
			],
		]);
	});

	it('has no answer when the ledger cannot be opened', async () => {
		const item = envelope('How long does delivery take?');
		expect(await withBrokenLedger(() => runNode({ type: TYPE }, [item]))).toEqual([[], [], [{ ...item, error: { node: 'Node', message: expect.any(String) } }]]);
	});

	it('has no answer when it must be surer than it is', async () => {
		const outputs = await runNode({ type: TYPE, parameters: { answerAbove: 1 } }, [envelope('How long does delivery take?')]);
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 1]);
	});

	it('gives the passage when the model cannot be reached, and says so', async () => {
		const node = { name: 'Node', type: TYPE, parameters: { engine: 'model' }, credentials: ['hybridSupportModelApi'] };
		const run = await runNodes([node], [envelope('How long does delivery take?')], { credential: UNREACHABLE_MODEL });
		expect(jsonOf(run, 'Node')[0]?.[0]?.answer).toMatchObject({ kind: 'answered', engine: { name: 'local', fellBack: expect.any(String) } });
	});

	it('notices at once what was written at the desk', async () => {
		const question = envelope('Where is your shop in Graz?', { inbox: 'growing' });
		expect((await runNode({ type: TYPE }, [question]))[2]).toHaveLength(1);
		const ledger = await openRealLedger();
		await ledger.upsertArticles('growing', [{ id: 'graz', title: 'Our shop in Graz', body: 'Our shop in Graz is at Herrengasse 7.', questions: ['where is your shop in Graz'], enabled: true, updatedAt: '2026-03-04T10:00:00.000Z' }]);
		expect((await runNode({ type: TYPE }, [question]))[0]).toHaveLength(1);
	});
});

describe('answering from looked-up data', () => {
	/** Triage and Answer, then a foreign look-up, then Answer From Data, all in one run. */
	async function lookUp(questions: readonly string[], options: TestOptions, lookupType = 'replace', onError?: 'continueRegularOutput'): Promise<TestRun> {
		const nodes = [
			{ name: 'Triage', type: 'triage' },
			{ name: 'Answer', type: TYPE },
			{ name: 'Look Up', type: lookupType, ...(onError === undefined ? {} : { onError }) },
			{ name: 'From Data', type: TYPE, parameters: { operation: 'answerFromData' } },
		];
		const connections = connect(['Start', 0, 'Triage'], ['Triage', 0, 'Answer'], ['Answer', 1, 'Look Up'], ['Look Up', 0, 'From Data']);
		return await runNodes(nodes, questions.map((question) => envelope(question)), { connections, ...options });
	}

	it('looks up only once what it needs is known', async () => {
		const run = await lookUp(['Where is my order 1042?'], {});
		expect(jsonOf(run, 'Answer').map((items) => items.length)).toEqual([1, 0, 0]);
		expect(jsonOf(run, 'Answer')[0]?.[0]?.answer).toMatchObject({ kind: 'askDetails', asksAnyOf: ['email', 'postcode'] });
		expect(run.runs('Look Up')).toBe(0);
	});

	it('gives the look-up what the customer said', async () => {
		const run = await lookUp([ORDER_QUESTION], {});
		expect(jsonOf(run, 'Answer')[1]?.[0]?.answer).toMatchObject({ kind: 'needsData', lookup: { orderNumber: '1042', email: 'ada@example.com' } });
	});

	it('tells the order to the customer it belongs to, with the customer\'s item restored', async () => {
		const run = await lookUp([ORDER_QUESTION], { replace: () => ORDER });
		expect(run.error).toBeUndefined();
		const asked = jsonOf(run, 'Answer')[1]?.[0];
		expect(jsonOf(run, 'From Data')).toEqual([
			[{ ...asked, answer: expect.objectContaining({ kind: 'answered', text: 'Order 1042 is on its way.', verification: 'matched' }) }], [], [],
		]);
	});

	it.each([
		['another customer\'s', { ...ORDER, email: 'someone@example.com' }],
		['another order', { ...ORDER, orderNumber: 9999 }],
		['one without an owner', { number: 1042, status: 'on its way' }],
		['an empty one', {}],
	])('tells nothing of %s record, and does not say which it was', async (_, record) => {
		const run = await lookUp([ORDER_QUESTION], { replace: () => record });
		const [answered, needsData, none] = jsonOf(run, 'From Data');
		expect([needsData, none]).toEqual([[], []]);
		expect(answered?.[0]?.answer).toEqual(expect.objectContaining({ kind: 'askDetails', verification: 'failed' }));
		expect(answered?.[0]?.answer).not.toHaveProperty('text');
		expect(JSON.stringify(answered?.[0]?.answer)).not.toContain('on its way');
		expect(answered?.[0]).toMatchObject({ own: { kept: true }, message: { text: ORDER_QUESTION } });
	});

	it.each([
		['a text', 'The service is down'],
		['an object', { message: 'The service is down', status: 503 }],
	])('has no answer when the look-up says it failed (%s)', async (_, error) => {
		const run = await lookUp([ORDER_QUESTION], { replace: () => ({ error }) as IDataObject });
		const asked = jsonOf(run, 'Answer')[1]?.[0];
		expect(jsonOf(run, 'From Data')).toEqual([[], [], [{ ...asked, error: { node: 'From Data', message: expect.stringContaining('look-up failed') } }]]);
	});

	it('has no answer when the look-up broke and n8n handed on what it got', async () => {
		const run = await lookUp([ORDER_QUESTION], {}, 'fail', 'continueRegularOutput');
		const asked = jsonOf(run, 'Answer')[1]?.[0];
		expect(jsonOf(run, 'From Data')).toEqual([[], [], [{ ...asked, error: { node: 'From Data', message: expect.stringContaining('look-up failed') } }]]);
	});

	it('has no answer when the topic was deleted meanwhile', async () => {
		const ledger = await openRealLedger();
		await seedKnowledge('fleeting');
		const nodes = [{ name: 'Answer', type: TYPE }, { name: 'Look Up', type: 'replace' }, { name: 'From Data', type: TYPE, parameters: { operation: 'answerFromData' } }];
		const triaged = (await runNode({ type: 'triage' }, [envelope(ORDER_QUESTION, { inbox: 'fleeting' })]))[0]?.[0] ?? {};
		await ledger.deleteIntents('fleeting', ['orderStatus']);
		const connections = connect(['Start', 0, 'Answer'], ['Answer', 2, 'Look Up'], ['Look Up', 0, 'From Data']);
		const run = await runNodes(nodes, [triaged], { connections, replace: () => ORDER });
		expect(jsonOf(run, 'From Data').map((items) => items.length)).toEqual([0, 0, 1]);
		expect(jsonOf(run, 'From Data')[2]?.[0]?.error).toMatchObject({ message: expect.stringContaining('topic') });
	});

	it('finds each customer again when there are several', async () => {
		const questions = [ORDER_QUESTION, 'Where is my order 2077? My e-mail is noor@example.com'];
		const orders = [{ number: 1042, email: 'ada@example.com', status: 'packed' }, { number: 2077, email: 'noor@example.com', status: 'delivered' }];
		const run = await lookUp([questions[0]!, 'How long does delivery take?', questions[1]!], { replace: (_, index) => orders[index]! });
		const told = (jsonOf(run, 'From Data')[0] ?? []) as unknown as Envelope[];
		expect(told.map(({ message, answer }) => [message.text, answer?.text])).toEqual([[questions[0], 'Order 1042 is packed.'], [questions[1], 'Order 2077 is delivered.']]);
	});

	it('stops the run when the look-up lost the link to the customer, and says what to do', async () => {
		const run = await lookUp([ORDER_QUESTION, ORDER_QUESTION, ORDER_QUESTION], { replace: () => ORDER, keepsLinks: false });
		expect(run.error).toMatchObject({ message: expect.stringContaining('cannot be found'), description: expect.stringContaining('paired items') });
	});

	it('stops the run without a Knowledge Answer before it, and says what to wire', async () => {
		const run = await runNodes([{ name: 'From Data', type: TYPE, parameters: { operation: 'answerFromData' } }], [ORDER]);
		expect(run.error).toMatchObject({ message: expect.stringContaining('cannot be found'), description: expect.stringContaining('Needs Data') });
	});
});

describe('feeding the knowledge', () => {
	const inbox = 'fed';
	const upsert = { resource: 'article', operation: 'upsert', inbox };

	it('keeps an article, lists it and deletes it', async () => {
		const row = { id: 'hours', title: 'Opening hours', body: 'We are open from 9 to 5.', sheetRow: 4 };
		expect(await runNode({ type: TYPE, parameters: upsert }, [row])).toEqual([[{ ...row, article: expect.objectContaining({ id: 'hours', title: 'Opening hours', enabled: true }) }], [], []]);
		expect((await runNode({ type: TYPE, parameters: { ...upsert, operation: 'getAll' } }, [{}]))[0]?.[0]).toEqual({ articles: [expect.objectContaining({ id: 'hours' })] });
		expect((await runNode({ type: TYPE, parameters: { ...upsert, operation: 'delete' } }, [row, row]))[0]?.map(({ deleted }) => deleted)).toEqual([1, 0]);
		expect((await runNode({ type: TYPE, parameters: { ...upsert, operation: 'getAll' } }, [{}]))[0]?.[0]).toEqual({ articles: [] });
	});

	it('reads articles from fields of any name', async () => {
		const parameters = { ...upsert, idField: 'key', titleField: 'heading', bodyField: 'content' };
		const [kept] = await runNode({ type: TYPE, parameters }, [{ key: 'k', heading: 'Gift cards', content: 'They never expire.' }]);
		expect(kept?.[0]?.article).toMatchObject({ id: 'k', title: 'Gift cards', body: 'They never expire.' });
	});

	it('keeps a topic, lists it and deletes it', async () => {
		const row = { name: 'giftCards', examples: 'do you have gift cards\ncan I buy a voucher\nis there a gift card' };
		const parameters = { resource: 'intent', inbox };
		expect((await runNode({ type: TYPE, parameters: { ...parameters, operation: 'upsert' } }, [row]))[0]?.[0]).toEqual({ ...row, intent: expect.objectContaining({ name: 'giftCards' }) });
		expect((await runNode({ type: TYPE, parameters: { ...parameters, operation: 'getAll' } }, [{}]))[0]?.[0]).toEqual({ intents: [expect.objectContaining({ name: 'giftCards' })] });
		expect((await runNode({ type: TYPE, parameters: { ...parameters, operation: 'delete' } }, [row]))[0]?.[0]).toMatchObject({ deleted: 1 });
	});

	it.each([
		['article', { id: 'x', title: '', body: 'Words' }],
		['intent', { name: 'x', examples: '' }],
	])('stops the run for an %s that is none, and says where to look', async (resource, row) => {
		const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { resource, operation: 'upsert', inbox } }], [row]);
		expect(run.error).toMatchObject({ message: expect.any(String), description: expect.stringContaining('fields') });
	});

	it('goes on after a bad row with continue on fail: the good are kept, the bad leaves by No Answer', async () => {
		const bad = { title: '', body: '' };
		const outputs = await runNode({ type: TYPE, parameters: { ...upsert, inbox: 'rows' }, onError: 'continueRegularOutput' }, [bad, { title: 'Good', body: 'Words.' }]);
		expect(outputs).toEqual([[expect.objectContaining({ article: expect.objectContaining({ title: 'Good' }) })], [], [{ ...bad, error: expect.objectContaining({ node: 'Node' }) }]]);
	});

	it.each(['article', 'intent'])('sends an %s the ledger cannot keep to No Answer', async (resource) => {
		const row = { id: 'x', title: 'T', body: 'B', name: 'topic', examples: 'one\ntwo\nthree' };
		const outputs = await withBrokenLedger(() => runNode({ type: TYPE, parameters: { resource, operation: 'upsert', inbox } }, [row]));
		expect(outputs).toEqual([[], [], [{ ...row, error: { node: 'Node', message: expect.any(String) } }]]);
	});
});

it('asks for exactly the settings it shows', async () => {
	const editing = ['article', 'intent'].flatMap((resource) => ['upsert', 'delete', 'getAll'].map((operation) => ({ parameters: { resource, operation } })));
	const asked = await askedSettings(TYPE, [{}, { parameters: { engine: 'model' }, credentials: ['hybridSupportModelApi'] }, { parameters: { operation: 'answerFromData' } }, ...editing], webhookItem('hi'));
	expect(asked).toEqual(shownSettings(TYPE));
});
