/** What the players of one run share: chance, counts, and how far things are. */
import { createSeen } from './seen.mjs';

/** After the customers' last message is due, so long may it still be on its way. */
const PATIENCE_MS = 180_000;

export function createWorld({ random, topology, planned, counts }) {
	let acknowledged = 0;
	let state = 'load';
	let giveUpAt = Infinity;
	const listeners = new Set();
	const followed = [];
	const cutOff = new Set();
	return {
		random,
		topology,
		planned,
		seen: createSeen(),
		actions: {},
		refusals: {},
		count: (fault, times = 1) => { counts[fault] = (counts[fault] ?? 0) + times; },
		did(action) { this.actions[action] = (this.actions[action] ?? 0) + 1; },
		refused(how) { this.refusals[how] = (this.refusals[how] ?? 0) + 1; },
		acknowledged() {
			acknowledged += 1;
			for (const listener of listeners) listener(performance.now());
			listeners.clear();
		},
		acknowledgedCount: () => acknowledged,
		/** When the next message is acknowledged. */
		nextAcknowledged: () => new Promise((resolve) => { listeners.add(resolve); }),
		cutOff: (ids) => ids.forEach((id) => cutOff.add(id)),
		cutOffCount: () => cutOff.size,
		/** Something measured beside; its failure is nobody's. */
		follow: (promise) => followed.push(promise.catch(() => undefined)),
		isChaotic: () => state === 'load',
		isLoadOver: () => state !== 'load',
		isSettled: () => state === 'settled',
		hasGivenUp: () => performance.now() > giveUpAt,
		/** From now on everything works; what is on its way may still arrive. */
		calm() {
			state = 'calm';
			giveUpAt = performance.now() + PATIENCE_MS;
		},
		/** Something of the suite itself broke: everybody stops. */
		abandon() {
			state = 'settled';
			giveUpAt = 0;
		},
		settled() { state = 'settled'; },
	};
}
