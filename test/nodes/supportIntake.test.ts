import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { SOURCES } from '../../core/message';
import * as messages from '../core/message/fixtures/messenger';
import { connect, loadNode, runNodes, WORKFLOW_ID } from './engine';
import { askedSettings, ERROR_SETTINGS, jsonOf, openRealLedger, openTestLedger, recordMessage, runNode, shownSettings, webhookItem, withBrokenLedger } from './fixtures';

const TYPE = 'supportIntake';
const messenger = messages as unknown as Record<keyof typeof messages, IDataObject>;
const DAY_AGO = new Date(Date.now() - 86_400_000).toISOString();

it.each(ERROR_SETTINGS)('records a message, and ignores with a reason what is none (%s)', async (onError) => {
	const good = webhookItem('Where is my order?', { messageId: `good-${onError}` });
	const empty = webhookItem('');
	const loading = { sessionId: 's', action: 'loadPreviousSession' };
	expect(await runNode({ type: TYPE, onError }, [good, empty, loading])).toEqual([
		[{ ...good, inbox: 'main', message: expect.objectContaining({ text: 'Where is my order?', channel: 'webhook' }), customer: expect.objectContaining({ verified: false }), conversation: expect.objectContaining({ owner: 'bot', epoch: 1 }) }],
		[],
		[
			{ ...empty, ignored: { reason: 'empty', note: expect.any(String) } },
			{ ...loading, ignored: { reason: 'notAMessage', note: expect.any(String) } },
		],
	]);
});

it.each(ERROR_SETTINGS)('sends a message it cannot record on with an error, for a person to see (%s)', async (onError) => {
	const item = webhookItem('Where is my order?');
	expect(await withBrokenLedger(() => runNode({ type: TYPE, onError }, [item]))).toEqual([
		[{ ...item, error: { node: 'Node', message: expect.any(String) } }], [], [],
	]);
});

it('records the same message once, however often it is delivered', async () => {
	const item = webhookItem('Where is my order?', { messageId: 'twice' });
	const [first] = await runNode({ type: TYPE }, [item]);
	const again = await runNode({ type: TYPE }, [item, item], { executionId: '2' });
	expect(first).toHaveLength(1);
	expect(again).toEqual([[], [], [
		{ ...item, ignored: { reason: 'repeated', note: expect.any(String) } },
		{ ...item, ignored: { reason: 'repeated', note: expect.any(String) } },
	]]);
});

it('takes two messages without ids for two, also when a loop brings them one by one', async () => {
	const nodes = [{ name: 'Node', type: TYPE }, { name: 'Other Text', type: 'replace' }, { name: 'Same Text', type: 'replace' }];
	const connections = connect(['Start', 0, 'Node'], ['Start', 0, 'Other Text'], ['Other Text', 0, 'Node'], ['Start', 0, 'Same Text'], ['Same Text', 0, 'Node']);
	const run = await runNodes(nodes, [webhookItem('Where is my order?')], { connections });
	expect(run.runs('Node')).toBe(3);
	expect([0, 1, 2].map((index) => jsonOf(run, 'Node', index).map((items) => items.length))).toEqual([[1, 0, 0], [1, 0, 0], [1, 0, 0]]);
});

it('continues a conversation by its thread', async () => {
	const first = await recordMessage('Where is my order?', { conversation: 'thread-1' });
	const second = await recordMessage('It is number 1042', { conversation: 'thread-1' });
	expect(second.conversation.id).toBe(first.conversation.id);
	expect(second.conversation.turns.map(({ text }) => text)).toEqual(['Where is my order?', 'It is number 1042']);
});

it('gives a conversation to the person who wrote in it, who may also begin one', async () => {
	const first = await recordMessage('Where is it?', { conversation: 'thread-person' });
	const parameters = { author: 'person', agentName: 'Noor' };
	const [message, owned, ignored] = await runNode({ type: TYPE, parameters }, [
		webhookItem('It leaves today.', { conversation: 'thread-person', messageId: 'p1' }), webhookItem('Hello, Noor here.', { conversation: 'thread-begun', messageId: 'p2' }), webhookItem('To whom?', { messageId: 'p3' }),
	]);
	expect([message, owned]).toEqual([[], []]);
	expect(ignored).toMatchObject([
		{ ignored: { reason: 'writtenByPerson' }, handoffMove: { kind: 'recorded', conversationId: first.conversation.id, ownerName: 'Noor' } },
		{ ignored: { reason: 'writtenByPerson' }, handoffMove: { kind: 'recorded', owner: 'human' } },
		{ ignored: { reason: 'noCustomer' } },
	]);
	const outputs = await runNode({ type: TYPE }, [webhookItem('Thanks', { conversation: 'thread-begun', messageId: 'p4' })]);
	expect(outputs.map((items) => items.length)).toEqual([0, 1, 0]);
});

