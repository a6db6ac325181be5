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
	for (let target = 0; target < classCount; target++) {
		if (!order.some((i) => labels[i] === target)) continue;
		const alphas = solveClass(similarities, labels, target, order);
		let bias = 0;
		for (const i of order) {
			const signed = labels[i] === target ? (alphas[i] ?? 0) : -(alphas[i] ?? 0);
			weights[i * classCount + target] = signed;
			bias += signed;
		}
		biases[target] = COMMON * bias;
	}
	return { classCount, weights, biases };
}

/** The score of every class for a text with these similarities to the examples; a member of a class tends to +1, others to −1. */
export function scoreClasses(classifier: Classifier, similarities: Float32Array, offset: number, size: number): Float64Array {
	const { classCount, weights } = classifier;
	const scores = Float64Array.from(classifier.biases);
	for (let i = 0; i < size; i++) {
		const similarity = similarities[offset + i] as number;
		if (similarity === 0) continue;
		const row = i * classCount;
		for (let c = 0; c < classCount; c++) scores[c] = (scores[c] as number) + similarity * (weights[row + c] as number);
	}
	return scores;
}

/** Dual coordinate descent with the decision values kept up to date; what {@link COMMON} adds to all of them is kept apart. */
function solveClass(similarities: Similarities, labels: Int32Array, target: number, order: readonly number[]): Float64Array {
	const { size, values } = similarities;
	const alphas = new Float64Array(size);
	const decisions = new Float64Array(size);
	let common = 0;
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		let changed = false;
		for (const i of order) {
			const sign = labels[i] === target ? 1 : -1;
			const alpha = alphas[i] as number;
			const gradient = sign * ((decisions[i] as number) + common) - 1 + alpha * DIAGONAL;
			if (Math.abs(gradient) < TOLERANCE || (alpha === 0 && gradient >= 0)) continue;
			const next = Math.max(0, alpha - gradient / ((values[i * size + i] as number) + COMMON + DIAGONAL));
			const change = sign * (next - alpha);
			alphas[i] = next;
			changed = true;
			common += change * COMMON;
			const row = i * size;
			for (let j = 0; j < size; j++) decisions[j] = (decisions[j] as number) + change * (values[row + j] as number);
		}
		if (!changed) break;
	}
	return alphas;
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
