/** n8n in queue mode as `npm run scale` starts it: two webhook processes, two workers, the ledger in Postgres. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { ensureBuild } from '../../scripts/build.mjs';
import { startCluster, type Cluster, type ClusterProcess } from '../../scripts/cluster.mjs';
import { findPostgres } from '../../scripts/postgres.mjs';
import { findRedis } from '../../scripts/redis.mjs';
import { seedSample } from '../../scripts/sample.mjs';
import { buildDeskCredential, buildLedgerCredential, CHAT_PATH, DESK_PATH, inPostgres } from '../../scripts/templates.mjs';
import { DESK_PERSON, START_MS, templates, waitFor, withSettings, type Workflow } from './product';
import { ask, visit, type Visitor } from './visitor';

jest.setTimeout(60_000);

const isInstalled = findPostgres() !== undefined && findRedis() !== undefined;
if (!isInstalled) process.stdout.write('Queue mode is not tested: it needs Postgres and Redis (apt-get install postgresql redis-server).\n');
const describeIfInstalled = isInstalled ? describe : describe.skip;

const EVENT_TRIGGER = 'n8n-nodes-hybrid-support.supportEventTrigger';
const UNANSWERED_AFTER_SECONDS = 10;
const SETTLED_WITHIN_MS = (UNANSWERED_AFTER_SECONDS + 30) * 1000;
const BURST = 24;
const QUESTION = 'how can I return a lamp?';

describeIfInstalled('on two webhook processes and two workers', () => {
	let dataDir: string;
	let cluster: Cluster;
	const chatAt = (url: string): string => url + CHAT_PATH;
	const [entranceA, entranceB] = [0, 1].map((index) => () => cluster.webhookUrls[index] as string) as [() => string, () => string];
	const worker = (index: number): ClusterProcess => cluster.processes.filter(({ role }) => role === 'worker')[index] as ClusterProcess;

	beforeAll(async () => {
		await ensureBuild();
		dataDir = mkdtempSync(join(tmpdir(), 'hybrid-support-scale-'));
		const impatient = withSettings(templates(), EVENT_TRIGGER, { deadlineSeconds: UNANSWERED_AFTER_SECONDS, everySeconds: 1 });
		cluster = await startCluster({
			dataDir,
			workers: 2,
			webhooks: 2,
			workflows: impatient.map((workflow) => keepRuns(inPostgres(workflow) as Workflow)),
			credentials: ({ ledgerAddress }) => [buildDeskCredential(DESK_PERSON), buildLedgerCredential(ledgerAddress)] as object[],
			prepare: ({ ledgerAddress }) => seedSample({ address: ledgerAddress }) as Promise<void>,
		});
	}, START_MS);
	afterAll(async () => {
		await cluster?.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}, 60_000);

	/** n8n then keeps what its executions did, so that it can be asked. */
	function keepRuns(workflow: Workflow): Workflow {
		return { ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'all' } };
	}

	async function query<Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
		return await cluster.postgres.query(sql, values, cluster.ledgerAddress.database) as unknown as readonly Row[];
	}

	/** Watches a worker's log from now on: the executions that it has begun and not finished. */
	function watch({ logFile }: ClusterProcess): () => readonly string[] {
		const from = readFileSync(logFile).length;
		return () => {
			const log = readFileSync(logFile).subarray(from).toString();
			const ids = (what: string): readonly string[] => [...log.matchAll(new RegExp(`Worker ${what} execution (\\d+)`, 'gu'))].map(([, id]) => id as string);
			const finished = new Set(ids('finished'));
			return ids('started').filter((id) => !finished.has(id));
		};
	}

	/** Many new customers write at the same moment; resolves when all are acknowledged. */
	async function sendBurst(): Promise<{ readonly acknowledged: Promise<readonly string[]> }> {
		const visitors = await Promise.all(Array.from({ length: BURST }, () => visit(chatAt(cluster.url))));
		const send = async (visitor: Visitor, index: number): Promise<string> => {
			const { status, data } = await visitor.send(index % 3 === 0 ? 'I want to talk to a real person please' : QUESTION);
			expect(status).toBe(202);
			return (data as { messageId: string }).messageId;
		};
		return { acknowledged: Promise.all(visitors.map(send)) };
	}

	async function settle(ids: readonly string[]): Promise<void> {
		await waitFor(async () => ((await open(ids)).length === 0 ? true : undefined), SETTLED_WITHIN_MS, 200);
		expect(await open(ids)).toEqual([]);
	}

	async function open(ids: readonly string[]): Promise<readonly object[]> {
		return await query('select id from hybrid_support.messages where outcome is null and id = any($1)', [ids]);
	}

	/** What Support Event Trigger has handed out of these. */
	async function countHandedOut(ids: readonly string[]): Promise<number> {
		return (await query('select id from hybrid_support.messages where lease_until is not null and id = any($1)', [ids])).length;
	}

	async function expectNothingTwice(): Promise<void> {
		expect(await query("select message_id from hybrid_support.events where kind = 'outcome' group by message_id having count(*) <> 1")).toEqual([]);
		expect(await query("select message_id from hybrid_support.events where kind = 'reply' group by message_id having count(*) > 1")).toEqual([]);
		expect(await query('select message_id from hybrid_support.outgoing group by message_id, purpose having count(*) > 1')).toEqual([]);
		expect(await query('select conversation_id from hybrid_support.handoffs where ended_at is null group by conversation_id having count(*) > 1')).toEqual([]);
	}

	it('answers a customer at the one address, and goes on when a webhook process dies', async () => {
		const customer = await visit(chatAt(cluster.url));
		expect(await customer.say(QUESTION)).toMatchObject({ outcome: 'answered' });
		const [, dying] = cluster.processes.filter(({ role }) => role === 'webhook') as [ClusterProcess, ClusterProcess];
		await dying.kill();
		for (let turn = 0; turn < 3; turn += 1) expect(await customer.say('and how long do I have for that?')).toMatchObject({ outcome: expect.any(String) });
		await dying.start();
	});

	it('shows a chat held by one webhook process what the assistant says on a worker and a person at the other', async () => {
		const customer = await visit(chatAt(entranceA()));
		const stream = await listen(customer);
		const { seq } = await customer.state();
		const polled = poll(customer, seq);
		expect(await customer.say(QUESTION)).toMatchObject({ outcome: 'answered' });
		await stream.hears(/return|refund/iu);
		expect((await polled).entries.length).toBeGreaterThan(0);

		const { messageId } = await customer.pressTalkToPerson();
		const [row] = await query<{ conversation: string }>('select conversation_id as conversation from hybrid_support.messages where id = $1', [messageId]);
		const desk = await signInAtDesk(entranceB());
		const conversation = { inbox: 'main', conversation: row?.conversation };
		expect(await desk({ action: 'take', ...conversation })).toMatchObject({ owner: 'human' });
		const after = (await customer.state()).seq;
		const next = poll(customer, after);
		await desk({ action: 'reply', ...conversation, id: randomUUID(), text: 'This is Alex at the other process.' });
		await stream.hears(/Alex at the other process/u);
		expect(JSON.stringify((await next).entries)).toContain('Alex at the other process');
		stream.close();
	});

	async function listen({ session }: Visitor): Promise<{ hears(text: RegExp): Promise<void>; close(): void }> {
		const { data } = await axios.get<Readable>(`${chatAt(entranceA())}/api`, { params: { action: 'events', after: 0 }, headers: { Authorization: `Bearer ${session}` }, responseType: 'stream', proxy: false });
		let heard = '';
		data.on('data', (chunk: Buffer) => { heard += chunk.toString(); });
		return {
			hears: async (text) => {
				await waitFor(() => (text.test(heard) ? true : undefined), 10_000);
				expect(heard).toMatch(text);
			},
			close: () => data.destroy(),
		};
	}

	async function poll({ session }: Visitor, after: number): Promise<{ readonly entries: readonly object[] }> {
		const { data } = await ask(`${chatAt(entranceA())}/api`, { method: 'get', params: { action: 'poll', after, wait: 20 }, headers: { Authorization: `Bearer ${session}` } });
		return data as { readonly entries: readonly object[] };
	}

	async function signInAtDesk(url: string): Promise<(body: object) => Promise<unknown>> {
		const headers = { 'X-Desk': '1', Origin: url };
		const api = `${url}${DESK_PATH}/api`;
		const { headers: answered } = await ask(api, { headers, data: { action: 'signIn', email: DESK_PERSON.email, password: DESK_PERSON.password } });
		const [cookie] = (answered['set-cookie'] as readonly string[])[0]?.split(';') as [string];
		return async (data) => (await ask(api, { headers: { ...headers, Cookie: cookie }, data })).data;
	}

	it('lets both workers work', async () => {
		const burst = await sendBurst();
		const ids = await burst.acknowledged;
		await settle(ids);
		for (const index of [0, 1]) expect(readFileSync(worker(index).logFile, 'utf8')).toMatch(/Worker finished execution/u);
		await expectNothingTwice();
	});

	it('gives every message one outcome when a worker is killed in the middle, and says nothing twice', async () => {
		const { pid } = worker(0);
		const underWay = watch(worker(0));
		const { acknowledged } = await sendBurst();
		await waitFor(() => {
			if (underWay().length === 0) return undefined;
			process.kill(pid, 'SIGSTOP');
			if (underWay().length > 0) return true;
			process.kill(pid, 'SIGCONT');
			return undefined;
		}, 20_000, 1);
		const cutOff = underWay().length;
		const [ids] = await Promise.all([acknowledged, worker(0).kill()]);
		expect(cutOff).toBeGreaterThan(0);
		await settle(ids);
		expect(await countHandedOut(ids)).toBeGreaterThan(0);
		await expectNothingTwice();
		await worker(0).start();
	}, 90_000);

	it('finishes what a worker holds when it is told to stop: nothing has to be found again', async () => {
		const underWay = watch(worker(0));
		const { acknowledged } = await sendBurst();
		expect(await waitFor(() => (underWay().length > 0 ? true : undefined), 20_000, 1)).toBe(true);
		const [ids] = await Promise.all([acknowledged, worker(0).stop()]);
		expect(underWay()).toEqual([]);
		await settle(ids);
		expect(await countHandedOut(ids)).toBe(0);
		await expectNothingTwice();
	});

	it('handed out each message that was due once, whoever did the work', async () => {
		const due = await query<{ id: string }>('select id from hybrid_support.messages where lease_until is not null');
		expect(due.length).toBeGreaterThan(0);
		const given = await readHandedOut();
		expect([...given].sort()).toEqual(due.map(({ id }) => id).sort());
	});

	/** Ids of the messages in what Support Event Trigger emitted, by n8n's own record. */
	async function readHandedOut(): Promise<readonly string[]> {
		const key = await (await cluster.signIn()).createApiKey();
		const { data } = await ask(`${cluster.editorUrl}/api/v1/executions`, { method: 'get', params: { includeData: true, limit: 250 }, headers: { 'X-N8N-API-KEY': key } });
		const executions = (data as { readonly data: ReadonlyArray<{ readonly mode: string; readonly data: Execution }> }).data;
		return executions.filter(({ mode }) => mode === 'trigger').flatMap(({ data: run }) => emittedBy(run));
	}

	function emittedBy({ resultData: { runData } }: Execution): readonly string[] {
		return Object.entries(runData).filter(([node]) => node.startsWith('Unanswered'))
			.flatMap(([, [run]]) => run?.data?.main[0] ?? []).map(({ json }) => json.message.id);
	}
});

interface Execution {
	readonly resultData: { readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly data?: { readonly main: ReadonlyArray<ReadonlyArray<{ readonly json: { readonly message: { readonly id: string } } }>> } }>>> };
}
