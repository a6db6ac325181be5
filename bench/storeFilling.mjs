/**
 * Fills a store with conversations: a thousand messages as the ledger itself writes them, and copies of those rows, each
 * with ids and days of its own, made by the database. What the copies hold is what the ledger wrote.
 */
import { DatabaseSync } from 'node:sqlite';

/** Messages that the ledger writes itself; a store is filled in multiples of it. */
export const SEED_MESSAGES = 1_000;
const CONVERSATIONS = SEED_MESSAGES / 4;
/** One customer in five has written about something before. */
const CUSTOMERS = CONVERSATIONS * 0.8;
/** Handoffs that wait, in a store of any size: a queue is as long as people let it be. */
const WAITING = 20;
const AGENT = { id: 'agent', name: 'Mara', email: 'mara@example.com', inboxes: ['*'], isAdmin: true };

/** Tables that grow with messages, parents first. */
const TABLES = ['customers', 'conversations', 'messages', 'events', 'outgoing', 'handoffs'];
/** Columns that name a row, or another one: each copy gets its own. */
const NAMES = new Set(['id', 'external_id', 'customer_id', 'conversation_id', 'message_id', 'handoff_id', 'provider_id', 'thread', 'execution_id']);
const TIMES = /^at$|_(?:at|since|by)$/u;
/** Given by the database itself. */
const NUMBERED = 'seq';
/** Copies are spread over the year before the seed's day. */
const DAYS = 365;
const FIRST_DAY = '2025-01-05';

/** Writes {@link SEED_MESSAGES} messages of conversations that ran side by side. */
export async function seedLedger(ledger, requests) {
	for (let index = 0; index < SEED_MESSAGES; index += 1) {
		const number = index % CONVERSATIONS;
		const isLast = index >= SEED_MESSAGES - CONVERSATIONS;
		const begun = requests.begun[number] ??= requests.beginConversation(number % CUSTOMERS, number % 5 === 4 ? 'email' : 'webChat');
		const { envelope } = await ledger.recordInbound(requests.writeMessage(begun));
		if (isLast && number % 6 === 0) await passToPerson(ledger, requests, envelope);
		else await answer(ledger, requests, envelope);
	}
}

async function answer(ledger, requests, envelope) {
	const isSent = envelope.message.channel === 'email';
	const claim = requests.answer(envelope, isSent ? 'send' : 'deliver');
	await ledger.claimReply(claim);
	if (isSent) await ledger.confirmReply(claim.inbox, claim.outgoingId, 'sent', { providerId: crypto.randomUUID() }, claim.now);
}

async function passToPerson(ledger, requests, envelope) {
	const { inbox, conversation } = envelope;
	const request = requests.handOff(envelope);
	await ledger.openHandoff(request);
	await endHandoff(ledger, inbox, conversation.id, request.now);
}

/** A person takes it and resolves it. */
export async function endHandoff(ledger, inbox, conversationId, now) {
	await ledger.move(inbox, conversationId, AGENT, { kind: 'take' }, now);
	await ledger.move(inbox, conversationId, AGENT, { kind: 'resolve', needed: true }, now);
}

/** Handoffs that nobody took yet. */
export async function queueHandoffs(ledger, requests) {
	for (let index = 0; index < WAITING; index += 1) {
		const { envelope } = await ledger.recordInbound(requests.writeMessage(requests.beginConversation(crypto.randomUUID(), 'webChat')));
		await ledger.openHandoff(requests.handOff(envelope));
	}
}

/** Copies the rows of a SQLite file that nobody has open, until there are `times` as many. */
export function growSqlite(file, times) {
	const database = new DatabaseSync(file);
	try {
		database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000');
		database.exec(`
			CREATE TEMP TABLE copies AS WITH RECURSIVE numbers(n) AS (SELECT 1 WHERE 1 < ${times} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${times})
			SELECT n, printf('%08x', (n * 2654435761) & 4294967295) AS tag, date('${FIRST_DAY}', (n * ${DAYS} / ${times}) || ' days') AS day FROM numbers
		`);
		for (const table of TABLES) {
			const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all().map(({ name }) => name);
			database.exec(copyRows(table, table, columns));
		}
	} finally {
		database.close();
	}
}

/** Copies the rows of a Postgres schema until there are `times` as many; and what autovacuum would have done by then. */
export async function growPostgres(server, schema, times) {
	const client = await server.connect();
	try {
		// Not checking each copy's parents; the rows they are copies of have theirs.
		await client.query('SET session_replication_role = replica; SET synchronous_commit = off');
		await client.query(`
			CREATE TEMP TABLE copies AS SELECT n, lpad(to_hex((n::bigint * 2654435761) & 4294967295), 8, '0') AS tag, to_char(date '${FIRST_DAY}' + (n * ${DAYS} / ${times}), 'YYYY-MM-DD') AS day
			FROM generate_series(1, ${times - 1}) AS n
		`);
		for (const table of TABLES) {
			const { rows } = await client.query('SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2', [schema, table]);
			await client.query(copyRows(`${schema}.${table}`, table, rows.map(({ name }) => name)));
			await client.query(`VACUUM (ANALYZE) ${schema}.${table}`);
		}
		await client.query('CHECKPOINT');
	} finally {
		await client.end();
	}
}

/** A copy's ids begin with its own tag, so that they lie all over the indexes as chance would have it. */
function copyRows(place, table, allColumns) {
	const columns = allColumns.filter((column) => column !== NUMBERED);
	const values = columns.map((column) => {
		if (NAMES.has(column)) return `copies.tag || substr(original.${column}, 9)`;
		return TIMES.test(column) ? `copies.day || substr(original.${column}, 11)` : `original.${column}`;
	});
	const inOrder = table === 'events' ? 'ORDER BY copies.n, original.seq' : 'ORDER BY copies.n';
	return `
		CREATE TEMP TABLE seed_${table} AS SELECT * FROM ${place};
		INSERT INTO ${place} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM copies CROSS JOIN seed_${table} AS original ${inOrder}
	`;
}
