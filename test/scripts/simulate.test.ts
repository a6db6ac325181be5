/** The simulate command as one runs it, against a stand-in of the chat API on 127.0.0.1. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { REASON_CODES } from '../../core/escalation/decision';
import { MESSAGE_OUTCOMES } from '../../core/reply/reply';

const COMMAND = resolve(__dirname, '../../scripts/simulate.mjs');
const THREE_OUTCOMES = resolve(__dirname, 'simulate.threeOutcomes.jsonl');

interface Run {
	readonly code: number;
	readonly shown: string;
	readonly said: string;
}

let folder: string;
let server: Server | undefined;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'simulate-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
	server?.closeAllConnections();
	server?.close();
	server = undefined;
});

function simulate(...args: readonly string[]): Promise<Run> {
	return new Promise((done) => {
		execFile(process.execPath, [COMMAND, ...args], (error, shown, said) => {
			done({ code: error === null ? 0 : Number(error.code), shown, said });
		});
	});
}

function writeLines(...lines: readonly unknown[]): string {
	const file = join(folder, 'customers.jsonl');
	writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
	return file;
}

interface Ending {
	readonly outcome: string;
	readonly reasons?: readonly string[];
}

/** How the stand-in behaves; `end` says how a text ends: no endings, one, or several. */
interface StandIn {
	readonly end: (text: string) => readonly Ending[];
	/** Answers a POST of a message in its own way (a rate limit, a crash); true when it did. */
	readonly disturb?: (text: string, response: ServerResponse) => boolean;
	/** Milliseconds from a message to its outcome. */
	readonly delay?: number;
}

interface Post {
	readonly id: string;
	readonly text: string;
	readonly session: string;
	readonly at: number;
}

interface Chat {
	entries: object[];
	waiting?: () => void;
}

