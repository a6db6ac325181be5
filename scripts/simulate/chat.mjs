/** One customer's chat over the public chat API. A restart of the product is waited for, with the same message id. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

/** How long the product may be away (restarting) before the run ends. */
const MAX_AWAY_MS = 60_000;
const RETRY_MS = 500;
/** How long one long poll may stay open, seconds. */
const POLL_SECONDS = 20;
/** What an answer may take beyond that before the connection counts as lost. */
const ANSWER_MS = 15_000;
/** Waits for a rate limit before a message counts as refused. */
const MAX_SLOW_DOWNS = 30;
/** n8n answers 404 while its workflows are not active yet, and 503 before that; 502 and 504 come from a proxy in front. */
const AWAY_STATUSES = new Set([404, 502, 503, 504]);

/** The product could not be reached for a minute. */
export class ProductAway extends Error {}

/** The chat answered, and said no. */
export class ChatRefusal extends Error {}

/**
 * Says why no chat can be played at an address; undefined when one can.
 *
 * @param {string} base address of the chat page
 */
export async function findChatProblem(base) {
	const answer = await ask(base, { method: 'get', url: base });
	if (answer.status === undefined) return `Nothing answers at ${base}. Start the product with "npm start", or name the chat's address with --url.`;
	if (answer.status !== 200) return `There is no chat at ${base} (HTTP ${answer.status}). Is the chat workflow published? Name another address with --url.`;
	return undefined;
}

/**
 * Opens a session, as a new visitor.
 *
 * @param {string} base address of the chat page
 * @param {object} [customer] name and e-mail, as the visitor would give them
 */
export async function openChat(base, customer) {
	const { body } = await request(base, { method: 'post', data: { action: 'start', ...(customer === undefined ? {} : { customer }) } });
	if (typeof body?.session !== 'string') throw new ChatRefusal('the chat opened no session');
	const headers = { Authorization: `Bearer ${body.session}` };
	/** By sequence number, so that an entry read twice counts once. */
	const entries = new Map();
	let seq = 0;

	async function read(waitSeconds) {
		const answer = await request(base, { method: 'get', headers, params: { action: 'poll', after: seq, wait: waitSeconds } });
		for (const entry of answer.body?.entries ?? []) entries.set(entry.seq, entry);
		seq = Math.max(seq, answer.body?.seq ?? 0);
		return answer;
	}

	/** Every outcome seen of a message, oldest first. */
	function outcomesOf(messageId) {
		return [...entries.values()].filter((entry) => entry.kind === 'outcome' && entry.messageId === messageId);
	}

	/**
	 * Says something and waits for its outcome. Time the product is away does not count against the limit.
	 *
	 * @returns {Promise<{ messageId: string, outcome?: object, ms: number }>} `ms`: from the POST to its outcome;
	 *   `outcome`: the feed entry, absent when none came in time.
	 */
	async function say(text, timeoutMs) {
		const sent = await request(base, { method: 'post', headers, data: { action: 'message', id: randomUUID(), text } });
		const messageId = sent.body?.messageId;
		if (typeof messageId !== 'string') throw new ChatRefusal('the chat gave the message no id');
		let deadline = sent.startedAt + timeoutMs + sent.awayMs;
		for (;;) {
			const [outcome] = outcomesOf(messageId);
			const now = performance.now();
			if (outcome !== undefined || now >= deadline) return { messageId, outcome, ms: Math.round(now - sent.startedAt) };
			deadline += (await read(Math.min(POLL_SECONDS, Math.ceil((deadline - now) / 1000)))).awayMs;
		}
	}

	/** What was said to the customer, in order. */
	function replies() {
		return [...entries.values()].filter((entry) => entry.kind === 'reply');
	}

	return { say, outcomesOf, replies, refresh: () => read(0) };
}

/** Asks until there is an answer: waits where the chat says "slow down", and while the product is away. */
async function request(base, options) {
	let startedAt = performance.now();
	let awaySince;
	let awayMs = 0;
	let slowDowns = 0;
	for (;;) {
		const answer = await ask(base, { ...options, url: `${base}/api` });
		const now = performance.now();
		if (answer.status === undefined || isAway(answer)) {
			awaySince ??= now;
			if (now - awaySince > MAX_AWAY_MS) throw new ProductAway(`The product has not answered at ${base} for ${MAX_AWAY_MS / 1000} s (${answer.problem ?? `HTTP ${answer.status}`}).`);
			await sleep(RETRY_MS);
			continue;
		}
		if (awaySince !== undefined) awayMs += now - awaySince;
		awaySince = undefined;
		if (answer.status === 429 && slowDowns < MAX_SLOW_DOWNS) {
			slowDowns += 1;
			await sleep(answer.retryAfterMs);
			startedAt = performance.now();
			continue;
		}
		if (answer.status >= 400) throw new ChatRefusal(`HTTP ${answer.status}: ${answer.body?.error?.message ?? answer.body?.message ?? 'no reason given'}`);
		return { body: answer.body, startedAt, awayMs };
	}
}

/** A 404 of the chat itself names a code in words; n8n's own does not. */
function isAway({ status, body }) {
	const code = body?.error?.code ?? body?.code;
	return AWAY_STATUSES.has(status) && !(status === 404 && typeof code === 'string');
}

/** One HTTP request. No `status`: nobody answered. */
async function ask(base, options) {
	const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(base).hostname);
	const timeout = (options.params?.wait ?? 0) * 1000 + ANSWER_MS;
	try {
		const { status, data, headers } = await axios.request({ ...options, timeout, validateStatus: () => true, ...(isLocal ? { proxy: false } : {}) });
		return { status, body: data, retryAfterMs: Math.max(Number(headers['retry-after']) || 1, 0.1) * 1000 };
	} catch (error) {
		return { problem: error.code ?? error.message };
	}
}
