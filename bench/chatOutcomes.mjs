/**
 * How messages ended, read from the ledger and not by the chat's API: asking n8n costs as much as what is measured.
 * One look at the newest events serves all who wait, and nothing is written.
 */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 10;
const WITHIN_MS = 20_000;
const EVENTS = 'SELECT seq, message_id, outcome FROM events WHERE seq >';
const OPEN = 'SELECT id FROM messages WHERE outcome IS NULL';

/** Opens the ledger of the n8n whose user folder is `dataDir`. */
export function openOutcomes(dataDir) {
	const database = new DatabaseSync(path.join(dataDir, '.n8n', 'hybrid-support.sqlite'), { readOnly: true, timeout: 2_000 });
	const find = database.prepare(`${EVENTS} ? ORDER BY seq`);
	return watchOutcomes({ read: (seq) => find.all(seq), listOpen: () => database.prepare(OPEN).all(), close: () => database.close() });
}

/** Opens the ledger in the Postgres database at `address`. */
export async function openPostgresOutcomes(address) {
	const client = new pg.Client(address);
	await client.connect();
	await client.query('SET search_path = hybrid_support');
	return watchOutcomes({
		read: async (seq) => (await client.query({ name: 'events', text: `${EVENTS} $1 ORDER BY seq`, values: [seq] })).rows,
		listOpen: async () => (await client.query(OPEN)).rows,
		close: () => client.end(),
	});
}

function watchOutcomes({ read, listOpen, close }) {
	const ended = new Map();
	const waiting = new Map();
	let seq = 0;
	let isLooking = false;

	async function look() {
		if (isLooking) return;
		isLooking = true;
		while (waiting.size > 0) {
			for (const event of await read(seq)) note(event);
			for (const [id, { giveUpAt, resolve }] of waiting) if (performance.now() > giveUpAt) settle(id, resolve, undefined);
			await wait(LOOK_EVERY_MS);
		}
		isLooking = false;
	}

	function note(event) {
		seq = Number(event.seq);
		if (event.outcome === null) return;
		ended.set(event.message_id, event.outcome);
		const one = waiting.get(event.message_id);
		if (one !== undefined) settle(event.message_id, one.resolve, event.outcome);
	}

	function settle(id, resolve, outcome) {
		waiting.delete(id);
		resolve(outcome);
	}

	return {
		/** The outcome of a message; undefined when it has none within the time. */
		waitFor(messageId, withinMs = WITHIN_MS) {
			if (ended.has(messageId)) return Promise.resolve(ended.get(messageId));
			return new Promise((resolve, reject) => {
				waiting.set(messageId, { resolve, giveUpAt: performance.now() + withinMs });
				look().catch(reject);
			});
		},
		/** The messages that have none yet. */
		listOpen: async () => (await listOpen()).map(({ id }) => id),
		close,
	};
}