/** Serves the page and the API. */
async function serve(standIn: StandIn): Promise<{ readonly url: string; readonly posts: Post[]; readonly starts: unknown[] }> {
	const posts: Post[] = [];
	const starts: unknown[] = [];
	const chats = new Map<string, Chat>();
	const seen = new Map<string, string>();
	let seq = 0;

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://stand.in');
		if (url.pathname === '/webhook/support/chat') return void response.end('<!doctype html>');
		const session = request.headers.authorization?.replace('Bearer ', '') ?? '';
		if (request.method === 'POST') return post(await readBody(request), session, response);
		const chat = chats.get(session);
		if (chat === undefined) return answer(response, 401, { error: { code: 'noSession', message: 'No such session.' } });
		poll(chat, Number(url.searchParams.get('after')), Number(url.searchParams.get('wait')), response);
	}

	function post(body: Readonly<Record<string, string>>, session: string, response: ServerResponse): void {
		if (body.action === 'start') {
			starts.push(body.customer);
			chats.set(`s${starts.length}`, { entries: [] });
			return answer(response, 200, { session: `s${starts.length}` });
		}
		const { id = '', text = '' } = body;
		posts.push({ id, text, session, at: Date.now() });
		if (standIn.disturb?.(text, response) === true) return;
		const messageId = seen.get(id) ?? `m${seen.size + 1}`;
		if (!seen.has(id)) setTimeout(() => finish(session, messageId, text), standIn.delay ?? 0);
		seen.set(id, messageId);
		answer(response, 202, { messageId });
	}

	function finish(session: string, messageId: string, text: string): void {
		const chat = chats.get(session);
		if (chat === undefined) return;
		chat.entries.push({ seq: ++seq, kind: 'reply', author: 'bot', text: `About: ${text}` });
		for (const ending of standIn.end(text)) chat.entries.push({ seq: ++seq, kind: 'outcome', messageId, ...ending });
		chat.waiting?.();
	}

	function poll(chat: Chat, after: number, wait: number, response: ServerResponse): void {
		const send = (): void => {
			clearTimeout(timer);
			chat.waiting = undefined;
			const entries = chat.entries.filter((entry) => 'seq' in entry && Number(entry.seq) > after);
			answer(response, 200, { owner: 'bot', status: 'open', entries, seq });
		};
		const timer = setTimeout(send, wait * 1000);
		if (wait > 0) chat.waiting = send;
		if (chat.entries.some((entry) => 'seq' in entry && Number(entry.seq) > after)) send();
	}

	const started = createServer((request, response) => void handle(request, response));
	server = started;
	await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
	const { port } = started.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/webhook/support/chat`, posts, starts };
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return JSON.parse(Buffer.concat(parts).toString()) as Readonly<Record<string, string>>;
}

function answer(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function endAsUsual(text: string): readonly Ending[] {
	if (text.startsWith('Where')) return [{ outcome: 'clarified', reasons: [] }];
	if (text.startsWith('A person')) return [{ outcome: 'handedOff', reasons: ['humanRequested'] }];
	return [{ outcome: text.startsWith('Are you') ? 'relayed' : 'answered', reasons: [] }];
}

describe('a whole run', () => {
	it('plays each conversation in order and shows how every message ended', async () => {
		const { url, posts, starts } = await serve({ end: endAsUsual });
		const out = join(folder, 'out.json');
		const { code, shown, said } = await simulate(THREE_OUTCOMES, '--url', `${url}/`, '--json', out);

		expect({ code, stderr: said.split('\n')[0] }).toEqual({ code: 0, stderr: `Playing 4 messages in 2 conversations, 4 at a time, against ${url}` });
		expect(shown).toMatch(/answered +1 +25\.0 %/u);
		expect(shown).toMatch(/humanRequested +1 +25\.0 %/u);
		expect(shown).toMatch(/p50 \d+\.\d\d s, p95 \d+\.\d\d s/u);
		expect(shown).toContain('Expectations: 3 of 4 met\n  person, line 5, "Are you there?": expected handedOff, got relayed');
		expect(shown).toContain('Messages with more than one outcome: 0\nMessages without an outcome: 0\n');
		expect(starts).toContainEqual({ name: 'Robin Vale' });
		const order = posts.filter(({ text }) => /order|robin/u.test(text));
		expect(order.map(({ text }) => text)).toEqual(['Where is my order 1042?', 'robin.vale@example.org']);
		expect(new Set(order.map(({ session }) => session)).size).toBe(1);
		const { results } = JSON.parse(readFileSync(out, 'utf8')) as { results: unknown[] };
		expect(results[1]).toMatchObject({
			conversation: 'person', line: 2, outcome: 'handedOff', reasons: ['humanRequested'],
			replies: ['About: A person please'], outcomes: ['handedOff'], ms: expect.any(Number) as number,
		});
	});

	it('plays at most as many conversations at a time as asked', async () => {
		const { url, posts } = await serve({ end: endAsUsual, delay: 80 });
		const file = writeLines(...['a', 'b', 'c'].map((conversation) => ({ conversation, text: `hello from ${conversation}` })));
		await simulate(file, '--url', url, '--concurrency', '1');
		const gaps = posts.slice(1).map(({ at }, index) => at - (posts[index]?.at ?? 0));
		expect(posts).toHaveLength(3);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(80);
	});

	it('does not check reasons that the product withholds', async () => {
		const { url } = await serve({ end: (text) => endAsUsual(text).map(({ outcome }) => ({ outcome })) });
		const { code, shown } = await simulate(THREE_OUTCOMES, '--url', url);
		expect(code).toBe(0);
		expect(shown).toContain('Expectations: 2 of 3 met, 1 not checked (the product does not tell reasons)');
	});
});

describe('what must not happen', () => {
	it('fails a run in which a message got no outcome, and goes on with the others', async () => {
		const { url } = await serve({ end: (text) => (text === 'lost' ? [] : [{ outcome: 'answered' }]) });
		const file = writeLines({ conversation: 'c', text: 'lost' }, { conversation: 'c', text: 'found' });
		const { code, shown } = await simulate(file, '--url', url, '--timeout', '1');
		expect(code).toBe(1);
		expect(shown).toContain('Messages without an outcome: 1\n  c, line 1, "lost": no outcome within 1 s');
		expect(shown).toMatch(/answered +1/u);
	});

	it('fails a run in which a message got two outcomes', async () => {
		const { url } = await serve({ end: (text) => (text === 'twice' ? [{ outcome: 'answered' }, { outcome: 'handedOff' }] : [{ outcome: 'answered' }]) });
		const { code, shown } = await simulate(writeLines({ conversation: 'c', text: 'twice' }), '--url', url);
		expect(code).toBe(1);
		expect(shown).toContain('Messages with more than one outcome: 1\n  c, line 1, "twice": answered, handedOff');
	});

	it('counts a refused message as one without an outcome, with what the chat said', async () => {
		const disturb = (text: string, response: ServerResponse): boolean => {
			if (text === 'too long') answer(response, 413, { error: { code: 'tooLong', message: 'Shorten it.' } });
			return text === 'too long';
		};
		const { url } = await serve({ end: endAsUsual, disturb });
		const { code, shown } = await simulate(writeLines({ conversation: 'c', text: 'too long' }), '--url', url);
		expect(code).toBe(1);
		expect(shown).toContain('"too long": HTTP 413: Shorten it.');
	});
});

describe('a product that is busy or restarting', () => {
	it.each<[string, (response: ServerResponse) => void]>([
		['waits as long as a rate limit says', (response) => answer(response, 429, { error: { code: 'tooMany', message: 'Slow down.' } }, { 'retry-after': '0.2' })],
		['tries again after 503', (response) => answer(response, 503, {})],
		['tries again while n8n does not know the address yet', (response) => answer(response, 404, { code: 404, message: 'not registered' })],
		['tries again after a lost connection', (response) => void response.destroy()],
	])('%s, with the same message id', async (_rule, fail) => {
		let failures = 0;
		const disturb = (_text: string, response: ServerResponse): boolean => {
			failures += 1;
			if (failures === 1) fail(response);
			return failures === 1;
		};
		const { url, posts } = await serve({ end: endAsUsual, disturb });
		const { code } = await simulate(writeLines({ conversation: 'c', text: 'hello' }), '--url', url);
		expect(code).toBe(0);
		expect(posts).toHaveLength(2);
		expect(posts[1]?.id).toBe(posts[0]?.id);
		expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(190);
	});
});

describe('before anything is sent', () => {
	it('names every bad line and what is wrong with it', async () => {
		const { url, starts } = await serve({ end: endAsUsual });
		const file = writeLines(
			{ conversation: 'fine', text: 'hello' },
			'not json',
			'[]',
			{ text: 'nobody says this' },
			{ conversation: 'silent', text: '  ' },
			{ conversation: 'c', text: 'hello', expect: 'happy' },
			{ conversation: 'c', text: 'hello', customer: 'Robin' },
			{ conversation: 'fine', text: 'hello', customer: { name: 'Somebody Else' } },
		);
		const { code, said } = await simulate(file, '--url', url);
		expect(code).toBe(2);
		expect(said.match(/^Line \d+/gmu)).toEqual(['Line 2', 'Line 3', 'Line 4', 'Line 5', 'Line 6', 'Line 7', 'Line 8']);
		expect(said).toContain('Line 6: "expect" must be an outcome');
		expect(starts).toHaveLength(0);
	});

	it('knows every outcome and reason code of the product', async () => {
		const lines = [...MESSAGE_OUTCOMES, ...REASON_CODES].map((expect) => ({ conversation: 'c', text: 'hello', expect }));
		const { said } = await simulate(writeLines(...lines), '--url', 'http://127.0.0.1:9/chat');
		expect(said).toContain('Nothing answers at http://127.0.0.1:9/chat.');
	});

	it.each([
		['a file that is not there', ['nowhere.jsonl'], 'nowhere.jsonl cannot be read (ENOENT).'],
		['no file', [], 'Usage: npm run simulate -- FILE.jsonl'],
		['an unknown option', [THREE_OUTCOMES, '--fast'], "Unknown option '--fast'"],
		['a concurrency of none', [THREE_OUTCOMES, '--concurrency', '0'], '--concurrency must be a whole number from 1 to 100.'],
		['an address that is none', [THREE_OUTCOMES, '--url', 'chat'], '--url must be the address of the chat page'],
	])('says in a sentence what is wrong with %s', async (_what, args, sentence) => {
		const { code, said } = await simulate(...args);
		expect(code).toBe(2);
		expect(said).toContain(sentence);
		expect(said).not.toContain('    at ');
	});

	it('says so where there is no chat at the address', async () => {
		const { url } = await serve({ end: endAsUsual });
		const { code, said } = await simulate(THREE_OUTCOMES, '--url', `${url}s`);
		expect(code).toBe(2);
		expect(said).toContain('There is no chat at');
	});
});
