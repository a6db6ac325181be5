/** How sure may one be? Turns raw scores into probabilities one can set a threshold on. */

/** Features and outcome of one observation; `weight` says how much it counts. */
export interface Observation {
	readonly features: readonly number[];
	readonly outcome: 0 | 1;
	readonly weight: number;
}

/** The temperature of a softmax before any data: SVM margins of few examples are small. */
export const DEFAULT_TEMPERATURE = 0.25;

const TEMPERATURES = [0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.165, 0.18, 0.2, 0.22, 0.25, 0.3, 0.36, 0.43, 0.52, 0.65, 0.8, 1] as const;
/** Examples that weigh as much as the default temperature does. */
const PRIOR_EXAMPLES = 5;
/** How strongly fitted coefficients are pulled to the ones they start from. */
const PRIOR_STRENGTH = 2;
const NEWTON_STEPS = 8;
/** A Newton step goes no further than this in any coefficient, so that separable data cannot throw it off. */
const LARGEST_STEP = 1;

/** Probabilities that sum to 1; a lower temperature makes the best one stand out more. */
export function softmax(scores: ArrayLike<number>, temperature: number): Float64Array {
	const exponentials = new Float64Array(scores.length);
	let largest = -Infinity;
	for (let i = 0; i < scores.length; i++) largest = Math.max(largest, scores[i] as number);
	let total = 0;
	for (let i = 0; i < scores.length; i++) {
		const value = Math.exp(((scores[i] as number) - largest) / temperature);
		exponentials[i] = value;
		total += value;
	}
	return exponentials.map((value) => value / total);
}

/** The temperature under which held-out examples' own classes are likeliest, drawn to the default when there are few. */
export function fitTemperature(heldOut: ReadonlyArray<{ readonly scores: ArrayLike<number>; readonly label: number }>): number {
	let best: number = DEFAULT_TEMPERATURE;
	let lowest = Infinity;
	for (const temperature of TEMPERATURES) {
		let loss = PRIOR_EXAMPLES * Math.log(temperature / DEFAULT_TEMPERATURE) ** 2;
		for (const { scores, label } of heldOut) loss -= Math.log(Math.max(softmax(scores, temperature)[label] ?? 0, 1e-9));
		if (loss < lowest) [best, lowest] = [temperature, loss];
	}
	return best;
}

/** The logistic of a weighted sum; the first coefficient is the constant. */
export function logistic(coefficients: readonly number[], features: readonly number[]): number {
	let sum = coefficients[0] ?? 0;
	for (const [i, feature] of features.entries()) sum += feature * (coefficients[i + 1] ?? 0);
	return 1 / (1 + Math.exp(-sum));
}

/** Logistic regression by Newton steps that starts from `prior` and leaves it only as far as the observations ask. */
export function fitLogistic(observations: readonly Observation[], prior: readonly number[]): readonly number[] {
	const size = prior.length;
	let coefficients = [...prior];
	for (let step = 0; step < NEWTON_STEPS; step++) {
		const gradient = coefficients.map((value, i) => PRIOR_STRENGTH * (value - (prior[i] ?? 0)));
		const curvature = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? PRIOR_STRENGTH : 0)));
		for (const { features, outcome, weight } of observations) {
			const probability = logistic(coefficients, features);
			const inputs = [1, ...features];
			const slope = weight * probability * (1 - probability);
			for (const [i, input] of inputs.entries()) {
				gradient[i] = (gradient[i] ?? 0) + weight * (probability - outcome) * input;
				const row = curvature[i] as number[];
				for (const [j, other] of inputs.entries()) row[j] = (row[j] ?? 0) + slope * input * other;
			}
		}
		const change = solve(curvature, gradient);
		coefficients = coefficients.map((value, i) => value - Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, change[i] ?? 0)));
	}
	return coefficients;
}

/** Gaussian elimination; the prior on the diagonal keeps every pivot above zero. */
function solve(matrix: number[][], right: number[]): number[] {
	const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
	for (const [i, pivotRow] of rows.entries()) {
		const pivot = pivotRow[i] as number;
		for (const [k, row] of rows.entries()) {
			if (k === i) continue;
			const factor = (row[i] as number) / pivot;
			for (let j = i; j < row.length; j++) row[j] = (row[j] as number) - factor * (pivotRow[j] as number);
		}
	}
	return rows.map((row, i) => (row[rows.length] as number) / (row[i] as number));
}
