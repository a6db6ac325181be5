import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import type { Answer } from '../../core/knowledge/knowledge';
import { connect, runNodes, WORKFLOW_ID, type TestOptions, type TestRun } from './engine';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, jsonOf, openRealLedger, recordMessage, runNode, shownSettings, webhookItem, withBrokenLedger } from './fixtures';

const TYPE = 'replyGate';
const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
const ANSWER: Answer = { kind: 'answered', text: 'Two to four working days.', confidence: 0.9, sources: [], suggestions: [], engine: { name: 'local' } };

/** A recorded message with an answer ready to be said. */
async function recordAnswered(more?: IDataObject): Promise<IDataObject & Envelope> {
	return { ...(await recordMessage('How long does delivery take?', more)), answer: ANSWER } as IDataObject & Envelope;
}

/** How many items left by each output. */
function counts(outputs: readonly IDataObject[][]): readonly number[] {
	return outputs.map((items) => items.length);
}

/** What was said in the conversation until now. */
async function turnsOf({ inbox, conversation }: Envelope): Promise<readonly string[]> {
	const desk = await (await openRealLedger()).openConversation(inbox, conversation.id, undefined, new Date().toISOString());
	return (desk?.entries ?? []).filter(({ kind }) => kind === 'message' || kind === 'reply').map(({ author, text }) => `${author}: ${text}`);
}

describe('claiming', () => {
	it.each(ERROR_SETTINGS)('lets the good be sent and holds everything else with a note (%s)', async (onError) => {
		const good = await recordAnswered();
		const bare = { ...webhookItem('hi'), answer: ANSWER } as unknown as IDataObject;
		const unknown = envelope('hi', { answer: ANSWER });
		const silent = await recordMessage('hi');
		const escalated = { ...(await recordMessage('hi')), decision: { outcome: 'escalate', reasons: [] } } as unknown as IDataObject;
		const damaged = { ...damagedEnvelope('hi'), answer: ANSWER } as unknown as IDataObject;
		expect(await runNode({ type: TYPE, onError }, [good, bare, unknown, silent, escalated, damaged])).toEqual([
			[{ ...good, reply: { id: expect.any(String), text: ANSWER.text, status: 'claimed', delivered: false, to: good.customer.email ?? expect.any(String) } }],
			[],
			[],
			[
				{ ...bare, reply: { status: 'held', held: 'unknownConversation', delivered: false, note: expect.stringContaining('Support Intake') } },
				{ ...unknown, reply: expect.objectContaining({ status: 'held', held: 'unknownConversation', note: expect.any(String) }) },
				{ ...silent, reply: expect.objectContaining({ status: 'held', held: 'nothingToSay', note: expect.stringContaining('Escalation Decision') }) },
				{ ...escalated, reply: expect.objectContaining({ status: 'held', held: 'nothingToSay', note: expect.stringContaining('Human Handoff') }) },
				{ ...damaged, error: { node: 'Node', message: expect.any(String) } },
			],
		]);
	});

	it('says the same thing once, however often it is asked to', async () => {
		const item = await recordAnswered();
		const outputs = [await runNode({ type: TYPE }, [item, item]), await runNode({ type: TYPE }, [item], { executionId: '2' })];
		expect(outputs.map(counts)).toEqual([[1, 0, 0, 1], [0, 0, 0, 1]]);
		expect(outputs[1]?.[3]?.[0]?.reply).toMatchObject({ status: 'held', held: 'alreadyAnswered' });
	});

	it('says nothing while a person has the conversation', async () => {
		const item = await recordAnswered();
		await (await openRealLedger()).move(item.inbox, item.conversation.id, ADA, { kind: 'take' }, new Date().toISOString());
		const outputs = await runNode({ type: TYPE }, [item]);
		expect(counts(outputs)).toEqual([0, 0, 0, 1]);
		expect(outputs[3]?.[0]?.reply).toMatchObject({ status: 'held', delivered: false });
		expect(await turnsOf(item)).toEqual(['customer: How long does delivery take?']);
	});

	it('holds a reply made before the conversation changed hands, also when the assistant has it again', async () => {
		const item = await recordAnswered();
		const ledger = await openRealLedger();
		const now = new Date().toISOString();
		await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'take' }, now);
		await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'return' }, now);
		const outputs = await runNode({ type: TYPE }, [item]);
		expect(outputs[3]?.[0]?.reply).toMatchObject({ status: 'held', held: 'staleEpoch', note: expect.any(String) });
	});

	it('leaves a draft for a person\'s yes', async () => {
		const item = { ...(await recordAnswered()), decision: { outcome: 'reviewDraft', reasons: [] } } as unknown as IDataObject & Envelope;
		const outputs = await runNode({ type: TYPE }, [item]);
		expect(counts(outputs)).toEqual([0, 0, 0, 1]);
		expect(outputs[3]?.[0]?.reply).toMatchObject({ status: 'draft', held: 'awaitingApproval', text: ANSWER.text });
	});

	it('speaks the customer\'s language, in the company\'s name', async () => {
		const greeting = { ...(await recordMessage('Hallo')), answer: { ...ANSWER, kind: 'smallTalk', text: '' } } as unknown as IDataObject;
		const parameters = { assistantName: 'Mira', options: { companyName: 'Lumen & Oak', language: 'de' } };
		const [send] = await runNode({ type: TYPE, parameters }, [greeting]);
		expect((send?.[0]?.reply as IDataObject).text).toMatch(/^(?=.*Mira)(?=.*Lumen & Oak)/u);
	});

	it('tells another way to reach people when a handoff failed', async () => {
		const failed = { ...(await recordMessage('I need a person')), handoff: { result: 'failed', status: 'failed', epoch: 1, agentsOnline: 0, problem: 'x' } } as unknown as IDataObject;
		const [send] = await runNode({ type: TYPE, parameters: { options: { fallbackContact: 'support@example.com' } } }, [failed]);
		expect((send?.[0]?.reply as IDataObject).text).toContain('support@example.com');
	});

	it('holds what it cannot claim because the ledger cannot be opened', async () => {
		const item = envelope('hi', { answer: ANSWER });
		expect(await withBrokenLedger(() => runNode({ type: TYPE }, [item]))).toEqual([[], [], [], [{ ...item, error: { node: 'Node', message: expect.any(String) } }]]);
	});

	it('says nothing to a real customer in a manual run', async () => {
		const item = await recordAnswered();
		const real = await openRealLedger();
		const before = await real.lastSeq();
		const outputs = await runNode({ type: TYPE }, [item], { mode: 'manual' });
		expect(outputs.flat()[0]?.reply).toMatchObject({ status: 'claimed' });
		expect(await real.lastSeq()).toBe(before);
	});

	it('gives the same pinned item the same reply in every manual run', async () => {
		const item = envelope('hi', { answer: ANSWER });
		for (const executionId of ['manual-1', 'manual-2']) {
			const outputs = await runNode({ type: TYPE }, [item], { mode: 'manual', executionId });
			expect(outputs.flat()[0]?.reply).toMatchObject({ status: 'claimed', text: ANSWER.text });
		}
	});
});

