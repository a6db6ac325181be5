import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';

import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import { openPostgresLedger, StoreError, type PostgresAddress } from '../../store';
import { explainPostgresError } from '../../store/postgres/explain';
import { describeChannelLaw } from './channelLawContract';
import { describeLedger, type FreshLedger } from './ledgerContract';
import { findPostgres, startPostgres, type PostgresServer } from '../../scripts/postgres.mjs';
import { at, claim, handoff, ilja, inbound, mara } from './samples';

const bin = findPostgres();
// Said aloud: a test that silently does nothing looks like one that passed.
if (bin === undefined) process.stdout.write('The Postgres store is not tested: no Postgres server is installed here (apt-get install postgresql).\n');
const describeIfInstalled = bin === undefined ? describe.skip : describe;

describeIfInstalled('with a Postgres server', () => {
	let server: PostgresServer;
	beforeAll(async () => { server = await startPostgres(bin!); }, 30_000);
	afterAll(() => server.stop());

	let count = 0;
	function newAddress(): PostgresAddress {
		count += 1;
		return { ...server.address, schema: `store_${count}` };
	}

	async function openTwo(): Promise<{ readonly ledger: Ledger; readonly other: Ledger; readonly schema: string; readonly close: () => Promise<void> }> {
		const address = newAddress();
		const ledger = await openPostgresLedger(address);
		const other = await openPostgresLedger(address);
		return {
			ledger, other, schema: address.schema!,
			close: async () => {
				await Promise.all([ledger.close(), other.close()]);
				await server.query(`drop schema ${address.schema} cascade`);
			},
		};
	}

	async function withTwo(act: (ledger: Ledger, other: Ledger, schema: string) => Promise<void>): Promise<void> {
		const { ledger, other, schema, close } = await openTwo();
		try {
			await act(ledger, other, schema);
		} finally {
			await close();
		}
	}

	describe('emptied before each test', () => {
		let store: Awaited<ReturnType<typeof openTwo>>;
		let emptying: string;
		beforeAll(async () => {
			store = await openTwo();
			const tables = await server.query(`select tablename from pg_tables where schemaname = '${store.schema}' and tablename not like 'hybrid_support_migrations%'`);
			emptying = tables.map(({ tablename }) => `delete from ${store.schema}.${String(tablename)}`).join('; ');
		});
		afterAll(() => store.close());

		const openEmptied = async (): Promise<FreshLedger> => {
			await server.query(emptying);
			return { ledger: store.ledger, other: store.other, close: () => Promise.resolve() };
		};
		describeLedger('the Postgres ledger', openEmptied);
		describeChannelLaw('the Postgres ledger', openEmptied);
	});

	describe('opening', () => {
		it('makes a new store from many at once', async () => {
			const address = newAddress();
			const ledgers = await Promise.all([1, 2, 3, 4].map(() => openPostgresLedger(address)));
			expect(await Promise.all(ledgers.map((ledger) => ledger.lastSeq()))).toEqual([0, 0, 0, 0]);
			await Promise.all(ledgers.map((ledger) => ledger.close()));
		});

		it('keeps stores of two schemas apart', async () => {
			await withTwo(async (ledger) => withTwo(async (elsewhere) => {
				await ledger.recordInbound(inbound('m1'));
				expect(await elsewhere.loadEnvelope('main', 'm1')).toBeUndefined();
			}));
		});

		it('works in a schema made for a user who may make none', async () => {
			const address = { ...newAddress(), user: 'clerk', password: 'secret' };
			await server.query('create role clerk login password \'secret\'; revoke create on database postgres from public');
			await expectProblem(address, 'notWritable', /Grant them CREATE/u);
			await server.query(`create schema ${address.schema} authorization clerk`);
			const ledger = await openPostgresLedger(address);
			expect((await ledger.recordInbound(inbound('m1'))).kind).toBe('recorded');
			await ledger.close();
		});

		it('refuses a store of a newer version and says what to do', async () => {
			const address = newAddress();
			await (await openPostgresLedger(address)).close();
			await server.query(`insert into ${address.schema}.hybrid_support_migrations values ('0999_future', '2030')`);
			await expectProblem(address, 'newerSchema', /0999_future.*Update the package/u);
		});

		it.each<[string, Partial<PostgresAddress>, string, RegExp]>([
			['a wrong password', { password: 'wrong' }, 'cannotOpen', /user and password/u],
			['a database that is not there', { database: 'nowhere' }, 'cannotOpen', /no such database/u],
			['a port where nobody listens', { port: 9 }, 'unreachable', /ECONNREFUSED.*tries again/u],
			['a host that is not there', { host: 'nowhere.invalid' }, 'unreachable', /Check host and port/u],
			['encryption that the server does not have', { ssl: 'verified' }, 'cannotOpen', /SSL setting/u],
			['a name that is none for a schema', { schema: 'x"; drop table y' }, 'cannotOpen', /no name for/u],
		])('refuses %s and says what to do', async (_what, over, problem, sentence) => {
			await expectProblem({ ...newAddress(), ...over }, problem, sentence);
		});

		it('refuses a schema with another program\'s tables', async () => {
			const address = newAddress();
			await server.query(`create schema ${address.schema}; create table ${address.schema}.workflow (id text)`);
			await expectProblem(address, 'notALedger', /another program's database\. Choose/u);
		});
	});

	describe('two that write at once', () => {
		it('record one provider id once, in whichever order they come', async () => {
			await withTwo(async (ledger, other) => {
				const results = await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? ledger : other).recordInbound(inbound(`m${index}`, { providerId: `p-${index >> 2}`, thread: `t${index % 3}` }))));
				expect(results.filter(({ kind }) => kind === 'recorded')).toHaveLength(10);
				const counts = await Promise.all(['t0', 't1', 't2'].map((thread) => ledger.countInbound('main', 'webChat', thread, '')));
				expect(counts.reduce((sum, some) => sum + some, 0)).toBe(10);
			});
		});

		it('let one of a take, a handoff and an answer be first, and the others see it', async () => {
			for (let round = 0; round < 5; round += 1) {
				await withTwo(async (ledger, other) => {
					const envelope = await record(ledger, 'm1');
					const { id } = envelope.conversation;
					const [taken, alsoTaken, answered] = await Promise.all([
						ledger.move('main', id, mara, { kind: 'take' }, at('10:00:01')),
						other.move('main', id, ilja, { kind: 'take' }, at('10:00:01')),
						other.claimReply(claim(envelope)),
						ledger.openHandoff(handoff(envelope)),
					]);
					expect([taken, alsoTaken].filter(({ ok }) => ok)).toHaveLength(1);
					const entries = (await ledger.readChat('main', 'webChat', 't1', 0))?.entries ?? [];
					expect(entries.filter(({ kind }) => kind === 'outcome')).toHaveLength(1);
					// The assistant never speaks after a person has the conversation.
					const kinds = entries.map(({ kind }) => kind).filter((kind) => kind === 'reply' || kind === 'accepted');
					expect(kinds).toEqual(answered.kind === 'claimed' ? ['reply', 'accepted'] : ['accepted']);
				});
			}
		}, 30_000);

		it('never show a later event before an earlier one', async () => {
			await withTwo(async (ledger, other, schema) => {
				const envelope = await record(ledger, 'm1');
				const seen = await ledger.lastSeq();
				// Holds up a claim after its events were numbered and before they are committed.
				const blocker = await server.connect();
				await blocker.query('begin');
				await blocker.query(`select 1 from ${schema}.conversations for update`);
				const held = ledger.claimReply(claim(envelope));
				await setTimeout(200);
				const later = other.recordInbound(inbound('m2', { thread: 't2', customer: { externalId: 'v2' } }));
				await setTimeout(200);
				const early = await other.changesSince(seen);
				await blocker.query('rollback');
				await blocker.end();
				await Promise.all([held, later]);
				const rest = await other.changesSince(early.at(-1)?.seq ?? seen);
				expect([...early, ...rest]).toHaveLength(3);
			});
		});

		it('lose no event to a reader that follows them', async () => {
			await withTwo(async (ledger, other) => {
				const read: number[] = [];
				let done = false;
				const reading = (async () => {
					for (let last = false; !last;) {
						last = done;
						read.push(...(await other.changesSince(read.at(-1) ?? 0)).map(({ seq }) => seq));
					}
				})();
				await Promise.all(Array.from({ length: 120 }, async (_, index) => {
					const writer = index % 2 === 0 ? ledger : other;
					await writer.claimReply(claim(await record(writer, `m${index}`, `t${index}`)));
				}));
				done = true;
				await reading;
				expect(read).toHaveLength(360);
				expect(await ledger.lastSeq()).toBe(read.at(-1));
			});
		}, 30_000);

		it('wait for no transaction longer than five seconds, and say who holds it up', async () => {
			await withTwo(async (ledger, _other, schema) => {
				const envelope = await record(ledger, 'm1');
				const blocker = await server.connect();
				await blocker.query('begin');
				await blocker.query(`select 1 from ${schema}.conversations for update`);
				await expect(ledger.claimReply(claim(envelope))).rejects.toMatchObject({ problem: 'busy', message: expect.stringContaining('pg_stat_activity') as string });
				await blocker.query('rollback');
				await blocker.end();
				expect(await ledger.claimReply(claim(envelope))).toMatchObject({ kind: 'claimed' });
			});
		}, 15_000);
	});

	describe('a connection that breaks', () => {
		it('in the middle of a write leaves nothing half done, and the next call works', async () => {
			await withTwo(async (ledger, _other, schema) => {
				const envelope = await record(ledger, 'm1');
				const blocker = await server.connect();
				await blocker.query('begin');
				await blocker.query(`select 1 from ${schema}.conversations for update`);
				const cut = expect(ledger.claimReply(claim(envelope))).rejects.toMatchObject({ name: 'StoreError', problem: 'unreachable', message: expect.stringContaining('next call') as string });
				await setTimeout(200);
				await terminateLedgers();
				await cut;
				await blocker.query('rollback');
				await blocker.end();
				expect((await ledger.readChat('main', 'webChat', 't1', 0))?.entries.map(({ kind }) => kind)).toEqual(['message']);
				expect(await ledger.claimReply(claim(envelope))).toMatchObject({ kind: 'claimed', status: 'sent' });
			});
		});

		it('while idle is replaced without anybody noticing', async () => {
			await withTwo(async (ledger) => {
				await ledger.recordInbound(inbound('m1'));
				await terminateLedgers();
				await setTimeout(100);
				expect((await ledger.recordInbound(inbound('m2'))).kind).toBe('recorded');
			});
		});

		it('loses and repeats nothing while connections keep breaking', async () => {
			await withTwo(async (ledger, other) => {
				const writing = Promise.all(Array.from({ length: 60 }, async (_, index) => {
					const writer = index % 2 === 0 ? ledger : other;
					const envelope = await insist(() => record(writer, `m${index}`, `t${index}`));
					await insist(() => writer.claimReply(claim(envelope)));
				}));
				for (let cut = 0; cut < 5; cut += 1) {
					await setTimeout(30);
					await terminateLedgers();
				}
				await writing;
				const changes = await ledger.changesSince(0);
				expect(changes).toHaveLength(180);
			});
		}, 30_000);

		it('because the server restarts fails with a reason, and works when it is back', async () => {
			await withTwo(async (ledger) => {
				await ledger.recordInbound(inbound('m1'));
				await server.restart(async () => {
					await expect(ledger.recordInbound(inbound('m2'))).rejects.toMatchObject({ problem: 'unreachable' });
					await expect(ledger.lastSeq()).rejects.toMatchObject({ problem: 'unreachable' });
				});
				expect((await ledger.recordInbound(inbound('m2'))).kind).toBe('recorded');
				expect(await ledger.changesSince(0)).toHaveLength(3);
			});
		}, 30_000);

		async function terminateLedgers(): Promise<void> {
			await server.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'n8n-nodes-hybrid-support\'');
		}

		/** Tries again like a channel that was not told "received". */
		async function insist<T>(act: () => Promise<T>): Promise<T> {
			for (let attempt = 0; ; attempt += 1) {
				try {
					return await act();
				} catch (error) {
					if (!(error instanceof StoreError) || attempt > 20) throw error;
				}
				await setTimeout(20);
			}
		}
	});

	describe('several processes', () => {
		let folder: string;
		let script: string;
		beforeAll(async () => {
			folder = mkdtempSync(join(tmpdir(), 'ledger-'));
			script = join(folder, 'crashingProcess.js');
			await build({ entryPoints: [join(__dirname, 'crashingProcess.ts')], bundle: true, platform: 'node', external: ['pg-native'], outfile: script, logLevel: 'error' });
		});
		afterAll(() => rmSync(folder, { recursive: true, force: true }));

		function run(address: PostgresAddress, task: string): Promise<{ readonly signal: string | null; readonly output: string }> {
			return new Promise((resolve) => {
				execFile(process.execPath, [script, JSON.stringify(address), task], (error, stdout) => resolve({ signal: error?.signal ?? null, output: stdout }));
			});
		}

		it('record each message once when both get all of them, even into a new store', async () => {
			const address = newAddress();
			const results = await Promise.all([run(address, 'recordMany'), run(address, 'recordMany')]);
			expect(results.map(({ signal }) => signal)).toEqual([null, null]);
			expect(results.reduce((sum, { output }) => sum + Number(output), 0)).toBe(100);
		}, 20_000);

		it('say nothing twice when one is killed right after a reply was claimed', async () => {
			const address = newAddress();
			expect(await run(address, 'claim')).toEqual({ signal: 'SIGKILL', output: 'recorded' });
			const ledger = await openPostgresLedger(address);
			const envelope = await ledger.loadEnvelope('main', 'm1');
			expect(await ledger.claimReply(claim(envelope!))).toEqual({ kind: 'repeated', status: 'sent', id: 'out-m1' });
			expect((await ledger.readChat('main', 'webChat', 't1', 0))?.entries.map(({ kind }) => kind)).toEqual(['message', 'reply', 'outcome']);
			await ledger.close();
		}, 20_000);
	});

	it('keeps a message whatever characters it has', async () => {
		await withTwo(async (ledger) => {
			const text = 'a\0b \uD800 \u{1F600} \'"\\ ؤ';
			await ledger.recordInbound(inbound('m1', { text, raw: { text } }));
			const envelope = await ledger.loadEnvelope('main', 'm1');
			expect(envelope?.message.text).toBe('a\uFFFDb \uFFFD \u{1F600} \'"\\ ؤ');
			expect(envelope?.message.raw).toEqual({ text });
		});
	});

	it('takes the longest ids a channel may give: an index of Postgres has a limit, SQLite\'s has none', async () => {
		await withTwo(async (ledger) => {
			const longest = (from: number) => String.fromCodePoint(...Array.from({ length: 127 }, (_, index) => 0x20000 + from + index * 37));
			const message = inbound('m1', { providerId: longest(0) + longest(5_000), thread: longest(10_000) + longest(15_000), customer: { externalId: longest(20_000) + longest(25_000) } });
			expect((await ledger.recordInbound(message)).kind).toBe('recorded');
			expect((await ledger.recordInbound({ ...message, id: 'm2' })).kind).toBe('repeated');
		});
	});

	it('keeps amounts to the cent', async () => {
		await withTwo(async (ledger) => {
			await ledger.recordInbound(inbound('m1', { customer: { externalId: 'v1', value: 123_456_789.01 } }));
			expect((await ledger.loadEnvelope('main', 'm1'))?.customer.value).toBe(123_456_789.01);
		});
	});

	async function expectProblem(address: PostgresAddress, problem: string, sentence: RegExp): Promise<void> {
		const error = await openPostgresLedger(address).then((ledger) => ledger.close(), (thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(StoreError);
		expect(error).toMatchObject({ problem, message: expect.stringMatching(sentence) as string });
	}
});

