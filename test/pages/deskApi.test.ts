import type { DeskConversation, DeskRow, Ledger } from '../../core/conversation/ledger';
import type { Attachment } from '../../core/message/message';
import type { Agent } from '../../core/handoff/handoff';
import type { Article, Intent } from '../../core/knowledge/knowledge';
import { hashPassword } from '../../core/privacy';
import { type DeskAnswer, type DeskContext, createSignInGuard, handleDesk } from '../../pages/desk/deskApi';
import { FAILED_TRIES_WINDOW_MS, MAX_FAILED_TRIES } from '../../pages/desk/signInGuard';
import type { EventSink, PageRequest } from '../../pages/shared/http';
import { ADMIN, type OpenLedger, WORLD, createContext, openLedger } from './deskServer';
import { fillDesk, handOver, recordMessage, sendAlong } from './deskSamples';

const BASE = 'https://n8n.example/webhook/w/desk';
const OWN_PAGE = { 'x-desk': '1', origin: 'https://n8n.example' };
const BEN: Agent = { id: 'ben', name: 'Ben Achter', email: 'ben@shop.example', inboxes: ['main'], isAdmin: false };

let store: OpenLedger;
let ledger: Ledger;
let context: DeskContext;
let admin: string;
let ben: string;
let busy: string;

beforeAll(async () => {
	store = await openLedger();
	ledger = store.ledger;
	context = createContext(ledger);
	busy = await fillDesk(ledger, Date.now());
	await ledger.saveAgent({ ...BEN, passwordHash: await hashPassword('ben likes lamps', WORLD.newToken()) }, WORLD.now());
	admin = await signIn(ADMIN.email, ADMIN.password);
	ben = await signIn(BEN.email, 'ben likes lamps');
});
afterAll(() => store.close());

function ask(body: unknown, headers: PageRequest['headers'] = {}, change: Partial<PageRequest> = {}): PageRequest {
	return { method: 'POST', query: {}, headers: { ...OWN_PAGE, ...headers }, body, bodyBytes: 100, baseUrl: BASE, ...change };
}

async function api(request: PageRequest, using: DeskContext = context) {
	return read(await handleDesk('api', request, using));
}

function read({ response, event }: DeskAnswer) {
	if (response.kind !== 'answer') throw new Error(`Expected an answer, got ${response.kind}`);
	const { error, ...body } = JSON.parse(response.body) as Body & { readonly error?: { readonly code: string; readonly message: string } };
	return { status: response.status, code: error?.code, message: error?.message, body, headers: response.headers, event };
}

/** What the actions answer, all together; a test reads what its action gives. */
interface Body {
	readonly agent: Agent;
	readonly rows: readonly DeskRow[];
	readonly conversation: DeskConversation;
	readonly article: Article;
	readonly articles: readonly Article[];
	readonly intents: readonly Intent[];
	readonly owner: string;
}

/** The cookie a browser would send back. */
async function signIn(email: string, password: string, using: DeskContext = context): Promise<string> {
	const { status, headers } = await api(ask({ action: 'signIn', email, password }), using);
	if (status !== 200) throw new Error(`Sign-in answered ${status}`);
	return headers['set-cookie']?.split(';')[0] ?? '';
}

function as(cookie: string, action: string, fields: object = {}): PageRequest {
	return ask({ ...fields, action }, { cookie });
}

let samples = 0;
/** A new customer waiting for a person. */
async function waiting(inbox = 'main'): Promise<{ readonly inbox: string; readonly conversation: string }> {
	samples += 1;
	return { inbox, conversation: await handOver(ledger, { inbox, name: 'Pia Roth', thread: `pia-${samples}`, said: 'A person, please.', minutesAgo: 1 }, Date.now() + samples) };
}

