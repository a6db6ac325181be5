/** Chance that repeats itself, so that the same data give the same weights. */

/** Numbers from 0 to 1 by Lehmer's generator (Park and Miller 1988). */
export function createRandom(seed) {
	let state = seed;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

/** One of the things, in proportion to their weights. */
export function draw(things, weigh, random) {
	let rest = random() * things.reduce((sum, thing) => sum + weigh(thing), 0);
	return things.find((thing) => (rest -= weigh(thing)) <= 0) ?? things[things.length - 1];
}
