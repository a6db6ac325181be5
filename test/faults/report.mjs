/** The figures of all runs side by side, and what is to be seen of each violation. */

/** A table with one column a topology. */
export function formatTable(runs) {
	const names = (part) => [...new Set(runs.flatMap((run) => Object.keys(part(run))))];
	const rows = (title, part) => [['', ...runs.map(() => '')], [title, ...runs.map(() => '')], ...names(part).map((name) => [`  ${name}`, ...runs.map((run) => String(part(run)[name] ?? 0))])];
	return align([
		['', ...runs.map(({ store }) => store)],
		...rows('What happened', ({ figures }) => figures),
		...rows('How messages ended', ({ outcomes }) => outcomes),
		...rows('How replies ended', ({ replies }) => replies),
		...rows('What people did', ({ actions }) => actions),
		...rows('Answers that were no acknowledgement', ({ refusals }) => refusals),
		...rows('Faults', ({ faults }) => Object.fromEntries(Object.entries(faults).sort(([a], [b]) => (a < b ? -1 : 1)))),
		...rows('Recovery after a kill', describeRecovery),
		...rows('Must be 0', ({ bars, left }) => ({ ...Object.fromEntries(Object.entries(bars).map(([name, violations]) => [name, violations.length])), 'left to do': Object.values(left).reduce((sum, count) => sum + count, 0) })),
	]);
}

/** True when nothing that must be 0 is more. */
export function isClean({ bars, left }) {
	return Object.keys(left).length === 0 && Object.values(bars).every((violations) => violations.length === 0);
}

/** Each violation with what happened in its conversation; at most `most` of a bar. */
export function formatViolations({ store, bars, ledger, left }, most = 3) {
	const lines = Object.entries(left).map(([name, count]) => `${store}: ${count} ${name} were left`);
	const shown = new Set();
	for (const [bar, violations] of Object.entries(bars)) {
		for (const { what, conversationId, messageId } of violations.slice(0, most)) {
			const conversation = conversationId ?? ledger.messages.find(({ id }) => id === messageId)?.conversation_id;
			lines.push(`\n${store}: ${bar}: ${what}`, `  conversation ${conversation ?? 'unknown'}, message ${messageId ?? 'none'}`);
			lines.push(...(shown.has(conversation) ? ['    (shown above)'] : describeConversation(ledger, conversation)));
			shown.add(conversation);
		}
		if (violations.length > most) lines.push(`  and ${violations.length - most} more of "${bar}"`);
	}
	return lines.join('\n');
}

function describeConversation({ events, outgoing }, id) {
	const cut = (text) => (text ?? '').slice(0, 60).replaceAll('\n', ' ');
	return [
		...events.filter(({ conversation_id }) => conversation_id === id).map(({ seq, at, kind, author, message_id, outcome, text }) => `    ${seq} ${at} ${kind} ${author ?? ''} ${outcome ?? ''} ${message_id ?? ''} ${cut(text)}`),
		...outgoing.filter(({ conversation_id }) => conversation_id === id).map(({ id: reply, purpose, status, epoch, message_id, problem }) => `    reply ${reply} ${purpose} ${status} epoch ${epoch} to ${message_id ?? 'nothing'} ${problem ?? ''}`),
	];
}

function describeRecovery({ recoveries }) {
	const figures = { 'first message acknowledged': 'firstAcknowledgedMs', 'last cut-off message ended': 'lastOutcomeMs' };
	return Object.fromEntries(Object.entries(figures).flatMap(([title, figure]) => {
		const sorted = recoveries.map((recovery) => recovery[figure]).filter((ms) => ms !== undefined).sort((a, b) => a - b);
		const at = (share) => (sorted.length === 0 ? '-' : `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1000).toFixed(1)} s`);
		return [[`${title}, half of them`, at(0.5)], [`${title}, 95 in 100`, at(0.95)]];
	}));
}

/** Rows of text cells as a table: the first column to the left, the others to the right. */
export function align(rows) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('   ').trimEnd()).join('\n');
}
