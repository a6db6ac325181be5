/**
 * After a kill: how long until messages are taken again, and until the last of them has its outcome. n8n is
 * killed in the middle of a burst and its start command is given at once; in queue mode one of two workers is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startCluster } from '../scripts/cluster.mjs';
import { startInstance } from '../scripts/instance.mjs';
import { seedSample } from '../scripts/sample.mjs';
import { Problem } from '../scripts/say.mjs';
import { buildDeskCredential, buildLedgerCredential, CHAT_PATH, inPostgres, readTemplates } from '../scripts/templates.mjs';
import { root } from '../scripts/toolchain.mjs';
import { openOutcomes, openPostgresOutcomes } from './chatOutcomes.mjs';
import { median } from './figures.mjs';
import { readQuestions, varyMessages } from './messages.mjs';
import { writeMessage } from './visitors.mjs';

const DESK_PERSON = { name: 'Alex', email: 'alex@example.com', password: 'Bench-desk-1' };
/** As the templates are shipped, and the least that Support Event Trigger takes. */
const SHIPPED = { name: '60 s, as shipped', kills: 3 };
const SHORTEST = { name: '10 s', deadlineSeconds: 10, kills: 4 };
const BURST = 40;
/** So many messages lie about at the kill: with fewer, the workers have them all still in the queue, and a dead one takes none along. */
const OPEN_AT_KILL = { plain: BURST / 8, worker: BURST / 2 };
/** A kill counts when it cut something off; after so many bursts there is something wrong. */
const MAX_BURSTS = 20;
const PROBE_EVERY_MS = 20;
const PROBE_WITHIN_MS = 120_000;
const SETTLED_WITHIN_MS = 180_000;

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const rows = [];
	for (const deadline of [SHIPPED, SHORTEST]) rows.push(...await inFolder((folder, keep) => measurePlain(folder, keep, deadline)));
	for (const deadline of [SHIPPED, SHORTEST]) rows.push(...await inFolder((folder, keep) => measureWorker(folder, keep, deadline)));
	return rows;
}

