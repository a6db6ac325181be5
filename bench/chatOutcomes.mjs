/**
 * How messages ended, read from the ledger's file and not by the chat's API: asking n8n costs as much as what is measured.
 * The file is opened for reading only.
 */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
const WITHIN_MS = 20_000;

/** Opens the ledger of the n8n whose user folder is `dataDir`. */
export function openOutcomes(dataDir) {
	const database = new DatabaseSync(path.join(dataDir, '.n8n', 'hybrid-support.sqlite'), { readOnly: true });
	const find = database.prepare('SELECT outcome FROM messages WHERE id = ?');
	return {
		/** The outcome of a message; undefined when it has none within 20 s. */
		async waitFor(messageId) {
			const giveUpAt = performance.now() + WITHIN_MS;
			while (performance.now() < giveUpAt) {
				const outcome = find.get(messageId)?.outcome;
				if (outcome) return outcome;
				await wait(LOOK_EVERY_MS);
			}
			return undefined;
		},
		close: () => database.close(),
	};
}
