/**
 * Turns a second with one and with two workers in queue mode, and of a plain n8n (one process, SQLite) beside them. All run at
 * the same time and are driven in turn; a worker is stopped and started between the blocks.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCluster } from '../scripts/cluster.mjs';
import { startInstance } from '../scripts/instance.mjs';
import { seedSample } from '../scripts/sample.mjs';
import { buildDeskCredential, buildLedgerCredential, CHAT_PATH, inPostgres, readTemplates } from '../scripts/templates.mjs';
import { root } from '../scripts/toolchain.mjs';
import { openOutcomes, openPostgresOutcomes } from './chatOutcomes.mjs';
import { percentile, sum } from './figures.mjs';
import { readQuestions, varyMessages } from './messages.mjs';
import { readCpuMs, readProgramCpuMs, requireCpuTimes } from './processCpu.mjs';
import { writeAndWait } from './visitors.mjs';

const TURNS_A_BLOCK = 200;
const WARM_UP = 200;
/** Customers who write at the same time: more than two workers can be busy with. */
const TOGETHER = 16;
const DESK_PERSON = { name: 'Alex', email: 'alex@example.com', password: 'Bench-desk-1' };
/** What comes when is the same forwards and backwards, so that a machine that gets slower is no side's loss. */
const ORDER = ['plain', 'two', 'one', 'one', 'two', 'plain'];

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	requireCpuTimes();
	const folder = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	const started = [];
	const keep = (end) => started.push(end);
	try {
		const plain = await startPlain(path.join(folder, 'plain'), keep);
		const queue = await startQueue(folder, keep);
		return describe(await runBlocks(plain, queue));
	} finally {
		for (const end of started.reverse()) await end();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function startPlain(dataDir, keep) {
	await seedSample({ dataDir });
	const n8n = await startInstance({ dataDir, workflows: readTemplates(root, { includeReasons: false }), credentials: [buildDeskCredential(DESK_PERSON)] });
	keep(() => n8n.stop());
	const outcomes = openOutcomes(dataDir);
	keep(() => outcomes.close());
	return { chatUrl: n8n.url + CHAT_PATH, outcomes, readCpu: () => ({ n8n: readCpuMs(n8n.pid).own }) };
}

async function startQueue(dataDir, keep) {
	const cluster = await startCluster({
		dataDir, workers: 2, webhooks: 1,
		prepare: ({ ledgerAddress }) => seedSample({ address: ledgerAddress }),
		workflows: readTemplates(root, { includeReasons: false }).map((workflow) => inPostgres(workflow)),
		credentials: ({ ledgerAddress }) => [buildDeskCredential(DESK_PERSON), buildLedgerCredential(ledgerAddress)],
	});
	keep(() => cluster.stop());
	const outcomes = await openPostgresOutcomes(cluster.ledgerAddress);
	keep(() => outcomes.close());
	const second = cluster.processes.findLast(({ role }) => role === 'worker');
	return { chatUrl: cluster.url + CHAT_PATH, outcomes, second, readCpu: () => readClusterCpu(cluster) };
}

function readClusterCpu({ processes }) {
	const of = (role) => sum(processes.filter((one) => one.role === role).map(({ pid }) => readCpuMs(pid).own));
	return { 'main process': of('main'), 'webhook process': of('webhook'), workers: of('worker'), Postgres: readProgramCpuMs('postgres'), Redis: readProgramCpuMs('redis-server') };
}

async function runBlocks(plain, queue) {
	const texts = varyMessages(readQuestions(), TURNS_A_BLOCK * ORDER.length + WARM_UP);
	const blocks = { plain: [], one: [], two: [] };
	let before;
	for (const kind of ORDER) {
		const side = kind === 'plain' ? plain : queue;
		if (kind === 'one' && before === 'two') await queue.second.stop();
		if (kind === 'two' && before === 'one') await queue.second.start();
		if (kind !== before) await writeAndWait({ ...side, texts: texts.slice(-WARM_UP), together: TOGETHER });
		blocks[kind].push(await measureBlock(side, texts.splice(0, TURNS_A_BLOCK)));
		before = kind;
	}
	return blocks;
}

async function measureBlock(side, texts) {
	const read = () => ({ ...side.readCpu(), 'this benchmark': process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000 });
	const before = read();
	const { ms, waits } = await writeAndWait({ ...side, texts, together: TOGETHER });
	const after = read();
	return { ms, waits, cpu: Object.fromEntries(Object.entries(after).map(([who, value]) => [who, value - before[who]])) };
}

function describe({ plain, one, two }) {
	const rate = (blocks) => (TURNS_A_BLOCK * blocks.length * 1000) / sum(blocks.map(({ ms }) => ms));
	const names = { plain: 'plain n8n, SQLite', one: 'queue mode, 1 worker', two: 'queue mode, 2 workers' };
	return [
		{ what: 'turns a second: 2 workers against 1', value: rate(two) / rate(one), unit: 'ratio' },
		{ what: 'turns a second: 2 workers against plain n8n', value: rate(two) / rate(plain), unit: 'ratio' },
		...Object.entries({ plain, one, two }).flatMap(([kind, blocks]) => describeSide(names[kind], blocks, rate(blocks))),
	];
}

function describeSide(name, blocks, rate) {
	const elapsed = sum(blocks.map(({ ms }) => ms));
	const waits = blocks.flatMap((block) => block.waits);
	const cpu = (who) => sum(blocks.map((block) => block.cpu[who]));
	const everybody = Object.keys(blocks[0].cpu);
	const cores = os.availableParallelism();
	const turns = TURNS_A_BLOCK * blocks.length;
	return [
		{ what: `${name}: turns a second, ${TOGETHER} customers who write and wait`, value: rate, unit: '/s' },
		{ what: `${name}: from POST to outcome, p50`, value: percentile(waits, 0.5), unit: 'ms' },
		{ what: `${name}: from POST to outcome, p95`, value: percentile(waits, 0.95), unit: 'ms' },
		{ what: `${name}: cores busy of ${cores}`, value: sum(everybody.map(cpu)) / elapsed, unit: 'cores' },
		{ what: `${name}: turns a second that ${cores} cores allow, by the CPU of a turn`, value: (cores * 1000 * turns) / sum(everybody.map(cpu)), unit: '/s' },
		...everybody.map((who) => ({ what: `${name}:   CPU of a turn, ${who}`, value: cpu(who) / turns, unit: 'ms' })),
	];
}
