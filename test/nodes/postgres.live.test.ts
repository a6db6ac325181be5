import { findPostgres, startPostgres, type PostgresServer } from '../../scripts/postgres.mjs';
import { loadBuiltKit, loadNode, runNodes, type TestNode, type TestOptions, type TestRun } from './engine';
import { openRealLedger, webhookItem } from './fixtures';
import { callWebhook } from './webhook';

const bin = findPostgres();
if (bin === undefined) process.stdout.write('Nodes on Postgres are not tested: no Postgres server is installed here (apt-get install postgresql).\n');
const describeIfInstalled = bin === undefined ? describe.skip : describe;

const credentials = ['hybridSupportPostgresApi'];
const parameters = { keepIn: 'postgres' };
const INTAKE: TestNode = { name: 'Intake', type: 'supportIntake', parameters, credentials };

describeIfInstalled('with Postgres chosen', () => {
	let server: PostgresServer;
	beforeAll(async () => { server = await startPostgres(bin!); }, 30_000);
	afterAll(async () => {
		for (const schema of ['hybrid_support', 'hybrid_support_test']) await (await openSchema(schema)).close();
		await server.stop();
	});

	async function run(nodes: readonly TestNode[], text: string, options: TestOptions = {}): Promise<TestRun> {
		const { host, port, database, user, password } = server.address;
		const done = await runNodes(nodes, [webhookItem(text, { messageId: text })], { credential: { host, port, database, user, password, ssl: 'off' }, ...options });
		if (done.error !== undefined) throw done.error;
		return done;
	}

	/** The very handle the nodes use. */
	async function openSchema(schema: string) {
		const { host, port, database, user, password } = server.address;
		return await loadBuiltKit().postgresLedgerAt({ host, port, database, user, password, ssl: 'off', schema } as never);
	}

	async function texts(schema: string): Promise<readonly unknown[]> {
		return (await server.query(`select text from ${schema}.messages order by text`)).map(({ text }) => text);
	}

	it('a message goes through the whole path in the database, and none of it into the file', async () => {
		const before = await (await openRealLedger()).lastSeq();
		const path: TestNode[] = [
			INTAKE,
			{ name: 'Triage', type: 'triage', parameters, credentials },
			{ name: 'Decision', type: 'escalationDecision', parameters, credentials },
			{ name: 'Packager', type: 'contextPackager', parameters, credentials },
			{ name: 'Handoff', type: 'humanHandoff', parameters, credentials },
		];
		const done = await run(path, 'a person please');
		expect(done.outputs('Handoff')?.flat()[0]?.json).toMatchObject({ handoff: { result: 'queued' } });
		expect(await texts('hybrid_support')).toEqual(['a person please']);
		expect(await server.query('select owner from hybrid_support.conversations')).toEqual([{ owner: 'queue' }]);
		expect(await (await openRealLedger()).lastSeq()).toBe(before);
	});

	it('manual runs have a schema of their own', async () => {
		await run([INTAKE], 'only a try', { mode: 'manual' });
		expect(await texts('hybrid_support_test')).toEqual(['only a try']);
		expect(await texts('hybrid_support')).not.toContain('only a try');
	});

	it('articles come from the database, in manual runs too from the real schema', async () => {
		await (await openSchema('hybrid_support')).upsertArticles('main', [{ id: 'k1', title: 'Returns', body: 'Within 30 days.', questions: [], enabled: true, updatedAt: '2026-05-04T10:00:00.000Z' }]);
		const done = await run([{ name: 'List', type: 'knowledgeAnswer', parameters: { resource: 'article', operation: 'getAll', ...parameters }, credentials }], 'list', { mode: 'manual' });
		expect(done.outputs('List')?.flat()[0]?.json).toMatchObject({ articles: [{ id: 'k1' }] });
	});

	it('the chat writes to the database before it acknowledges', async () => {
		const answer = await callWebhook('webChatTrigger', { method: 'POST', path: 'chat/api', body: { action: 'message', id: 'c0a8f5d2-7d0e-4b8e-9d0a-6f1f2b3c4d5e', text: 'In Postgres?' } }, { postgres: { ...server.address } });
		expect(answer.logged).toEqual([]);
		expect(answer.status).toBe(202);
		expect(await texts('hybrid_support')).toContain('In Postgres?');
	});

	it('a database that is away sends the item on with an error towards people, and is used again when it is back', async () => {
		await run([INTAKE], 'before');
		await server.restart(async () => {
			const done = await run([INTAKE], 'meanwhile');
			expect(done.outputs('Intake')?.[0]?.[0]?.json).toMatchObject({ error: { node: 'Intake', message: expect.stringContaining('does not answer') as string } });
		});
		await run([INTAKE], 'after');
		expect(await texts('hybrid_support')).toEqual(expect.arrayContaining(['before', 'after']));
	}, 30_000);

	it.each([
		['what opens it', {}, 'OK', /hybrid_support/u],
		['a wrong password', { password: 'wrong' }, 'Error', /user and password/u],
		['a port where nobody listens', { port: 9 }, 'Error', /Check host and port/u],
	])('its test connects, with %s', async (_what, over, status, message) => {
		const { testPostgres } = loadNode('supportIntake').methods!.credentialTest!;
		expect(await testPostgres!.call({} as never, { data: { ...server.address, ssl: 'off', ...over } } as never)).toMatchObject({ status, message: expect.stringMatching(message) });
	});
});
