/** Which of several classes does a text belong to, judged by its similarity to examples? One-vs-rest L2-SVM, solved in the dual. */

/** Similarities of all examples with each other, row by row. */
export interface Similarities {
	readonly size: number;
	readonly values: Float32Array;
}

/** One weight for each example and class; class scores of a text are its similarities times these. */
export interface Classifier {
	readonly classCount: number;
	/** Example-major: `weights[example * classCount + class]`. */
	readonly weights: Float32Array;
	readonly biases: Float32Array;
	/** The weights that are not 0, about one in seven: those of an example lie between its offset and the next one's. */
	readonly offsets: Int32Array;
	readonly classes: Uint16Array;
	readonly classWeights: Float32Array;
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
	const weights = new Float32Array(size * classCount);
	const biases = new Float32Array(classCount);
	const order = visitOrder(size).filter((i) => use[i] === 1);
	const visited = pickRows(similarities, order);
	for (let target = 0; target < classCount; target++) {
		const signs = Int8Array.from(order, (i) => (labels[i] === target ? 1 : -1));
		if (!signs.includes(1)) continue;
		const alphas = solveClass(visited, signs);
		let bias = 0;
		for (let place = 0; place < order.length; place++) {
			const signed = (signs[place] as number) * (alphas[place] as number);
			weights[(order[place] as number) * classCount + target] = signed;
			bias += signed;
		}
		biases[target] = COMMON * bias;
	}
	return { classCount, weights, biases, ...listWeights(weights, size, classCount) };
}

function listWeights(weights: Float32Array, size: number, classCount: number): Pick<Classifier, 'offsets' | 'classes' | 'classWeights'> {
	const offsets = new Int32Array(size + 1);
	const count = weights.reduce((sum, weight) => (weight === 0 ? sum : sum + 1), 0);
	const classes = new Uint16Array(count);
	const classWeights = new Float32Array(count);
	let place = 0;
	for (let i = 0; i < size; i++) {
		for (let c = 0; c < classCount; c++) {
			const weight = weights[i * classCount + c] as number;
			if (weight === 0) continue;
			classes[place] = c;
			classWeights[place++] = weight;
		}
		offsets[i + 1] = place;
	}
	return { offsets, classes, classWeights };
}

/** The similarities of these rows with each other, in this order: what is visited lies side by side. */
function pickRows({ size, values }: Similarities, rows: readonly number[]): Similarities {
	const picked = new Float32Array(rows.length * rows.length);
	let place = 0;
	for (const i of rows) for (const j of rows) picked[place++] = values[i * size + j] as number;
	return { size: rows.length, values: picked };
}

/** The score of every class for a text with these similarities to the examples; a member of a class tends to +1, others to −1. */
export function scoreClasses(classifier: Classifier, similarities: Float32Array, offset: number, size: number): Float64Array {
	const { offsets, classes, classWeights } = classifier;
	const scores = Float64Array.from(classifier.biases);
	for (let i = 0; i < size; i++) {
		const similarity = similarities[offset + i] as number;
		if (similarity === 0) continue;
		const end = offsets[i + 1] as number;
		for (let place = offsets[i] as number; place < end; place++) {
			const c = classes[place] as number;
			scores[c] = (scores[c] as number) + similarity * (classWeights[place] as number);
		}
	}
	return scores;
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
