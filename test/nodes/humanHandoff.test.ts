import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { runNodes, WORKFLOW_ID } from './engine';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, openRealLedger, openTestLedger, recordMessage, runNode, seedKnowledge, shownSettings, webhookItem, withBrokenLedger } from './fixtures';

const TYPE = 'humanHandoff';
const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

/** A message that waits for people already. */
async function recordWaiting(text = 'I need a person'): Promise<IDataObject & Envelope> {
	const item = await recordMessage(text);
	const [, queued] = await runNode({ type: TYPE }, [item]);
	return queued?.[0] as IDataObject & Envelope;
}

async function ownerOf({ inbox, message }: Envelope): Promise<string | undefined> {
	return (await (await openRealLedger()).loadEnvelope(inbox, message.id))?.conversation.owner;
}

describe('handing to a person', () => {
	it.each(ERROR_SETTINGS)('queues the good; what nobody recorded, or is damaged, fails and says what to do (%s)', async (onError) => {
		const good = await recordMessage('I need a person');
		const bare = webhookItem('I need a person');
		const damaged = damagedEnvelope('I need a person');
		const unknown = envelope('I need a person');
		expect(await runNode({ type: TYPE, onError }, [good, bare, damaged, unknown])).toEqual([
			[],
			[{ ...good, handoff: expect.objectContaining({ result: 'queued', status: 'queued', epoch: 2, queuePosition: expect.any(Number), agentsOnline: 0 }) }],
			[
				{ ...bare, handoff: { result: 'failed', status: 'failed', epoch: 0, agentsOnline: 0, problem: expect.stringContaining('Support Intake') } },
				{ ...damaged, handoff: expect.objectContaining({ result: 'failed', problem: expect.any(String) }), error: { node: 'Node', message: expect.any(String) } },
				{ ...unknown, handoff: expect.objectContaining({ result: 'failed', problem: expect.stringContaining('inbox') }) },
			],
		]);
		expect(await ownerOf(good)).toBe('queue');
	});

	it('says so when no desk is active', async () => {
		expect((await recordWaiting()).handoff).toMatchObject({ result: 'queued', problem: expect.stringContaining('desk') });
	});

	it('hands off at once while somebody is at the desk', async () => {
		const ledger = await openRealLedger();
		const now = new Date().toISOString();
		await ledger.saveAgent({ ...ADA, inboxes: ['staffed'], passwordHash: 'none' }, now);
		await ledger.openDeskSession('session', ADA.id, new Date(Date.now() + 60_000).toISOString());
		await ledger.deskAgent('session', now);
		await ledger.deskBeat('desk', now);
		const run = await runNodes([{ name: 'Intake', type: 'supportIntake', parameters: { inbox: 'staffed' } }], [webhookItem('I need a person', { messageId: 'staffed' })]);
		const outputs = await runNode({ type: TYPE }, [run.outputs('Intake')?.[0]?.[0]?.json ?? {}]);
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 0]);
		expect(outputs[0]?.[0]?.handoff).toMatchObject({ result: 'handedOff', agentsOnline: 1 });
		await ledger.removeAgent(ADA.id, new Date().toISOString());
	});

	it('opens nothing twice', async () => {
		const waiting = await recordWaiting();
		const [, again] = await runNode({ type: TYPE }, [waiting]);
		expect(again?.[0]?.handoff).toMatchObject({ id: waiting.handoff?.id, alreadyOpen: true });
	});

	it('fails, and leaves the owner alone, when the conversation changed hands meanwhile', async () => {
		const item = await recordMessage('I need a person');
		const ledger = await openRealLedger();
		const now = new Date().toISOString();
		await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'take' }, now);
		await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'return' }, now);
		const outputs = await runNode({ type: TYPE }, [item]);
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 1]);
		expect(await ownerOf(item)).toBe('bot');
	});

	it('takes the packet that Context Packager made', async () => {
		const item = await recordMessage('I need a person');
		const run = await runNodes([{ name: 'Pack', type: 'contextPackager' }, { name: 'Handoff', type: TYPE }], [item]);
		const packed = run.outputs('Pack')?.[0]?.[0]?.json as unknown as Envelope;
		const desk = await (await openRealLedger()).openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
		expect(desk?.packet).toEqual(packed.packet?.data);
	});

	it('keeps a manual run out of people\'s queue', async () => {
		const run = await runNodes([{ name: 'Intake', type: 'supportIntake' }, { name: 'Handoff', type: TYPE }], [webhookItem('I only try')], { mode: 'manual' });
		const { inbox, conversation } = run.outputs('Handoff')?.[1]?.[0]?.json as unknown as Envelope;
		const now = new Date().toISOString();
		expect(await (await openTestLedger()).openConversation(inbox, conversation.id, undefined, now)).toMatchObject({ row: { owner: 'queue' } });
		expect(await (await openRealLedger()).openConversation(inbox, conversation.id, undefined, now)).toBeUndefined();
	});

	it('fails with the reason when the ledger cannot be opened', async () => {
		const item = envelope('I need a person');
		const outputs = await withBrokenLedger(() => runNode({ type: TYPE }, [item]));
		expect(outputs).toEqual([[], [], [{ ...item, handoff: { result: 'failed', status: 'failed', epoch: 1, agentsOnline: 0, problem: expect.any(String) }, error: { node: expect.any(String), message: expect.any(String) } }]]);
	});
});

