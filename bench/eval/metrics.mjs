/**
 * Figures of quality. Every function takes plain arrays and has one meaning, written above it; what cannot be computed
 * (no row, one class only) is `undefined`, never 0.
 */

/** Equal-width bins of the expected calibration error. */
export const ECE_BINS = 15;

/** Share of rows whose prediction is the truth; a prediction that is absent is wrong. */
export function accuracy(truths, predictions) {
	if (truths.length === 0) return undefined;
	return truths.filter((truth, i) => predictions[i] === truth).length / truths.length;
}

/**
 * Mean F1 over the labels that occur in the truth. A prediction outside them costs recall of the true label and counts
 * for no label of its own; a label never predicted has F1 0.
 */
export function macroF1(truths, predictions) {
	const labels = [...new Set(truths)];
	if (labels.length === 0) return undefined;
	return mean(labels.map((label) => precisionRecall(truths.map((truth) => truth === label), predictions.map((prediction) => prediction === label)).f1));
}

/** Of two lists of booleans: precision (1 when nothing was flagged), recall and F1 of `true`. */
export function precisionRecall(truths, flagged) {
	let hits = 0;
	let alarms = 0;
	let positives = 0;
	for (const [i, truth] of truths.entries()) {
		if (truth) positives += 1;
		if (flagged[i]) alarms += 1;
		if (truth && flagged[i]) hits += 1;
	}
	const precision = alarms === 0 ? 1 : hits / alarms;
	const recall = positives === 0 ? undefined : hits / positives;
	return { precision, recall, f1: hits === 0 ? 0 : (2 * hits) / (alarms + positives) };
}

/**
 * Expected calibration error: predictions are put by their confidence (0 … 1) into {@link ECE_BINS} bins of equal width,
 * each closed above, the first also below; the error is the mean, weighted by the bins' sizes, of the distance between
 * mean confidence and share of right ones.
 *
 * @param {readonly number[]} confidences
 * @param {readonly boolean[]} right
 */
export function expectedCalibrationError(confidences, right, bins = ECE_BINS) {
	if (confidences.length === 0) return undefined;
	const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }));
	for (const [i, confidence] of confidences.entries()) {
		const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))];
		bin.confidence += confidence;
		bin.right += right[i] ? 1 : 0;
	}
	return sums.reduce((total, bin) => total + Math.abs(bin.confidence - bin.right), 0) / confidences.length;
}

/**
 * Area under the ROC curve: how likely a positive row scores above a negative one; a tie counts half.
 *
 * @param {readonly number[]} scores
 * @param {readonly boolean[]} positive
 */
export function auroc(scores, positive) {
	const groups = groupByScore(scores, positive);
	const positives = groups.reduce((sum, group) => sum + group.positives, 0);
	const negatives = scores.length - positives;
	if (positives === 0 || negatives === 0) return undefined;
	let above = 0;
	let area = 0;
	for (const group of groups) {
		area += group.negatives * (above + group.positives / 2);
		above += group.positives;
	}
	return area / (positives * negatives);
}

/** The best F1 that any threshold on the score reaches. */
export function bestF1(scores, positive) {
	const total = positive.filter(Boolean).length;
	if (total === 0) return undefined;
	return Math.max(...sweep(scores, positive).map(({ hits, flagged }) => (2 * hits) / (flagged + total)));
}

/**
 * The largest share of all rows that a threshold on the score lets through while at least `precision` of those are right.
 * 0 when no threshold does. Rows of equal score pass together.
 */
export function coverageAtPrecision(scores, right, precision = 0.9) {
	if (scores.length === 0) return undefined;
	return Math.max(0, ...sweep(scores, right).filter(({ hits, flagged }) => hits >= precision * flagged).map(({ flagged }) => flagged / scores.length));
}

/** The largest recall that a threshold reaches while at most the share `limit` of the negatives is at or above it. */
export function recallAtFalsePositives(scores, positive, limit) {
	const positives = positive.filter(Boolean).length;
	const negatives = scores.length - positives;
	if (positives === 0 || negatives === 0) return undefined;
	return Math.max(0, ...sweep(scores, positive).filter(({ hits, flagged }) => flagged - hits <= limit * negatives).map(({ hits }) => hits / positives));
}

/** Arithmetic mean; undefined of nothing. */
export function mean(values) {
	return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What each threshold, from the highest score down, flags: `{ flagged, hits }`, both counts. */
function sweep(scores, positive) {
	let flagged = 0;
	let hits = 0;
	return groupByScore(scores, positive).map((group) => {
		flagged += group.positives + group.negatives;
		hits += group.positives;
		return { flagged, hits };
	});
}

/** Rows of equal score counted together, highest first. */
function groupByScore(scores, positive) {
	const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
	const groups = [];
	for (const i of order) {
		const last = groups.at(-1);
		const group = last?.score === scores[i] ? last : { score: scores[i], positives: 0, negatives: 0 };
		if (group !== last) groups.push(group);
		if (positive[i]) group.positives += 1;
		else group.negatives += 1;
	}
	return groups;
}

/** The figures of these names alone, in their order: a point of a learning curve. */
export function pickFigures(figures, names) {
	return Object.fromEntries(names.map((name) => [name, figures[name]]));
}
