/**
 * What a web chat turn costs n8n: CPU time of the n8n process for a message in, triage, sentiment, knowledge, decision and the
 * reply in the chat, against a workflow of Webhook, Set with one expression and Respond to Webhook with one expression. Both in
 * the same n8n, in turn block by block; once with the setting that `npm start` and README recommend, once with n8n's defaults.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startInstance } from '../scripts/instance.mjs';
import { seedSample } from '../scripts/sample.mjs';
import { Problem } from '../scripts/say.mjs';
import { buildDeskCredential, CHAT_PATH, readTemplates } from '../scripts/templates.mjs';
import { root } from '../scripts/toolchain.mjs';
import { buildBareWorkflow, BARE_PATH } from './bareWorkflow.mjs';
import { openOutcomes } from './chatOutcomes.mjs';
import { buildFloorWorkflow, FLOOR_PATH } from './floorWorkflow.mjs';
import { percentile, sum } from './figures.mjs';
import { readQuestions, varyMessages } from './messages.mjs';
import { readCpuMs, requireCpuTimes, settle } from './processCpu.mjs';

const MAX_RATIO = 0.25;
/** Requests in flight at any time, of either side. */
const CONCURRENCY = 2;
/** V8 compiles what runs often: a server that has run for a while is what is measured. */
const WARM_UP = 200;
const TURNS_A_BLOCK = 40;
const LAZY_BLOCKS = 8;
/** Each turn costs several times as much there, and there is no bar. */
const DEFAULTS_BLOCKS = 4;
/** A conversation's first turn also opens its session. */
const TURNS_A_CONVERSATION = 2;
const SPECIAL_TURNS = 30;
const IDLE_MS = 2_000;
const DESK_PERSON = { name: 'Alex', email: 'alex@example.com', password: 'Bench-desk-1' };

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	requireCpuTimes();
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	try {
		await seedSample({ dataDir });
		return [
			...await measureWith(dataDir, 'lazy acquire', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' }, LAZY_BLOCKS, MAX_RATIO),
			...await measureWith(dataDir, 'n8n defaults', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: undefined }, DEFAULTS_BLOCKS),
		];
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}

async function measureWith(dataDir, setting, env, blocks, maxRatio) {
	const n8n = await startInstance({
		dataDir,
		env,
		workflows: [...readTemplates(root, { includeReasons: false }), buildBareWorkflow(), buildFloorWorkflow()],
		credentials: [buildDeskCredential(DESK_PERSON)],
	});
	const outcomes = openOutcomes(dataDir);
	try {
		const customers = createCustomers(n8n.url + CHAT_PATH, outcomes);
		const questions = varyMessages(readQuestions(), WARM_UP + blocks * TURNS_A_BLOCK);
		const bare = (text) => postBare(n8n.url + BARE_PATH, text);
		const floor = (text) => postFloor(n8n.url + FLOOR_PATH, text);

		await runAll(questions.slice(0, WARM_UP), customers.ask);
		await customers.allEnded();
		await runAll(questions.slice(0, WARM_UP), bare);
		await runAll(questions.slice(0, WARM_UP), floor);
		await settle(n8n.pid);

		const ours = [];
		const theirs = [];
		const floors = [];
		for (let block = 0; block < blocks; block += 1) {
			const texts = questions.slice(WARM_UP + block * TURNS_A_BLOCK, WARM_UP + (block + 1) * TURNS_A_BLOCK);
			const pair = [[ours, customers.ask, customers.allEnded], [theirs, bare, () => {}], [floors, floor, () => {}]];
			for (const [measured, ask, ended] of block % 2 === 0 ? pair : pair.reverse()) measured.push(await measureBlock(n8n.pid, texts, ask, ended));
		}
		const asked = customers.asked().slice(WARM_UP);
		const waiting = await measureBlock(n8n.pid, questions.slice(-TURNS_A_BLOCK), customers.askAndWait);
		const times = customers.asked().slice(-TURNS_A_BLOCK).map(({ ms }) => ms);
		const idle = await measureIdle(n8n.pid);
		const special = maxRatio === undefined ? [] : await measureSpecial(n8n, customers);
		const unheard = await customers.countUnheard();
		return describe(setting, { ours, theirs, floors, waiting, times, idle, asked, unheard, maxRatio }).concat(special);
	} finally {
		outcomes.close();
		await n8n.stop();
	}
}

function describe(setting, { ours, theirs, floors, waiting, times, idle, asked, unheard, maxRatio }) {
	const ourMs = perTurn(ours, 'own');
	const bareMs = perTurn(theirs, 'own');
	const tally = Map.groupBy(asked, ({ outcome }) => outcome ?? 'none');
	const spoken = ['answered', 'clarified', 'offered'].flatMap((outcome) => tally.get(outcome) ?? []).length;
	const row = (what, value, unit, atMost) => ({ what: `${setting}: ${what}`, value, unit, ...(atMost === undefined ? {} : { atMost }) });
	return [
		row('chat turn against three plain nodes, CPU of n8n', ourMs / bareMs, 'ratio', maxRatio),
		row(`chat turn, CPU of n8n (${asked.length} turns, ${new Set(asked.map(({ customer }) => customer)).size} conversations)`, ourMs, 'ms'),
		row('our trigger and five empty nodes against three plain nodes: what n8n itself spends', perTurn(floors, 'own') / bareMs, 'ratio'),
		row(`three plain nodes, CPU of n8n (${theirs.length * TURNS_A_BLOCK} requests)`, bareMs, 'ms'),
		row('largest ratio of two neighbouring blocks', Math.max(...ours.map((block, index) => block.own / theirs[index].own)), 'ratio'),
		row('chat turn, CPU of processes n8n started', perTurn(ours, 'children'), 'ms'),
		row('three plain nodes, CPU of processes n8n started', perTurn(theirs, 'children'), 'ms'),
		row('n8n with nothing to do, CPU of a second', idle, 'ms'),
		row('the same ratio where two customers write and each waits for the outcome', perTurn([waiting], 'own') / bareMs, 'ratio'),
		row('from POST to outcome then, p50', percentile(times, 0.5), 'ms'),
		row('from POST to outcome then, p95', percentile(times, 0.95), 'ms'),
		row(`turns the assistant did not answer itself (${[...tally].map(([outcome, some]) => `${outcome} ${some.length}`).join(', ')})`, asked.length - spoken, 'count'),
		row('turns without an outcome, or whose reply is not in the chat', unheard, 'count', 0),
	];
}

