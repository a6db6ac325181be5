/** What must not be sent to a chat: a clear answer each from the real n8n, nothing starts, and others are served on. */
import { randomUUID } from 'node:crypto';
import type { AxiosRequestConfig } from 'axios';
import { START_MS, startProduct, templates, waitFor, withSettings, type Product, type Workflow } from './product';
import { ask, visit, type Answer, type Visitor } from './visitor';

jest.setTimeout(60_000);

const SITE = 'https://shop.example.com';
const HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
/** One visitor's messages within ten seconds; see pages/chat/chatApi. */
const RATE_LIMIT = 20;

let product: Product;
let api: string;

beforeAll(async () => {
	// Every execution is kept, so that one that started with nothing would be found.
	const kept = templates().map((workflow): Workflow => ({ ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'all' } }));
	product = await startProduct({ workflows: withSettings(kept, 'n8n-nodes-hybrid-support.webChatTrigger', { options: { allowedOrigins: SITE } }) });
	api = `${product.chatUrl}/api`;
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);

/** Executions n8n has begun, of whatever workflow and end. */
function countExecutions(): number {
	return Number(product.queryN8n<{ executions: number }>('SELECT count(*) AS executions FROM execution_entity')[0]?.executions);
}

function countMessages(): number {
	return Number(product.query<{ messages: number }>('SELECT count(*) AS messages FROM messages')[0]?.messages);
}

interface Bad {
	readonly what: string;
	readonly request: AxiosRequestConfig;
	readonly status: number;
	readonly code: string;
}

const json = (data: unknown): AxiosRequestConfig => ({ data: JSON.stringify(data), headers: { 'Content-Type': 'application/json' } });
const message = (more: object): AxiosRequestConfig => json({ action: 'message', id: randomUUID(), text: 'Hello', ...more });
const get = (params: object, headers: Record<string, string> = {}): AxiosRequestConfig => ({ method: 'get', params, headers });

