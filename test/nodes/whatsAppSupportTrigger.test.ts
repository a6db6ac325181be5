import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { startMediaServer, type MediaServer } from '../channels/whatsApp/mediaServer';
import { loadNode, USER_FOLDER, WORKFLOW_ID } from './engine';
import { openRealLedger, openTestLedger, shownSettings, withBrokenLedger } from './fixtures';
import { callWebhook, type Answered, type WebhookOptions } from './webhook';

const TYPE = 'whatsAppSupportTrigger';
const APP = { appSecret: 'app-secret-for-tests', verifyToken: 'verify-me', phoneNumberId: '106540352242922', accessToken: 'for-tests-only', baseUrl: 'https://graph.facebook.com' };

let customers = 0;
/** A number nobody wrote from before. */
const newNumber = (): string => `49151${String(10_000_000 + customers++)}`;

interface Sent {
	readonly from: string;
	readonly id: string;
	readonly [content: string]: unknown;
}

function text(body: string, from = newNumber(), id = `wamid.${randomUUID()}`): Sent {
	return { from, id, timestamp: String(Math.floor(Date.now() / 1_000)), type: 'text', text: { body } };
}

function bodyOf(value: object, field = 'messages'): object {
	const metadata = { display_phone_number: '49305550100', phone_number_id: APP.phoneNumberId };
	return { object: 'whatsapp_business_account', entry: [{ id: 'waba', changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }] }] };
}

function sign(body: unknown, secret = APP.appSecret): string {
	return `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`;
}

/** A call as Meta makes it. It waits for no further message, unless the settings say so. */
async function post(body: unknown, { settings, ...options }: WebhookOptions = {}, signature = sign(body)): Promise<Answered> {
	return await callWebhook(TYPE, { method: 'POST', path: 'whatsapp', body, headers: signature === '' ? {} : { 'x-hub-signature-256': signature } }, { whatsApp: APP, settings: { waitSeconds: 0, ...settings }, ...options });
}

async function write(...messages: readonly Sent[]): Promise<Answered> {
	return await post(bodyOf({ messages }));
}

function emitted({ result }: Answered): ReadonlyArray<readonly Envelope[]> | undefined {
	return result.workflowData?.map((items) => (items ?? []).map(({ json }) => json as unknown as Envelope));
}

function countRows(sql: string, value: string): number {
	const database = new DatabaseSync(join(USER_FOLDER, '.n8n', 'hybrid-support.sqlite'), { readOnly: true });
	try {
		return Number(database.prepare(sql).get(value)?.n);
	} finally {
		database.close();
	}
}

// A store that is there, for those who look into its file.
beforeAll(async () => { await openRealLedger(); });

const countMessages = (provider: string): number => countRows('select count(*) as n from messages where provider_id = ?', provider);

describe('the subscription', () => {
	const ask = (query: Record<string, string>, options: WebhookOptions = {}): Promise<Answered> => callWebhook(TYPE, { path: 'whatsapp', query }, { whatsApp: APP, ...options });
	const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me', 'hub.challenge': '1158201444' };

	it('gets its challenge back as plain text', async () => {
		const answer = await ask(query);
		expect(answer).toMatchObject({ status: 200, body: '1158201444', result: { noWebhookResponse: true } });
		expect(answer.headers['content-type']).toContain('text/plain');
		expect(answer.result.workflowData).toBeUndefined();
	});

	it.each([['a wrong token', { 'hub.verify_token': 'guess' }], ['nothing', { 'hub.mode': '', 'hub.verify_token': '', 'hub.challenge': '' }]])('gets nothing with %s', async (_what, wrong) => {
		expect(await ask({ ...query, ...wrong })).toMatchObject({ status: 403, body: '' });
	});

	it('lets nobody in while the token is empty', async () => {
		expect(await ask({ ...query, 'hub.verify_token': '' }, { whatsApp: { ...APP, verifyToken: '' } })).toMatchObject({ status: 403, body: '' });
	});
});

