import type { IDataObject, INodeExecutionData, INodeType, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { connect, loadBuiltKit, loadNode, runNodes, WORKFLOW_ID } from './engine';
import { jsonOf, openRealLedger, recordMessage, runNode, seedKnowledge, shownSettings, withBrokenLedger } from './fixtures';

const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

interface Started {
	readonly emitted: INodeExecutionData[][][];
	readonly logged: string[];
	readonly asked: Set<string>;
	readonly response: ITriggerResponse;
}

const running: ITriggerResponse[] = [];

/** Starts the built trigger as an active workflow does; settings that are not given have their defaults. */
async function start(settings: IDataObject, { workflowId = WORKFLOW_ID, mode = 'trigger' } = {}): Promise<Started> {
	const node = loadNode('supportEventTrigger') as INodeType & Required<Pick<INodeType, 'trigger'>>;
	const emitted: INodeExecutionData[][][] = [];
	const logged: string[] = [];
	const asked = new Set<string>();
	const context = {
		getNodeParameter(name: string) {
			asked.add(name);
			return settings[name] ?? node.description.properties.find((property) => property.name === name)?.default;
		},
		getMode: () => mode,
		getNode: () => ({ name: 'Events', typeVersion: 1, parameters: {} }),
		getWorkflow: () => ({ id: workflowId }),
		emit: (items: INodeExecutionData[][]) => emitted.push(items),
		logger: { error: (line: string) => logged.push(line) },
	} as unknown as ITriggerFunctions;
	const response = (await node.trigger.call(context))!;
	running.push(response);
	return { emitted, logged, asked, response };
}

async function passTime(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something is true; the trigger looks every 10 ms in these tests. */
async function until(isTrue: () => boolean): Promise<void> {
	for (let round = 0; round < 200 && !isTrue(); round++) await passTime(10);
	expect(isTrue()).toBe(true);
}

const OFTEN = { everySeconds: 0.01 };
const NO_PATIENCE = { ...OFTEN, deadlineSeconds: -60 };

const texts = (emitted: INodeExecutionData[][][]): string[] => emitted.flat(2).map(({ json }) => (json as unknown as Envelope).message.text);

afterEach(async () => {
	for (const { closeFunction } of running.splice(0)) await closeFunction?.();
});

describe('what nobody answered', () => {
	it('comes back in its own workflow, once a lease, with an error that puts it before a person', async () => {
		await recordMessage('Is anybody there?');
		const mine = await start(NO_PATIENCE);
		const another = await start(NO_PATIENCE, { workflowId: 'another' });
		await until(() => mine.emitted.length > 0);
		await passTime(60);
		expect(texts(mine.emitted)).toEqual(['Is anybody there?']);
		expect(another.emitted).toEqual([]);
		const { json } = mine.emitted[0]![0]![0]!;
		expect(json).toMatchObject({ event: { kind: 'unanswered', at: expect.any(String) }, error: { node: 'Events', message: expect.stringContaining('No answer') } });
		await seedKnowledge();
		expect((await runNode({ type: 'escalationDecision' }, [json]))[4]).toHaveLength(1);
	});

	it('stays out when it was answered in time', async () => {
		const item = await recordMessage('How long does delivery take?');
		await (await openRealLedger()).setOutcome(item.inbox, item.message.id, 'answered', [], new Date().toISOString());
		const { emitted } = await start(NO_PATIENCE);
		await passTime(60);
		expect(emitted).toEqual([]);
	});

	it('waits for the deadline', async () => {
		await recordMessage('Take your time');
		const { emitted } = await start({ ...OFTEN, deadlineSeconds: 3600 });
		await passTime(60);
		expect(emitted).toEqual([]);
	});
});

describe('a handoff nobody accepted', () => {
	it('is told to the customer once, and stays in the queue', async () => {
		const item = await recordMessage('I need a person', { messageId: 'overdue' });
		const [, queued] = await runNode({ type: 'humanHandoff', parameters: { acceptMinutes: 0 } }, [item]);
		const { emitted } = await start({ ...OFTEN, event: 'handoffOverdue' });
		await until(() => emitted.length > 0);
		await passTime(60);
		const { json } = emitted.flat(2).find(({ json: { message } }) => (message as { id: string }).id === item.message.id)!;
		expect(json).toMatchObject({ event: { kind: 'handoffOverdue' }, handoff: { id: (queued?.[0]?.handoff as { id: string }).id, result: 'queued' } });
		expect(emitted.flat(2).filter(({ json: { message } }) => (message as { id: string }).id === item.message.id)).toHaveLength(1);
		const parameters = { options: { fallbackContact: 'help@example.com' } };
		const [send] = await runNode({ type: 'replyGate', parameters }, [json]);
		expect(send?.[0]?.reply).toMatchObject({ status: 'claimed', text: expect.stringMatching(/could take over yet.*help@example\.com/u) });
		const [, , , again] = await runNode({ type: 'replyGate', parameters }, [json]);
		expect(again?.[0]?.reply).toMatchObject({ status: 'held', held: 'alreadyAnswered' });
		expect((await (await openRealLedger()).loadEnvelope(item.inbox, item.message.id))?.conversation.owner).toBe('queue');
	});
});

describe('a handoff whose notice a crash cut off', () => {
	it('is told to the customer after all, in the words of a handoff, and once', async () => {
		const item = await recordMessage('I need a person', { messageId: 'untold' });
		const ledger = await openRealLedger();
		const { inbox, message, conversation } = item;
		const packet = loadBuiltKit().buildPacket(item as unknown as Envelope, undefined, message.receivedAt);
		const twoMinutesAgo = new Date(Date.now() - 120_000).toISOString();
		await ledger.openHandoff({ inbox, conversationId: conversation.id, messageId: message.id, id: 'untold', epoch: conversation.epoch, packet, acceptWithinSeconds: 3600, reasons: [], learned: {}, now: twoMinutesAgo });
		const { emitted } = await start({ ...OFTEN, event: 'handoffOverdue' });
		const isOurs = ({ json }: INodeExecutionData): boolean => (json.message as { id: string }).id === message.id;
		await until(() => emitted.flat(2).some(isOurs));
		await passTime(60);
		const [due, ...others] = emitted.flat(2).filter(isOurs);
		expect(others).toEqual([]);
		expect(due?.json).toMatchObject({ event: { kind: 'handoffUntold' }, handoff: { id: 'untold', result: 'queued' } });
		const [send] = await runNode({ type: 'replyGate' }, [due!.json]);
		expect(send?.[0]?.reply).toMatchObject({ status: 'claimed', text: expect.stringMatching(/team/u) });
		const [, , , again] = await runNode({ type: 'replyGate' }, [due!.json]);
		expect(again?.[0]?.reply).toMatchObject({ status: 'held' });
	});
});

describe('a conversation a person gave back', () => {
	it('comes back as a fresh turn, without an error, and the assistant answers it', async () => {
		await seedKnowledge();
		const item = await recordMessage('How long does delivery take?', { messageId: 'returned' });
		const ledger = await openRealLedger();
		const now = new Date().toISOString();
		for (const kind of ['take', 'return'] as const) await ledger.move(item.inbox, item.conversation.id, ADA, { kind }, now);
		const { emitted } = await start({ ...OFTEN, event: 'returned' });
		await until(() => emitted.length > 0);
		expect(texts(emitted)).toEqual(['How long does delivery take?']);
		const { json } = emitted[0]![0]![0]!;
		expect(json).not.toHaveProperty('error');
		const [answered] = await runNode({ type: 'replyGate' }, [{ ...json, answer: { kind: 'answered', text: 'Three days.', sources: [], confidence: 0.9 } }]);
		expect(answered?.[0]?.reply).toMatchObject({ status: 'claimed', text: 'Three days.' });
	});
});

describe('a person\'s message to send', () => {
	/** What a person wrote at the desk to a customer on another channel. */
	async function writeToCustomer(text: string, outgoingId: string): Promise<Envelope> {
		const item = await recordMessage('I need a person', { email: `${outgoingId}@example.com` });
		const ledger = await openRealLedger();
		const now = new Date().toISOString();
		await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'take' }, now);
		await ledger.humanReply(item.inbox, item.conversation.id, ADA, { outgoingId, text }, now);
		return item;
	}

	it('is sent once: taken from the queue, claimed, sent and confirmed', async () => {
		const item = await writeToCustomer('It is on its way.', 'reply-1');
		const { emitted } = await start({ ...OFTEN, event: 'messageToSend' });
		await until(() => emitted.length > 0);
		const { json } = emitted[0]![0]![0]!;
		expect(json).toMatchObject({ event: { kind: 'messageToSend' }, reply: { id: 'reply-1', text: 'It is on its way.', delivered: false, to: 'reply-1@example.com' } });

		const nodes = [{ name: 'Claim', type: 'replyGate' }, { name: 'Send', type: 'replace' }, { name: 'Confirm', type: 'replyGate', parameters: { operation: 'confirm' } }];
		const run = await runNodes(nodes, [json], { connections: connect(['Start', 0, 'Claim'], ['Claim', 0, 'Send'], ['Send', 0, 'Confirm']), replace: () => ({ id: 'provider-1' }) });
		expect(jsonOf(run, 'Claim')[0]?.[0]?.reply).toMatchObject({ status: 'claimed', to: 'reply-1@example.com' });
		expect(jsonOf(run, 'Confirm')[2]?.[0]?.reply).toMatchObject({ status: 'sent' });

		const ledger = await openRealLedger();
		const desk = await ledger.openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
		expect(desk?.entries.filter(({ kind }) => kind === 'reply')).toEqual([expect.objectContaining({ author: 'human', text: 'It is on its way.' })]);
		const later = new Date(Date.now() + 3_600_000).toISOString();
		expect(await ledger.takeQueued(WORKFLOW_ID, ['webhook'], later, later, 50)).toEqual([]);
	});

	it('is not sent again when the same item comes by a second time', async () => {
		await writeToCustomer('Only once.', 'reply-2');
		const { emitted } = await start({ ...OFTEN, event: 'messageToSend' });
		await until(() => emitted.length > 0);
		const { json } = emitted[0]![0]![0]!;
		const counts = [await runNode({ type: 'replyGate' }, [json]), await runNode({ type: 'replyGate' }, [json])].map((outputs) => outputs.map((items) => items.length));
		expect(counts).toEqual([[1, 0, 0, 0], [0, 0, 0, 1]]);
	});

	it('waits for the workflow of its channel', async () => {
		await writeToCustomer('By another channel.', 'reply-3');
		const { emitted } = await start({ ...OFTEN, event: 'messageToSend', channels: ['email'] });
		await passTime(60);
		expect(emitted).toEqual([]);
	});
});

it('goes on looking after the ledger failed, and says what was wrong', async () => {
	await recordMessage('Still there?');
	const trigger = await withBrokenLedger(async () => {
		const started = await start(NO_PATIENCE);
		await until(() => started.logged.length > 0);
		return started;
	});
	expect(trigger.logged[0]).toMatch(/^Events: .*looks again/u);
	await until(() => texts(trigger.emitted).includes('Still there?'));
	expect(trigger.logged.join('\n')).not.toContain('Still there?');
});

it('looks no more once it is closed', async () => {
	const trigger = await start(NO_PATIENCE);
	await trigger.response.closeFunction?.();
	await recordMessage('Too late');
	await passTime(60);
	expect(texts(trigger.emitted)).not.toContain('Too late');
});

it('looks once, at the test ledger, when tried in the editor', async () => {
	await recordMessage('A real customer');
	const trigger = await start(NO_PATIENCE, { mode: 'manual' });
	await trigger.response.manualTriggerFunction?.();
	expect(trigger.emitted).toEqual([]);
	expect(trigger.response.closeFunction).toBeUndefined();
});

it('asks for exactly the settings it shows', async () => {
	expect([...(await start(OFTEN)).asked].sort()).toEqual(shownSettings('supportEventTrigger'));
});