describe('who may ask', () => {
	it.each<[rule: string, request: () => PageRequest, status: number, code: string]>([
		['refuses a request without a session', () => ask({ action: 'list', view: 'all' }), 401, 'signedOut'],
		['refuses an unknown session', () => ask({ action: 'list', view: 'all' }, { cookie: 'desk_session=made-up' }), 401, 'signedOut'],
		['refuses a session of another name', () => ask({ action: 'list', view: 'all' }, { cookie: admin.replace('desk_session', 'xdesk_session') }), 401, 'signedOut'],
		['refuses a POST without the header', () => ask({ action: 'list', view: 'all' }, { cookie: admin, 'x-desk': undefined }), 403, 'missingHeader'],
		['refuses a POST of another site', () => ask({ action: 'list', view: 'all' }, { cookie: admin, origin: 'https://evil.example' }), 403, 'foreignOrigin'],
		['refuses a POST of a site whose name begins like ours', () => ask({ action: 'list', view: 'all' }, { cookie: admin, origin: 'https://n8n.example.evil.example' }), 403, 'foreignOrigin'],
		['refuses a POST that hides where it comes from', () => ask({ action: 'list', view: 'all' }, { cookie: admin, origin: undefined }), 403, 'foreignOrigin'],
		['refuses a sign-in of another site', () => ask({ action: 'signIn', email: ADMIN.email, password: ADMIN.password }, { origin: 'https://evil.example' }), 403, 'foreignOrigin'],
		['refuses the event stream to another site', () => ask(undefined, { cookie: admin, origin: undefined, 'sec-fetch-site': 'cross-site' }, { method: 'GET', query: { action: 'events' } }), 403, 'foreignOrigin'],
		['refuses the event stream without a session', () => ask(undefined, { origin: undefined }, { method: 'GET', query: { action: 'events' } }), 401, 'signedOut'],
		['refuses people to those who are no admin', () => as(ben, 'listAgents'), 403, 'notAllowed'],
		['refuses new people to those who are no admin', () => as(ben, 'saveAgent', { name: 'Eve', email: 'eve@evil.example', password: 'a long password', inboxes: ['*'], isAdmin: true }), 403, 'notAllowed'],
	])('%s', async (_rule, request, status, code) => {
		expect(await api(request())).toMatchObject({ status, code });
	});

	it.each(['open', 'take', 'takeOver', 'release', 'return', 'resolve', 'reply', 'note', 'approveDraft', 'discardDraft', 'listArticles', 'saveArticle', 'deleteArticle', 'listIntents', 'saveIntent', 'deleteIntent'])(
		'refuses "%s" in an inbox that is not the agent’s', async (action) => {
			const { conversation } = await waiting('brandB');
			const answer = await api(as(ben, action, { inbox: 'brandB', conversation, id: 'x'.repeat(8), name: 'x', text: 'x', article: {}, intent: {} }));
			expect(answer).toMatchObject({ status: 403, code: 'notAllowed' });
		});

	it('shows an agent only the rows of their inboxes', async () => {
		await waiting('brandB');
		const own = await api(as(ben, 'list', { view: 'all' }));
		const all = await api(as(admin, 'list', { view: 'all' }));
		expect(new Set(own.body.rows.map((row) => row.inbox))).toEqual(new Set(['main']));
		expect(all.body.rows.some((row) => row.inbox === 'brandB')).toBe(true);
	});

	it('does not find a conversation of one inbox under the name of another', async () => {
		const { conversation } = await waiting('brandB');
		expect(await api(as(ben, 'open', { inbox: 'main', conversation }))).toMatchObject({ status: 404, code: 'notFound' });
	});
});

describe('signing in', () => {
	it('sets a cookie only the desk gets, no script reads and no other site sends', async () => {
		const { headers, body } = await api(ask({ action: 'signIn', email: ` ${ADMIN.email.toUpperCase()} `, password: ADMIN.password }));
		expect(headers['set-cookie']).toMatch(/^desk_session=[A-Za-z0-9_-]{43}; Path=\/webhook\/w\/desk; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/u);
		expect(body.agent).toEqual({ id: expect.any(String), name: ADMIN.name, email: ADMIN.email, inboxes: ['*'], isAdmin: true });
	});

	it('leaves Secure out on plain HTTP, where a browser would drop the cookie', async () => {
		const { headers } = await api(ask({ action: 'signIn', email: ADMIN.email, password: ADMIN.password }, { origin: 'http://127.0.0.1:5678' }, { baseUrl: 'http://127.0.0.1:5678/webhook/w/desk' }));
		expect(headers['set-cookie']).not.toContain('Secure');
	});

	it.each([['a wrong password', ADMIN.email, 'wrong'], ['an unknown e-mail', 'nobody@shop.example', 'wrong'], ['no password', ADMIN.email, '']])('answers %s with the same words', async (_what, email, password) => {
		const answer = await api(ask({ action: 'signIn', email, password }), createContext(ledger));
		expect(answer).toMatchObject({ status: 401, code: 'wrongPassword', message: expect.stringContaining('E-mail or password is not right') });
		expect(answer.headers).not.toHaveProperty('set-cookie');
	});

	it('takes a password changed in the credential, and ends what was signed in with the old one', async () => {
		const changed = createContext(ledger, { admin: { ...ADMIN, password: 'another good password' } });
		expect(await api(ask({ action: 'signIn', email: ADMIN.email, password: ADMIN.password }), changed)).toMatchObject({ status: 401 });
		await signIn(ADMIN.email, 'another good password', changed);
		expect(await api(as(admin, 'list', { view: 'all' }))).toMatchObject({ status: 401, code: 'signedOut' });
		admin = await signIn(ADMIN.email, ADMIN.password);
	});

	it('makes an address wait after its failed tries, also with the right password, and no other one', async () => {
		let now = Date.now();
		const limited = createContext(ledger, { world: { ...WORLD, now: () => new Date(now).toISOString() } });
		const attempt = (email: string, password: string) => api(ask({ action: 'signIn', email, password }), limited);
		for (let count = 0; count < MAX_FAILED_TRIES; count += 1) expect(await attempt(BEN.email, 'guess')).toMatchObject({ status: 401 });
		expect(await attempt(BEN.email, 'ben likes lamps')).toMatchObject({ status: 429, code: 'tooManyTries', headers: { 'retry-after': '900' } });
		expect(await attempt(ADMIN.email, ADMIN.password)).toMatchObject({ status: 200 });
		now += FAILED_TRIES_WINDOW_MS;
		expect(await attempt(BEN.email, 'ben likes lamps')).toMatchObject({ status: 200 });
	});

	it('counts tries made at the same time', () => {
		const guard = createSignInGuard();
		const verdicts = Array.from({ length: 3 * MAX_FAILED_TRIES }, () => {
			const verdict = guard.begin('a@shop.example', 0);
			if (verdict.ok) guard.finish('a@shop.example', false);
			return verdict.ok;
		});
		expect(verdicts.filter(Boolean)).toHaveLength(MAX_FAILED_TRIES);
	});

	it('says that a credential is missing when nobody could sign in', async () => {
		const empty = await openLedger();
		const request = ask(undefined, { origin: undefined }, { method: 'GET', query: { action: 'me' } });
		expect((await api(request, createContext(empty.ledger, { admin: undefined }))).body).toEqual({ title: 'Juniper Lamps support', nobodyCanSignIn: true });
		expect((await api(request, createContext(empty.ledger))).body).toEqual({ title: 'Juniper Lamps support' });
		await empty.close();
	});

	it('ends with signing out', async () => {
		const cookie = await signIn(ADMIN.email, ADMIN.password);
		const { headers } = await api(as(cookie, 'signOut'));
		expect(headers['set-cookie']).toContain('Max-Age=0');
		expect(await api(as(cookie, 'list', { view: 'all' }))).toMatchObject({ status: 401 });
	});

	it('ends after twelve hours', async () => {
		const later = createContext(ledger, { world: { ...WORLD, now: () => new Date(Date.now() + 12 * 3600 * 1000 + 1000).toISOString() } });
		expect(await api(as(admin, 'list', { view: 'all' }), later)).toMatchObject({ status: 401, code: 'signedOut' });
	});
});