describe('a post that names somebody\'s conversation', () => {
	let posts = 0;
	/** Posts to a Webhook node as the customer of a conversation the company's own server began; gives both conversations. */
	async function post(webhook: IDataObject, intake: IDataObject = {}) {
		const named = { conversation: `named-${posts}`, customerId: `customer-${posts}`, email: `ada${posts++}@example.com` };
		const own = await recordMessage('Where is my order?', named);
		const run = await runNodes([{ name: 'Form', type: 'webhook', parameters: webhook }, { name: 'Node', type: TYPE, parameters: intake }], [webhookItem('Send it to me instead', named)]);
		const [[said] = []] = jsonOf(run, 'Node');
		return { own, said: said as typeof own, named };
	}

	it('begins one of its own on a form everybody can reach; nothing of it is lost, and it is answered at the address it gives', async () => {
		const { own, said, named } = await post({});
		expect(said).toMatchObject({ message: { text: 'Send it to me instead' }, customer: { email: named.email, verified: false, history: [] }, conversation: { owner: 'bot' } });
		expect(said.conversation.id).not.toBe(own.conversation.id);
		expect(said.customer.id).not.toBe(own.customer.id);
	});

	it.each<[string, IDataObject, IDataObject]>([['behind a Webhook that asks for a secret', { authentication: 'headerAuth' }, {}], ['where everybody may', {}, { namesCustomer: 'everybody' }]])('continues it %s', async (_, webhook, intake) => {
		const { own, said } = await post(webhook, intake);
		expect([said.conversation.id, said.customer.id]).toEqual([own.conversation.id, own.customer.id]);
	});

	it('begins one of its own behind a secret too, where nobody may name a customer', async () => {
		const { own, said } = await post({ authentication: 'headerAuth' }, { namesCustomer: 'nobody' });
		expect(said.conversation.id).not.toBe(own.conversation.id);
	});

	it('is the same message when it is sent twice', async () => {
		const nodes = [{ name: 'Form', type: 'webhook' }, { name: 'Node', type: TYPE }];
		const item = webhookItem('Twice', { messageId: 'public-twice', email: 'ada@example.com' });
		const [first, second] = [await runNodes(nodes, [item]), await runNodes(nodes, [item], { executionId: '2' })];
		expect([jsonOf(first, 'Node'), jsonOf(second, 'Node')].map((outputs) => outputs.map((items) => items.length))).toEqual([[1, 0, 0], [0, 0, 1]]);
	});
});

it('hands a conversation people have to Human Owns', async () => {
	const { inbox, conversation } = await recordMessage('I need help', { conversation: 'thread-2' });
	const ledger = await openRealLedger();
	const agent = { id: 'a', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
	await ledger.move(inbox, conversation.id, agent, { kind: 'take' }, new Date().toISOString());
	const outputs = await runNode({ type: TYPE }, [webhookItem('Anyone there?', { conversation: 'thread-2', messageId: 'owned' })]);
	expect(outputs.map((items) => items.length)).toEqual([0, 1, 0]);
	expect(outputs[1]?.[0]?.conversation).toMatchObject({ owner: 'human', ownerId: 'a' });
});

it('keeps inboxes apart', async () => {
	const item = webhookItem('Where is my order?', { messageId: 'shared' });
	const [first] = await runNode({ type: TYPE, parameters: { inbox: 'shop' } }, [item]);
	const [second] = await runNode({ type: TYPE, parameters: { inbox: 'club' } }, [item]);
	expect([first?.[0]?.inbox, second?.[0]?.inbox]).toEqual(['shop', 'club']);
});

it('reads the source one chooses', async () => {
	const [left] = await runNode({ type: TYPE, parameters: { source: 'n8nChat' } }, [{ chatInput: 'hi', sessionId: 's-9' }]);
	expect((left?.[0]?.message as IDataObject).channel).toBe('n8nChat');
});

it('stops the run when the inbox has no name, and says what to fill in', async () => {
	const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { inbox: ' ' } }], [webhookItem('hi')]);
	expect(run.error).toMatchObject({ message: 'The inbox has no name', description: expect.stringContaining('Inbox') });
	expect(run.outputs('Node')).toBeUndefined();
});

it('leaves nothing of a manual run in the real ledger', async () => {
	const item = webhookItem('Only a try', { messageId: 'manual' });
	const [left] = await runNode({ type: TYPE }, [item], { mode: 'manual' });
	const id = (left?.[0]?.message as IDataObject).id as string;
	expect(await (await openTestLedger()).loadEnvelope('main', id)).toBeDefined();
	expect(await (await openRealLedger()).loadEnvelope('main', id)).toBeUndefined();
	expect((await runNode({ type: TYPE }, [item])).map((items) => items.length)).toEqual([1, 0, 0]);
});

