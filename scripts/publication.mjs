/**
 * When are published workflows really live? n8n says "ready" a moment before it has registered their webhooks and started
 * their triggers. It keeps a record of that in its own database, which is read here and never written.
 *
 * `read(sql, values)` gives the rows of that database, whichever kind it is: {@link readSqlite} or a Postgres server's `query`.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from './say.mjs';

const LIVE_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 100;

/** Reads the database of an n8n that keeps it in its own folder. */
export function readSqlite(dataDir) {
	return (sql, values = []) => {
		const database = new DatabaseSync(path.join(dataDir, '.n8n', 'database.sqlite'), { readOnly: true });
		try {
			database.exec('PRAGMA busy_timeout = 2000');
			return database.prepare(sql).all(Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value])));
		} finally {
			database.close();
		}
	};
}

/** Remember this before n8n starts: later records of the outbox belong to the new start. */
export async function readLastPublication(read) {
	const [{ id }] = await read('SELECT max(id) AS id FROM workflow_publication_outbox');
	return Number(id ?? 0);
}

/**
 * Waits until every one of `workflows` that is still published is live. `since` is what {@link readLastPublication} gave
 * before the start. Throws a {@link Problem} with n8n's reason when one cannot be started.
 */
export async function waitUntilLive(read, workflows, since, logFile) {
	const giveUpAt = Date.now() + LIVE_WITHIN_MS;
	let waitingFor = workflows;
	while (Date.now() < giveUpAt) {
		waitingFor = await leaveOutLive(read, waitingFor, since);
		if (waitingFor.length === 0) return;
		await wait(LOOK_EVERY_MS);
	}
	throw new Problem(`n8n did not start the workflow "${waitingFor[0].name}" within ${LIVE_WITHIN_MS / 1000} s: look into ${logFile}.`);
}

async function leaveOutLive(read, workflows, since) {
	const waiting = [];
	for (const workflow of workflows) {
		if (!(await isLive(read, workflow, since))) waiting.push(workflow);
	}
	return waiting;
}

async function isLive(read, { id, name }, since) {
	const [entity] = await read('SELECT "activeVersionId" AS version FROM workflow_entity WHERE id = $1', [id]);
	if (!entity?.version) return true; // unpublished by a person since

	const version = entity.version;
	const triggers = await read('SELECT status, "errorMessage", "triggerKind" FROM workflow_publication_trigger_status WHERE "workflowId" = $1 AND "versionId" = $2', [id, version]);
	const [latest] = await read('SELECT status, "errorMessage" FROM workflow_publication_outbox WHERE "workflowId" = $1 AND "publishedVersionId" = $2 AND id > $3 ORDER BY id DESC', [id, version, since]);
	if (latest?.status === 'failed' || latest?.status === 'partial_success') {
		const reason = latest.errorMessage ?? triggers.find(({ errorMessage }) => errorMessage)?.errorMessage ?? 'no reason given';
		throw new Problem(`n8n could not start the workflow "${name}": ${reason}`);
	}
	if (latest?.status === 'completed') return true;
	// Webhooks outlive a restart in the database; only triggers that run in memory are started anew.
	return triggers.length > 0 && triggers.every(({ status, triggerKind }) => status === 'activated' && triggerKind === 'persisted');
}
