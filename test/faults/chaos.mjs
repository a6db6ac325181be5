/** The way between a customer and n8n: requests that never arrive, answers that get lost, and what arrives twice or late. */
import { setTimeout as wait } from 'node:timers/promises';

/** What happens to one attempt, by weight. */
const WAYS = { plain: 54, dropped: 10, answerLost: 12, duplicated: 12, delayed: 12 };
const DELAY_MS = [100, 1500];
const STARTING = 'start page of n8n';
const GIVE_UP_ON_ANSWER_MS = 8_000;
/** Before the second attempt; twice as long before each further one, up to the limit. */
const RETRY_MS = [60, 250];
const RETRY_AT_MOST_MS = 2_000;
/** After so many attempts the way is free, so that one message does not wait for ever. */
const MAX_CHAOTIC_ATTEMPTS = 4;

/**
 * Sends the same again and again until it is acknowledged, as phones and providers do. Returns what acknowledged it;
 * undefined when the run gave up.
 *
 * @param world `{ isChaotic(), hasGivenUp(), count(fault) }`
 * @param {() => Promise<{ status: number }>} post one request; may reject
 * @param {(answer: { status: number }) => boolean} isFinal which answers end it
 */
export async function deliver(world, random, post, isFinal) {
	for (let attempt = 0; ; attempt += 1) {
		const way = world.isChaotic() && attempt < MAX_CHAOTIC_ATTEMPTS ? random.weighted(WAYS) : 'plain';
		if (way !== 'plain') world.count(`request ${way}`);
		const answer = await sendBy(way, random, () => told(world, post));
		if (answer !== undefined && isFinal(answer)) return answer;
		if (world.hasGivenUp()) return undefined;
		await wait(Math.min(random.between(...RETRY_MS) * 2 ** attempt, RETRY_AT_MOST_MS));
	}
}

/** How often what was answered instead of the acknowledgement. */
async function told(world, post) {
	try {
		const answer = await post();
		if (answer.status >= 300) world.refused(answer.status);
		return answer;
	} catch (error) {
		world.refused(error.name === 'TimeoutError' ? 'no answer in time' : error.message === STARTING ? STARTING : 'connection failed');
		throw error;
	}
}

async function sendBy(way, random, post) {
	switch (way) {
		case 'dropped': return undefined;
		case 'answerLost':
			await orNothing(post());
			return undefined;
		case 'duplicated': {
			const answers = await Promise.all([orNothing(post()), orNothing(post())]);
			return answers.find((answer) => answer !== undefined && answer.status < 300) ?? answers[0];
		}
		case 'delayed':
			await wait(random.between(...DELAY_MS));
			return await orNothing(post());
		default: return await orNothing(post());
	}
}

/** One request with JSON. Rejects where there is no answer. */
export async function request(url, { method = 'POST', headers = {}, body } = {}) {
	const response = await fetch(url, {
		method,
		headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		signal: AbortSignal.timeout(GIVE_UP_ON_ANSWER_MS),
	});
	const data = readJson(await response.text());
	// While n8n starts, it answers whatever is asked with a page and 200.
	if (response.status === 200 && data === undefined) throw new Error(STARTING);
	return { status: response.status, headers: response.headers, data };
}

export function orNothing(promise) {
	return promise.catch(() => undefined);
}

function readJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
