import { createHmac } from 'node:crypto';
import { handleChat, MAX_FOLLOWERS, RATE_LIMIT, type ChatContext, type ChatHandled } from '../../pages/chat/chatApi';
import type { ChatView } from '../../pages/chat/chatView';
import type { PageAnswer, PageRequest } from '../../pages/shared/http';
import { createMemoryLedger, type MemoryLedger } from './chatLedger';
import { createContext, SETTINGS } from './chatServer';

const UUID = '0b4f8f0e-5d8f-4c7f-9d7e-2f6b9f3f1c55';

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): PageRequest {
	return { method: 'POST', query: {}, headers: { 'content-type': 'application/json', ...headers }, body, bodyBytes: JSON.stringify(body ?? '').length, baseUrl: 'https://n8n.example/webhook/w/chat' };
}

function get(query: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): PageRequest {
	return { method: 'GET', query, headers, body: undefined, bodyBytes: 0, baseUrl: 'https://n8n.example/webhook/w/chat' };
}

function answerOf({ response }: ChatHandled): PageAnswer & { readonly json: Readonly<Record<string, unknown>> } {
	if (response.kind !== 'answer') throw new Error(`Not an answer but ${response.kind}`);
	return { ...response, json: JSON.parse(response.body) as Record<string, unknown> };
}

async function startSession(context: ChatContext): Promise<{ readonly authorization: string }> {
	const { json } = answerOf(await handleChat('api', post({ action: 'start' }), context));
	return { authorization: `Bearer ${String(json.session)}` };
}

