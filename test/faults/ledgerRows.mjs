/** The ledger as rows, the same from both stores. */

/** Reads what the audit judges. `query` runs one statement. */
export async function readLedger(query) {
	const [messages, events, outgoing, handoffs, conversations] = await Promise.all([
		query('SELECT * FROM messages'), query('SELECT * FROM events ORDER BY seq'), query('SELECT * FROM outgoing'), query('SELECT * FROM handoffs'), query('SELECT * FROM conversations'),
	]);
	return { messages, outgoing, handoffs, conversations, events: events.map((event) => ({ ...event, seq: Number(event.seq) })) };
}

/** Rows by a column. */
export function groupBy(rows, column) {
	const groups = new Map();
	for (const row of rows) {
		const group = groups.get(row[column]);
		if (group === undefined) groups.set(row[column], [row]);
		else group.push(row);
	}
	return groups;
}