describe('wrong input', () => {
	it.each<[what: string, body: unknown, code: string]>([
		['no JSON', undefined, 'wrongBody'],
		['a list', [], 'wrongBody'],
		['a text', 'list', 'wrongBody'],
		['no action', {}, 'unknownAction'],
		['an unknown action', { action: 'dropTables' }, 'unknownAction'],
		['an action every object has', { action: 'constructor' }, 'unknownAction'],
		['a view that does not exist', { action: 'list', view: 'secret' }, 'wrongField'],
		['a number as inbox', { action: 'open', inbox: 7, conversation: 'x' }, 'wrongField'],
		['an object as conversation', { action: 'take', inbox: 'main', conversation: { $ne: null } }, 'wrongField'],
		['an empty reply', { action: 'reply', inbox: 'main', conversation: 'x', id: 'x'.repeat(8), text: ' \n ' }, 'wrongField'],
		['a reply without its id', { action: 'reply', inbox: 'main', conversation: 'x', text: 'Hello' }, 'wrongField'],
		['a reply as long as a book', { action: 'reply', inbox: 'main', conversation: 'x', id: 'x'.repeat(8), text: 'x'.repeat(10_001) }, 'wrongField'],
		['an unclear answer whether a person was needed', { action: 'resolve', inbox: 'main', conversation: 'x', needed: 'maybe' }, 'wrongField'],
		['an article without text', { action: 'saveArticle', inbox: 'main', article: { title: 'Empty' } }, 'wrongField'],
		['an article with a link that runs a script', { action: 'saveArticle', inbox: 'main', article: { title: 'A', body: 'B', url: 'javascript:alert(1)' } }, 'wrongField'],
		['an intent without examples', { action: 'saveIntent', inbox: 'main', intent: { name: 'x', title: 'X' } }, 'wrongField'],
		['an intent named like what every object has', { action: 'saveIntent', inbox: 'main', intent: { name: 'constructor', title: 'X', examples: ['x'] } }, 'wrongField'],
		['a person without an inbox', { action: 'saveAgent', name: 'Eve', email: 'eve@shop.example', password: 'long enough pw', inboxes: [] }, 'wrongField'],
		['a short password', { action: 'saveAgent', name: 'Eve', email: 'eve@shop.example', password: 'short', inboxes: ['main'] }, 'wrongField'],
		['inboxes that are no texts', { action: 'saveAgent', name: 'Eve', email: 'eve@shop.example', password: 'long enough pw', inboxes: [1] }, 'wrongField'],
	])('refuses %s and says what to do', async (_what, body, code) => {
		const answer = await api(ask(body, { cookie: admin }));
		expect(answer).toMatchObject({ status: 400, code });
		expect(answer.message).toMatch(/\.$/u);
		expect(answer.event).toBeUndefined();
	});

	it('refuses a body beyond the limit unread', async () => {
		expect(await api(ask({ action: 'list', view: 'all' }, { cookie: admin }, { bodyBytes: 1_000_000 }))).toMatchObject({ status: 413, code: 'tooLarge' });
	});

	it('drops control characters a store refuses', async () => {
		const where = await waiting();
		await api(as(admin, 'note', { ...where, text: 'Called\u0000 back\u0007' }));
		const { body } = await api(as(admin, 'open', where));
		expect(body.conversation.entries.at(-1)).toMatchObject({ kind: 'note', text: 'Called back' });
	});
});