async function inFolder(work) {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	const started = [];
	try {
		return await work(folder, (end) => started.push(end));
	} finally {
		for (const end of started.reverse()) await end();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function measurePlain(dataDir, keep, deadline) {
	await seedSample({ dataDir });
	const n8n = await startInstance({ dataDir, workflows: withDeadline(deadline), credentials: [buildDeskCredential(DESK_PERSON)] });
	keep(() => n8n.stop());
	const outcomes = openOutcomes(dataDir);
	keep(() => outcomes.close());
	const side = { openAtKill: OPEN_AT_KILL.plain, chatUrl: n8n.url + CHAT_PATH, outcomes, pids: () => [n8n.pid], kill: () => n8n.kill(), start: () => n8n.restart() };
	return describe(`n8n killed, deadline ${deadline.name}`, await killAgainAndAgain(side, deadline.kills));
}

async function measureWorker(dataDir, keep, deadline) {
	const cluster = await startCluster({
		dataDir, workers: 2, webhooks: 1,
		prepare: ({ ledgerAddress }) => seedSample({ address: ledgerAddress }),
		workflows: withDeadline(deadline).map((workflow) => inPostgres(workflow)),
		credentials: ({ ledgerAddress }) => [buildDeskCredential(DESK_PERSON), buildLedgerCredential(ledgerAddress)],
	});
	keep(() => cluster.stop());
	const outcomes = await openPostgresOutcomes(cluster.ledgerAddress);
	keep(() => outcomes.close());
	const [one, two] = cluster.processes.filter(({ role }) => role === 'worker');
	const side = { openAtKill: OPEN_AT_KILL.worker, chatUrl: cluster.url + CHAT_PATH, outcomes, pids: () => [one.pid, two.pid], kill: () => two.kill(), start: () => two.start() };
	return describe(`one of two workers killed, deadline ${deadline.name}`, await killAgainAndAgain(side, deadline.kills));
}

function withDeadline({ deadlineSeconds }) {
	const workflows = readTemplates(root, { includeReasons: false });
	if (deadlineSeconds === undefined) return workflows;
	const change = (node) => (node.type.endsWith('.supportEventTrigger') ? { ...node, parameters: { ...node.parameters, deadlineSeconds } } : node);
	return workflows.map((workflow) => ({ ...workflow, nodes: workflow.nodes.map(change) }));
}

async function killAgainAndAgain(side, kills) {
	const texts = varyMessages(readQuestions(), BURST);
	await Promise.all(texts.map((text) => writeMessage(side.chatUrl, text)));
	await allEnded(side.outcomes);
	const results = [];
	for (let kill = 0; kill < kills; kill += 1) results.push(await killOnce(side, texts));
	return results;
}

async function killOnce(side, texts) {
	for (let burst = 0; burst < MAX_BURSTS; burst += 1) {
		const cutOff = await killInTheMiddle(side, texts);
		if (cutOff === undefined) continue;
		const killedAt = performance.now();
		const starting = side.start();
		const settling = allEnded(side.outcomes, cutOff).then(() => performance.now() - killedAt);
		const takenMs = await firstTaken(side.chatUrl).then(() => performance.now() - killedAt);
		await starting;
		const readyMs = performance.now() - killedAt;
		const settledMs = await settling;
		await allEnded(side.outcomes);
		return { cutOff: cutOff.length, takenMs, readyMs, settledMs };
	}
	throw new Problem(`In ${MAX_BURSTS} bursts no message was cut off: give the benchmark a longer burst.`);
}

/** Holds the processes at a moment at which messages lie about without an outcome, and kills; their ids, or undefined where there was no such moment. */
async function killInTheMiddle(side, texts) {
	const writing = texts.map((text) => writeMessage(side.chatUrl, text).catch(() => undefined));
	const isWritten = Promise.all(writing).then(() => true);
	while (!await Promise.race([isWritten, wait(1, false)])) {
		if ((await side.outcomes.listOpen()).length < side.openAtKill) continue;
		for (const pid of side.pids()) process.kill(pid, 'SIGSTOP');
		const open = await side.outcomes.listOpen();
		await side.kill();
		for (const pid of side.pids()) if (isAlive(pid)) process.kill(pid, 'SIGCONT');
		return open.length === 0 ? undefined : open;
	}
	await allEnded(side.outcomes);
	return undefined;
}

function isAlive(pid) {
	try {
		return pid !== undefined && process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Writes until a message is acknowledged. */
async function firstTaken(chatUrl) {
	const giveUpAt = performance.now() + PROBE_WITHIN_MS;
	while (performance.now() < giveUpAt) {
		const taken = await writeMessage(chatUrl, 'Are you there?').catch(() => undefined);
		if (taken?.status === 202) return;
		await wait(PROBE_EVERY_MS);
	}
	throw new Problem(`No message was taken within ${PROBE_WITHIN_MS / 1000} s of the kill.`);
}

/** Until none of them, or of all messages, is without an outcome. */
async function allEnded(outcomes, ids) {
	const giveUpAt = performance.now() + SETTLED_WITHIN_MS;
	while (performance.now() < giveUpAt) {
		const open = await outcomes.listOpen();
		if (!open.some((id) => ids === undefined || ids.includes(id))) return;
		await wait(PROBE_EVERY_MS);
	}
	throw new Problem(`Messages had no outcome ${SETTLED_WITHIN_MS / 1000} s after the kill.`);
}

function describe(name, results) {
	const seconds = (figure, choose) => choose(results.map((result) => result[figure])) / 1000;
	const slowest = (values) => Math.max(...values);
	const row = (what, figure) => [
		{ what: `${name}: ${what}, median of ${results.length} kills`, value: seconds(figure, median), unit: 's' },
		{ what: `${name}: ${what}, slowest`, value: seconds(figure, slowest), unit: 's' },
	];
	return [
		{ what: `${name}: messages without an outcome at the kill, median`, value: median(results.map(({ cutOff }) => cutOff)), unit: 'count' },
		...row('until the first 202', 'takenMs'),
		...row('until the started process is ready', 'readyMs'),
		...row('until the last of them has its outcome', 'settledMs'),
	];
}
