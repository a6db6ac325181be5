/** Chance from a seed: the same seed plays the same customers and plans the same faults. What the operating system does in between stays random. */

/** A generator of its own for `seed`; {@link fork} gives others that do not disturb its order. */
export function createRandom(seed) {
	let state = hash(String(seed));
	/** mulberry32: 0 (included) to 1 (excluded). */
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (least, most) => least + Math.floor(next() * (most - least + 1));
	const pick = (list) => list[between(0, list.length - 1)];
	return {
		/** A whole number, both ends included. */
		between,
		pick,
		chance: (share) => next() < share,
		/** A name out of `{ name: weight }`. */
		weighted(weights) {
			let left = next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
			return Object.keys(weights).find((name) => (left -= weights[name]) < 0) ?? Object.keys(weights)[0];
		},
		shuffle: (list) => list.map((item) => ({ item, place: next() })).sort((a, b) => a.place - b.place).map(({ item }) => item),
		/** An id as clients make them. */
		id: () => Array.from({ length: 32 }, () => between(0, 15).toString(16)).join(''),
		fork: (name) => createRandom(`${seed}/${name}`),
	};
}

/** FNV-1a. */
function hash(text) {
	let value = 0x811c9dc5;
	for (const char of text) value = Math.imul(value ^ char.codePointAt(0), 0x01000193);
	return value;
}