describe('working on a conversation', () => {
	it('opens with packet, entries and customer, and without the trigger’s raw item', async () => {
		const { body } = await api(as(admin, 'open', { inbox: 'main', conversation: busy }));
		expect(body.conversation.packet?.reasons.map(({ code }) => code)).toEqual(['negativeSentiment', 'humanRequested', 'repeatedAttempts']);
		expect(body.conversation.envelope.customer.name).toBe('Mara Lindqvist');
		expect(body.conversation.envelope.message).not.toHaveProperty('raw');
	});

	it('is taken by one person only, and the other is told by whom', async () => {
		const where = await waiting();
		expect(await api(as(ben, 'take', where))).toMatchObject({ status: 200, body: { owner: 'human' }, event: { event: 'taken', agent: { id: 'ben', name: BEN.name }, conversationId: where.conversation } });
		expect(await api(as(admin, 'take', where))).toMatchObject({ status: 409, code: 'ownedByOther', event: undefined });
		expect(await api(as(admin, 'reply', { ...where, id: 'reply-from-the-other', text: 'Hello' }))).toMatchObject({ status: 409 });
	});

	it('is taken over by an admin, and by nobody else while its holder is there', async () => {
		const where = await waiting();
		await api(as(admin, 'take', where));
		expect((await api(as(ben, 'open', where))).body.conversation.mayTakeOver).toBeUndefined();
		expect(await api(as(ben, 'takeOver', where))).toMatchObject({ status: 409, code: 'ownedByOther', message: expect.stringContaining(ADMIN.name), event: undefined });
		await api(as(admin, 'release', where));
		await api(as(ben, 'take', where));
		expect((await api(as(admin, 'open', where))).body.conversation.mayTakeOver).toBe(true);
		expect(await api(as(admin, 'takeOver', where))).toMatchObject({ status: 200, body: { owner: 'human' }, event: { event: 'takenOver', agent: { name: ADMIN.name } } });
		expect(await api(as(ben, 'reply', { ...where, id: 'after-the-take-over', text: 'Hello' }))).toMatchObject({ status: 409, code: 'ownedByOther' });
	});

	it('says a reply once, however often it is sent', async () => {
		const where = await waiting();
		await api(as(ben, 'take', where));
		const reply = as(ben, 'reply', { ...where, id: 'one-and-the-same', text: 'Here I am.' });
		expect(await Promise.all([api(reply), api(reply)])).toEqual([expect.objectContaining({ status: 200 }), expect.objectContaining({ status: 200 })]);
		const { body } = await api(as(ben, 'open', where));
		expect(body.conversation.entries.filter(({ kind }) => kind === 'reply')).toEqual([expect.objectContaining({ author: 'human', name: BEN.name, text: 'Here I am.' })]);
	});

	it('keeps equal reply ids of two conversations apart', async () => {
		const [first, second] = [await waiting(), await waiting()];
		for (const where of [first, second]) {
			await api(as(ben, 'take', where));
			expect(await api(as(ben, 'reply', { ...where, id: 'the-same-id', text: 'Hello' }))).toMatchObject({ status: 200 });
			const { body } = await api(as(ben, 'open', where));
			expect(body.conversation.entries.filter(({ kind }) => kind === 'reply')).toHaveLength(1);
		}
	});

	it.each<[action: string, fields: object, owner: string, event: object]>([
		['release', {}, 'queue', { event: 'released' }],
		['return', { note: 'Refund agreed' }, 'bot', { event: 'returned' }],
		['resolve', { needed: 'notNeeded' }, 'bot', { event: 'resolved', personWasNeeded: false }],
	])('ends a turn by "%s"', async (action, fields, owner, event) => {
		const where = await waiting();
		await api(as(ben, 'take', where));
		const answer = await api(as(ben, action, { ...where, ...fields }));
		expect(answer).toMatchObject({ status: 200, event });
		if (action !== 'resolve') expect(answer.body.owner).toBe(owner);
		expect(JSON.stringify(answer.event)).not.toContain('Refund');
	});

	it('does not resolve past words of the customer the page has not shown', async () => {
		const where = await waiting();
		await api(as(ben, 'take', where));
		const { seq } = (await api(as(ben, 'open', where))).body.conversation;
		expect(await api(as(ben, 'resolve', { ...where, seq: 0 }))).toMatchObject({ status: 409, code: 'staleEpoch', message: expect.stringContaining('wrote') });
		expect(await api(as(ben, 'resolve', { ...where, seq: 'newest' }))).toMatchObject({ status: 400, code: 'wrongField' });
		expect(await api(as(ben, 'resolve', { ...where, seq }))).toMatchObject({ status: 200 });
	});

	it('shows among those who wait a customer whose message no workflow finished within five minutes', async () => {
		const record = (thread: string, minutesAgo: number) => recordMessage(ledger, { name: 'Iris Kern', thread, said: 'Hello?' }, new Date(Date.now() - minutesAgo * 60_000).toISOString());
		const stuck = await record('stuck', 6);
		const busyNow = await record('in-time', 4);
		const ids = (await api(as(admin, 'list', { view: 'waiting' }))).body.rows.map(({ conversationId }) => conversationId);
		expect(ids).toContain(stuck.conversation.id);
		expect(ids).not.toContain(busyNow.conversation.id);
	});

	it('lets an admin, and nobody else, export and erase the customer', async () => {
		const where = await waiting();
		for (const action of ['exportCustomer', 'eraseCustomer']) expect(await api(as(ben, action, where))).toMatchObject({ status: 403, code: 'notAllowed', event: undefined });
		const exported = await api(as(admin, 'exportCustomer', where));
		expect(exported).toMatchObject({ status: 200, event: { event: 'customerExported' } });
		expect(JSON.stringify(exported.body)).toMatch(/Pia Roth.*A person, please\./u);
		expect(JSON.stringify(exported.body)).not.toContain('token_hash');
		expect(await api(as(admin, 'eraseCustomer', where))).toMatchObject({ status: 200, body: { customers: 1, conversations: 1 }, event: { event: 'customerErased' } });
		const opened = await api(as(admin, 'open', where));
		expect(opened).toMatchObject({ status: 200, body: { conversation: { row: { status: 'resolved', want: '' } } } });
		expect(JSON.stringify(opened.body)).not.toMatch(/Pia|please/u);
	});

	it('sends a draft in the person’s words once', async () => {
		const { body: list } = await api(as(admin, 'list', { view: 'drafts' }));
		const where = { inbox: 'main', conversation: list.rows[0]?.conversationId };
		const draft = (await api(as(admin, 'open', where))).body.conversation.drafts[0];
		const approve = as(admin, 'approveDraft', { ...where, id: draft?.id, text: 'Yes, within 30 days.' });
		expect(await api(approve)).toMatchObject({ status: 200, event: { event: 'draftApproved' } });
		expect(await api(approve)).toMatchObject({ status: 200 });
		expect(await api(as(admin, 'discardDraft', { ...where, id: draft?.id }))).toMatchObject({ status: 409 });
		const { entries } = (await api(as(admin, 'open', where))).body.conversation;
		expect(entries.filter(({ kind }) => kind === 'reply')).toEqual([expect.objectContaining({ text: 'Yes, within 30 days.', author: 'human' })]);
	});
});

