/** Counts how the messages ended, and writes it down for people. */
import { REASON_CODES } from './lines.mjs';

/** Characters of a message shown in the list of misses. */
const SHORT_CHARS = 60;

/**
 * Counts a run. A message without an outcome, or with several, is a fault of the product;
 * an expectation not met is a matter of its quality.
 *
 * @param {readonly import('./play.mjs').Result[]} results
 */
export function summarize(results) {
	const reasonsTold = results.some(({ reasons }) => reasons !== undefined);
	const expected = results.filter(({ expect }) => expect !== undefined);
	const unchecked = expected.filter((result) => !reasonsTold && result.outcome !== undefined && REASON_CODES.includes(result.expect));
	const checked = expected.filter((result) => !unchecked.includes(result));
	const times = results.flatMap(({ ms }) => ms ?? []).sort((one, other) => one - other);
	return {
		messages: results.length,
		conversations: new Set(results.map(({ conversation }) => conversation)).size,
		outcomes: count(results.flatMap(({ outcome }) => outcome ?? [])),
		reasons: count(results.flatMap(({ reasons }) => reasons ?? [])),
		reasonsTold,
		answerMs: times.length === 0 ? undefined : { p50: percentile(times, 50), p95: percentile(times, 95), slowest: times.at(-1) },
		expectations: {
			met: checked.filter(isMet).length,
			notMet: checked.filter((result) => !isMet(result)),
			notChecked: unchecked.length,
		},
		withoutOutcome: results.filter(({ outcome }) => outcome === undefined),
		withSeveralOutcomes: results.filter(({ outcomes }) => outcomes.length > 1),
	};
}

function isMet({ expect, outcome, reasons }) {
	return outcome === expect || (reasons ?? []).includes(expect);
}

/** Most frequent first; what is equally frequent by name. */
function count(names) {
	const counts = new Map();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)));
}

/** Nearest rank: a time that really occurred. */
function percentile(sorted, percent) {
	return sorted[Math.max(Math.ceil((sorted.length * percent) / 100) - 1, 0)];
}

/** The table shown at the end of a run. */
export function formatSummary(summary) {
	const { messages, outcomes, reasons, reasonsTold, answerMs, expectations, withoutOutcome, withSeveralOutcomes } = summary;
	const toldReasons = reasonsTold ? table('Reasons', reasons, messages) : ['Reasons: the product does not tell them to visitors.'];
	const times = answerMs === undefined ? 'none' : `p50 ${seconds(answerMs.p50)}, p95 ${seconds(answerMs.p95)}, slowest ${seconds(answerMs.slowest)}`;
	const checked = expectations.met + expectations.notMet.length;
	const unchecked = expectations.notChecked === 0 ? '' : `, ${expectations.notChecked} not checked (the product does not tell reasons)`;
	return [
		`${messages} messages in ${summary.conversations} conversations`,
		'',
		...table('Outcomes', outcomes, messages),
		'',
		...toldReasons,
		'',
		`Answer times: ${times}`,
		`Expectations: ${expectations.met} of ${checked} met${unchecked}`,
		...expectations.notMet.map((miss) => `  ${nameOf(miss)}: expected ${miss.expect}, got ${describeEnd(miss)}`),
		`Messages with more than one outcome: ${withSeveralOutcomes.length}`,
		...withSeveralOutcomes.map((result) => `  ${nameOf(result)}: ${result.outcomes.join(', ')}`),
		`Messages without an outcome: ${withoutOutcome.length}`,
		...withoutOutcome.map((result) => `  ${nameOf(result)}: ${result.problem}`),
		'',
	].join('\n');
}

function table(title, counts, total) {
	const width = Math.max(title.length, ...Object.keys(counts).map(({ length }) => length));
	const rows = Object.entries(counts).map(([name, number]) => `  ${name.padEnd(width)} ${String(number).padStart(6)} ${((100 * number) / total).toFixed(1).padStart(6)} %`);
	return [title, ...(rows.length === 0 ? ['  none'] : rows)];
}

function describeEnd({ outcome, reasons, problem }) {
	if (outcome === undefined) return problem;
	return (reasons ?? []).length === 0 ? outcome : `${outcome} (${reasons.join(', ')})`;
}

function nameOf({ conversation, line, text }) {
	const short = text.replace(/\s+/gu, ' ').trim();
	return `${conversation}, line ${line}, "${short.length > SHORT_CHARS ? `${short.slice(0, SHORT_CHARS - 1)}…` : short}"`;
}

function seconds(ms) {
	return `${(ms / 1000).toFixed(2)} s`;
}