/** Turns of other kinds, for comparison: a person takes over, and an order is looked up by a Code node in between. */
async function measureSpecial(n8n, customers) {
	const kinds = {
		'passed to a person': (index) => `I want to talk to a human please, my case number is ${7000 + index}`,
		'order looked up by a Code node': () => 'Where is my order 1042? My e-mail is robin.vale@example.org',
	};
	const rows = [];
	for (const [kind, write] of Object.entries(kinds)) {
		const texts = Array.from({ length: SPECIAL_TURNS }, (_, index) => write(index));
		await runAll(texts.slice(0, SPECIAL_TURNS / 3), customers.askAndWait);
		await settle(n8n.pid);
		const { own, children } = await measureBlock(n8n.pid, texts, customers.askAndWait);
		rows.push({ what: `lazy acquire: turn ${kind}, CPU of n8n and what it started`, value: (own + children) / SPECIAL_TURNS, unit: 'ms' });
	}
	return rows;
}

/** The block ends when everything asked in it has ended and the process rests. */
async function measureBlock(pid, texts, ask, ended = () => {}) {
	const before = readCpuMs(pid);
	await runAll(texts, ask);
	await ended();
	await settle(pid);
	const after = readCpuMs(pid);
	return { own: after.own - before.own, children: after.children - before.children };
}

async function measureIdle(pid) {
	const before = readCpuMs(pid).own;
	await wait(IDLE_MS);
	return (readCpuMs(pid).own - before) / (IDLE_MS / 1000);
}

function perTurn(blocks, whose) {
	return sum(blocks.map((block) => block[whose])) / (blocks.length * TURNS_A_BLOCK);
}

/** Customers who write, each {@link TURNS_A_CONVERSATION} times; a turn ends when its message has an outcome. */
function createCustomers(chatUrl, outcomes) {
	const asked = [];
	const free = [];
	let running = [];
	let customers = 0;

	/** Returns when the message is acknowledged, with a promise of its end. */
	async function write(text, customer) {
		const startedAt = performance.now();
		const response = await post(`${chatUrl}/api`, { action: 'message', id: crypto.randomUUID(), text }, customer.session);
		if (response.status !== 202) throw new Problem(`The chat answered a message with HTTP ${response.status}.`);
		const { messageId, session = customer.session } = await response.json();
		const turn = { messageId, session, customer: customer.number };
		asked.push(turn);
		return { ended: endOf(turn, { ...customer, session, turns: customer.turns + 1 }, startedAt) };
	}

	async function endOf(turn, customer, startedAt) {
		turn.outcome = await outcomes.waitFor(turn.messageId);
		turn.ms = performance.now() - startedAt;
		// With people in charge, the next message would be relayed to them: not the turn that is measured.
		if (customer.turns < TURNS_A_CONVERSATION && turn.outcome !== 'handedOff') free.push(customer);
	}

	const newCustomer = () => ({ number: customers += 1, turns: 0 });
	return {
		asked: () => asked,
		/** As the plain workflow is asked: until it is acknowledged. */
		async ask(text) {
			running.push((await write(text, free.shift() ?? newCustomer())).ended);
		},
		async allEnded() {
			await Promise.all(running);
			running = [];
		},
		async askAndWait(text) {
			await (await write(text, newCustomer())).ended;
		},
		/** Reads each chat as its customer would: how many messages have not exactly one outcome and something said after them. */
		async countUnheard() {
			let unheard = 0;
			for (const [session, messages] of Map.groupBy(asked, (one) => one.session)) {
				const response = await fetch(`${chatUrl}/api?action=state`, { headers: { Authorization: `Bearer ${session}` } });
				const { entries = [] } = await response.json();
				const replies = entries.filter(({ kind }) => kind === 'reply').length;
				const settled = messages.filter(({ messageId }) => entries.filter((entry) => entry.kind === 'outcome' && entry.messageId === messageId).length === 1);
				const relayed = messages.filter(({ outcome }) => outcome === 'relayed').length;
				unheard += Math.max(messages.length - settled.length, messages.length - relayed - replies);
			}
			return unheard;
		},
	};
}

async function postBare(url, text) {
	const response = await post(url, { text });
	const answer = await response.text();
	if (response.status !== 200 || !answer.includes(text)) throw new Problem(`The plain workflow answered with HTTP ${response.status} and not with what was sent.`);
}

async function postFloor(chatUrl, text) {
	const response = await post(`${chatUrl}/api`, { action: 'message', id: crypto.randomUUID(), text });
	await response.text();
	if (response.status !== 202) throw new Problem(`The trigger with empty nodes answered with HTTP ${response.status}.`);
}

async function post(url, body, session) {
	const headers = { 'Content-Type': 'application/json', ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }) };
	return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Hands the texts to `ask`, {@link CONCURRENCY} at a time. */
async function runAll(texts, ask) {
	const left = [...texts];
	await Promise.all(Array.from({ length: CONCURRENCY }, async () => {
		for (let text = left.shift(); text !== undefined; text = left.shift()) await ask(text);
	}));
}