describe('chat API', () => {
	let ledger: MemoryLedger;
	let context: ChatContext;

	beforeEach(() => {
		ledger = createMemoryLedger();
		context = createContext(ledger);
	});

	it('acknowledges a message only when it is recorded, and hands it on once', async () => {
		const session = await startSession(context);
		const first = await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		const again = await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		expect(answerOf(first).status).toBe(202);
		expect(answerOf(again).json).toEqual(answerOf(first).json);
		expect(first.emit).toMatchObject({ owner: 'bot', envelope: { message: { text: 'Hello' } } });
		expect(again.emit).toBeUndefined();
		expect(ledger.recorded).toHaveLength(1);
	});

	describe('a signed-in customer', () => {
		const SECRET = 'a-secret-for-tests-of-32-characters!';
		const sign = (claims: object, secret = SECRET): string => {
			const signed = [{ alg: 'HS256' }, { exp: Date.now() / 1000 + 300, ...claims }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
			return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
		};
		const start = async (identity: unknown, change: Partial<ChatContext> = { identitySecret: SECRET }): Promise<ReturnType<typeof answerOf>> => {
			context = createContext(ledger, change);
			return answerOf(await handleChat('api', post({ action: 'start', identity }), context));
		};

		it('is who the site signed, whatever the page sends beside it', async () => {
			const { json } = await start(sign({ sub: 'u-7', email: 'lea@example.com' }));
			await handleChat('api', post({ action: 'message', id: '1', text: 'Hello', customer: { email: 'victim@example.com' } }, { authorization: `Bearer ${String(json.session)}` }), context);
			expect(ledger.recorded).toMatchObject([{ customer: { externalId: 'signed:chat-1:u-7', email: 'lea@example.com', verified: true } }]);
		});

		it('is the same customer in the next session', async () => {
			for (let session = 0; session < 2; session++) {
				const { json } = await start(sign({ sub: 'u-7' }));
				await handleChat('api', post({ action: 'message', id: `${session}`, text: 'Hello' }, { authorization: `Bearer ${String(json.session)}` }), context);
			}
			expect(ledger.recorded.map(({ customer }) => customer.externalId)).toEqual(['signed:chat-1:u-7', 'signed:chat-1:u-7']);
		});

		it.each([
			['forged', sign({ sub: 'u-7' }, 'another-secret-of-at-least-32-characters'), { identitySecret: SECRET }, 401, 'identityRefused'],
			['expired', sign({ sub: 'u-7', exp: 1 }), { identitySecret: SECRET }, 401, 'identityRefused'],
			['given to a chat that takes none', sign({ sub: 'u-7' }), {}, 401, 'identityUnknown'],
			['no text', { sub: 'u-7' }, { identitySecret: SECRET }, 400, 'malformed'],
		] as const)('gets no session with an identity that is %s', async (_, identity, change, status, code) => {
			const answer = await start(identity, change);
			expect([answer.status, answer.json]).toEqual([status, { error: { code, message: expect.any(String) } }]);
			expect(ledger.sessions.size).toBe(0);
		});
	});

	it('keeps the same id of two visitors apart', async () => {
		for (let visitor = 0; visitor < 2; visitor++) {
			const { emit } = await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, await startSession(context)), context);
			expect(emit).toBeDefined();
		}
	});

	it('takes a single POST without a session, and gives its retry the same answer', async () => {
		const body = { action: 'message', id: UUID, text: 'From the contact form', customer: { name: 'Ada Brook', email: 'ada@brook.example' } };
		const first = await handleChat('api', post(body), context);
		const again = await handleChat('api', post(body), context);
		expect(answerOf(again).json).toEqual(answerOf(first).json);
		expect(again.emit).toBeUndefined();
		expect(ledger.recorded).toMatchObject([{ customer: { name: 'Ada Brook', email: 'ada@brook.example' } }]);
		const state = await handleChat('api', get({ action: 'state' }, { authorization: `Bearer ${String(answerOf(first).json.session)}` }), context);
		expect(answerOf(state).json).toMatchObject({ entries: [{ text: 'From the contact form' }] });
	});

	it('stores nothing from which a session could be read', async () => {
		const { json } = answerOf(await handleChat('api', post({ action: 'message', id: UUID, text: 'Hello' }), context));
		const stored = JSON.stringify([[...ledger.sessions], ledger.recorded]);
		expect(stored).not.toContain(String(json.session));
		expect(stored).not.toContain(UUID);
	});

	it('never believes a visitor who says they are verified', async () => {
		await handleChat('api', post({ action: 'message', id: UUID, text: 'Hi', customer: { name: 'Eve', verified: true, vip: true } }), context);
		expect(ledger.recorded[0]?.customer).toEqual({ externalId: expect.any(String), name: 'Eve' });
	});

	it.each([
		['de-AT', 'Ich möchte mit einem Menschen sprechen.'],
		['xx', 'I would like to talk to a person.'],
		[undefined, 'I would like to talk to a person.'],
	])('asks for a person in the words of %s', async (locale, text) => {
		const { emit } = await handleChat('api', post({ action: 'human', id: UUID, locale }), context);
		expect(emit).toBeDefined();
		expect(ledger.recorded[0]).toMatchObject({ requestsHuman: true, text });
	});

	describe('refuses', () => {
		const message = (change: object): object => ({ action: 'message', id: UUID, text: 'Hello', ...change });
		it.each<[string, PageRequest, number, string]>([
			['no body', post(undefined), 400, 'malformed'],
			['a list', post([1]), 400, 'malformed'],
			['a text as body', post('hello'), 400, 'malformed'],
			['no action', post({ text: 'Hello' }), 400, 'malformed'],
			['an unknown action', post({ action: 'delete' }), 404, 'unknownAction'],
			['an action of the object prototype', post({ action: 'constructor' }), 404, 'unknownAction'],
			['an empty text', post(message({ text: '' })), 400, 'empty'],
			['blanks and control characters only', post(message({ text: ' \n\t\u0000\u0007' })), 400, 'empty'],
			['a number as text', post(message({ text: 5 })), 400, 'malformed'],
			['an object as text', post(message({ text: { $ne: '' } })), 400, 'malformed'],
			['no text', post(message({ text: undefined })), 400, 'malformed'],
			['one character too many', post(message({ text: 'a'.repeat(10_001) })), 413, 'tooLong'],
			['a megabyte', { ...post(message({ text: 'a' })), bodyBytes: 1_000_000 }, 413, 'tooLarge'],
			['binary', { ...post(undefined), headers: { 'content-type': 'application/octet-stream' } }, 415, 'notJson'],
			['a form', { ...post({ action: 'message' }), headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'notJson'],
			['no content type', { ...post(message({})), headers: {} }, 415, 'notJson'],
			['no id', post(message({ id: undefined })), 400, 'malformed'],
			['a number as id', post(message({ id: 7 })), 400, 'malformed'],
			['an endless id', post(message({ id: 'a'.repeat(101) })), 400, 'malformed'],
			['a guessable id without a session', post(message({ id: '1' })), 400, 'guessableId'],
			['a customer who is no object', post(message({ customer: 'Ada' })), 400, 'malformed'],
			['a name that is no text', post(message({ customer: { name: ['Ada'] } })), 400, 'malformed'],
			['an e-mail without @', post(message({ customer: { email: 'ada' } })), 400, 'malformed'],
			['a locale that is no text', post(message({ locale: 5 })), 400, 'malformed'],
			['an unknown session', post(message({}), { authorization: `Bearer ${'x'.repeat(43)}` }), 401, 'unknownSession'],
			['another kind of authorization', post(message({}), { authorization: 'Basic abc' }), 401, 'unknownSession'],
			['reading without a session', get({ action: 'state' }), 401, 'noSession'],
			['listening without a session', get({ action: 'events' }), 401, 'noSession'],
			['an unknown GET', get({ action: 'dump' }), 404, 'unknownAction'],
			['a GET without action', get({}), 404, 'unknownAction'],
			['a sequence number that is none', get({ action: 'state', after: 'x' }), 400, 'malformed'],
			['a foreign site', post(message({}), { origin: 'https://evil.example' }), 403, 'foreignOrigin'],
			['a foreign site listening', get({ action: 'events' }, { origin: 'https://evil.example' }), 403, 'foreignOrigin'],
			['a sandboxed page', post(message({}), { origin: 'null' }), 403, 'foreignOrigin'],
			['a site that begins like ours', post(message({}), { origin: 'https://n8n.example.evil.example' }), 403, 'foreignOrigin'],
		])('%s', async (_what, request, status, code) => {
			const handled = await handleChat('api', request, context);
			const { status: got, json, headers } = answerOf(handled);
			expect({ status: got, json }).toMatchObject({ status, json: { error: { code, message: expect.stringMatching(/^.{20,}\.$/su) } } });
			expect(headers['Access-Control-Allow-Origin']).toBeUndefined();
			expect(handled.emit).toBeUndefined();
			expect(ledger.recorded).toEqual([]);
		});
	});

	it('refuses the session of another chat or inbox', async () => {
		const session = await startSession(context);
		for (const change of [{ chatId: 'chat-2' }, { inbox: 'other' }]) {
			const handled = await handleChat('api', get({ action: 'state' }, session), { ...context, ...change });
			expect(answerOf(handled).status).toBe(401);
		}
	});

	it.each([
		['its own origin', 'https://n8n.example', [], undefined],
		['the host it was asked under', 'http://10.0.0.5:5678', [], undefined],
		['a site on the list', 'https://shop.example', ['https://shop.example/'], 'https://shop.example'],
		['any site where all are allowed', 'https://x.example', ['*'], 'https://x.example'],
		['no browser at all', undefined, [], undefined],
	])('answers %s', async (_what, origin, allowedOrigins, cors) => {
		const request = post({ action: 'start' }, { host: '10.0.0.5:5678', ...(origin === undefined ? {} : { origin }) });
		const { status, headers } = answerOf(await handleChat('api', request, { ...context, settings: { ...SETTINGS, allowedOrigins } }));
		expect(status).toBe(201);
		expect(headers['Access-Control-Allow-Origin']).toBe(cors);
	});

	it('slows down a visitor who sends more than anybody types, and nobody else', async () => {
		const [hasty, other] = [await startSession(context), await startSession(context)];
		const send = (session: Readonly<Record<string, string>>, id: number) => handleChat('api', post({ action: 'message', id: String(id), text: 'Hello' }, session), context);
		const answers = [];
		for (let id = 0; id < 50; id++) answers.push(answerOf(await send(hasty, id)));
		expect(answers.filter(({ status }) => status === 202)).toHaveLength(RATE_LIMIT);
		expect(answers.at(-1)).toMatchObject({ status: 429, headers: { 'Retry-After': '10' }, json: { error: { code: 'tooFast' } } });
		expect(answerOf(await send(other, 1)).status).toBe(202);
	});

	it('says 503 while the store fails, emits nothing, and takes the same message afterwards', async () => {
		const session = await startSession(context);
		const request = post({ action: 'message', id: '1', text: 'Hello' }, session);
		ledger.failing = true;
		const failed = await handleChat('api', request, context);
		ledger.failing = false;
		expect(answerOf(failed)).toMatchObject({ status: 503, headers: { 'Retry-After': '2' }, json: { error: { code: 'storeFailed' } } });
		expect(failed.emit).toBeUndefined();
		expect((await handleChat('api', request, context)).emit).toBeDefined();
	});

	it.each([[false, undefined], [true, ['lowConfidence']]])('tells reasons only where asked to (%s)', async (includeReasons, reasons) => {
		const session = await startSession(context);
		await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		ledger.add({ kind: 'outcome', outcome: 'handedOff', reasons: ['lowConfidence'] });
		const { json } = answerOf(await handleChat('api', get({ action: 'state' }, session), { ...context, includeReasons }));
		expect((json as unknown as ChatView).entries[1]).toMatchObject({ kind: 'outcome', outcome: 'handedOff' });
		expect((json as unknown as ChatView).entries[1]?.reasons).toEqual(reasons);
	});

	it('never shows notes and drafts to a customer', async () => {
		const session = await startSession(context);
		await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		for (const kind of ['note', 'draft', 'draftDone'] as const) ledger.add({ kind, author: 'human', name: 'Jonas', text: 'internal' });
		const { body } = answerOf(await handleChat('api', get({ action: 'state' }, session), { ...context, includeReasons: true }));
		expect(body).not.toContain('internal');
	});

	it('lets no more than so many listen at once, and still tells how things are', async () => {
		const session = await startSession(context);
		const crowded: ChatContext = { ...context, live: { ...context.live, listening: () => MAX_FOLLOWERS } };
		for (const action of ['events', 'poll']) {
			expect(answerOf(await handleChat('api', get({ action, wait: '25' }, session), crowded))).toMatchObject({ status: 503, headers: { 'Retry-After': '5' }, json: { error: { code: 'tooMany' } } });
		}
		expect(answerOf(await handleChat('api', get({ action: 'state' }, session), crowded)).status).toBe(200);
	});

	it('answers a long poll as soon as something is said, and stops listening', async () => {
		const session = await startSession(context);
		await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		const { response } = await handleChat('api', get({ action: 'poll', after: '1', wait: '25' }, session), context);
		if (response.kind !== 'later') throw new Error('Expected a later answer');
		setTimeout(() => ledger.add({ kind: 'reply', author: 'bot', text: 'Here I am' }), 20);
		const { entries } = JSON.parse((await response.answer).body) as ChatView;
		expect(entries.map(({ text }) => text)).toEqual(['Here I am']);
		expect(context.live.listening()).toBe(0);
	});

	it('ends a long poll when its visitor leaves', async () => {
		const session = await startSession(context);
		const { response } = await handleChat('api', get({ action: 'poll', wait: '25' }, session), context);
		if (response.kind !== 'later') throw new Error('Expected a later answer');
		response.left();
		await response.answer;
		expect(context.live.listening()).toBe(0);
	});

	it('streams how things stand, then each change, then nothing more after the visitor left', async () => {
		const session = await startSession(context);
		await handleChat('api', post({ action: 'message', id: '1', text: 'Hello' }, session), context);
		const { response } = await handleChat('api', get({ action: 'events' }, session), context);
		if (response.kind !== 'stream') throw new Error('Expected a stream');
		const sent: ChatView[] = [];
		const leave = response.open({ send: ({ data }) => void sent.push(data as ChatView), beat: () => undefined, end: () => undefined });
		const settle = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));
		await settle();
		expect(sent.map(({ entries }) => entries.map(({ text }) => text))).toEqual([['Hello']]);
		ledger.add({ kind: 'waiting' }, { owner: 'queue', queuePosition: 2 });
		context.live.nudge();
		await settle();
		expect(sent.at(-1)).toMatchObject({ owner: 'queue', queuePosition: 2, entries: [{ kind: 'waiting' }] });
		leave();
		ledger.add({ kind: 'reply', text: 'Too late' });
		context.live.nudge();
		await settle(400);
		expect(sent).toHaveLength(2);
		expect(context.live.listening()).toBe(0);
	});
});

