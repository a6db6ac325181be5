/** The little linear algebra that training needs; everything is deterministic. */

const ITERATIONS = 100;

/** The directions in which centred vectors differ most, strongest first: eigenvectors of their covariance, by power iteration. */
export function strongestDirections(vectors, count) {
	const size = vectors[0].length;
	const covariance = Array.from({ length: size }, () => new Float64Array(size));
	for (const vector of vectors) {
		for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) covariance[i][j] += vector[i] * vector[j];
	}
	return Array.from({ length: count }, () => {
		let direction = unit(Float64Array.from({ length: size }, (_, i) => 1 + i / size));
		for (let i = 0; i < ITERATIONS; i++) direction = unit(covariance.map((row) => dot(row, direction)));
		const strength = dot(direction, covariance.map((row) => dot(row, direction)));
		for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) covariance[i][j] -= strength * direction[i] * direction[j];
		return [...direction];
	});
}

export function dot(a, b) {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
	return sum;
}

/** The vector with length 1. */
export function unit(vector) {
	const length = Math.sqrt(dot(vector, vector));
	return Float64Array.from(vector, (value) => value / length);
}
