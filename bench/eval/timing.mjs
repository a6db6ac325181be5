/** What reading one message costs: each text alone, one after another, as messages arrive. */
import { median, percentile } from '../figures.mjs';

/** Texts read before the clock counts, so that code is compiled and lazy data is there; slow readers stop after the time. */
const WARM_UP_TEXTS = 300;
const WARM_UP_MS = 500;

/**
 * Reads all texts. `read` may give a promise.
 *
 * @template Result
 * @param {readonly string[]} texts
 * @param {(text: string) => Result | Promise<Result>} read
 * @returns {Promise<{ results: Result[], speed: { microsecondsPerMessage: number, medianMicroseconds: number, p99Microseconds: number } }>}
 *   the mean, which a busy machine lengthens, and the median, which it hardly does
 */
export async function timeEach(texts, read) {
	await warmUp(texts, read);
	const results = [];
	const times = new Float64Array(texts.length);
	for (const [i, text] of texts.entries()) {
		const startedAt = performance.now();
		const given = read(text);
		// Waiting costs those that need none some time, too.
		results.push(given instanceof Promise ? await given : given);
		times[i] = performance.now() - startedAt;
	}
	return {
		results,
		speed: {
			microsecondsPerMessage: 1000 * (times.reduce((sum, time) => sum + time, 0) / texts.length),
			medianMicroseconds: 1000 * median(times),
			p99Microseconds: 1000 * percentile(times, 0.99),
		},
	};
}

/** What `work` gives, how long it takes, and the CPU time of all threads for it, which others on the machine do not lengthen; milliseconds. */
export async function timeOnce(work) {
	const startedAt = performance.now();
	const cpuBefore = process.cpuUsage();
	const result = await work();
	const ms = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(cpuBefore);
	return { result, ms, cpuMs: (user + system) / 1000 };
}

async function warmUp(texts, read) {
	const until = performance.now() + WARM_UP_MS;
	for (const text of texts.slice(0, WARM_UP_TEXTS)) {
		if (performance.now() > until) return;
		await read(text);
	}
}