describe('chat page and widget', () => {
	const hostile = '</title><script>alert(1)</script>"\'&';
	const settings = { ...SETTINGS, title: hostile, companyName: hostile, allowedOrigins: ['https://shop.example', "'; script-src *"] };

	it('escapes every setting and names who may frame it', async () => {
		const loadPage = jest.fn((_name: string, ancestors: string) => ({ body: '<html lang="en"><title>Support</title><meta name="page-settings" content="{}">', csp: ancestors }));
		const { response } = await handleChat('page', get({}), createContext(createMemoryLedger(), { settings, loadPage }));
		if (response.kind !== 'answer') throw new Error('Expected an answer');
		expect(response.body).not.toContain('<script>');
		expect(response.headers).toMatchObject({ 'Content-Security-Policy': "'self' https://shop.example", 'X-Content-Type-Options': 'nosniff' });
	});

	it('puts the settings into the widget as data', async () => {
		const loadPage = () => ({ body: '(function(widgetSettings){run(widgetSettings)})({});\n', csp: '' });
		const { response } = await handleChat('widget', get({}), createContext(createMemoryLedger(), { settings, loadPage }));
		if (response.kind !== 'answer') throw new Error('Expected an answer');
		expect(response.body).not.toContain('<');
		const seen: unknown[] = [];
		new Function('run', response.body)((given: unknown) => seen.push(given));
		expect(seen).toEqual([{ title: hostile, colour: SETTINGS.colour, language: 'en' }]);
	});

	it('answers even when the page was not built', async () => {
		const loadPage = () => {
			throw new Error('missing');
		};
		expect(answerOf(await handleChat('page', get({}), createContext(createMemoryLedger(), { loadPage }))).status).toBe(500);
	});
});