describe('the law of the channel', () => {
	const DAY_MS = 24 * 60 * 60_000;
	let customers = 0;

	/** A WhatsApp message with an answer ready to be said, sent so long ago. */
	async function recordWhatsApp(text: string, agoMs = 0): Promise<IDataObject & Envelope> {
		const from = `4915200${String(100_000 + customers++)}`;
		const recorded = await (await openRealLedger()).recordInbound({
			inbox: 'main', channel: 'whatsApp', providerId: `wamid.${from}`, id: `id-${from}`, thread: from, text, attachments: [], receivedAt: new Date().toISOString(),
			sentAt: new Date(Date.now() - agoMs).toISOString(), customer: { externalId: from, name: 'Nell', phone: `+${from}` }, workflowId: WORKFLOW_ID,
		});
		if (recorded.kind !== 'recorded') throw new Error('It was recorded before');
		return { ...recorded.envelope, answer: { ...ANSWER, text: 'It takes **two** days, see [Delivery](https://example.com/d).' } } as unknown as IDataObject & Envelope;
	}
	const reply = async (item: IDataObject, options: IDataObject = {}): Promise<readonly (readonly unknown[])[]> =>
		(await runNode({ type: TYPE, parameters: { options } }, [item])).map((items) => items.map((json) => json.reply));
	const TEMPLATE = { template: { values: { name: 'support_reply', language: 'en_US' } } };

	it('gives the words the channel\'s own marks, and the customer\'s number', async () => {
		const item = await recordWhatsApp('How long?');
		expect(await reply(item, TEMPLATE)).toEqual([[{ id: expect.any(String), text: 'It takes *two* days, see Delivery: https://example.com/d.', status: 'claimed', delivered: false, to: item.customer.phone?.slice(1) }], [], [], []]);
	});

	it('holds what comes after 24 hours, and puts it before a person', async () => {
		const item = await recordWhatsApp('How long?', DAY_MS);
		expect(await reply(item)).toEqual([[], [], [], [expect.objectContaining({ status: 'held', held: 'outsideWindow', note: expect.stringContaining('template') })]]);
		const desk = await (await openRealLedger()).openConversation('main', item.conversation.id, undefined, new Date().toISOString());
		expect(desk?.row.owner).toBe('queue');
	});

	it('sends it as the template one chose, which holds the reply in one line', async () => {
		const item = await recordWhatsApp('How long?', DAY_MS);
		expect(await reply(item, TEMPLATE)).toEqual([[], [expect.objectContaining({
			status: 'claimed', to: item.customer.phone?.slice(1), template: { name: 'support_reply', language: 'en_US', variables: ['It takes two days, see Delivery: https://example.com/d.'] },
		})], [], []]);
	});

	it('fills the template\'s places in the order one gives', async () => {
		const item = await recordWhatsApp('How long?', DAY_MS);
		const templateVariables = { values: [{ fill: 'customerName', text: 'customer' }, { fill: 'companyName', text: 'our shop' }, { fill: 'text', text: 'a\n\n b' }] };
		const [, [said] = []] = await reply(item, { ...TEMPLATE, templateVariables });
		expect(said).toMatchObject({ template: { variables: ['Nell', 'our shop', 'a · b'] } });
		const [row] = (await (await openRealLedger()).exportCustomer('main', item.customer.id))?.outgoing ?? [];
		expect(row?.text).toBe('[support_reply] Nell our shop a · b');
	});

	it('says nothing to who wants no messages', async () => {
		expect(await reply(await recordWhatsApp('STOP'), TEMPLATE)).toEqual([[], [], [], [expect.objectContaining({ status: 'held', held: 'alreadyAnswered' })]]);
	});

	it('puts the conversation before a person at the limit one sets', async () => {
		const first = await recordWhatsApp('How long?');
		expect((await reply(first, { maxReplies: 1 }))[0]).toHaveLength(1);
		await (await openRealLedger()).confirmReply('main', ((await (await openRealLedger()).exportCustomer('main', first.customer.id))?.outgoing[0]?.id ?? '') as string, 'sent', {}, new Date().toISOString());
		const again = await (await openRealLedger()).recordInbound({
			inbox: 'main', channel: 'whatsApp', providerId: `${first.message.id}-2`, id: `${first.message.id}-2`, thread: first.customer.phone!.slice(1), text: 'And now?', attachments: [],
			receivedAt: new Date().toISOString(), customer: { externalId: first.customer.phone!.slice(1) }, workflowId: WORKFLOW_ID,
		});
		const item = { ...(again as { envelope: Envelope }).envelope, answer: ANSWER } as unknown as IDataObject;
		expect((await reply(item, { maxReplies: 1 }))[3]).toEqual([expect.objectContaining({ held: 'rateLimited' })]);
	});

	it('lets the news that nobody came wait until quiet hours end, and says until when', async () => {
		const item = await recordWhatsApp('A person, please', 2 * 60 * 60_000);
		const ledger = await openRealLedger();
		const handoff = await ledger.openHandoff({ inbox: 'main', conversationId: item.conversation.id, messageId: item.message.id, id: `h-${item.message.id}`, epoch: 1, packet: { want: 'x', priority: 'high' } as never, acceptWithinSeconds: 1, reasons: [], learned: {}, now: new Date().toISOString() });
		const overdue = { ...item, answer: undefined, handoff, event: { kind: 'handoffOverdue', at: new Date().toISOString() } } as unknown as IDataObject;
		const hour = new Date().getUTCHours();
		const quietHours = { values: { from: `${hour}:00`, until: `${(hour + 2) % 24}:00`, timeZone: 'UTC', weekdays: [], holidays: '' } };
		const [, , , [held] = []] = await reply(overdue, { quietHours });
		expect(held).toMatchObject({ status: 'queued', held: 'quietHours', notBefore: expect.stringMatching(/T\d\d:00:00\.000Z$/u) });
		expect(await ledger.takeQueued(WORKFLOW_ID, ['whatsApp'], new Date(Date.now() + 60_000).toISOString(), new Date().toISOString(), 50)).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['an hour that is none', { from: '25:00' }], ['a zone that is none', { timeZone: 'Berlin' }], ['a date that is none', { holidays: '24.12.' }],
	])('does not run with %s', async (_what, wrong) => {
		const quietHours = { values: { from: '21:00', until: '08:00', timeZone: 'UTC', weekdays: [], holidays: '', ...wrong } };
		const run = await runNodes([{ name: 'Gate', type: TYPE, parameters: { options: { quietHours } } }], [await recordAnswered()]);
		expect(run.error).toMatchObject({ message: expect.stringContaining('quiet hours'), description: expect.any(String) });
	});

	it('keeps the id WhatsApp gives, by which it may tell later that the reply failed', async () => {
		const item = await recordWhatsApp('How long?');
		const nodes = [{ name: 'Claim', type: TYPE }, { name: 'Send', type: 'replace' }, { name: 'Confirm', type: TYPE, parameters: { operation: 'confirm' } }];
		await runNodes(nodes, [item], { connections: connect(['Start', 0, 'Claim'], ['Claim', 0, 'Send'], ['Send', 0, 'Confirm']), replace: () => ({ messaging_product: 'whatsapp', messages: [{ id: 'wamid.kept' }] }) });
		expect(await (await openRealLedger()).reportUndelivered('main', 'whatsApp', 'wamid.kept', '131026', new Date().toISOString())).toBe(true);
	});

	it('says that a reply failed which WhatsApp took, and reported as failed before its id was noted', async () => {
		const item = await recordWhatsApp('How long?');
		const ledger = await openRealLedger();
		await ledger.reportUndelivered('main', 'whatsApp', 'wamid.early', '131026: not on WhatsApp', new Date().toISOString());
		const nodes = [{ name: 'Claim', type: TYPE }, { name: 'Send', type: 'replace' }, { name: 'Confirm', type: TYPE, parameters: { operation: 'confirm' } }];
		const run = await runNodes(nodes, [item], { connections: connect(['Start', 0, 'Claim'], ['Claim', 0, 'Send'], ['Send', 0, 'Confirm']), replace: () => ({ messages: [{ id: 'wamid.early' }] }) });
		expect(jsonOf(run, 'Confirm')).toMatchObject([[], [], [], [{ reply: { status: 'failed' }, error: { message: 'The channel did not take the reply' } }]]);
		expect((await ledger.openConversation('main', item.conversation.id, undefined, new Date().toISOString()))?.row.owner).toBe('queue');
	});
});