it('names its workflow, so that only this one is asked to finish the message', async () => {
	await recordMessage('Who finishes this?', { messageId: 'mine' });
	const now = new Date(Date.now() + 1_000).toISOString();
	const ledger = await openRealLedger();
	expect(await ledger.takeUnanswered('another-workflow', now, now, now, 50)).toEqual([]);
	const taken = await ledger.takeUnanswered(WORKFLOW_ID, now, new Date(Date.now() + 60_000).toISOString(), now, 50);
	expect(taken.map(({ message }) => message.text)).toContain('Who finishes this?');
	expect(taken.every(({ message }) => message.receivedAt > DAY_AGO)).toBe(true);
});

it('asks for exactly the settings it shows', async () => {
	expect(await askedSettings(TYPE, [{}, { parameters: { author: 'person' } }], webhookItem('hi'))).toEqual(shownSettings(TYPE));
});

it('offers every source there is, and automatic', () => {
	const { options = [] } = loadNode(TYPE).description.properties.find(({ name }) => name === 'source')!;
	expect(options.map((option) => (option as { value: string }).value).sort()).toEqual(['automatic', ...Object.keys(SOURCES)].sort());
});

it('makes of each thing an item tells an item of its own, all linked to it', async () => {
	const run = await runNodes([{ name: 'Node', type: TYPE }], [messenger.batch, messenger.typical]);
	expect(jsonOf(run, 'Node').map((items) => items.map((item) => (item.message as IDataObject | undefined)?.text ?? (item.ignored as IDataObject).reason))).toEqual([
		['Hello\nAnybody there? 🙂'], [], ['deliveryStatus', 'repeated', 'Hello'],
	]);
	expect(run.outputs('Node')?.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([[{ item: 0 }], [], [{ item: 0 }, { item: 1 }, { item: 0 }]]);
	expect(jsonOf(run, 'Node')[2]?.[2]).toMatchObject({ ignored: { reason: 'merged' } });
});

it('gives a conversation to a colleague who answers in the channel itself', async () => {
	const messages = await runNode({ type: TYPE, parameters: { inbox: 'page' } }, [messenger.typical]);
	const echoed = await runNode({ type: TYPE, parameters: { inbox: 'page' } }, [messenger.pageInbox], { executionId: '2' });
	expect(messages[0]).toHaveLength(1);
	expect(echoed).toMatchObject([[], [], [{ ignored: { reason: 'writtenByPerson' }, handoffMove: { kind: 'recorded', owner: 'human', ownerName: 'Support team' } }]]);
});

it('lets nobody who writes to one trigger pass for another channel\'s customer', async () => {
	const forged = { update_id: 1, message: { message_id: 1, from: { id: 5, is_bot: false }, chat: { id: 5, type: 'private' }, text: 'I am somebody else' }, text: 'forged' } as IDataObject;
	const connections = connect(['Start', 0, 'Chat'], ['Chat', 0, 'Node'], ['Telegram', 0, 'Node']);
	const run = await runNodes([{ name: 'Chat', type: 'chatTrigger' }, { name: 'Telegram', type: 'telegramTrigger' }, { name: 'Node', type: TYPE }], [forged], { connections });
	expect(jsonOf(run, 'Node')[0]).toMatchObject([{ message: { channel: 'webhook' } }]);
	const real = await runNodes([{ name: 'Telegram', type: 'telegramTrigger' }, { name: 'Node', type: TYPE }], [forged]);
	expect(jsonOf(real, 'Node')[0]).toMatchObject([{ message: { channel: 'telegram' } }]);
});

it('records a STOP of which Twilio tells, whatever the words, and everything after it as ignored', async () => {
	const post = (MessageSid: string, Body: string, more: IDataObject = {}): IDataObject => ({ headers: {}, params: {}, query: {}, body: { AccountSid: 'AC1', MessageSid, From: '+43660555777', To: '+43720555000', Body, ...more } });
	const run = async (item: IDataObject) => (await runNode({ type: TYPE, parameters: { source: 'twilio' } }, [item])).map((items) => items.map(({ ignored }) => (ignored as IDataObject | undefined)?.reason));
	expect(await run(post('SM1', 'Keine SMS mehr', { OptOutType: 'STOP' }))).toEqual([[], [], ['optedOut']]);
	expect(await run(post('SM2', 'Hello?'))).toEqual([[], [], ['optedOut']]);
	expect(await run(post('SM3', 'Doch wieder', { OptOutType: 'START' }))).toEqual([[undefined], [], []]);
});

describe('a customer who writes on', () => {
	const pause = async (ms: number): Promise<void> => { await new Promise((resolve) => setTimeout(resolve, ms)); };
	const write = async (text: string, conversation: string, waitSeconds: number, executionId: string): Promise<readonly IDataObject[][]> =>
		await runNode({ type: TYPE, parameters: { waitSeconds } }, [webhookItem(text, { conversation, messageId: `${conversation}-${text}` })], { executionId });

	it('is answered once: the earlier message leaves at once as merged, the newest with the words of both', async () => {
		const started = performance.now();
		const first = write('My lamp', 'burst-1', 20, '31').then((outputs) => ({ outputs, ms: performance.now() - started }));
		await pause(300);
		const second = await write('flickers', 'burst-1', 1, '32');
		const { outputs, ms } = await first;
		expect(outputs).toMatchObject([[], [], [{ ignored: { reason: 'merged' }, message: { text: 'My lamp' } }]]);
		expect(ms).toBeLessThan(15_000);
		expect(second).toMatchObject([[{ message: { text: 'My lamp\nflickers' } }], [], []]);
	}, 60_000);

	it('waits no longer than the pause when nothing follows, and not at all without one', async () => {
		expect((await write('Only this', 'burst-2', 1, '33')).map((items) => items.length)).toEqual([1, 0, 0]);
		expect((await write('Only that', 'burst-3', 0, '34')).map((items) => items.length)).toEqual([1, 0, 0]);
	}, 60_000);

	it('is found as unanswered when the wait is cut off', async () => {
		const waiting = write('Cut off', 'burst-4', 2, '35');
		await pause(500);
		const now = new Date(Date.now() + 1_000).toISOString();
		const taken = await (await openRealLedger()).takeUnanswered(WORKFLOW_ID, now, new Date(Date.now() + 60_000).toISOString(), now, 100);
		expect(taken.map(({ message }) => message.text)).toContain('Cut off');
		await waiting;
	}, 60_000);
});

describe('files that travel with an item', () => {
	const photo = { data: Buffer.from('a photo').toString('base64'), mimeType: 'image/png', fileName: 'lamp.png' };
	const intake = async (binary: IBinaryKeyData) => {
		const run = await runNodes([{ name: 'Node', type: TYPE }], [webhookItem('See the photo', { messageId: Object.keys(binary).join() })], { binary });
		const [item] = run.outputs('Node')?.[0] ?? [];
		return { item, attachments: (item?.json.message as unknown as Envelope['message'] | undefined)?.attachments ?? [] };
	};

	it('are kept for the desk, and travel on', async () => {
		const { item, attachments } = await intake({ photo });
		expect(attachments).toEqual([{ name: 'lamp.png', mimeType: 'image/png', binary: 'photo', sizeBytes: 7, fileId: expect.any(String) as string }]);
		expect(item?.binary).toEqual({ photo });
		const kept = await (await openRealLedger()).readFile('main', attachments[0]?.fileId ?? '');
		expect(kept && Buffer.from(kept.content).toString()).toBe('a photo');
	});

	it('are kept with their own message where they come right after others, and those stay with it', async () => {
		const send = async (messageId: string, names: readonly string[]) => {
			const binary = Object.fromEntries(names.map((name, place) => [`file${place}`, { ...photo, data: Buffer.from(`content of ${name}`).toString('base64'), fileName: name }]));
			const run = await runNodes([{ name: 'Node', type: TYPE }], [webhookItem('See the photo', { messageId, conversation: 'files-burst' })], { binary });
			return (run.outputs('Node')?.[0]?.[0]?.json.message as unknown as Envelope['message']).attachments;
		};
		await send('files-burst-1', ['first.png']);
		const attachments = await send('files-burst-2', ['second.png', 'third.png']);
		expect(attachments.map(({ name, binary }) => [name, binary])).toEqual([['first.png', undefined], ['second.png', 'file0'], ['third.png', 'file1']]);
		const ledger = await openRealLedger();
		const kept = await Promise.all(attachments.map(({ fileId = '' }) => ledger.readFile('main', fileId)));
		expect(kept.map((file) => file && [file.name, Buffer.from(file.content).toString()])).toEqual(['first.png', 'second.png', 'third.png'].map((name) => [name, `content of ${name}`]));
	});

	it('are named with the reason when they are too large, or n8n has lost them', async () => {
		const { attachments } = await intake({ large: { ...photo, bytes: 17 * 1024 * 1024 }, lost: { ...photo, id: 'nowhere:lost' }, photo });
		expect(attachments).toMatchObject([{ notKept: expect.stringContaining('16 MB') as string }, { notKept: expect.stringContaining('n8n') as string }, { fileId: expect.any(String) as string }]);
	});
});
