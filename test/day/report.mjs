/** The day's figures as a table, one column a channel. */
import { align } from '../faults/report.mjs';
import { CHANNELS } from './plan.mjs';

const COLUMNS = [...CHANNELS, 'all'];

export function formatDay({ figures, actions, faults, refusals, bars, left }) {
	const row = (name, values) => [name, ...COLUMNS.map((column) => (values[column] === undefined ? '' : String(values[column])))];
	const part = (title, counts) => (Object.keys(counts).length === 0 ? [] : [row('', {}), row(title, {}), ...sorted(counts).map(([name, count]) => row(`  ${name}`, { all: count }))]);
	return align([
		['', ...COLUMNS],
		...Object.entries(figures).map(([name, values]) => row(name, values)),
		...part('What people did at the desk', actions),
		...part('What happened on the way', faults),
		...part('Answers that were no acknowledgement', refusals),
		row('', {}),
		row('Must be 0', {}),
		...Object.entries(bars).map(([name, violations]) => row(`  ${name}`, { all: violations.length })),
		row('  left to do', { all: Object.values(left).reduce((sum, count) => sum + count, 0) }),
	]);
}

function sorted(counts) {
	return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
