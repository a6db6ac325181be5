/** Which of several classes does a text belong to, judged by its similarity to examples? One-vs-rest L2-SVM, solved in the dual. */

/** Similarities of all examples with each other, row by row. */
export interface Similarities {
	readonly size: number;
	readonly values: Float32Array;
}

/** One weight for each example and class; class scores of a text are its similarities times these. */
export interface Classifier {
	readonly classCount: number;
	readonly biases: Float32Array;
	/** The weights that are not 0, about one in seven, and their examples: those of a class lie between its offset and the next one's. */
	readonly offsets: Int32Array;
	readonly examples: Uint16Array;
	readonly weights: Float32Array;
}

/** Cost of an example on the wrong side. Chosen on BANKING77 and HINT3 development data. */
const COST = 1;
const DIAGONAL = 1 / (2 * COST);
/** Passes over the examples; more changes no decision on the development data. */
const MAX_PASSES = 20;
/** An example whose gradient is smaller is left alone; a class is solved when all are. */
const TOLERANCE = 0.1;
/** Added to every similarity, which gives each class a constant of its own. Larger values slow the descent down. */
const COMMON = 0.3;

/**
 * Learns one separator a class.
 *
 * `labels[i]` is the class of example i, or −1 for an example of none. Only examples with `use[i]` count;
 * a class without any of those stays at zero.
 */
export function trainClassifier(similarities: Similarities, labels: Int32Array, classCount: number, use: Uint8Array): Classifier {
	const { size } = similarities;
	const weights: number[] = [];
	const examples: number[] = [];
	const offsets = new Int32Array(classCount + 1);
	const biases = new Float32Array(classCount);
	const order = visitOrder(size).filter((i) => use[i] === 1);
	const visited = pickRows(similarities, order);
	for (let target = 0; target < classCount; target++) {
		const signs = Int8Array.from(order, (i) => (labels[i] === target ? 1 : -1));
		if (signs.includes(1)) {
			const alphas = solveClass(visited, signs);
			const byExample = new Float32Array(size);
			let bias = 0;
			for (let place = 0; place < order.length; place++) {
				const signed = (signs[place] as number) * (alphas[place] as number);
				byExample[order[place] as number] = signed;
				bias += signed;
			}
			biases[target] = COMMON * bias;
			for (let example = 0; example < size; example++) {
				if (byExample[example] === 0) continue;
				examples.push(example);
				weights.push(byExample[example] as number);
			}
		}
		offsets[target + 1] = examples.length;
	}
	return { classCount, biases, offsets, examples: Uint16Array.from(examples), weights: Float32Array.from(weights) };
}

/** The similarities of these rows with each other, in this order: what is visited lies side by side. */
function pickRows({ size, values }: Similarities, rows: readonly number[]): Similarities {
	const picked = new Float32Array(rows.length * rows.length);
	let place = 0;
	for (const i of rows) for (const j of rows) picked[place++] = values[i * size + j] as number;
	return { size: rows.length, values: picked };
}

/** The score of every class for a text with these similarities to the examples; a member of a class tends to +1, others to −1. */
export function scoreClasses({ biases, offsets, examples, weights }: Classifier, similarities: Float32Array, offset = 0): Float64Array {
	const scores = new Float64Array(biases.length);
	for (let c = 0; c < scores.length; c++) {
		const end = offsets[c + 1] as number;
		let score = biases[c] as number;
		for (let place = offsets[c] as number; place < end; place++) score += (similarities[offset + (examples[place] as number)] as number) * (weights[place] as number);
		scores[c] = score;
	}
	return scores;
}

/** The weights of one class, one an example. */
export function weightsOf({ offsets, examples, weights }: Classifier, target: number, size: number): Float32Array {
	const byExample = new Float32Array(size);
	for (let place = offsets[target] as number; place < (offsets[target + 1] as number); place++) byExample[examples[place] as number] = weights[place] as number;
	return byExample;
}

/** Dual coordinate descent with the decision values kept up to date; what {@link COMMON} adds to all of them is kept apart. */
function solveClass({ size, values }: Similarities, signs: Int8Array): Float64Array {
	const alphas = new Float64Array(size);
	const decisions = new Float64Array(size);
	let common = 0;
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		let changed = false;
		for (let i = 0; i < size; i++) {
			const sign = signs[i] as number;
			const alpha = alphas[i] as number;
			const gradient = sign * ((decisions[i] as number) + common) - 1 + alpha * DIAGONAL;
			if (Math.abs(gradient) < TOLERANCE || (alpha === 0 && gradient >= 0)) continue;
			const next = Math.max(0, alpha - gradient / ((values[i * size + i] as number) + COMMON + DIAGONAL));
			const change = sign * (next - alpha);
			alphas[i] = next;
			changed = true;
			common += change * COMMON;
			addRow(values.subarray(i * size, (i + 1) * size), change, decisions);
		}
		if (!changed) break;
	}
	return alphas;
}

/** Adds `factor` times the row to the sums. Four at a time: nearly all of the time to learn is spent here. */
function addRow(row: Float32Array, factor: number, sums: Float64Array): void {
	const { length } = row;
	let j = 0;
	for (; j + 3 < length; j += 4) {
		sums[j] = (sums[j] as number) + factor * (row[j] as number);
		sums[j + 1] = (sums[j + 1] as number) + factor * (row[j + 1] as number);
		sums[j + 2] = (sums[j + 2] as number) + factor * (row[j + 2] as number);
		sums[j + 3] = (sums[j + 3] as number) + factor * (row[j + 3] as number);
	}
	for (; j < length; j++) sums[j] = (sums[j] as number) + factor * (row[j] as number);
}

/** A fixed order that mixes the classes: neighbouring examples of one class visited in a row slow the descent down. */
function visitOrder(size: number): number[] {
	const order = Array.from({ length: size }, (_, i) => i);
	let state = 1;
	for (let i = size - 1; i > 0; i--) {
		state = (state * 48_271) % 2_147_483_647;
		const j = state % (i + 1);
		[order[i], order[j]] = [order[j] as number, order[i] as number];
	}
	return order;
}