describe('a person outside the desk', () => {
	it.each([
		['accept', 'human'],
		['resolve', 'bot'],
		['return', 'bot'],
	])('may %s', async (operation, owner) => {
		const waiting = await recordWaiting();
		const outputs = await runNode({ type: TYPE, parameters: { operation } }, [waiting]);
		expect(outputs).toEqual([[{ ...waiting, handoffMove: expect.objectContaining({ ok: true, owner }) }], [], []]);
		expect(await ownerOf(waiting)).toBe(owner);
	});

	it('leaves the assistant a note', async () => {
		const waiting = await recordWaiting();
		await runNode({ type: TYPE, parameters: { operation: 'return', note: 'A refund was agreed', agentName: 'Noor' } }, [waiting]);
		const now = await (await openRealLedger()).loadEnvelope(waiting.inbox, waiting.message.id);
		expect(now?.conversation.handBack).toMatchObject({ agentName: 'Noor', note: 'A refund was agreed' });
	});

	it('is refused what another person holds', async () => {
		const waiting = await recordWaiting();
		await (await openRealLedger()).move(waiting.inbox, waiting.conversation.id, ADA, { kind: 'take' }, new Date().toISOString());
		const outputs = await runNode({ type: TYPE, parameters: { operation: 'accept' } }, [waiting]);
		expect(outputs).toEqual([[], [], [{ ...waiting, handoffMove: { ok: false, reason: 'ownedByOther', message: expect.stringContaining('Ada Winter') } }]]);
	});

	it('reaches the customer with what they wrote elsewhere', async () => {
		const waiting = { ...(await recordWaiting()), personText: 'Your parcel leaves today.' };
		const outputs = await runNode({ type: TYPE, parameters: { operation: 'relay', agentName: 'Noor' } }, [waiting]);
		expect(outputs).toEqual([[{ ...waiting, handoffMove: { ok: true, status: 'queued' } }], [], []]);
		expect(await ownerOf(waiting)).toBe('human');
	});

	it('has the conversation once they answered elsewhere, and nothing is sent', async () => {
		const item = { ...(await recordMessage('Where is it?')), personText: 'I called you: it leaves today.' };
		const parameters = { operation: 'answeredElsewhere', agentName: 'Noor' };
		const outputs = await runNode({ type: TYPE, parameters }, [item, item]);
		expect(outputs[0]?.map(({ handoffMove }) => handoffMove)).toEqual([
			{ kind: 'recorded', conversationId: item.conversation.id, owner: 'human', ownerName: 'Noor', epoch: 2 }, expect.objectContaining({ kind: 'repeated' }),
		]);
		const desk = await (await openRealLedger()).openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
		expect(desk?.envelope.conversation.turns.at(-1)).toMatchObject({ author: 'human', name: 'Noor', text: 'I called you: it leaves today.' });
	});

	it('reaches the customer with each text of a run that relays several for one message, one after the other', async () => {
		const waiting = { ...(await recordWaiting()), first: 'Hello, Noor here.', second: 'Your parcel leaves today.' };
		const relay = (textField: string) => ({ name: textField, type: TYPE, parameters: { operation: 'relay', agentName: 'Noor', textField } });
		await runNodes([relay('first'), relay('second')], [waiting]);
		const ledger = await openRealLedger();
		const said: string[] = [];
		for (let round = 0; round < 3; round++) {
			const now = new Date().toISOString();
			const queued = (await ledger.takeQueued(WORKFLOW_ID, ['webhook'], '9999-01-01T00:00:00.000Z', now, 50)).filter(({ envelope: { conversation } }) => conversation.id === waiting.conversation.id);
			said.push(...queued.map(({ outgoing }) => outgoing.text));
			for (const { outgoing: { inbox, id, conversationId, text, epoch }, envelope: { message } } of queued) {
				await ledger.claimReply({ inbox, conversationId, messageId: message.id, purpose: 'humanReply', outgoingId: id, epoch, author: 'human', text, mode: 'send', reasons: [], learned: {}, now });
				await ledger.confirmReply(inbox, id, 'sent', {}, now);
			}
		}
		expect(said).toEqual(['Hello, Noor here.', 'Your parcel leaves today.']);
	});

	it('is found by inbox and message, which is all that comes back from another tool', async () => {
		const waiting = await recordWaiting();
		const outputs = await runNode({ type: TYPE, parameters: { operation: 'accept' } }, [{ inbox: waiting.inbox, messageId: waiting.message.id }]);
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 0]);
		expect(await ownerOf(waiting)).toBe('human');
	});

	it.each(['accept', 'relay', 'resolve', 'return'])('cannot %s what nobody recorded: the run stops and says so', async (operation) => {
		const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { operation } }], [webhookItem('hi')]);
		expect(run.error).toMatchObject({ message: 'This item belongs to no conversation', description: expect.stringContaining('Support Intake') });
	});

	it.each(['accept', 'relay', 'resolve', 'return'])('cannot %s what nobody recorded: with continue on fail it leaves by Failed', async (operation) => {
		const item = webhookItem('hi');
		const outputs = await runNode({ type: TYPE, parameters: { operation }, onError: 'continueRegularOutput' }, [item]);
		expect(outputs).toEqual([[], [], [{ ...item, error: { node: 'Node', message: 'This item belongs to no conversation', description: expect.any(String) } }]]);
	});

	it('is told which field to set when there are no words to relay', async () => {
		const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { operation: 'relay', textField: 'nothingHere' } }], [await recordWaiting()]);
		expect(run.error).toMatchObject({ message: 'There is no text of a person', description: expect.stringContaining('Text Field') });
	});
});