describe('knowledge and people', () => {
	it('creates, changes and deletes an article', async () => {
		const { body } = await api(as(ben, 'saveArticle', { inbox: 'main', article: { title: 'Gift wrapping', body: 'We wrap for free.' }, isNew: true }));
		expect(body.article).toMatchObject({ title: 'Gift wrapping', enabled: true });
		expect(await api(as(ben, 'saveArticle', { inbox: 'main', article: { title: 'Gift wrapping', body: 'Again' }, isNew: true }))).toMatchObject({ status: 409, code: 'exists' });
		expect(await api(as(ben, 'saveArticle', { inbox: 'main', article: { ...body.article, body: 'We wrap for free in December.' } }))).toMatchObject({ status: 200, event: { event: 'articleSaved' } });
		const { body: list } = await api(as(ben, 'listArticles', { inbox: 'main' }));
		expect(list.articles.filter(({ id }) => id === body.article.id)).toEqual([expect.objectContaining({ body: 'We wrap for free in December.' })]);
		expect(await api(as(ben, 'deleteArticle', { inbox: 'main', id: body.article.id }))).toMatchObject({ status: 200 });
		expect(await api(as(ben, 'deleteArticle', { inbox: 'main', id: body.article.id }))).toMatchObject({ status: 404 });
	});

	it('keeps what an intent needs looked up', async () => {
		const intent = { name: 'giftCard', title: 'Gift card', examples: ['My gift card does not work'], humanOnly: false, needs: { details: ['cardNumber'], verifyBy: ['email'], answer: 'It holds {balance}.' } };
		await api(as(ben, 'saveIntent', { inbox: 'main', intent, isNew: true }));
		const { body } = await api(as(ben, 'listIntents', { inbox: 'main' }));
		expect(body.intents).toContainEqual(intent);
	});

	it('lets a new colleague sign in, and signs out a removed one', async () => {
		const { body } = await api(as(admin, 'saveAgent', { name: 'Cleo', email: 'Cleo@Shop.example', password: 'cleo likes lamps', inboxes: ['main'] }));
		const cleo = await signIn('cleo@shop.example', 'cleo likes lamps');
		expect(JSON.stringify((await api(as(admin, 'listAgents'))).body)).not.toContain('scrypt');
		// No new password: the old one stays.
		await api(as(admin, 'saveAgent', { name: 'Cleo Marsh', email: 'cleo@shop.example', inboxes: ['brandB'] }));
		await signIn('cleo@shop.example', 'cleo likes lamps');
		expect(await api(as(cleo, 'listArticles', { inbox: 'main' }))).toMatchObject({ status: 403 });
		expect(await api(as(admin, 'removeAgent', { id: body.agent.id }))).toMatchObject({ status: 200 });
		expect(await api(as(cleo, 'list', { view: 'all' }))).toMatchObject({ status: 401 });
	});

	it('lets an admin of some inboxes rule over no others', async () => {
		const dora: Agent = { id: 'dora', name: 'Dora Pohl', email: 'dora@brand.example', inboxes: ['brandB'], isAdmin: true };
		await ledger.saveAgent({ ...dora, passwordHash: await hashPassword('dora likes lamps', WORLD.newToken()) }, WORLD.now());
		const cookie = await signIn(dora.email, 'dora likes lamps');
		const person = { name: 'Finn', email: 'finn@brand.example', password: 'finn likes lamps' };
		const refused = { status: 403, code: 'notAllowed', event: undefined };
		expect(await api(as(cookie, 'saveAgent', { name: dora.name, email: dora.email, inboxes: ['*'], isAdmin: true }))).toMatchObject(refused);
		expect(await api(as(cookie, 'saveAgent', { ...person, inboxes: ['brandB', 'main'] }))).toMatchObject(refused);
		expect(await api(as(cookie, 'saveAgent', { name: 'Ben', email: BEN.email, password: 'taken over now', inboxes: ['brandB'] }))).toMatchObject(refused);
		expect(await api(as(cookie, 'removeAgent', { id: BEN.id }))).toMatchObject(refused);
		const { body } = await api(as(cookie, 'saveAgent', { ...person, inboxes: ['brandB'] }));
		expect((await api(as(cookie, 'listAgents'))).body).toEqual({ agents: [dora, body.agent] });
		expect(await api(as(cookie, 'removeAgent', { id: body.agent.id }))).toMatchObject({ status: 200 });
		await ledger.removeAgent(dora.id, new Date().toISOString());
	});

	it('does not let an admin lock themselves out', async () => {
		const me = (await api(ask(undefined, { cookie: admin, origin: undefined }, { method: 'GET', query: { action: 'me' } }))).body.agent;
		expect(await api(as(admin, 'removeAgent', { id: me.id }))).toMatchObject({ status: 409 });
		expect(await api(as(admin, 'saveAgent', { name: 'X', email: ADMIN.email, inboxes: ['main'] }))).toMatchObject({ status: 409, code: 'fromCredential' });
	});
});

