/** How a Postgres server fails, and how the ledger in it is read. */
import { setTimeout as wait } from 'node:timers/promises';

const DOWN_MS = [0, 1500];
const HELD_MS = [800, 6500];
const READ_ONLY_MS = [500, 1500];
const QUERY_WITHIN_MS = 20_000;
const SCHEMA = 'hybrid_support';
/** What stands nowhere as a constraint, beside what does: `[table, column, referenced table]`. */
const REFERENCES = [['messages', 'conversation_id', 'conversations'], ['events', 'conversation_id', 'conversations'], ['outgoing', 'conversation_id', 'conversations'], ['handoffs', 'conversation_id', 'conversations'], ['outgoing', 'message_id', 'messages'], ['messages', 'customer_id', 'customers']];

/** `{ storeFaults, query, checkIntegrity }` of the ledger in `database` on this server of scripts/postgres.mjs. */
export function describePostgres(server, database) {
	const query = (sql) => patiently(() => run(server, database, [`SET search_path = ${SCHEMA}`, sql]));
	const endOthers = () => run(server, database, ['SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()']);
	return {
		query,
		storeFaults: {
			'connections ended': endOthers,
			'database restarted': (random) => server.restart(() => wait(random.between(...DOWN_MS))),
			'table locked': async (random) => {
				const other = await server.connect(database);
				try {
					await other.query(`BEGIN; LOCK TABLE ${SCHEMA}.messages IN ACCESS EXCLUSIVE MODE`);
					await wait(random.between(...HELD_MS));
				} finally {
					await other.end();
				}
			},
			'database read-only': async (random) => {
				await run(server, database, [`ALTER DATABASE "${database}" SET default_transaction_read_only = on`]);
				try {
					await endOthers();
					await wait(random.between(...READ_ONLY_MS));
				} finally {
					// This very session starts read-only now.
					await patiently(() => run(server, database, ['SET default_transaction_read_only = off', `ALTER DATABASE "${database}" RESET default_transaction_read_only`]));
					await endOthers();
				}
			},
		},
		async checkIntegrity() {
			const found = await Promise.all(REFERENCES.map(async ([table, column, to]) => {
				const rows = await query(`SELECT id FROM (SELECT inbox, ${column} AS id FROM ${table} WHERE ${column} IS NOT NULL) AS one WHERE NOT EXISTS (SELECT 1 FROM ${to} WHERE ${to}.inbox = one.inbox AND ${to}.id = one.id)`);
				return rows.map(({ id }) => `${table}.${column} ${id} is in no row of ${to}`);
			}));
			return found.flat();
		},
	};
}

/** The statements on one connection of their own; the last one's rows. */
async function run(server, database, statements) {
	const client = await server.connect(database);
	try {
		let rows = [];
		for (const statement of statements) ({ rows } = await client.query(statement));
		return rows;
	} finally {
		await client.end();
	}
}

/** The server may just be starting. */
async function patiently(act) {
	for (const until = performance.now() + QUERY_WITHIN_MS; ; await wait(100)) {
		try {
			return await act();
		} catch (error) {
			if (performance.now() > until) throw error;
		}
	}
}
