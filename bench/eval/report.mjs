/** From figures to tables for people, and to one line of JSON for programs. */

/** Figures that are written with four decimals at most; more would be noise. */
const DECIMALS = 4;

/** One line; a figure that could not be computed is null, never left out. */
export function toJson(report) {
	return JSON.stringify(report, (_, value) => (value === undefined ? null : typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(DECIMALS)) : value));
}

/**
 * A column for each contender, a line for each figure; what is a list or table by itself follows below.
 *
 * @param {ReadonlyArray<{ name: string, figures?: Record<string, unknown>, problem?: string }>} results
 */
export function formatContenders(results, note) {
	const measured = results.filter(({ figures }) => figures !== undefined);
	const names = [...new Set(measured.flatMap(({ figures }) => Object.keys(figures)))];
	const isPlain = (name) => measured.every(({ figures }) => typeof figures[name] !== 'object');
	const table = measured.length === 0 ? [] : formatTable([['', ...measured.map(({ name }) => name)], ...names.filter(isPlain).map((name) => [name, ...measured.map(({ figures }) => formatFigure(figures[name]))])]);
	const details = measured.flatMap(({ name, figures }) => names.filter((one) => !isPlain(one) && figures[one] !== undefined).flatMap((one) => ['', `${one}${measured.length > 1 ? ` (${name})` : ''}`, ...formatDetail(figures[one])]));
	const failed = results.filter(({ problem }) => problem !== undefined).map(({ name, problem }) => `${name}: ${problem}`);
	return [...table, ...details, ...(failed.length > 0 ? ['', ...failed] : []), ...(note === undefined ? [] : ['', note])].join('\n');
}

/** @param {ReadonlyArray<import('./bars.mjs').BarRow>} rows */
export function formatBars(rows) {
	const lines = rows.map(({ what, value, bar, isMet, problem }) => [what, problem ?? formatFigure(value), bar === undefined ? '' : `${bar.atLeast === undefined ? '≤' : '≥'} ${bar.atLeast ?? bar.atMost}`, isMet === undefined ? '' : isMet ? 'holds' : 'missed']);
	return formatTable([['measured', 'value', 'bar', ''], ...lines]).join('\n');
}

function formatDetail(detail) {
	if (Array.isArray(detail)) return detail.length === 0 ? ['  none'] : detail.map((one) => `  ${Object.entries(one).map(([key, value]) => `${key} ${Array.isArray(value) ? value.join('+') || '–' : formatFigure(value)}`).join(', ')}`);
	const rows = Object.entries(detail).sort(([a], [b]) => a.localeCompare(b));
	if (rows.every(([, value]) => typeof value !== 'object' || value === null)) return formatTable(rows.map(([key, value]) => [`  ${key}`, formatFigure(value)]));
	const columns = [...new Set(rows.flatMap(([, value]) => Object.keys(value)))].sort();
	return formatTable([['  expected \\ got', ...columns], ...rows.map(([key, value]) => [`  ${key}`, ...columns.map((column) => formatFigure(value[column] ?? 0))])]);
}

function formatFigure(value) {
	if (value === undefined || value === null) return '–';
	if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
	return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(DECIMALS);
}

function formatTable(lines) {
	const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
	return lines.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
}