describe('the live connection', () => {
	it('hints at changes in the agent’s inboxes and at no others', async () => {
		const { response } = await handleDesk('api', ask(undefined, { cookie: ben, origin: undefined }, { method: 'GET', query: { action: 'events' } }), context);
		if (response.kind !== 'stream') throw new Error('Expected a stream');
		const sent: Array<{ readonly name: string; readonly data: { changes?: Array<{ inbox: string; conversationId: string }> } }> = [];
		const sink: EventSink = { send: (event) => void sent.push(event as (typeof sent)[number]), beat: () => undefined, end: () => undefined };
		const leave = response.open(sink);
		await until(() => sent.length > 0);
		const other = await waiting('brandB');
		const own = await waiting('main');
		context.live.nudge();
		const hinted = () => sent.flatMap(({ data }) => data.changes ?? []).map(({ conversationId }) => conversationId);
		await until(() => hinted().includes(own.conversation));
		leave();
		expect(hinted()).not.toContain(other.conversation);
	});

	it('ends when the session does', async () => {
		const cookie = await signIn(ADMIN.email, ADMIN.password);
		const { response } = await handleDesk('api', ask(undefined, { cookie, origin: undefined }, { method: 'GET', query: { action: 'events' } }), context);
		if (response.kind !== 'stream') throw new Error('Expected a stream');
		const names: string[] = [];
		let ended = false;
		const leave = response.open({ send: ({ name }) => void names.push(name), beat: () => undefined, end: () => void (ended = true) });
		await api(as(cookie, 'signOut'));
		await until(() => ended);
		leave();
		expect(names).toContain('signedOut');
	});
});

