/** Stores written by every earlier version are served by this one, with what is in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, Migrator } from 'kysely';

import { openSqliteLedger } from '../../store';
import { MIGRATION_TABLE, MIGRATIONS } from '../../store/migrations/migrate';
import { createSqliteDialect } from '../../store/sqlite/dialect';
import { at, inbound, mara } from './samples';

const VERSIONS = Object.keys(MIGRATIONS);

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'ledger-upgrade-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the first version could hold: Mara has one conversation since 10:01, another one was offered a person and waits for an answer, a third is in the queue. */
const ROWS = `
	insert into customers (inbox, id, channel, external_id, name, verified) values ('main', 'c1', 'webChat', 'v1', 'Lea', 0);
	insert into conversations (inbox, id, customer_id, channel, thread, workflow_id, topic, owner, owner_id, owner_name, epoch, status, opened_at, updated_at, waiting_since, collected, asked, attempts, sentiment_trail, offered_human, failed_verifications, verified)
	values
		('main', 'held', 'c1', 'webChat', 't1', 'w1', 'Hello', 'human', 'a1', 'Mara Lindt', 2, 'open', '${at('10:00:00')}', '${at('10:01:00')}', '${at('10:00:30')}', '{}', '[]', '[]', '[]', 0, 0, 0),
		('main', 'asked', 'c1', 'webChat', 't2', 'w1', 'Hello', 'bot', null, null, 1, 'open', '${at('10:00:00')}', '${at('10:01:00')}', null, '{}', '[]', '[]', '[]', 1, 0, 0),
		('main', 'waits', 'c1', 'webChat', 't3', 'w1', 'Hello', 'queue', null, null, 2, 'open', '${at('10:00:00')}', '${at('10:01:00')}', '${at('10:01:00')}', '{}', '[]', '[]', '[]', 0, 0, 0);
	insert into messages (inbox, id, channel, provider_id, conversation_id, customer_id, workflow_id, text, attachments, received_at, requests_human, outcome)
	values
		('main', 'm1', 'webChat', 'p-m1', 'held', 'c1', 'w1', 'Hello', '[]', '${at('10:00:00')}', 0, 'handedOff'),
		('main', 'm2', 'webChat', 'p-m2', 'asked', 'c1', 'w1', 'Hello', '[]', '${at('10:00:00')}', 0, null),
		('main', 'm3', 'webChat', 'p-m3', 'waits', 'c1', 'w1', 'Hello', '[]', '${at('10:00:00')}', 0, 'handedOff');
	insert into handoffs (inbox, id, conversation_id, message_id, status, reasons, packet, want, priority, accept_within_seconds, created_at, accept_by)
	values ('main', 'h3', 'waits', 'm3', 'queued', '[]', 'null', 'Help', 'normal', 300, '${at('10:01:00')}', '${at('10:06:00')}');
	insert into events (inbox, conversation_id, kind, spoken, at, author, text, message_id)
	values ('main', 'held', 'message', 1, '${at('10:00:00')}', 'customer', 'Hello', 'm1'), ('main', 'asked', 'message', 1, '${at('10:00:00')}', 'customer', 'Hello', 'm2'), ('main', 'waits', 'message', 1, '${at('10:00:00')}', 'customer', 'Hello', 'm3');`;

/** A store with rows of the first version, brought to `version` by the migrations there were then. */
async function makeStoreOf(version: string): Promise<string> {
	const path = join(folder, `${version}.sqlite`);
	const [first = '', ...later] = VERSIONS.slice(0, VERSIONS.indexOf(version) + 1);
	await migrate(path, [first]);
	const database = new DatabaseSync(path);
	database.exec(ROWS);
	database.close();
	await migrate(path, [first, ...later]);
	return path;
}

async function migrate(path: string, names: readonly string[]): Promise<void> {
	const db = new Kysely({ dialect: createSqliteDialect(path) });
	const migrations = Object.fromEntries(names.map((name) => [name, MIGRATIONS[name]!]));
	const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) }, migrationTableName: MIGRATION_TABLE, migrationLockTableName: `${MIGRATION_TABLE}_lock` });
	const { error } = await migrator.migrateToLatest();
	await db.destroy();
	if (error !== undefined) throw error;
}

it.each(VERSIONS)('a store of %s is upgraded and served', async (version) => {
	const ledger = await openSqliteLedger({ path: await makeStoreOf(version) });
	try {
		expect((await ledger.loadEnvelope('main', 'm2'))?.conversation).toMatchObject({ owner: 'bot', offeredHuman: true, offerOpen: true });
		const next = await ledger.recordInbound(inbound('m4', { thread: 't2', receivedAt: at('10:02:00') }));
		expect(next).toMatchObject({ kind: 'recorded', envelope: { message: { text: 'Hello\nWords of m4', merged: ['m2'] } } });
		// Nobody is told today of what happened before the upgrade, but a deadline still counts.
		expect(await ledger.takeHandoffsDue('w1', at('10:05:00'), at('10:09:00'), at('10:05:00'), 10)).toEqual([]);
		expect(await ledger.takeHandoffsDue('w1', at('10:05:00'), at('10:09:00'), at('10:06:00'), 10)).toMatchObject([{ due: 'overdue', handoff: { id: 'h3' } }]);
		expect(await ledger.expireHolders(at('10:01:00'), at('10:21:00'))).toBe(0);
		expect(await ledger.expireHolders(at('10:01:01'), at('10:21:01'))).toBe(1);
		expect(await ledger.move('main', 'held', mara, { kind: 'take' }, at('10:22:00'))).toMatchObject({ ok: true, epoch: 4 });
	} finally {
		await ledger.close();
	}
});
