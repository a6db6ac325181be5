import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { build } from 'esbuild';

import type { Ledger } from '../../core/conversation/ledger';
import { openSqliteLedger, StoreError } from '../../store';
import { explainSqliteError } from '../../store/sqlite/storeError';
import { describeChannelLaw } from './channelLawContract';
import { describeLedger, type FreshLedger } from './ledgerContract';
import { claim, inbound } from './samples';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'ledger-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function newPath(): string {
	count += 1;
	return join(folder, `store-${count}`, 'ledger.sqlite');
}

async function openTwice(): Promise<FreshLedger> {
	const path = newPath();
	const ledger = await openSqliteLedger({ path });
	// Another name of the same folder makes another handle, as another process has.
	const alias = join(folder, `alias-${count}`);
	symlinkSync(join(path, '..'), alias);
	const other = await openSqliteLedger({ path: join(alias, 'ledger.sqlite') });
	return { ledger, other, close: async () => { await ledger.close(); await other.close(); } };
}

describeLedger('the SQLite ledger', openTwice);
describeChannelLaw('the SQLite ledger', openTwice);

describe('opening', () => {
	it('shares one handle a path and closes it with the last who opened it', async () => {
		const path = newPath();
		const first = await openSqliteLedger({ path });
		const second = await openSqliteLedger({ path });
		await first.recordInbound(inbound('m1'));
		await first.close();
		await first.close();
		expect(await second.loadEnvelope('main', 'm1')).toBeDefined();
		await second.close();
		await expect(second.lastSeq()).rejects.toThrow();
		const third = await openSqliteLedger({ path });
		expect(await third.lastSeq()).toBe(1);
		await third.close();
	});

	it('makes files that only their owner may read', async () => {
		const path = newPath();
		const ledger = await openSqliteLedger({ path });
		await ledger.recordInbound(inbound('m1'));
		const files = readdirSync(join(path, '..'));
		expect(files.length).toBeGreaterThan(1);
		expect(files.map((file) => (statSync(join(path, '..', file)).mode & 0o777).toString(8))).toEqual(files.map(() => '600'));
		await ledger.close();
	});

	it('opens a new file from many at once', async () => {
		const path = newPath();
		const ledgers = await Promise.all([1, 2, 3].map(() => openSqliteLedger({ path })));
		expect(await Promise.all(ledgers.map((ledger) => ledger.lastSeq()))).toEqual([0, 0, 0]);
		await Promise.all(ledgers.map((ledger) => ledger.close()));
	});

	it('refuses a store of a newer version and says what to do', async () => {
		const path = newPath();
		await (await openSqliteLedger({ path })).close();
		runSql(path, 'insert into hybrid_support_migrations values (\'0999_future\', \'2030\')');
		await expectProblem(path, 'newerSchema', /0999_future.*Update the package/u);
	});

	it.each<[string, (path: string) => void, string, RegExp]>([
		['a file that is no database', (path) => writeFileSync(path, 'no database '.repeat(500)), 'notALedger', /is not a support store\. Move/u],
		['another program\'s database', (path) => runSql(path, 'create table workflow (id text)'), 'notALedger', /another program's database\. Choose/u],
		['a folder in place of the file', (path) => mkdirSync(path), 'cannotOpen', /cannot be opened\. Check/u],
	])('refuses %s and says what to do', async (_what, prepare, problem, sentence) => {
		const path = newPath();
		mkdirSync(join(path, '..'));
		prepare(path);
		await expectProblem(path, problem, sentence);
	});

	it('says so when the folder cannot be made', async () => {
		const file = join(folder, 'file');
		writeFileSync(file, '');
		await expectProblem(join(file, 'below', 'ledger.sqlite'), 'cannotOpen', /cannot be made\. Check/u);
	});

	it('opens again after a refusal', async () => {
		const path = newPath();
		mkdirSync(path, { recursive: true });
		await expectProblem(path, 'cannotOpen', /cannot be opened/u);
		rmSync(path, { recursive: true });
		await (await openSqliteLedger({ path })).close();
	});

	it.each([[13, 'diskFull', /is full\. Free some space/u], [0x108, 'notWritable', /cannot be written\. Give/u], [11, 'damaged', /backup/u], [5, 'busy', /locked/u], [10, 'failed', /Check the disk/u], [1, 'failed', /boom/u]])(
		'explains SQLite\'s code %i as %s', (errcode, problem, sentence) => {
			const error = explainSqliteError(Object.assign(new Error('boom'), { errcode }), '/data/ledger.sqlite');
			expect(error).toMatchObject({ name: 'StoreError', problem, message: expect.stringMatching(sentence) as string });
		},
	);
});

describe('several processes', () => {
	let script: string;
	beforeAll(async () => {
		script = join(folder, 'crashingProcess.js');
		await build({ entryPoints: [join(__dirname, 'crashingProcess.ts')], bundle: true, platform: 'node', external: ['pg-native'], outfile: script, logLevel: 'error' });
	});

	function run(path: string, task: string, before = ''): Promise<{ readonly signal: string | null; readonly output: string }> {
		return new Promise((resolve) => {
			execFile('sh', ['-c', `${before}exec "$0" "$@"`, process.execPath, script, path, task], (error, stdout) => resolve({ signal: error?.signal ?? null, output: stdout }));
		});
	}

	it('loses nothing when killed right after a message was recorded', async () => {
		const path = newPath();
		expect(await run(path, 'record')).toEqual({ signal: 'SIGKILL', output: 'recorded' });
		await withLedger(path, async (ledger) => {
			expect(await ledger.recordInbound(inbound('m2', { providerId: 'p-m1' }))).toMatchObject({ kind: 'repeated', messageId: 'm1' });
			const due = await ledger.takeUnanswered('w1', '2030-01-01', '2030-01-02', '2030-01-01', 10);
			expect(due.map(({ message }) => message.id)).toEqual(['m1']);
			expect(await ledger.claimReply(claim(due[0]!))).toMatchObject({ kind: 'claimed' });
		});
	});

	it('says nothing twice when killed right after a reply was claimed', async () => {
		const path = newPath();
		expect(await run(path, 'claim')).toEqual({ signal: 'SIGKILL', output: 'recorded' });
		await withLedger(path, async (ledger) => {
			const envelope = await ledger.loadEnvelope('main', 'm1');
			expect(await ledger.claimReply(claim(envelope!))).toEqual({ kind: 'repeated', status: 'sent', id: 'out-m1' });
			expect(await ledger.takeUnanswered('w1', '2030-01-01', '2030-01-02', '2030-01-01', 10)).toEqual([]);
			expect((await ledger.readChat('main', 'webChat', 't1', 0))?.entries.map(({ kind }) => kind)).toEqual(['message', 'reply', 'outcome']);
		});
	});

	it('keeps what was recorded and says what to check when the disk takes no more', async () => {
		const path = newPath();
		// A limit on the size of files stands in for a full disk; a write beyond it fails the same way.
		const [problem, recorded] = (await run(path, 'fill', 'trap "" XFSZ; ulimit -f 2000; ')).output.split(' ');
		expect(problem).toBe('failed');
		expect(Number(recorded)).toBeGreaterThan(0);
		await withLedger(path, async (ledger) => {
			expect(await ledger.countInbound('main', 'webChat', 't1', '')).toBe(Number(recorded));
			expect((await ledger.recordInbound(inbound('after'))).kind).toBe('recorded');
		});
	});

	it('record each message once when both get all of them, even on a new file', async () => {
		const path = newPath();
		const results = await Promise.all([run(path, 'recordMany'), run(path, 'recordMany')]);
		expect(results.map(({ signal }) => signal)).toEqual([null, null]);
		expect(results.reduce((sum, { output }) => sum + Number(output), 0)).toBe(100);
	});
});

it('leaves no byte of an erased customer in its files', async () => {
	const path = newPath();
	await withLedger(path, async (ledger) => {
		for (let index = 0; index < 60; index += 1) {
			const customer = index % 2 === 0 ? { externalId: 'zoe-zanzibar', name: 'Zanzibar', email: 'zanzibar@example.com' } : { externalId: `v${index}`, name: 'Lea' };
			const recorded = await ledger.recordInbound(inbound(`m${index}`, { thread: `${customer.externalId}-${index % 8}`, customer, attachments: [{ name: `${customer.name}.png`, mimeType: 'image/png' }], text: `${customer.name} wrote ${'so much '.repeat(index * 12)}${customer.name}` }));
			await ledger.keepFiles('main', `m${index}`, [{ place: 0, content: Buffer.from(`a picture of ${customer.name} `.repeat(index * 40)) }], '2026-05-04T10:00:02.000Z');
			if (recorded.kind === 'recorded') await ledger.claimReply(claim(recorded.envelope, { text: `Dear ${customer.name}`, learned: { collected: { name: customer.name } } }));
		}
		const customerId = (await ledger.loadEnvelope('main', 'm0'))?.customer.id ?? '';
		const bytes = () => readdirSync(join(path, '..')).map((file) => readFileSync(join(path, '..', file)).toString('latin1')).join('');
		expect(bytes()).toContain('Zanzibar');
		expect(await ledger.eraseCustomer('main', customerId, '2026-05-05T00:00:00.000Z')).toMatchObject({ customers: 1 });
		expect(bytes()).not.toMatch(/zanzibar/iu);
		expect(bytes()).toContain('Dear Lea');
		expect(bytes()).toContain('a picture of Lea');
	});
});

it.each([
	['a customer', (ledger: Ledger, customerId: string) => ledger.eraseCustomer('main', customerId, '2026-05-05T00:00:00.000Z')],
	['by age', (ledger: Ledger) => ledger.applyRetention('main', '2026-05-05T00:00:00.000Z', '2026-05-05T00:00:00.000Z')],
])('erases %s without holding up others: between few bytes of files they have their turn', async (_what, erase) => {
	const path = newPath();
	await withLedger(path, async (ledger) => {
		const MEGABYTE = 1024 * 1024;
		// One is larger than what goes at once, and there are more small ones than go at once.
		const sizes = [3 * MEGABYTE, ...Array<number>(9).fill(MEGABYTE), ...Array<number>(240).fill(1_000)];
		for (let from = 0; from < sizes.length; from += 10) {
			const files = sizes.slice(from, from + 10);
			await ledger.recordInbound(inbound(`m${from}`, { thread: `t${from}`, attachments: files.map((_size, i) => ({ name: `${i}.png`, mimeType: 'image/png' })) }));
			await ledger.keepFiles('main', `m${from}`, files.map((size, place) => ({ place, content: Buffer.alloc(size, 7) })), '2026-05-04T10:00:02.000Z');
			await ledger.setOutcome('main', `m${from}`, 'answered', [], '2026-05-04T10:00:03.000Z');
		}
		const customerId = (await ledger.loadEnvelope('main', 'm0'))?.customer.id ?? '';
		const other = new DatabaseSync(path, { readOnly: true });
		const look = other.prepare('SELECT coalesce(sum(size), 0) AS bytes, count(*) AS files FROM message_files');
		const seen: { bytes: number; files: number }[] = [];
		let next: NodeJS.Immediate;
		const watch = (): void => {
			const { bytes, files } = look.get() ?? {};
			seen.push({ bytes: Number(bytes), files: Number(files) });
			next = setImmediate(watch);
		};
		watch();
		await erase(ledger, customerId);
		clearImmediate(next!);
		watch();
		clearImmediate(next!);
		other.close();
		expect([seen[0]?.files, seen.at(-1)?.files]).toEqual([sizes.length, 0]);
		const gone = (what: 'bytes' | 'files') => Math.max(...seen.slice(1).map((now, i) => (seen[i]?.[what] ?? 0) - now[what]));
		expect(gone('bytes')).toBe(3 * MEGABYTE);
		expect(gone('files')).toBeLessThanOrEqual(100);
	});
}, 20_000);

it('erases no more of an old conversation once somebody writes in it again', async () => {
	await withLedger(newPath(), async (ledger) => {
		const attachments = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.png`, mimeType: 'image/png' }));
		const recorded = await ledger.recordInbound(inbound('m1', { attachments }));
		await ledger.keepFiles('main', 'm1', attachments.map((_, place) => ({ place, content: Buffer.alloc(1_500_000, 7) })), '2026-05-04T10:00:02.000Z');
		await ledger.setOutcome('main', 'm1', 'answered', [], '2026-05-04T10:00:03.000Z');
		const erasing = ledger.applyRetention('main', '2026-05-05T00:00:00.000Z', '2026-05-05T00:00:00.000Z');
		const countFiles = async () => (await ledger.exportCustomer('main', recorded.kind === 'recorded' ? recorded.envelope.customer.id : ''))?.files.length;
		while (await countFiles() === 5) await new Promise((resolve) => setImmediate(resolve));
		await ledger.recordInbound(inbound('m2', { receivedAt: '2026-05-05T00:00:01.000Z' }));
		expect(await erasing).toMatchObject({ customers: 0, conversations: 0 });
		expect((await ledger.loadEnvelope('main', 'm1'))?.message.text).toBe('Words of m1');
		expect(await countFiles()).toBeGreaterThanOrEqual(3);
	});
});

it('costs about the same in a conversation of 10 and of 3,000 messages', async () => {
	const paths = [newPath(), newPath()] as const;
	await withLedger(paths[0], async (short) => withLedger(paths[1], async (long) => {
		await short.recordInbound(inbound('first', { text: 'x'.repeat(500) }));
		await long.recordInbound(inbound('first', { text: 'x'.repeat(500) }));
		lengthen(paths[0], 10);
		lengthen(paths[1], 3_000);
		const millis: { short: number[]; long: number[] } = { short: [], long: [] };
		// In turns, so that what else the machine does slows both alike.
		for (let index = 0; index < 60; index += 1) {
			millis.short.push(await timeTurn(short, index));
			millis.long.push(await timeTurn(long, index));
		}
		expect(median(millis.long) / median(millis.short)).toBeLessThan(1.7);
	}));
}, 20_000);

/** Milliseconds to record and answer a message. */
async function timeTurn(ledger: Ledger, index: number): Promise<number> {
	const start = performance.now();
	const result = await ledger.recordInbound(inbound(`timed${index}`));
	if (result.kind === 'recorded') await ledger.claimReply(claim(result.envelope));
	return performance.now() - start;
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Messages, and after them as many notes: neither may cost anything later. */
function lengthen(path: string, length: number): void {
	runSql(path, `
		create temp table n as with recursive n(i) as (select 1 union all select i + 1 from n where i < ${length}) select i from n;
		insert into messages select m.inbox, 'x' || i, m.channel, 'x' || i, m.conversation_id, m.customer_id, 'w1', m.text, null, '[]', m.received_at, null, 0, null, 'answered', '[]', m.received_at, null, null, null, null from messages m, n where m.id = 'first';
		insert into events (inbox, conversation_id, kind, spoken, at, author, text, message_id) select m.inbox, m.conversation_id, 'message', 1, m.received_at, 'customer', m.text, 'x' || i from messages m, n where m.id = 'first';
		insert into events (inbox, conversation_id, kind, spoken, at, author, text) select m.inbox, m.conversation_id, 'note', 0, m.received_at, 'human', 'A note' from messages m, n where m.id = 'first';
	`);
}

async function withLedger(path: string, act: (ledger: Ledger) => Promise<void>): Promise<void> {
	const ledger = await openSqliteLedger({ path });
	try {
		await act(ledger);
	} finally {
		await ledger.close();
	}
}

function runSql(path: string, sql: string): void {
	const database = new DatabaseSync(path);
	database.exec(sql);
	database.close();
}

async function expectProblem(path: string, problem: string, sentence: RegExp): Promise<void> {
	const error = await openSqliteLedger({ path }).then((ledger) => ledger.close(), (thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(StoreError);
	expect(error).toMatchObject({ problem, message: expect.stringMatching(sentence) as string });
}
