/**
 * When are published workflows really live? n8n says "ready" a moment before it has registered their webhooks and started
 * their triggers. It keeps a record of that in its own database, which is read here and never written.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from './say.mjs';

const LIVE_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Remember this before n8n starts: later records of the outbox belong to the new start. */
export function readLastPublication(dataDir) {
	return withDatabase(dataDir, (database) => database.prepare('SELECT max(id) AS id FROM workflow_publication_outbox').get().id ?? 0);
}

/**
 * Waits until every one of `workflows` that is still published is live. `since` is what {@link readLastPublication} gave
 * before the start. Throws a {@link Problem} with n8n's reason when one cannot be started.
 */
export async function waitUntilLive(dataDir, workflows, since) {
	const giveUpAt = Date.now() + LIVE_WITHIN_MS;
	let waitingFor = workflows;
	while (Date.now() < giveUpAt) {
		waitingFor = withDatabase(dataDir, (database) => waitingFor.filter((workflow) => !isLive(database, workflow, since)));
		if (waitingFor.length === 0) return;
		await wait(LOOK_EVERY_MS);
	}
	throw new Problem(`n8n did not start the workflow "${waitingFor[0].name}" within ${LIVE_WITHIN_MS / 1000} s: look into n8n.log in ${dataDir}.`);
}

function isLive(database, { id, name }, since) {
	const version = database.prepare('SELECT activeVersionId FROM workflow_entity WHERE id = ?').get(id)?.activeVersionId;
	if (!version) return true; // unpublished by a person since

	const triggers = database.prepare('SELECT status, errorMessage, triggerKind FROM workflow_publication_trigger_status WHERE workflowId = ? AND versionId = ?').all(id, version);
	const latest = database.prepare('SELECT status, errorMessage FROM workflow_publication_outbox WHERE workflowId = ? AND publishedVersionId = ? AND id > ? ORDER BY id DESC').get(id, version, since);
	if (latest?.status === 'failed' || latest?.status === 'partial_success') {
		const reason = latest.errorMessage ?? triggers.find(({ errorMessage }) => errorMessage)?.errorMessage ?? 'no reason given';
		throw new Problem(`n8n could not start the workflow "${name}": ${reason}`);
	}
	if (latest?.status === 'completed') return true;
	// Webhooks outlive a restart in the database; only triggers that run in memory are started anew.
	return triggers.length > 0 && triggers.every(({ status, triggerKind }) => status === 'activated' && triggerKind === 'persisted');
}

function withDatabase(dataDir, read) {
	const database = new DatabaseSync(path.join(dataDir, '.n8n', 'database.sqlite'), { readOnly: true });
	try {
		database.exec('PRAGMA busy_timeout = 2000');
		return read(database);
	} finally {
		database.close();
	}
}