const BAD: readonly Bad[] = [
	{ what: 'nothing at all', request: {}, status: 415, code: 'notJson' },
	{ what: 'an empty JSON body', request: { data: '', headers: { 'Content-Type': 'application/json' } }, status: 400, code: 'malformed' },
	{ what: 'an empty text', request: message({ text: '' }), status: 400, code: 'empty' },
	{ what: 'a text of spaces and control characters', request: message({ text: ' \n\t\u0000\u0007 ' }), status: 400, code: 'empty' },
	{ what: 'a text of one million characters', request: message({ text: 'a'.repeat(1_000_000) }), status: 413, code: 'tooLarge' },
	{ what: 'a text of ten thousand and one characters', request: message({ text: 'a'.repeat(10_001) }), status: 413, code: 'tooLong' },
	{ what: 'binary data', request: { data: Buffer.from([0, 1, 2, 255, 254, 0, 128]), headers: { 'Content-Type': 'application/octet-stream' } }, status: 415, code: 'notJson' },
	{ what: 'a form', request: { data: 'action=message&id=1&text=Hello', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, status: 415, code: 'notJson' },
	{ what: 'an upload', request: { data: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\u0089PNG\r\n--b--\r\n', headers: { 'Content-Type': 'multipart/form-data; boundary=b' } }, status: 415, code: 'notJson' },
	{ what: 'a list', request: json([1, 2]), status: 400, code: 'malformed' },
	{ what: 'a text that is a number', request: message({ text: 42 }), status: 400, code: 'malformed' },
	{ what: 'a text that is an object', request: message({ text: { $gt: '' } }), status: 400, code: 'malformed' },
	{ what: 'no id', request: message({ id: undefined }), status: 400, code: 'malformed' },
	{ what: 'an id that is a list', request: message({ id: ['1'] }), status: 400, code: 'malformed' },
	{ what: 'a guessable id without a session', request: message({ id: '1' }), status: 400, code: 'guessableId' },
	{ what: 'a name that is a number', request: message({ customer: { name: 7 } }), status: 400, code: 'malformed' },
	{ what: 'an e-mail that is none', request: message({ customer: { email: 'nobody' } }), status: 400, code: 'malformed' },
	{ what: 'an unknown action', request: json({ action: 'drop' }), status: 404, code: 'unknownAction' },
	{ what: 'no action', request: json({}), status: 400, code: 'malformed' },
	{ what: 'an unknown action to read', request: get({ action: 'everything' }), status: 404, code: 'unknownAction' },
	{ what: 'a reading without a session', request: get({ action: 'state' }), status: 401, code: 'noSession' },
	{ what: 'a reading with an unknown session', request: get({ action: 'state' }, { Authorization: `Bearer ${'x'.repeat(43)}` }), status: 401, code: 'unknownSession' },
	{ what: 'a session that is no token', request: get({ action: 'state' }, { Authorization: 'Basic cm9vdDpyb290' }), status: 401, code: 'unknownSession' },
	{ what: 'a place that is no number', request: get({ action: 'state', after: '-1; DROP TABLE messages' }), status: 400, code: 'malformed' },
	{ what: 'a foreign site\'s POST', request: { ...message({}), headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' } }, status: 403, code: 'foreignOrigin' },
	{ what: 'a foreign site\'s GET', request: get({ action: 'state' }, { Origin: 'https://evil.example' }), status: 403, code: 'foreignOrigin' },
	{ what: 'the origin "null"', request: get({ action: 'state' }, { Origin: 'null' }), status: 403, code: 'foreignOrigin' },
];

describe('what must not be sent', () => {
	it.each(BAD)('answers $what with $status $code', async ({ request, status, code }) => {
		const [executions, messages] = [countExecutions(), countMessages()];
		const answer = await ask(api, request);
		expect(answer).toMatchObject({ status, data: { error: { code, message: expect.stringMatching(/\S.*[.!]$/u) } } });
		expect(answer.headers['content-type']).toMatch(/^application\/json/u);
		expect([countExecutions(), countMessages()]).toEqual([executions, messages]);
	});

	it('lets no foreign site read an answer', async () => {
		const headersOf = async (Origin: string): Promise<Answer['headers']> => (await ask(api, get({ action: 'state' }, { Origin }))).headers;
		expect((await headersOf('https://evil.example'))['access-control-allow-origin']).toBeUndefined();
		expect((await headersOf(SITE))['access-control-allow-origin']).toBe(SITE);
	});

	/** n8n reads bodies itself and answers these before the chat is asked. */
	it.each<[string, AxiosRequestConfig, readonly number[]]>([
		['JSON that breaks off', { data: '{"action":"message","text":"Hel', headers: { 'Content-Type': 'application/json' } }, [400, 422]],
		['20 MB', json({ action: 'message', id: randomUUID(), text: 'a'.repeat(20_000_000) }), [413, 500]],
	])('answers %s with a status of its own', async (_what, request, statuses) => {
		const [executions, messages] = [countExecutions(), countMessages()];
		const answer = await ask(api, request);
		expect(statuses).toContain(answer.status);
		expect(JSON.stringify(answer.data)).toMatch(/"message":"[^"]+"/u);
		expect([countExecutions(), countMessages()]).toEqual([executions, messages]);
	});

	it.each<[string, string, AxiosRequestConfig['method']]>([
		['a POST to the page', '', 'post'],
		['a DELETE of the page', '', 'delete'],
		['a PUT to the API', '/api', 'put'],
		['a POST to the widget', '/widget.js', 'post'],
		['a GET of what is not there', '/admin', 'get'],
	])('answers %s with "no such route"', async (_what, path, method) => {
		const executions = countExecutions();
		const answer = await ask(product.chatUrl + path, { method: method ?? 'get' });
		expect([404, 405]).toContain(answer.status);
		expect(countExecutions()).toBe(executions);
	});
});

describe('HTML and scripts in names and words', () => {
	let customer: Visitor;
	beforeAll(async () => { customer = await visit(product.chatUrl, { name: HOSTILE, email: 'guest@example.com' }); });

	it('are kept as what they are: text', async () => {
		const { messageId } = await customer.say(`${HOSTILE} how can I return a lamp?`);
		expect(product.query('SELECT m.text, c.name FROM messages m JOIN customers c ON c.id = m.customer_id WHERE m.id = ?', messageId))
			.toEqual([{ text: `${HOSTILE} how can I return a lamp?`, name: HOSTILE }]);
	});

	it('come back as JSON that no browser takes for a page', async () => {
		const { headers, data } = await ask(api, get({ action: 'state' }, { Authorization: `Bearer ${customer.session}` }));
		expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' });
		expect(JSON.stringify(data)).toContain('onerror');
	});

	it('are in no page, and no page runs what it was not shipped with', async () => {
		const page = await ask(product.chatUrl, { method: 'get' });
		expect(page.data).not.toContain('onerror="window.ran');
		const policy = String(page.headers['content-security-policy']);
		expect(policy).toMatch(/default-src 'none'/u);
		expect(policy).not.toMatch(/script-src[^;]*(?:unsafe-inline|unsafe-eval|\*)/u);
		expect(policy).toMatch(/frame-ancestors 'self' https:\/\/shop\.example\.com/u);
	});
});

it('slows down one visitor who writes fifty messages in a second, and nobody else', async () => {
	const [flood, other] = [await visit(product.chatUrl), await visit(product.chatUrl)];
	const [answers, served] = await Promise.all([
		Promise.all(Array.from({ length: 50 }, (_, index) => flood.send(`is this message number ${index}?`))),
		other.say('how can I return a lamp?'),
	]);
	const refused = answers.filter(({ status }) => status === 429);
	expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 429)).toEqual([]);
	expect(answers.length - refused.length).toBe(RATE_LIMIT);
	for (const { data, headers } of refused) {
		expect(data).toMatchObject({ error: { code: 'tooFast' } });
		expect(Number(headers['retry-after'])).toBeGreaterThan(0);
	}
	expect(served.outcome).toBe('answered');

	const ids = answers.flatMap(({ data, status }) => (status === 202 ? [(data as { messageId: string }).messageId] : []));
	const open = (): readonly unknown[] => product.query(`SELECT id FROM messages WHERE outcome IS NULL AND id IN (${ids.map(() => '?').join()})`, ...ids);
	await waitFor(() => (open().length === 0 ? true : undefined), 30_000);
	expect(open()).toEqual([]);
});

describe('after all this', () => {
	it('still serves the next visitor', async () => {
		expect((await (await visit(product.chatUrl)).say('how can I return a lamp?')).outcome).toBe('answered');
	});

	it('has started nothing without a message, and nothing has failed', async () => {
		const count = await waitFor(() => (product.queryN8n("SELECT id FROM execution_entity WHERE status NOT IN ('success')").length === 0 ? countExecutions() : undefined));
		expect(count).toBe(countMessages());
		expect(product.query('SELECT id FROM messages WHERE outcome IS NULL')).toEqual([]);
		const inputs = product.queryN8n<{ data: string }>('SELECT data FROM execution_data').filter(({ data }) => !data.includes('receivedAt'));
		expect(inputs).toEqual([]);
	});

	it('has logged no customer\'s words', () => {
		expect(product.log()).not.toMatch(/onerror|message number|return a lamp/u);
	});
});