describe('confirming', () => {
	/** Claim, a foreign send node, Confirm. */
	async function send(item: IDataObject, options: TestOptions): Promise<TestRun> {
		const nodes = [{ name: 'Claim', type: TYPE }, { name: 'Send', type: 'replace' }, { name: 'Confirm', type: TYPE, parameters: { operation: 'confirm' } }];
		return await runNodes(nodes, [item], { connections: connect(['Start', 0, 'Claim'], ['Claim', 0, 'Send'], ['Send', 0, 'Confirm']), ...options });
	}

	it('closes the claim of what was sent, with the customer\'s item restored', async () => {
		const item = await recordAnswered();
		const run = await send(item, { replace: () => ({ id: 'provider-1' }) });
		expect(run.error).toBeUndefined();
		const claimed = jsonOf(run, 'Claim')[0]?.[0];
		expect(jsonOf(run, 'Confirm')).toEqual([[], [], [{ ...claimed, reply: { ...(claimed?.reply as object), status: 'sent' } }], []]);
		expect(await turnsOf(item)).toEqual(['customer: How long does delivery take?', `bot: ${ANSWER.text}`]);
	});

	it.each<[string, unknown, string]>([
		['a text', 'The mailbox is full', '(The mailbox is full)'],
		['an object', { message: 'The mailbox is full' }, '(The mailbox is full)'],
		['an object that says it twice', { message: 'The mailbox is full', description: 'The mailbox is full' }, '(The mailbox is full)'],
		['the kind of refusal and the channel\'s own reason', { message: 'Bad request', description: 'The file is too large', httpCode: '400' }, '(Bad request: The file is too large)'],
	])('puts what could not be sent before people, with the sender\'s words (%s)', async (_, error, words) => {
		const item = await recordAnswered();
		const run = await send(item, { replace: () => ({ error }) as IDataObject });
		expect(jsonOf(run, 'Confirm').map((items) => items.length)).toEqual([0, 0, 0, 1]);
		expect(jsonOf(run, 'Confirm')[3]?.[0]).toMatchObject({ reply: { status: 'failed' }, error: { node: 'Confirm', message: expect.any(String) } });
		expect(await turnsOf(item)).toEqual(['customer: How long does delivery take?']);
		const desk = await (await openRealLedger()).openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
		expect(desk?.entries.map(({ text }) => text).join('\n')).toContain(words);
	});

	it.each<[string, string, string]>([['500', 'unknown', 'Sending failed'], ['400', 'failed', 'Bad request - please check your parameters']])('judges by the whole error beside the item where its sentence says too little (HTTP %s: %s)', async (httpCode, status, error) => {
		const item = await recordAnswered();
		const run = await send(item, { replace: () => ({ error }), itemError: Object.assign(new Error(error), { name: 'NodeApiError', httpCode }) as never });
		expect(jsonOf(run, 'Confirm')[3]?.[0]).toMatchObject({ reply: { status } });
	});

	it('leaves it open whether a reply arrived whose answer got lost', async () => {
		const item = await recordAnswered();
		const run = await send(item, { replace: () => ({ error: { message: 'socket hang up', code: 'ECONNRESET' } }) as unknown as IDataObject });
		expect(jsonOf(run, 'Confirm')[3]?.[0]).toMatchObject({ reply: { status: 'unknown' }, error: { message: expect.stringContaining('unknown') } });
		const desk = await (await openRealLedger()).openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
		expect(desk).toMatchObject({ row: { owner: 'queue' }, unknown: [{ text: ANSWER.text }] });
	});

	it('stops the run without a Claim before it, and says what to wire', async () => {
		const run = await runNodes([{ name: 'Confirm', type: TYPE, parameters: { operation: 'confirm' } }], [{ id: 'provider-1' }]);
		expect(run.error).toMatchObject({ message: expect.stringContaining('cannot be found'), description: expect.stringMatching(/Reply Gate/u) });
	});

	it('stops the run when nothing was claimed, and says what to wire', async () => {
		const nodes = [{ name: 'Claim', type: TYPE }, { name: 'Confirm', type: TYPE, parameters: { operation: 'confirm' } }];
		const run = await runNodes(nodes, [webhookItem('hi')], { connections: connect(['Start', 0, 'Claim'], ['Claim', 3, 'Confirm']) });
		expect(run.error).toMatchObject({ message: expect.stringContaining('claimed nothing'), description: expect.stringContaining('Send') });
	});
});