describe('a call that does not carry the app\'s signature', () => {
	const body = bodyOf({ messages: [text('Let me in', '4915199999999', 'wamid.forged')] });

	it.each([
		['none', ''],
		['one of another secret', sign(body, 'guess')],
		['one of other bytes', sign({ ...body, more: 1 })],
		['one without a prefix', sign(body).slice(7)],
	])('is refused and starts nothing (%s)', async (_what, signature) => {
		const answer = await post(body, {}, signature);
		expect(answer).toMatchObject({ status: 401, body: '', result: { noWebhookResponse: true } });
		expect(answer.result.workflowData).toBeUndefined();
		expect(countMessages('wamid.forged')).toBe(0);
	});

	it('is refused also where no secret is set', async () => {
		expect((await post(body, { whatsApp: { ...APP, appSecret: '' } }, sign(body, ''))).status).toBe(401);
	});

	it('is not even read', async () => {
		expect((await post({ entry: 'x' }, {}, 'sha256=0')).status).toBe(401);
	});
});

describe('a message', () => {
	it('is on disk before Meta is answered', async () => {
		const sent = text('On disk?');
		let rowsAtAnswer = -1;
		const answer = await post(bodyOf({ messages: [sent] }), { onAnswer: () => { rowsAtAnswer = countMessages(sent.id); } });
		expect(answer.status).toBe(200);
		expect(rowsAtAnswer).toBe(1);
	});

	it('leaves by Message as an envelope of its workflow, as it is in the ledger', async () => {
		const from = newNumber();
		const answer = await post(bodyOf({ contacts: [{ profile: { name: 'Nell Okonjo' }, wa_id: from }], messages: [text('Where is my order?', from)] }));
		const [message, humanOwns, ignored] = emitted(answer) ?? [];
		expect([humanOwns, ignored]).toEqual([[], []]);
		expect(message).toHaveLength(1);
		expect(message?.[0]).toMatchObject({ inbox: 'main', message: { channel: 'whatsApp', text: 'Where is my order?' }, customer: { name: 'Nell Okonjo', phone: `+${from}`, verified: false }, conversation: { owner: 'bot', epoch: 1 } });
		expect(message?.[0]).toEqual(await (await openRealLedger()).loadEnvelope('main', message![0]!.message.id));
	});

	it('vouches for the number: the same person in a chat with a signed identity has this message in their history', async () => {
		const from = newNumber();
		await write(text('By phone', from));
		const ledger = await openRealLedger();
		const id = randomUUID();
		const recorded = await ledger.recordInbound({
			inbox: 'main', channel: 'webChat', id, providerId: id, thread: id, text: 'In the chat', attachments: [], receivedAt: new Date().toISOString(), workflowId: 'w',
			customer: { externalId: id, verified: true, phone: `+${from}` },
		});
		expect(recorded).toMatchObject({ envelope: { customer: { history: [{ channel: 'whatsApp', summary: 'By phone' }] } } });
	});

	it('starts nothing when Meta sends it again', async () => {
		const sent = text('Only once');
		expect(emitted(await write(sent))?.[0]).toHaveLength(1);
		const again = await write(sent);
		expect(again).toMatchObject({ status: 200, result: { noWebhookResponse: true } });
		expect(again.result.workflowData).toBeUndefined();
		expect(countMessages(sent.id)).toBe(1);
	});

	it('of several in one call, each leaves; those of one customer leave together, the earlier ones by Ignored', async () => {
		const [one, two] = [newNumber(), newNumber()];
		const answer = await write(text('Hello', one), text('Good day', two), text('Where is my order?', one));
		expect(answer.status).toBe(200);
		expect(emitted(answer)?.map((items) => items.map(({ message }) => message.text))).toEqual([['Good day', 'Hello\nWhere is my order?'], [], ['Hello']]);
		expect(emitted(answer)?.[2]?.[0]).toMatchObject({ ignored: { reason: 'merged' } });
	});

	it('leaves by Human Owns while people have the conversation', async () => {
		const from = newNumber();
		const first = emitted(await write(text('I need a person', from)))?.[0]?.[0];
		const agent = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
		await (await openRealLedger()).move('main', first!.conversation.id, agent, { kind: 'take' }, new Date().toISOString());
		expect(emitted(await write(text('Are you there?', from)))?.map((items) => items.length)).toEqual([0, 1, 0]);
	});

	it('belongs to the inbox one sets', async () => {
		expect(emitted(await post(bodyOf({ messages: [text('hello')] }), { settings: { inbox: ' club ' } }))?.[0]?.[0]?.inbox).toBe('club');
	});

	it('of a try in the editor stays out of the real ledger', async () => {
		const sent = text('Only a try');
		const [message] = emitted(await post(bodyOf({ messages: [sent] }), { mode: 'manual' }))?.[0] ?? [];
		expect(await (await openTestLedger()).loadEnvelope('main', message!.message.id)).toBeDefined();
		expect(countMessages(sent.id)).toBe(0);
	});
});

