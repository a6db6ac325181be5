import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { runNodes, USER_FOLDER } from './engine';
import { jsonOf, openRealLedger, openTestLedger, shownSettings, withBrokenLedger } from './fixtures';
import { callWebhook, type Answered, type WebhookOptions } from './webhook';

const TYPE = 'webChatTrigger';

/** A message as a site's own form sends it, without a session. */
async function write(text: string, id: string = randomUUID(), options?: WebhookOptions, headers: Record<string, string> = {}): Promise<Answered> {
	return await callWebhook(TYPE, { method: 'POST', path: 'chat/api', body: { action: 'message', id, text }, headers }, options);
}

function emitted({ result }: Answered): readonly (readonly Envelope[])[] | undefined {
	return result.workflowData?.map((items) => (items ?? []).map(({ json }) => json as unknown as Envelope));
}

describe('the page', () => {
	it('comes with a policy that lets nothing else in', async () => {
		const page = await callWebhook(TYPE, { path: 'chat' }, { settings: { companyName: 'Lumen & Oak' } });
		expect(page).toMatchObject({ status: 200, result: { noWebhookResponse: true } });
		expect(page.result.workflowData).toBeUndefined();
		expect(page.headers['content-type']).toContain('text/html');
		expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/u);
		expect(page.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/u);
		expect(page.body).toMatch(/<title>Lumen &#?\w+; Oak<\/title>/u);
	});

	it('may be shown only by the sites one names', async () => {
		const page = await callWebhook(TYPE, { path: 'chat' }, { settings: { options: { allowedOrigins: 'https://shop.example.com, https://example.com' } } });
		expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self' https://shop.example.com https://example.com");
	});

	it('comes with its widget', async () => {
		const widget = await callWebhook(TYPE, { path: 'chat/widget.js' });
		expect(widget.status).toBe(200);
		expect(widget.headers['content-type']).toContain('javascript');
	});
});