describe('privacy', () => {
	it('exports a customer, then erases them, and the item leaves without their words', async () => {
		const item = await recordMessage('My secret is Zanzibar', { email: 'zoe@example.com' });
		const [exported] = await runNode({ type: TYPE, parameters: { operation: 'exportCustomer' } }, [item]);
		expect(exported?.[0]?.known).toMatchObject({ customer: { email: 'zoe@example.com' }, messages: [{ text: 'My secret is Zanzibar' }] });
		const [erased] = await runNode({ type: TYPE, parameters: { operation: 'eraseCustomer' } }, [item]);
		expect(erased).toEqual([{ inbox: 'main', customer: { id: item.customer.id }, erased: { customers: 1, conversations: 1, crmIds: [] } }]);
		const [again] = await runNode({ type: TYPE, parameters: { operation: 'exportCustomer' } }, [item]);
		expect(JSON.stringify(again?.[0]?.known)).not.toMatch(/Zanzibar|zoe/u);
		const [, , unknown] = await runNode({ type: TYPE, parameters: { operation: 'eraseCustomer' } }, [envelope('hi')]);
		expect(unknown?.[0]?.erased).toMatchObject({ problem: expect.any(String) });
	});

	it('keeps what is younger than the retention', async () => {
		const item = await recordMessage('Young words');
		const outputs = await runNode({ type: TYPE, parameters: { operation: 'applyRetention', keepDays: 30 } }, [{}]);
		expect(outputs[0]?.[0]?.erased).toMatchObject({ conversations: 0 });
		expect((await (await openRealLedger()).loadEnvelope(item.inbox, item.message.id))?.message.text).toBe('Young words');
	});
});

it('tells an empty desk from one with people', async () => {
	const outputs = await runNode({ type: TYPE, parameters: { operation: 'availability' } }, [envelope('hi', { inbox: 'nobody' }), {}]);
	expect(outputs.map((items) => items.length)).toEqual([0, 2, 0]);
	expect(outputs[1]?.[0]?.availability).toMatchObject({ agentsOnline: 0 });
});

it('sends an availability it cannot find out to Failed', async () => {
	const outputs = await withBrokenLedger(() => runNode({ type: TYPE, parameters: { operation: 'availability' } }, [envelope('hi')]));
	expect(outputs).toEqual([[], [], [{ ...envelope('hi'), error: { node: 'Node', message: expect.any(String) } }]]);
});

it('asks for exactly the settings it shows', async () => {
	await seedKnowledge();
	const item = { ...(await recordWaiting()), personText: 'Hello' };
	const operations = ['open', 'accept', 'answeredElsewhere', 'relay', 'return', 'resolve', 'availability', 'exportCustomer', 'applyRetention', 'eraseCustomer'].map((operation) => ({ parameters: { operation } }));
	expect(await askedSettings(TYPE, operations, item)).toEqual(shownSettings(TYPE));
});
