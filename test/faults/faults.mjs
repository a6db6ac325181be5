/** The faults that come from outside while customers write: kills, a store that fails, clocks that jump. */
import { setTimeout as wait } from 'node:timers/promises';

const BETWEEN_FAULTS_MS = [500, 3500];
/**
 * The next fault comes once a customer was heard again, so that it breaks something that worked: where n8n's own database is
 * broken too, n8n would otherwise answer nobody for most of a run. It does not wait for ever, since faults fall together as well.
 */
const RECOVERS_WITHIN_MS = 15_000;
const SKEW_SECONDS = [-120, 120];
const SKEWED_MS = [500, 3000];
/** A blind kill comes this long after its turn. */
const KILL_AFTER_MS = [0, 1500];
/** A kill in the middle waits at most so long for a message under way. */
const MIDDLE_WITHIN_MS = 2_000;

/** Kills one process after the other, spread over the messages; returns how each recovery went. */
export async function killAndRestart(world, kills) {
	const random = world.random.fork('kills');
	const recoveries = [];
	for (let kill = 1; kill <= kills; kill += 1) {
		const turn = Math.floor(world.planned * kill / (kills + 1));
		while (world.acknowledgedCount() < turn && !world.isLoadOver()) await wait(20);
		if (world.isLoadOver()) return recoveries;
		await (random.chance(0.5) ? wait(random.between(...KILL_AFTER_MS)) : waitForMiddle(world));
		recoveries.push(await killOne(world, random.pick(world.topology.processes)));
	}
	return recoveries;
}

async function killOne(world, { role, kill, restart }) {
	await kill();
	world.count(`kill ${role}`);
	const cutOff = (await findOpen(world)).map(({ id }) => id);
	world.cutOff(cutOff);
	const restartedAt = performance.now();
	const firstAcknowledged = world.nextAcknowledged();
	await restart();
	const recovery = { role, cutOff: cutOff.length, readyMs: performance.now() - restartedAt };
	world.follow(Promise.all([
		firstAcknowledged.then((at) => { recovery.firstAcknowledgedMs = at - restartedAt; }),
		waitForOutcomes(world, cutOff).then((at) => { if (at !== undefined) recovery.lastOutcomeMs = at - restartedAt; }),
	]));
	return recovery;
}

async function waitForMiddle(world) {
	for (const until = performance.now() + MIDDLE_WITHIN_MS; performance.now() < until; await wait(5)) {
		if ((await findOpen(world)).length > 0) return;
	}
}

/** When the last of them had its outcome; undefined when there were none, or the run is over. */
async function waitForOutcomes(world, ids) {
	if (ids.length === 0) return undefined;
	const cutOff = new Set(ids);
	while (!world.isSettled()) {
		if (!(await findOpen(world)).some(({ id }) => cutOff.has(id))) return performance.now();
		await wait(250);
	}
	return undefined;
}

function findOpen(world) {
	return world.topology.query('SELECT id FROM messages WHERE outcome IS NULL');
}

/** One fault of the store or the clock after the other, until the customers are done. Each kind comes once before any comes again. */
export async function disturb(world) {
	const random = world.random.fork('disturbances');
	const { storeFaults } = world.topology;
	const faults = { ...storeFaults, 'clock skewed': skewClocks };
	while (!world.isLoadOver()) {
		for (const name of random.shuffle(Object.keys(faults))) {
			await wait(random.between(...BETWEEN_FAULTS_MS));
			if (world.isLoadOver()) return;
			world.count(name);
			// A lock may not be had, say, while the database restarts.
			await faults[name](random, world).catch(() => world.count(`${name}: could not be done`));
			await waitUntilHeard(world);
		}
	}
}

async function waitUntilHeard(world) {
	const before = world.acknowledgedCount();
	for (const until = performance.now() + RECOVERS_WITHIN_MS; performance.now() < until && !world.isLoadOver() && world.acknowledgedCount() === before;) await wait(20);
}

/** Each process by its own amount, so that in a cluster no two agree. */
async function skewClocks(random, { topology }) {
	for (const control of topology.controls) control.skew(random.between(...SKEW_SECONDS) * 1000);
	await wait(random.between(...SKEWED_MS));
	if (random.chance(0.5)) for (const control of topology.controls) control.skew(0);
}
