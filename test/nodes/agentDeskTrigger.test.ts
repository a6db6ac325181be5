import { createHash, randomUUID } from 'node:crypto';
import type { IHookFunctions, INodeType } from 'n8n-workflow';
import { loadNode } from './engine';
import { openRealLedger, openTestLedger, recordMessage, runNode, shownSettings, withBrokenLedger } from './fixtures';
import { callWebhook, HOST, type Answered, type WebhookOptions } from './webhook';

const TYPE = 'agentDeskTrigger';
const ADMIN = { name: 'Ada Winter', email: 'ada@example.com', password: 'correct horse battery' };

async function post(body: object, headers: Record<string, string> = {}, options: WebhookOptions = {}): Promise<Answered> {
	const own = { 'x-desk': '1', origin: `https://${HOST}`, ...headers };
	return await callWebhook(TYPE, { method: 'POST', path: 'desk/api', body, headers: own }, { credential: ADMIN, ...options });
}

/** Signs in; gives the cookie for the next calls. */
async function signIn(): Promise<string> {
	const answer = await post({ action: 'signIn', email: ADMIN.email, password: ADMIN.password });
	expect(answer.status).toBe(200);
	return answer.headers['set-cookie']!.split(';')[0]!;
}

it('serves the page with a policy that lets nothing else in', async () => {
	const page = await callWebhook(TYPE, { path: 'desk' }, { settings: { title: 'Help <desk>' } });
	expect(page).toMatchObject({ status: 200, result: { noWebhookResponse: true } });
	expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/u);
	expect(page.headers['x-frame-options']).toBe('DENY');
	expect(page.body).not.toContain('Help <desk>');
	expect(page.result.workflowData).toBeUndefined();
});

it('signs in whom the credential names, with a cookie no script reads', async () => {
	const answer = await post({ action: 'signIn', email: ADMIN.email, password: ADMIN.password });
	expect(answer.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Strict.*Secure/u);
	expect(answer.body).not.toContain(ADMIN.password);
	const token = answer.headers['set-cookie']!.split(';')[0]!.split('=')[1]!;
	expect(await (await openRealLedger()).deskAgent(createHash('sha256').update(token).digest('hex'), new Date().toISOString())).toMatchObject({ email: ADMIN.email });
});

it.each([
	['a wrong password', { action: 'signIn', email: ADMIN.email, password: 'wrong password' }, {}, 401],
	['nobody signed in', { action: 'list', view: 'waiting' }, {}, 401],
	['another site', { action: 'list', view: 'waiting' }, { origin: 'https://evil.example' }, 403],
	['a form instead of the page', { action: 'list', view: 'waiting' }, { 'x-desk': '' }, 403],
])('refuses %s and starts nothing', async (_, body, headers, status) => {
	const answer = await post(body, headers);
	expect(answer.status).toBe(status);
	expect(answer.result).toEqual({ noWebhookResponse: true });
});

it('says that nobody can sign in while no credential is chosen', async () => {
	const answer = await callWebhook(TYPE, { path: 'desk/api', query: { action: 'me' } }, { mode: 'manual' });
	expect(answer.json()).toMatchObject({ nobodyCanSignIn: true });
});

it('hands on what people do, where something is wired behind it', async () => {
	const cookie = await signIn();
	const waiting = (await runNode({ type: 'humanHandoff' }, [await recordMessage('I need a person')]))[1]?.[0] as unknown as { inbox: string; conversation: { id: string } };
	const take = { action: 'take', inbox: waiting.inbox, conversation: waiting.conversation.id };
	const answer = await post(take, { cookie });
	expect(answer.status).toBe(200);
	expect(answer.result.workflowData).toEqual([[{ json: expect.objectContaining({ conversationId: waiting.conversation.id }) }]]);
	const reply = { ...take, action: 'reply', id: randomUUID(), text: 'I am here.' };
	expect((await post(reply, { cookie }, { children: [] })).result).toEqual({ noWebhookResponse: true });
});

it('asks to try again while the ledger cannot be opened, and starts nothing', async () => {
	const answer = await withBrokenLedger(() => post({ action: 'list', view: 'waiting' }));
	expect(answer.status).toBe(503);
	expect(answer.result).toEqual({ noWebhookResponse: true });
	expect(answer.logged).toHaveLength(1);
});

it('keeps a try in the editor apart from the real desk', async () => {
	const { headers } = await post({ action: 'signIn', email: ADMIN.email, password: ADMIN.password }, {}, { mode: 'manual' });
	const hash = createHash('sha256').update(headers['set-cookie']!.split(';')[0]!.split('=')[1]!).digest('hex');
	const now = new Date().toISOString();
	expect(await (await openTestLedger()).deskAgent(hash, now)).toBeDefined();
	expect(await (await openRealLedger()).deskAgent(hash, now)).toBeUndefined();
});

it('tells the ledger when it opens and closes, so that a handoff knows', async () => {
	const node = loadNode(TYPE) as INodeType & Required<Pick<INodeType, 'webhookMethods'>>;
	const context = { getMode: () => 'trigger', getNode: () => ({ id: 'node-1', webhookId: 'desk-1', parameters: {} }) } as unknown as IHookFunctions;
	const ledger = await openRealLedger();
	const isOpen = async (): Promise<boolean> => await ledger.deskActive(new Date(Date.now() + 3_600_000).toISOString());
	const { create, delete: remove } = node.webhookMethods.default!;
	await create.call(context);
	expect(await isOpen()).toBe(true);
	await remove.call(context);
	expect(await isOpen()).toBe(false);
});

it.each([
	['no address', { email: 'ada', password: ADMIN.password }, 'Error'],
	['a short password', { email: ADMIN.email, password: 'short' }, 'Error'],
	['both as they should be', ADMIN, 'OK'],
])('tests a credential with %s', async (_, data, status) => {
	const { testDeskSignIn } = loadNode(TYPE).methods!.credentialTest!;
	expect(await testDeskSignIn!.call({} as never, { data } as never)).toMatchObject({ status, message: expect.any(String) });
});

it('asks for exactly the settings it shows', async () => {
	expect((await callWebhook(TYPE, { path: 'desk' })).asked).toEqual(shownSettings(TYPE));
});