describe('a customer who writes on', () => {
	const pause = async (ms: number): Promise<void> => { await new Promise((resolve) => setTimeout(resolve, ms)); };
	const writeAndWait = async (waitSeconds: number, messages: readonly Sent[], onAnswer?: () => void): Promise<{ readonly answer: Answered; readonly ms: number }> => {
		const started = performance.now();
		const answer = await post(bodyOf({ messages }), { settings: { waitSeconds }, ...(onAnswer === undefined ? {} : { onAnswer }) });
		return { answer, ms: performance.now() - started };
	};

	it('starts the workflow once, with the words of both; the earlier message leaves at once as merged', async () => {
		const from = newNumber();
		const first = writeAndWait(20, [text('My lamp', from)]);
		await pause(300);
		const second = await writeAndWait(1, [text('flickers', from)]);
		const { answer, ms } = await first;
		expect(emitted(answer)).toMatchObject([[], [], [{ ignored: { reason: 'merged' }, message: { text: 'My lamp' } }]]);
		expect(ms).toBeLessThan(15_000);
		expect(emitted(second.answer)).toMatchObject([[{ message: { text: 'My lamp\nflickers' } }], [], []]);
	}, 60_000);

	it('waits a moment when nothing follows, long after Meta was answered', async () => {
		const started = performance.now();
		let answeredMs = Infinity;
		const { answer, ms } = await writeAndWait(2, [text('Only this')], () => { answeredMs = performance.now() - started; });
		expect(answer.status).toBe(200);
		expect(emitted(answer)?.map((items) => items.length)).toEqual([1, 0, 0]);
		expect(ms).toBeGreaterThan(1_900);
		expect(answeredMs).toBeLessThan(ms - 1_500);
	}, 60_000);

	it('does not make others of the same call wait longer: all wait at the same time', async () => {
		const { answer, ms } = await writeAndWait(2, [text('one'), text('two'), text('three')]);
		expect(emitted(answer)?.[0]).toHaveLength(3);
		expect(ms).toBeLessThan(5_900);
	}, 60_000);

	it('does not wait where people have the conversation', async () => {
		const from = newNumber();
		const first = emitted(await write(text('I need a person', from)))?.[0]?.[0];
		const agent = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
		await (await openRealLedger()).move('main', first!.conversation.id, agent, { kind: 'take' }, new Date().toISOString());
		const { answer, ms } = await writeAndWait(20, [text('Are you there?', from)]);
		expect(emitted(answer)?.map((items) => items.length)).toEqual([0, 1, 0]);
		expect(ms).toBeLessThan(15_000);
	}, 60_000);

	it('is found as unanswered when the wait is cut off', async () => {
		const waiting = writeAndWait(2, [text('Cut off')]);
		await pause(500);
		const now = new Date(Date.now() + 1_000).toISOString();
		const taken = await (await openRealLedger()).takeUnanswered(WORKFLOW_ID, now, new Date(Date.now() + 60_000).toISOString(), now, 1_000);
		expect(taken.map(({ message }) => message.text)).toContain('Cut off');
		await waiting;
	}, 60_000);

	it('has 8 seconds for it unless one says otherwise', () => {
		expect(loadNode(TYPE).description.properties.find(({ name }) => name === 'waitSeconds')?.default).toBe(8);
	});
});