it('waits until the reply before it is sent, so that they arrive in order', async () => {
	const ledger = await openRealLedger();
	const first = await recordAnswered({ messageId: 'turn-1', conversation: 'turns' });
	const now = new Date().toISOString();
	const { inbox, conversation, message } = first;
	const claim = { inbox, conversationId: conversation.id, messageId: message.id, purpose: 'answer', outgoingId: 'turn-1', epoch: conversation.epoch, author: 'bot', text: 'First', mode: 'send', outcome: 'answered', reasons: [], learned: {}, executionId: 'another', now } as const;
	await ledger.claimReply(claim);
	let isSent = false;
	const sending = setTimeout(() => void ledger.confirmReply(inbox, 'turn-1', 'sent', {}, now).then(() => { isSent = true; }), 400);
	const [send] = await runNode({ type: TYPE }, [await recordAnswered({ messageId: 'turn-2', conversation: 'turns' })]);
	clearTimeout(sending);
	expect([isSent, send?.[0]?.reply]).toMatchObject([true, { status: 'claimed' }]);
});

it('is done with an answer to a message that is answered together with the customer\'s next one', async () => {
	const [first, second] = [await recordAnswered({ messageId: 'burst-1', conversation: 'burst' }), await recordAnswered({ messageId: 'burst-2', conversation: 'burst' })];
	const held = await runNode({ type: TYPE }, [first]);
	expect(counts(held)).toEqual([0, 0, 1, 0]);
	expect(held.flat()[0]?.reply).toMatchObject({ status: 'held', held: 'superseded', note: expect.stringMatching(/together/u) });
	expect((await runNode({ type: TYPE }, [second]))[0]?.[0]?.reply).toMatchObject({ status: 'claimed' });
});

it('asks for exactly the settings it shows', async () => {
	expect(await askedSettings(TYPE, [{}, { parameters: { operation: 'confirm' } }], await recordAnswered())).toEqual(shownSettings(TYPE));
});