describe('a message', () => {
	it('is on disk before it is acknowledged', async () => {
		const path = join(USER_FOLDER, '.n8n', 'hybrid-support.sqlite');
		let rowsAtAnswer = -1;
		const countRows = (): void => {
			const database = new DatabaseSync(path, { readOnly: true });
			rowsAtAnswer = Number(database.prepare('select count(*) as n from messages where text = ?').get('On disk?')?.n);
			database.close();
		};
		const answer = await write('On disk?', randomUUID(), { onAnswer: countRows });
		expect(answer.status).toBe(202);
		expect(rowsAtAnswer).toBe(1);
	});

	it('leaves by Message as an envelope of its workflow, as it is in the ledger', async () => {
		const answer = await write('Where is my order?');
		const [message, humanOwns] = emitted(answer) ?? [];
		expect(humanOwns).toEqual([]);
		const recorded = await (await openRealLedger()).loadEnvelope('main', answer.json().messageId as string);
		expect(message).toEqual([{ ...recorded, assistant: { name: 'Assistant', companyName: '' } }]);
		expect(message?.[0]).toMatchObject({ inbox: 'main', message: { channel: 'webChat', text: 'Where is my order?' }, conversation: { owner: 'bot', id: answer.json().conversationId } });
	});

	it('is answered by what follows in the same conversation', async () => {
		const answer = await write('hello');
		const item = { ...emitted(answer)?.[0]?.[0], answer: { kind: 'smallTalk', sources: [], suggestions: [], engine: { name: 'local' } } } as unknown as IDataObject;
		const run = await runNodes([{ name: 'Gate', type: 'replyGate' }], [item]);
		expect(jsonOf(run, 'Gate').map((items) => items.length)).toEqual([0, 0, 1, 0]);
		const view = await callWebhook(TYPE, { path: 'chat/api', query: { action: 'state' }, headers: { authorization: `Bearer ${String(answer.json().session)}` } });
		expect(view.body).toContain((jsonOf(run, 'Gate')[2]?.[0]?.reply as IDataObject).text as string);
	});

	it('starts nothing when the same one is sent again', async () => {
		const id = randomUUID();
		const first = await write('Only once', id);
		const again = await write('Only once', id);
		expect(again.status).toBe(202);
		expect(again.result).toEqual({ noWebhookResponse: true });
		expect(again.json()).toEqual(first.json());
	});

	it('leaves by Human Owns while people have the conversation', async () => {
		const first = await write('I need a person');
		const ledger = await openRealLedger();
		const agent = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
		await ledger.move('main', first.json().conversationId as string, agent, { kind: 'take' }, new Date().toISOString());
		const second = await write('Are you there?', randomUUID(), undefined, { authorization: `Bearer ${String(first.json().session)}` });
		expect(emitted(second)?.map((items) => items.length)).toEqual([0, 1]);
	});

	it('belongs to the inbox one sets', async () => {
		expect(emitted(await write('hello', randomUUID(), { settings: { inbox: ' club ' } }))?.[0]?.[0]?.inbox).toBe('club');
	});

	it('of a try in the editor stays out of the real ledger', async () => {
		const answer = await write('Only a try', randomUUID(), { mode: 'manual' });
		const id = answer.json().messageId as string;
		expect(emitted(answer)?.[0]).toHaveLength(1);
		expect(await (await openTestLedger()).loadEnvelope('main', id)).toBeDefined();
		expect(await (await openRealLedger()).loadEnvelope('main', id)).toBeUndefined();
	});

	it('of a site that is not on the list is refused', async () => {
		const options = { settings: { options: { allowedOrigins: 'https://shop.example.com' } } };
		const foreign = await write('hello', randomUUID(), options, { origin: 'https://evil.example' });
		expect(foreign.status).toBe(403);
		expect(foreign.result).toEqual({ noWebhookResponse: true });
		expect((await write('hello', randomUUID(), options, { origin: 'https://shop.example.com' })).status).toBe(202);
	});

	it.each([
		['nothing', undefined],
		['no object', 'text'],
		['no text', { action: 'message', id: randomUUID() }],
		['an unknown action', { action: 'drop', id: randomUUID() }],
		['a guessable id', { action: 'message', id: '1', text: 'hi' }],
	])('that is none starts nothing (%s)', async (_, body) => {
		const answer = await callWebhook(TYPE, { method: 'POST', path: 'chat/api', body });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(answer.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
		expect(answer.result).toEqual({ noWebhookResponse: true });
	});
});

describe('when something fails', () => {
	it('asks to try again and starts nothing while the ledger cannot be opened', async () => {
		const answer = await withBrokenLedger(() => write('Do not lose me'));
		expect(answer.status).toBe(503);
		expect(answer.headers['retry-after']).toBeDefined();
		expect(answer.result).toEqual({ noWebhookResponse: true });
		expect(answer.logged.join('\n')).toMatch(/^Trigger: /u);
		expect(answer.logged.join('\n')).not.toContain('Do not lose me');
	});

	it('takes the very same message once the ledger is back', async () => {
		const id = randomUUID();
		await withBrokenLedger(() => write('Do not lose me', id));
		expect(emitted(await write('Do not lose me', id))?.[0]).toHaveLength(1);
	});

	it('never throws into n8n, which would start an execution with nothing in it', async () => {
		const onAnswer = (): void => {
			throw new Error('The visitor is gone');
		};
		const answer = await write('hello', randomUUID(), { onAnswer });
		expect(answer.result).toEqual({ noWebhookResponse: true });
		expect(answer.logged.join('\n')).toContain('The visitor is gone');
	});
});

it('asks for exactly the settings it shows', async () => {
	expect((await callWebhook(TYPE, { path: 'chat' })).asked).toEqual(shownSettings(TYPE));
});

describe('signed-in customers', () => {
	const SECRET = 'a-secret-for-tests-of-32-characters!';
	const sign = (secret: string): string => {
		const signed = [{ alg: 'HS256' }, { sub: 'u-7', exp: Date.now() / 1000 + 300 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
		return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
	};
	const start = async (secret: string, knowsCustomers = true): Promise<Awaited<ReturnType<typeof callWebhook>>> =>
		await callWebhook(TYPE, { method: 'POST', path: 'chat/api', body: { action: 'start', identity: sign(secret) }, headers: { 'content-type': 'application/json' } }, { settings: { knowsCustomers }, identity: { secret: SECRET } });

	it('are verified by what the site signed', async () => {
		const { session } = (await start(SECRET)).json();
		const said = await callWebhook(TYPE, { method: 'POST', path: 'chat/api', body: { action: 'message', id: 'm1', text: 'Hello' }, headers: { 'content-type': 'application/json', authorization: `Bearer ${String(session)}` } });
		expect(said.result.workflowData?.[0]?.[0]?.json).toMatchObject({ customer: { verified: true } });
	});

	it.each([['another secret', 'another-secret-of-at-least-32-characters', true], ['a chat that does not ask', SECRET, false]])('are refused with %s', async (_, secret, knowsCustomers) => {
		expect((await start(secret, knowsCustomers)).status).toBe(401);
	});
});