describe('what the database says', () => {
	it.each([
		['53100', 'diskFull', /is full\. Free some space/u], ['25006', 'notWritable', /standby/u], ['53300', 'busy', /max_connections/u],
		['57P01', 'unreachable', /next call tries again/u], ['XX001', 'damaged', /backup/u], ['23502', 'failed', /boom/u],
	])('with code %s is explained as %s', (code, problem, sentence) => {
		const error = explainPostgresError(Object.assign(new Error('boom'), { code, severity: 'ERROR' }), 'db:5432/support');
		expect(error).toMatchObject({ name: 'StoreError', problem, message: expect.stringMatching(sentence) as string });
	});

	it('is passed on without the row it quotes', () => {
		const error = explainPostgresError(Object.assign(new Error('null value in column "title"'), { code: '23502', severity: 'ERROR', detail: 'Failing row contains (secret)' }), 'db') as Error;
		expect(JSON.stringify([error, error.cause, Object.entries(error.cause as object), error.message])).not.toContain('secret');
	});
});

async function record(ledger: Ledger, id: string, thread = 't1'): Promise<Envelope> {
	const result = await ledger.recordInbound(inbound(id, { thread, customer: { externalId: thread } }));
	const envelope = result.kind === 'recorded' ? result.envelope : await ledger.loadEnvelope('main', result.messageId);
	if (envelope === undefined) throw new Error('it was not recorded');
	return envelope;
}