describe('what a customer sends along', () => {
	let meta: MediaServer;
	beforeAll(async () => { meta = await startMediaServer(); });
	afterAll(() => meta.close());
	const app = () => ({ ...APP, baseUrl: meta.base });
	const voice = (media: string, from = newNumber()): Sent => ({ from, id: `wamid.${randomUUID()}`, type: 'audio', audio: { id: media, mime_type: 'audio/ogg; codecs=opus', voice: true } });
	const send = async (messages: readonly Sent[], options: WebhookOptions = {}): Promise<Answered> => post(bodyOf({ messages }), { whatsApp: app(), ...options });
	const sound = { content: Buffer.from('spoken words'), mimeType: 'audio/ogg' };
	const bytesOf = async ({ attachments }: Envelope['message']) => {
		const ledger = await openRealLedger();
		return await Promise.all(attachments.map(async ({ fileId = '' }) => Buffer.from((await ledger.readFile('main', fileId))?.content ?? []).toString()));
	};

	it('is fetched with the token after Meta has its answer, kept, and travels along', async () => {
		meta.has('v1', sound);
		let askedAtAnswer = -1;
		const answer = await send([voice('v1')], { onAnswer: () => { askedAtAnswer = meta.asked.length; } });
		expect(answer.status).toBe(200);
		expect(askedAtAnswer).toBe(0);
		expect(meta.asked).toEqual([{ path: '/v23.0/v1', token: `Bearer ${APP.accessToken}` }, { path: '/file/v1', token: `Bearer ${APP.accessToken}` }]);
		const [item] = answer.result.workflowData?.[0] ?? [];
		const { message } = item?.json as unknown as Envelope;
		expect(message.attachments).toEqual([{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice', providerId: 'v1', sizeBytes: 12, fileId: `${message.id}:0`, binary: 'attachment_0' }]);
		expect(item?.binary).toEqual({ attachment_0: { data: sound.content.toString('base64'), mimeType: 'audio/ogg', fileName: 'voice.ogg' } });
		const kept = await (await openRealLedger()).readFile('main', `${message.id}:0`);
		expect(kept && Buffer.from(kept.content)).toEqual(sound.content);
	});

	it('does not keep Meta waiting, however long it takes', async () => {
		meta.has('slow', sound);
		meta.answer('/file/slow', (response) => void setTimeout(() => response.writeHead(200).end(sound.content), 1_500));
		const started = performance.now();
		let answeredMs = Infinity;
		const answer = await send([voice('slow')], { onAnswer: () => { answeredMs = performance.now() - started; } });
		expect(answeredMs).toBeLessThan(1_000);
		expect(emitted(answer)?.[0]?.[0]?.message.attachments).toMatchObject([{ fileId: expect.any(String) as string }]);
	});

	it.each<[string, string, object, RegExp]>([
		['Meta has not any more', 'gone', {}, /does not have it any more/u],
		['is asked for without a token', 'v1', { accessToken: ' ' }, /has no access token/u],
	])('goes on without a file that %s, which says why', async (_what, media, over, problem) => {
		const sent = { ...voice(media), type: 'document', document: { id: media, filename: 'private-matter.pdf', caption: 'My lamp flickers' } };
		const answer = await send([sent], { whatsApp: { ...app(), ...over } });
		const [item] = answer.result.workflowData?.[0] ?? [];
		expect(item?.json).toMatchObject({ message: { text: 'My lamp flickers', attachments: [{ name: 'private-matter.pdf', notKept: expect.stringMatching(problem) as string }] } });
		expect(item).not.toHaveProperty('binary');
		expect(answer.logged.join()).toMatch(problem);
		expect(answer.logged.join()).not.toMatch(/private|flickers/u);
	});

	it('is kept also where people have the conversation, and for those who want no messages', async () => {
		meta.has('v2', sound);
		const from = newNumber();
		await send([text('STOP', from)]);
		expect(emitted(await send([voice('v2', from)]))?.[2]?.[0]?.message.attachments).toMatchObject([{ fileId: expect.any(String) as string }]);
	});

	it('of several messages that are answered together travels with the last', async () => {
		meta.has('v3', sound);
		meta.has('v4', { content: Buffer.from('a photo'), mimeType: 'image/jpeg' });
		const from = newNumber();
		const first = send([voice('v3', from)], { settings: { waitSeconds: 20 } });
		await new Promise((resolve) => setTimeout(resolve, 500));
		const answer = await send([{ from, id: `wamid.${randomUUID()}`, type: 'image', image: { id: 'v4' } }, text('Do you hear it?', from)], { settings: { waitSeconds: 1 } });
		await first;
		const [item] = answer.result.workflowData?.[0] ?? [];
		const { message } = item?.json as unknown as Envelope;
		// The first one's content travelled with the first one's item; the ledger has both.
		expect(message.attachments.map(({ fileId, binary }) => [typeof fileId, binary])).toEqual([['string', undefined], ['string', 'attachment_0']]);
		expect(Object.keys(item?.binary ?? {})).toEqual(['attachment_0']);
		expect(await bytesOf(message)).toEqual(['spoken words', 'a photo']);
	}, 60_000);

	it('is kept as what it is where another was sent just before', async () => {
		meta.has('v5', { content: Buffer.from('a photo'), mimeType: 'image/jpeg' });
		meta.has('v6', sound);
		const from = newNumber();
		const first = send([{ from, id: `wamid.${randomUUID()}`, type: 'image', image: { id: 'v5', mime_type: 'image/jpeg' } }], { settings: { waitSeconds: 20 } });
		await new Promise((resolve) => setTimeout(resolve, 500));
		const answer = await send([voice('v6', from)], { settings: { waitSeconds: 1 } });
		await first;
		const [item] = answer.result.workflowData?.[0] ?? [];
		const { message } = item?.json as unknown as Envelope;
		expect(message.attachments.map(({ kind, mimeType, binary }) => [kind, mimeType, binary])).toEqual([['image', 'image/jpeg', undefined], ['voice', 'audio/ogg', 'attachment_0']]);
		expect(await bytesOf(message)).toEqual(['a photo', 'spoken words']);
		expect(Buffer.from(item?.binary?.attachment_0?.data ?? '', 'base64').toString()).toBe('spoken words');
	}, 60_000);

	it('that is no file is fetched nowhere', async () => {
		const before = meta.asked.length;
		await send([{ from: newNumber(), id: `wamid.${randomUUID()}`, type: 'location', location: { latitude: 52.5, longitude: 13.4 } }]);
		expect(meta.asked.length).toBe(before);
	});
});

describe('what is not a customer speaking', () => {
	const reasons = (answer: Answered): readonly unknown[] => (emitted(answer)?.[2] ?? []).map((item) => (item as unknown as { ignored: IDataObject }).ignored.reason);

	it('leaves by Ignored with its reason', async () => {
		const answer = await write({ from: newNumber(), id: 'wamid.r', type: 'reaction', reaction: { emoji: '👍' } });
		expect(answer.status).toBe(200);
		expect(emitted(answer)?.map((items) => items.length)).toEqual([0, 0, 1]);
		expect(reasons(answer)).toEqual(['reaction']);
	});

	it('leaves by Ignored where it was written to another number of the app', async () => {
		const sent = text('hello');
		const answer = await post(bodyOf({ messages: [sent] }), { whatsApp: { ...APP, phoneNumberId: '999' } });
		expect(reasons(answer)).toEqual(['otherNumber']);
		expect(countMessages(sent.id)).toBe(0);
	});

	it('leaves by Ignored as the envelope where its sender wants no more messages, with its outcome', async () => {
		const from = newNumber();
		const [stop, later] = [await write(text('STOP', from)), await write(text('Hello?', from))];
		for (const answer of [stop, later]) {
			expect(emitted(answer)?.map((items) => items.length)).toEqual([0, 0, 1]);
			expect(emitted(answer)?.[2]?.[0]).toMatchObject({ message: { channel: 'whatsApp' }, ignored: { reason: 'optedOut' } });
		}
		expect(countRows('select count(*) as n from messages where outcome = \'ignored\' and customer_id = ?', emitted(stop)![2]![0]!.customer.id)).toBe(2);
		expect(emitted(await write(text('START', from)))?.map((items) => items.length)).toEqual([1, 0, 0]);
	});

	it('starts nothing where it is only a status, unless one wants them', async () => {
		const body = bodyOf({ statuses: [{ id: 'wamid.x', status: 'delivered' }] });
		expect(await post(body)).toMatchObject({ status: 200, result: { noWebhookResponse: true } });
		expect((await post(body)).result.workflowData).toBeUndefined();
		expect(reasons(await post(body, { settings: { options: { deliveryStatuses: true } } }))).toEqual(['deliveryStatus']);
	});

	it('puts a reply that failed before a person', async () => {
		const [envelope] = emitted(await write(text('How long does delivery take?')))?.[0] ?? [];
		const ledger = await openRealLedger();
		const { inbox, conversation, message } = envelope!;
		const now = new Date().toISOString();
		await ledger.claimReply({ inbox, conversationId: conversation.id, messageId: message.id, purpose: 'answer', outgoingId: message.id, epoch: 1, author: 'bot', text: 'Two days.', mode: 'send', outcome: 'answered', reasons: [], learned: {}, now });
		await ledger.confirmReply(inbox, message.id, 'sent', { providerId: 'wamid.ours' }, now);
		expect((await post(bodyOf({ statuses: [{ id: 'wamid.ours', status: 'failed', errors: [{ code: 131026, title: 'Undeliverable' }] }] }))).status).toBe(200);
		const desk = await ledger.openConversation(inbox, conversation.id, undefined, now);
		expect(desk).toMatchObject({ row: { owner: 'queue' } });
		expect(desk?.entries.map(({ text: said }) => said).join('\n')).toContain('Undeliverable');
	});

	it('gives a colleague who answers on the phone the conversation', async () => {
		const from = newNumber();
		const [envelope] = emitted(await write(text('Hello', from)))?.[0] ?? [];
		const body = bodyOf({ message_echoes: [{ from: '49305550100', to: from, id: `wamid.${randomUUID()}`, type: 'text', text: { body: 'I look into it' } }] }, 'smb_message_echoes');
		const answer = await post(body);
		expect(reasons(answer)).toEqual(['writtenByPerson']);
		const desk = await (await openRealLedger()).openConversation('main', envelope!.conversation.id, undefined, new Date().toISOString());
		expect(desk).toMatchObject({ row: { owner: 'human', ownerName: 'Support team' }, envelope: { conversation: { turns: [{ text: 'Hello' }, { author: 'human', text: 'I look into it' }] } } });
	});

	it.each<[string, unknown]>([['nothing', {}], ['a list', []], ['entries that are none', { entry: [null, { changes: [{}] }] }], ['another field', bodyOf({ event: 'x' }, 'account_update')]])('is taken and harmless (%s)', async (_what, body) => {
		const answer = await post(body);
		expect(answer.status).toBe(200);
		expect(answer.logged).toEqual([]);
		expect((emitted(answer) ?? [[], []]).slice(0, 2)).toEqual([[], []]);
	});
});

describe('when something fails', () => {
	it('asks Meta to try again and starts nothing while the ledger cannot be opened', async () => {
		const answer = await withBrokenLedger(() => write(text('Do not lose me')));
		expect(answer.status).toBe(503);
		expect(answer.result).toEqual({ noWebhookResponse: true });
		expect(answer.logged.join('\n')).toMatch(/^Trigger: /u);
		expect(answer.logged.join('\n')).not.toContain('Do not lose me');
	});

	it('takes the very same call once the ledger is back', async () => {
		const sent = text('Do not lose me');
		await withBrokenLedger(() => write(sent));
		expect(emitted(await write(sent))?.[0]).toHaveLength(1);
	});

	it('trusts nobody while no credential is chosen, and asks to try again', async () => {
		const answer = await post(bodyOf({ messages: [text('hello')] }), { whatsApp: undefined });
		expect(answer.status).toBe(503);
		expect(answer.logged.join('\n')).toContain('credential');
	});

	it('never throws into n8n, which would start an execution with nothing in it', async () => {
		const onAnswer = (): void => {
			throw new Error('Meta is gone');
		};
		const sent = text('hello');
		const answer = await post(bodyOf({ messages: [sent] }), { onAnswer });
		expect(emitted(answer)?.[0]).toHaveLength(1);
		expect(await post({}, { onAnswer })).toMatchObject({ result: { noWebhookResponse: true } });
	});
});

it('asks for exactly the settings it shows', async () => {
	const answer = await write(text('hello'));
	expect(answer.asked).toEqual(shownSettings(TYPE));
});
