/** Whole conversations through several nodes in one run, with the real ledger. */
import { Expression, ExpressionError, type IConnections, type IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { connect, runNodes, type TestNode, type TestOptions, type TestRun } from './engine';
import { jsonOf, openRealLedger, openTestLedger, seedKnowledge, webhookItem } from './fixtures';

/** The nodes of the product's own template, Support Intake in the trigger's place. */
const NODES: readonly TestNode[] = [
	{ name: 'Intake', type: 'supportIntake' },
	{ name: 'Triage', type: 'triage' },
	{ name: 'Mood', type: 'sentimentGate' },
	{ name: 'Knowledge', type: 'knowledgeAnswer' },
	{ name: 'Look Up', type: 'replace' },
	{ name: 'From Data', type: 'knowledgeAnswer', parameters: { operation: 'answerFromData' } },
	{ name: 'Decision', type: 'escalationDecision' },
	{ name: 'Packager', type: 'contextPackager' },
	{ name: 'Handoff', type: 'humanHandoff' },
	{ name: 'Gate', type: 'replyGate' },
	{ name: 'Send', type: 'replace' },
	{ name: 'Confirm', type: 'replyGate', parameters: { operation: 'confirm' } },
];

const WIRES: IConnections = connect(
	['Start', 0, 'Intake'], ['Intake', 0, 'Triage'], ['Triage', 0, 'Mood'],
	['Mood', 0, 'Knowledge'], ['Mood', 1, 'Decision'],
	['Knowledge', 0, 'Decision'], ['Knowledge', 1, 'Look Up'], ['Knowledge', 2, 'Decision'],
	['Look Up', 0, 'From Data'], ['From Data', 0, 'Decision'], ['From Data', 2, 'Decision'],
	['Decision', 0, 'Gate'], ['Decision', 1, 'Gate'], ['Decision', 2, 'Gate'], ['Decision', 3, 'Gate'], ['Decision', 4, 'Packager'],
	['Packager', 0, 'Handoff'], ['Handoff', 0, 'Gate'], ['Handoff', 1, 'Gate'], ['Handoff', 2, 'Gate'],
	['Gate', 0, 'Send'], ['Send', 0, 'Confirm'],
);

const ORDERS: Readonly<Record<string, IDataObject>> = { 1042: { number: 1042, email: 'ada@example.com', postcode: '8010', status: 'on its way' } };

/** What the shop's own look-up node would do. */
function findOrder(item: IDataObject): IDataObject {
	const { lookup } = (item.answer ?? {}) as { lookup?: { orderNumber?: string } };
	return lookup === undefined ? { id: 'provider-1' } : (ORDERS[lookup.orderNumber ?? ''] ?? {});
}

let messages = 0;

/** One customer message through the whole path. */
async function say(text: string, thread: string, options: TestOptions = {}): Promise<TestRun> {
	const run = await runNodes(NODES, [webhookItem(text, { conversation: thread, messageId: `path-${messages++}` })], { connections: WIRES, replace: findOrder, ...options });
	if (run.error !== undefined) throw run.error;
	return run;
}

/** The one item a node gave, with its output. */
function leaving(run: TestRun, name: string): { readonly output: number; readonly item: IDataObject & Envelope } {
	const items = jsonOf(run, name).flatMap((each, output) => each.map((item) => ({ output, item: item as IDataObject & Envelope })));
	expect(items).toHaveLength(1);
	return items[0]!;
}

async function outcomeOf({ inbox, conversation, message }: Envelope): Promise<string | undefined> {
	const desk = await (await openRealLedger()).openConversation(inbox, conversation.id, undefined, new Date().toISOString());
	return desk?.entries.find((entry) => entry.kind === 'outcome' && entry.messageId === message.id)?.outcome;
}

beforeAll(async () => {
	await seedKnowledge();
});

it('answers what is known, once, and remembers it', async () => {
	const run = await say('How long does delivery take?', 'delivery');
	const { output, item } = leaving(run, 'Confirm');
	expect(output).toBe(2);
	expect(item.decision?.outcome).toBe('answer');
	expect(item.reply).toMatchObject({ status: 'sent', text: expect.stringContaining('two to four working days') });
	expect(item.body).toMatchObject({ text: 'How long does delivery take?' });
	expect(await outcomeOf(item)).toBe('answered');
	expect(run.runs('Handoff')).toBe(0);
});

it('asks for what a look-up needs, and tells the order once the customer has proved it is theirs', async () => {
	const asked = leaving(await say('Where is my order 1042?', 'order'), 'Confirm');
	expect(asked.item.reply?.text).toMatch(/e-mail|postcode/u);
	expect(await outcomeOf(asked.item)).toBe('clarified');
	const told = leaving(await say('ada@example.com', 'order'), 'Confirm');
	expect(told.item.reply?.text).toBe('Order 1042 is on its way.');
	expect(await outcomeOf(told.item)).toBe('answered');
});

it('never tells an order to somebody whose e-mail is not the order\'s', async () => {
	const run = await say('Where is my order 1042? My e-mail is mallory@example.com', 'stranger');
	expect(leaving(run, 'From Data').item.answer).toMatchObject({ kind: 'askDetails', verification: 'failed' });
	expect(leaving(run, 'Confirm').item.reply?.text).not.toContain('on its way');
});

it('hands what it cannot look up to a person', async () => {
	const run = await say('Where is my order 1042? My e-mail is ada@example.com', 'broken', {
		replace: (item) => ((item.answer as { lookup?: object } | undefined)?.lookup === undefined ? {} : { error: 'The shop does not answer' }),
	});
	const { output, item } = leaving(run, 'Decision');
	expect(output).toBe(4);
	expect(item.decision?.reasons.map(({ code }) => code)).toContain('toolFailure');
	expect(item.message.text).toContain('1042');
	expect(await outcomeOf(item)).toBe('handedOff');
});

it.each([
	['who is angry', 'I am furious, this is the worst service I have ever had!', 'negativeSentiment'],
	['who asks for one', 'Can I talk to a human please?', 'humanRequested'],
	['on a topic kept for people', 'I want to complain about your staff', 'humanOnlyIntent'],
])('brings a customer to a person %s, with everything packed, and says so only after it is true', async (_, text, code) => {
	const run = await say(text, `handoff ${code}`);
	const { item } = leaving(run, 'Confirm');
	expect(item.decision).toMatchObject({ outcome: 'escalate', reasons: expect.arrayContaining([expect.objectContaining({ code })]) });
	expect(item.packet?.data.transcript.map((turn) => turn.text)).toContain(text);
	expect(item.handoff).toMatchObject({ result: 'queued', epoch: item.conversation.epoch + 1 });
	expect(item.reply).toMatchObject({ status: 'sent', text: expect.any(String) });
	expect(await outcomeOf(item)).toBe('handedOff');
});

it('runs no engine on what a customer writes to a person', async () => {
	const first = leaving(await say('Can I talk to a human please?', 'with people'), 'Confirm').item;
	const run = await say('Are you there?', 'with people');
	const { output, item } = leaving(run, 'Intake');
	expect(output).toBe(1);
	expect(item.conversation).toMatchObject({ id: first.conversation.id, owner: 'queue' });
	expect(run.runs('Triage')).toBe(0);
});

it('says nothing a second time when the same message is delivered again', async () => {
	const item = webhookItem('How long does delivery take?', { conversation: 'again', messageId: 'again' });
	const first = await runNodes(NODES, [item], { connections: WIRES, replace: findOrder });
	const second = await runNodes(NODES, [item], { connections: WIRES, replace: findOrder, executionId: '2' });
	expect(leaving(first, 'Confirm').output).toBe(2);
	expect(leaving(second, 'Intake')).toMatchObject({ output: 2, item: { ignored: { reason: 'repeated' } } });
	expect(second.runs('Gate')).toBe(0);
});

it('holds a reply when a person takes the conversation while it is being made', async () => {
	const ledger = await openRealLedger();
	const connections = connect(['Start', 0, 'Intake'], ['Intake', 0, 'Triage'], ['Triage', 0, 'Knowledge'], ['Knowledge', 0, 'Decision']);
	const before = leaving(await runNodes(NODES, [webhookItem('How long does delivery take?', { conversation: 'taken', messageId: 'taken' })], { connections }), 'Decision').item;
	await ledger.move(before.inbox, before.conversation.id, { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false }, { kind: 'take' }, new Date().toISOString());
	const late = await runNodes([{ name: 'Gate', type: 'replyGate' }], [before]);
	expect(leaving(late, 'Gate')).toMatchObject({ output: 3, item: { reply: { status: 'held', held: 'staleEpoch' } } });
	expect(await outcomeOf(before)).toBe('relayed');
});

it('keeps several customers of one run apart', async () => {
	const texts = ['How long does delivery take?', 'Can I talk to a human please?', 'Do you sell submarines?'];
	const items = texts.map((text, index) => webhookItem(text, { conversation: `together ${index}`, messageId: `together ${index}` }));
	const run = await runNodes(NODES, items, { connections: WIRES, replace: findOrder });
	expect(run.error).toBeUndefined();
	const ends = Array.from({ length: run.runs('Confirm') }, (_, index) => jsonOf(run, 'Confirm', index).flat()).flat() as unknown as Envelope[];
	expect(Object.fromEntries(ends.map(({ message, decision }) => [message.text, decision?.outcome]))).toEqual({ [texts[0]!]: 'answer', [texts[1]!]: 'escalate', [texts[2]!]: 'offerHuman' });
	expect(ends.every(({ reply }) => reply?.status === 'sent')).toBe(true);
});

it('leaves nothing of a manual run in the real ledger', async () => {
	await (await openTestLedger()).upsertArticles('main', (await (await openRealLedger()).loadKnowledge('main')).articles);
	const before = await (await openRealLedger()).lastSeq();
	const run = await say('How long does delivery take?', 'manual', { mode: 'manual' });
	const { item } = leaving(run, 'Confirm');
	expect(item.reply).toMatchObject({ status: 'sent' });
	const real = await openRealLedger();
	expect(await real.lastSeq()).toBe(before);
	expect(await real.loadEnvelope(item.inbox, item.message.id)).toBeUndefined();
	expect(await (await openTestLedger()).loadEnvelope(item.inbox, item.message.id)).toBeDefined();
});

describe('expressions', () => {
	/** Counts what reaches n8n's expression engine; the engine itself is not started in tests. */
	function countEvaluations(): { readonly evaluated: string[]; readonly restore: () => void } {
		const evaluated: string[] = [];
		const spy = jest.spyOn(Expression.prototype as unknown as { renderExpression: (expression: string) => unknown }, 'renderExpression').mockImplementation((expression) => {
			evaluated.push(expression);
			throw new ExpressionError('Not in this test');
		});
		return { evaluated, restore: () => spy.mockRestore() };
	}

	it.each(['How long does delivery take?', 'Where is my order 1042? My e-mail is ada@example.com', 'Can I talk to a human please?'])('never reach n8n\'s engine on the path of "%s"', async (text) => {
		const { evaluated, restore } = countEvaluations();
		try {
			expect(leaving(await say(text, `expressions ${text}`), 'Confirm').item.reply).toMatchObject({ status: 'sent' });
		} finally {
			restore();
		}
		expect(evaluated).toEqual([]);
	});

	it('would be counted if there were one', async () => {
		const { evaluated, restore } = countEvaluations();
		try {
			await runNodes([{ name: 'Intake', type: 'supportIntake', parameters: { inbox: '={{ $json.inbox }}' } }], [webhookItem('hi')]);
		} finally {
			restore();
		}
		expect(evaluated.length).toBeGreaterThan(0);
	});
});
