/** After the faults: time is let go by, by setting the clocks forward, until nothing is left to do. */
import { setTimeout as wait } from 'node:timers/promises';

/** The product's deadlines, one after the other: unanswered (10 s), leases (120 s), claims (300 s), and leases of what these set free. */
const JUMPS_SECONDS = [30, 140, 320, 140, 320, 140, 320, 320, 320, 600];
/** The triggers look every second; what they find has to run. Longer where they look less often. */
const QUIET_MS = 2_500;
const LOOK_EVERY_MS = 250;
/** Even a busy system is quiet some time. */
const JUMP_WITHIN_MS = 25_000;

/** What waits to be done by the product itself. */
const OPEN = {
	'messages without an outcome': 'SELECT count(*) AS left_over FROM messages WHERE outcome IS NULL',
	'messages given back': 'SELECT count(*) AS left_over FROM messages WHERE returned_at IS NOT NULL',
	'replies under way': 'SELECT count(*) AS left_over FROM outgoing WHERE status IN (\'claimed\', \'queued\')',
};

/** Every deadline passes at least once, also when all seems done: whatever would be done twice is done now. Returns what is left. */
export async function settle({ topology }, quietMs = QUIET_MS) {
	let seconds = 0;
	for (const [index, jump] of JUMPS_SECONDS.entries()) {
		await waitForQuiet(topology, quietMs);
		if (index >= 3 && Object.keys(await findOpen(topology)).length === 0) break;
		seconds += jump;
		for (const control of topology.controls) control.skew(seconds * 1000);
	}
	await waitForQuiet(topology, quietMs);
	return await findOpen(topology);
}

async function waitForQuiet(topology, quietMs) {
	const until = performance.now() + JUMP_WITHIN_MS;
	let before = '';
	for (let quietSince = performance.now(); performance.now() < until && performance.now() - quietSince < quietMs; await wait(LOOK_EVERY_MS)) {
		const now = JSON.stringify(await topology.query('SELECT (SELECT max(seq) FROM events) AS seq, (SELECT count(*) FROM outgoing) AS replies, (SELECT count(*) FROM outgoing WHERE status IN (\'claimed\', \'queued\')) AS open'));
		if (now !== before) quietSince = performance.now();
		before = now;
	}
}

async function findOpen(topology) {
	const counts = await Promise.all(Object.entries(OPEN).map(async ([name, sql]) => [name, Number((await topology.query(sql))[0].left_over)]));
	return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
