/** What a crash and a broken disk do to the real product: nothing acknowledged is lost, nothing is said twice. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { START_MS, startProduct, templates, waitFor, withSettings, type Product } from './product';
import { ask, visit, type Answer, type Visitor } from './visitor';

jest.setTimeout(START_MS);

const UNANSWERED_AFTER_SECONDS = 10;
/** The trigger looks every second; a handoff takes well under one. */
const SETTLED_WITHIN_MS = (UNANSWERED_AFTER_SECONDS + 20) * 1000;
const CONVERSATIONS = 30;

let product: Product;

beforeAll(async () => {
	const impatient = { deadlineSeconds: UNANSWERED_AFTER_SECONDS, everySeconds: 1 };
	product = await startProduct({ workflows: withSettings(templates(), 'n8n-nodes-hybrid-support.supportEventTrigger', impatient) });
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);

function idOf({ data }: Answer): string {
	return (data as { messageId: string }).messageId;
}

/** Gives up a request whose server died. */
async function orNothing(answer: Promise<Answer>): Promise<Answer | undefined> {
	return await answer.catch(() => undefined);
}

function countOutcomes(ids: readonly string[]): readonly number[] {
	return ids.map((id) => product.query("SELECT seq FROM events WHERE kind = 'outcome' AND message_id = ?", id).length);
}

describe('n8n killed with thirty conversations under way', () => {
	const sent: Array<{ readonly visitor: Visitor; readonly id: string; readonly messageId: string }> = [];
	let cutOff = 0;

	beforeAll(async () => {
		const visitors = await Promise.all(Array.from({ length: CONVERSATIONS }, () => visit(product.chatUrl)));
		await visitors[0]?.say('how can I return a lamp?');
		const under = visitors.map((visitor, index) => ({ visitor, id: randomUUID(), text: index % 3 === 0 ? 'I want to talk to a real person please' : 'where is order 1042, robin.vale@example.org' }));
		const answers = under.map(async (one) => ({ ...one, answer: await orNothing(one.visitor.send(one.text, one.id)) }));
		await waitFor(() => stopInTheMiddle(), 20_000, 1);
		await product.n8n.kill();
		for (const { visitor, id, answer } of await Promise.all(answers)) {
			if (answer?.status === 202) sent.push({ visitor, id, messageId: idOf(answer) });
		}
		cutOff = product.query('SELECT id FROM messages WHERE outcome IS NULL').length;
		await product.n8n.restart();
	}, START_MS);

	/** Holds n8n at this moment, if it is one at which messages lie about without an outcome. */
	function stopInTheMiddle(): true | undefined {
		process.kill(product.n8n.pid, 'SIGSTOP');
		const counts = product.query<{ all: number; open: number }>('SELECT count(*) AS "all", count(*) - count(outcome) AS open FROM messages')[0];
		if (counts !== undefined && counts.all > CONVERSATIONS / 2 && counts.open > 0) return true;
		process.kill(product.n8n.pid, 'SIGCONT');
		return undefined;
	}

	it('was killed in the middle: some acknowledged, some without an outcome', () => {
		expect(sent.length).toBeGreaterThan(0);
		expect(cutOff).toBeGreaterThan(0);
	});

	it('has every acknowledged message on disk', () => {
		const known = product.query<{ id: string }>('SELECT id FROM messages').map(({ id }) => id);
		expect(sent.map(({ messageId }) => messageId).filter((id) => !known.includes(id))).toEqual([]);
	});

	it('takes what is sent again after the restart for the same message', async () => {
		const before = product.query('SELECT id FROM messages').length;
		for (const { visitor, id, messageId } of sent.slice(0, 5)) {
			const again = await visitor.send('words that differ', id);
			expect([again.status, idOf(again)]).toEqual([202, messageId]);
		}
		expect(product.query('SELECT id FROM messages').length).toBe(before);
	});

	it('gives each message exactly one outcome', async () => {
		await waitFor(() => (product.query('SELECT id FROM messages WHERE outcome IS NULL').length === 0 ? true : undefined), SETTLED_WITHIN_MS);
		const all = product.query<{ id: string }>('SELECT id FROM messages').map(({ id }) => id);
		expect(countOutcomes(all)).toEqual(all.map(() => 1));
	});

	it('says nothing twice', () => {
		expect(product.query('SELECT message_id FROM outgoing GROUP BY message_id, purpose HAVING count(*) > 1')).toEqual([]);
		expect(product.query("SELECT message_id FROM events WHERE kind = 'reply' GROUP BY message_id HAVING count(*) > 1")).toEqual([]);
		expect(product.query('SELECT conversation_id FROM handoffs WHERE ended_at IS NULL GROUP BY conversation_id HAVING count(*) > 1')).toEqual([]);
	});

	it('leaves no customer without a word', async () => {
		for (const { visitor } of sent) {
			const heard = await waitFor(async () => ((await visitor.state()).entries.some(({ kind }) => kind === 'reply') ? true : undefined));
			expect(heard).toBe(true);
		}
	});
});

it('takes two deliveries of the same id at the same time for one message', async () => {
	const visitor = await visit(product.chatUrl);
	const id = randomUUID();
	const [one, two] = await Promise.all([visitor.send('how can I return a lamp?', id), visitor.send('how can I return a lamp?', id)]);
	expect([one.status, two.status, idOf(two)]).toEqual([202, 202, idOf(one)]);
	await waitFor(() => (countOutcomes([idOf(one)])[0] === 1 ? true : undefined));
	const { entries } = await visitor.state();
	expect(entries.map(({ kind }) => kind).sort()).toEqual(['message', 'outcome', 'reply']);
});

/** A form's POST carries no session; sent twice at once it is still one message of one conversation. */
it('takes two POSTs of the same form at the same time for one message', async () => {
	const data = { action: 'message', id: randomUUID(), text: 'how can I return a lamp?' };
	const [one, two] = await Promise.all([ask(`${product.chatUrl}/api`, { data }), ask(`${product.chatUrl}/api`, { data })]);
	expect([one.status, two.status]).toEqual([202, 202]);
	expect(two.data).toEqual(one.data);
});

describe('a ledger that another program has locked', () => {
	let lock: DatabaseSync;
	beforeAll(() => {
		lock = new DatabaseSync(join(product.dataDir, '.n8n', 'hybrid-support.sqlite'));
		lock.exec('BEGIN EXCLUSIVE');
	});
	afterAll(() => lock.close());

	it('refuses a message in a way that says to send it again, and takes the same one when it is free', async () => {
		const data = { action: 'message', id: randomUUID(), text: 'a very secret matter' };
		const refused = await ask(`${product.chatUrl}/api`, { data });
		expect(refused).toMatchObject({ status: 503, data: { error: { code: 'storeFailed', message: expect.stringMatching(/again/u) } } });
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
		lock.exec('ROLLBACK');
		expect((await ask(`${product.chatUrl}/api`, { data })).status).toBe(202);
	});

	it('tells the operator in one line what to do, without the customer\'s words', () => {
		expect(product.log()).toMatch(/Web Chat Trigger: Another program has locked the store at \S+/u);
		expect(product.log()).not.toContain('a very secret matter');
	});
});

describe('a ledger that cannot be opened', () => {
	const file = (): string => join(product.dataDir, '.n8n', 'hybrid-support.sqlite');

	beforeAll(async () => {
		await product.n8n.stop();
		for (const end of ['', '-wal', '-shm']) rmSync(`${file()}.kept${end}`, { force: true });
		renameSync(file(), `${file()}.kept`);
		mkdirSync(file());
		await product.n8n.restart();
	}, START_MS);

	it('refuses a message in a way that says to send it again, and acknowledges nothing', async () => {
		const answer = await ask(`${product.chatUrl}/api`, { data: { action: 'message', id: randomUUID(), text: 'a very private matter' } });
		expect(answer).toMatchObject({ status: 503, data: { error: { message: expect.stringMatching(/again/u) } } });
		expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
	});

	it('tells the operator in one line what to do, without the customer\'s words', () => {
		expect(product.log()).toMatch(/Web Chat Trigger: The store at \S+ cannot be opened\. Check/u);
		expect(product.log()).not.toContain('a very private matter');
	});

	it('serves again as soon as the file is back, without a restart', async () => {
		rmSync(file(), { recursive: true });
		renameSync(`${file()}.kept`, file());
		const heard = await (await visit(product.chatUrl)).say('how can I return a lamp?');
		expect(heard.outcome).toBe('answered');
	});
});