describe('a store that fails', () => {
	it.each(['list', 'take', 'reply', 'saveArticle'])('answers "%s" with 503 and keeps quiet about the cause', async (action) => {
		const broken = new Proxy(ledger, { get: (target, name) => (name === 'deskAgent' ? target.deskAgent.bind(target) : () => Promise.reject(new Error('disk full at /var/secret'))) });
		const answer = await api(as(admin, action, { inbox: 'main', conversation: busy, view: 'all', id: 'x'.repeat(8), text: 'Hello', article: { title: 'A', body: 'B' } }), createContext(broken));
		expect(answer).toMatchObject({ status: 503, code: 'storeFailed', event: undefined });
		expect(answer.message).not.toContain('secret');
	});
});

describe('the page', () => {
	it('carries its policy and cannot be framed', async () => {
		const { response } = await handleDesk('page', ask(undefined, {}, { method: 'GET' }), createContext(ledger, { title: '<b>Lamps</b>' }));
		if (response.kind !== 'answer') throw new Error('Expected an answer');
		expect(response.headers).toMatchObject({ 'content-security-policy': "default-src 'none'", 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
		expect(response.body).not.toContain('<b>');
	});
});

async function until(holds: () => boolean): Promise<void> {
	for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
	if (!holds()) throw new Error('It did not happen within four seconds');
}

describe('files that customers sent', () => {
	let count = 0;
	const send = async (file: Attachment, content = 'so much', inbox = 'main'): Promise<string> => {
		count += 1;
		const { ids } = await sendAlong(ledger, { inbox, name: 'Zara', thread: `zara-${count}`, said: '' }, [{ ...file, content: Buffer.from(content) }], Date.now());
		return ids[0] ?? '';
	};
	const voice = { name: 'voice', mimeType: 'audio/ogg; codecs=opus', kind: 'voice' } as const;
	const fetchFile = async (query: Record<string, string>, headers: PageRequest['headers'] = { cookie: ben }) => {
		const { response } = await handleDesk('api', ask(undefined, { origin: undefined, ...headers }, { method: 'GET', query: { action: 'file', ...query } }), context);
		if (response.kind === 'file') return { status: response.status, headers: response.headers, content: Buffer.from(response.content).toString() };
		if (response.kind !== 'answer') throw new Error(response.kind);
		return { status: response.status, headers: response.headers, ...(JSON.parse(response.body) as { error: { code: string } }).error };
	};

	it('are given to whoever may see the conversation', async () => {
		const file = await send(voice);
		expect(await fetchFile({ inbox: 'main', file })).toMatchObject({ status: 200, content: 'so much', headers: { 'content-type': 'audio/ogg', 'cache-control': 'private, no-store' } });
	});

	it.each<[string, PageRequest['headers'], number, string]>([
		['nobody without a session', {}, 401, 'signedOut'],
		['nobody with a made-up session', { cookie: 'desk_session=made-up' }, 401, 'signedOut'],
		['no other site', { cookie: 'ben', origin: 'https://evil.example' }, 403, 'foreignOrigin'],
		['no other site’s picture or player', { cookie: 'ben', 'sec-fetch-site': 'cross-site' }, 403, 'foreignOrigin'],
	])('are given to %s', async (_who, headers, status, code) => {
		const file = await send(voice);
		const answer = await fetchFile({ inbox: 'main', file }, headers['cookie'] === 'ben' ? { ...headers, cookie: ben } : headers);
		expect(answer).toMatchObject({ status, code });
		expect(answer).not.toHaveProperty('content');
	});

	it('stay in their inbox', async () => {
		const file = await send(voice, 'secret', 'brandB');
		expect(await fetchFile({ inbox: 'brandB', file })).toMatchObject({ status: 403, code: 'notAllowed' });
		expect(await fetchFile({ inbox: 'main', file })).toMatchObject({ status: 404, code: 'notFound' });
		expect(await fetchFile({ inbox: 'brandB', file }, { cookie: admin })).toMatchObject({ status: 200, content: 'secret' });
	});

	it('that are unknown are 404, and a request without a name is refused', async () => {
		for (const file of ['nothing', 'm:0', '../../etc/passwd', "' or 1=1 --"]) expect(await fetchFile({ inbox: 'main', file })).toMatchObject({ status: 404, code: 'notFound' });
		for (const query of [{ inbox: 'main' }, { file: 'x' }, { inbox: 'main', file: 'x'.repeat(300) }] as ReadonlyArray<Record<string, string>>) expect(await fetchFile(query)).toMatchObject({ status: 400, code: 'wrongField' });
	});

	it('are gone once their customer is erased', async () => {
		const file = await send(voice);
		const { customer } = (await ledger.loadEnvelope('main', file.replace(/:0$/u, '')))!;
		await ledger.eraseCustomer('main', customer.id, WORLD.now());
		expect(await fetchFile({ inbox: 'main', file })).toMatchObject({ status: 404, code: 'notFound' });
	});

	it.each([
		['image/png', 'lamp.png', 'inline', 'image/png'],
		['image/JPEG', 'lamp.jpg', 'inline', 'image/jpeg'],
		['image/gif', 'lamp.gif', 'inline', 'image/gif'],
		['image/webp', 'lamp.webp', 'inline', 'image/webp'],
		['audio/mpeg', 'lamp.mp3', 'inline', 'audio/mpeg'],
		['image/svg+xml', 'lamp.svg', 'attachment', 'application/octet-stream'],
		['text/html', 'page.html', 'attachment', 'application/octet-stream'],
		['application/xhtml+xml', 'page.xhtml', 'attachment', 'application/octet-stream'],
		['application/pdf', 'bill.pdf', 'attachment', 'application/octet-stream'],
		['text/javascript', 'run.js', 'attachment', 'application/octet-stream'],
		['video/mp4', 'lamp.mp4', 'attachment', 'application/octet-stream'],
		['', 'lamp', 'attachment', 'application/octet-stream'],
		['image/png, text/html', 'lamp.png', 'attachment', 'application/octet-stream'],
		['image/png\r\nset-cookie: a=1', 'lamp.png', 'attachment', 'application/octet-stream'],
	])('of type %j leave so that nothing in them runs', async (mimeType, name, disposition, served) => {
		const { headers } = await fetchFile({ inbox: 'main', file: await send({ name, mimeType }, '<script>alert(1)</script>') });
		expect(headers).toMatchObject({
			'content-type': served, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'same-origin',
			'content-disposition': expect.stringMatching(new RegExp(`^${disposition}; `, 'u')) as string,
		});
	});

	it.each([
		['../../etc/passwd', `filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
		['a"; filename="b.exe', `filename="a_; filename=_b.exe"; filename*=UTF-8''a_%3B%20filename%3D_b.exe`],
		['x\r\nset-cookie: a=1', `filename="x_set-cookie_ a=1"; filename*=UTF-8''x_set-cookie_%20a%3D1`],
		['Räksmörgås (1).bin', `filename="R_ksm_rg_s (1).bin"; filename*=UTF-8''R%C3%A4ksm%C3%B6rg%C3%A5s%20%281%29.bin`],
		['invoice\u202Egnp.exe', `filename="invoice_gnp.exe"; filename*=UTF-8''invoice_gnp.exe`],
	])('named %j leave under a harmless name', async (name, named) => {
		const { headers } = await fetchFile({ inbox: 'main', file: await send({ name, mimeType: 'application/x-thing' }) });
		expect(headers['content-disposition']).toBe(`attachment; ${named}`);
		expect(() => new Headers(headers)).not.toThrow();
	});

	it.each([
		['bytes=0-', 206, 'so much', 'bytes 0-6/7'],
		['bytes=3-4', 206, 'mu', 'bytes 3-4/7'],
		['bytes=3-400', 206, 'much', 'bytes 3-6/7'],
		['bytes=-4', 206, 'much', 'bytes 3-6/7'],
		['bytes=-400', 206, 'so much', 'bytes 0-6/7'],
		['bytes=7-', 416, '', 'bytes */7'],
		['bytes=4-3', 416, '', 'bytes */7'],
		['bytes=-0', 416, '', 'bytes */7'],
		['bytes=-', 200, 'so much', undefined],
		['bytes=0-1,3-4', 200, 'so much', undefined],
		['lines=0-1', 200, 'so much', undefined],
	])('are given in parts to players that ask for them (%s)', async (range, status, content, told) => {
		const answer = await fetchFile({ inbox: 'main', file: await send(voice) }, { cookie: ben, range });
		expect(answer).toMatchObject({ status, content });
		expect(answer.headers['content-range']).toBe(told);
	});

	it('stand in the conversation with the words beside them', async () => {
		count += 1;
		const { conversationId, ids } = await sendAlong(ledger, { name: 'Zara', thread: `zara-${count}`, said: 'Listen' }, [{ ...voice, content: Buffer.from('x'), heard: 'My lamp flickers' }, { name: 'far.mov', mimeType: 'video/quicktime' }], Date.now());
		const { conversation } = (await api(as(ben, 'open', { inbox: 'main', conversation: conversationId }))).body;
		expect(Object.values(conversation.sent)).toEqual([{ text: 'Listen', attachments: [
			{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice', sizeBytes: 1, fileId: ids[0], transcript: 'My lamp flickers' }, { name: 'far.mov', mimeType: 'video/quicktime' },
		] }]);
	});
});
