/** From samples to figures, and from figures to verdicts. */

/**
 * @typedef {object} Row one line of the report
 * @property {string} what what was measured, in words
 * @property {number} value
 * @property {string} unit `ratio`, `s`, `ms`, `µs`, `MB`, `/s`, `cores` or `count`
 * @property {number} [atMost] the bar; absent: stated only
 * @property {number} [spread] how far measurements of one and the same thing were apart, in the same unit
 */

/** The value below which the share `p` (0 … 1) of the samples lies: the nearest rank. */
export function percentile(samples, p) {
	const sorted = [...samples].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
}

export function median(samples) {
	return percentile(samples, 0.5);
}

export function mean(samples) {
	return sum(samples) / samples.length;
}

export function sum(samples) {
	return samples.reduce((total, sample) => total + sample, 0);
}

/** `holds`, `missed`, or `stated` where there is no bar; `unclear` when the machine was too busy for a difference as small as the bar, and what is beyond it could be that. */
export function judge({ value, atMost, spread = 0 }) {
	if (atMost === undefined) return 'stated';
	if (spread > atMost && value - spread <= atMost) return 'unclear';
	return value <= atMost ? 'holds' : 'missed';
}

/** Three significant digits; more only where they stand before the point. */
export function formatValue({ value, unit }) {
	if (unit === 'count') return String(value);
	return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** The rows as a table for people. */
export function formatTable(rows) {
	const cells = [
		['measured', 'value', 'bar', 'verdict'],
		...rows.map((row) => [row.what, `${formatValue(row)} ${row.unit}`, row.atMost === undefined ? '' : `≤ ${row.atMost} ${row.unit}`, judge(row)]),
	];
	const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
	return cells.map((line) => line.map((cell, column) => (column === 1 || column === 2 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()).join('\n');
}
