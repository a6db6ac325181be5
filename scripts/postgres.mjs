/** A Postgres server of our own, for tests, benchmarks and `npm run scale`: a cluster in a folder of its own, on the loopback address. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort } from './ports.mjs';

const INSTALLED = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 20_000;

/** The folder with the server's programs, newest version first; absent where none is installed. */
export function findPostgres() {
	const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [...versions.map((version) => join(INSTALLED, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts a server whose programs are in `bin`; `settings` like `fsync=on` win over ours. */
export async function startPostgres(bin, { settings: more = [] } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
	const as = unprivileged();
	if (as !== undefined) chownSync(folder, as.uid, as.gid);
	const options = { ...as, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, stdio: 'ignore' };
	const password = 'for-tests-only';
	writeFileSync(join(folder, 'password'), password);
	const data = join(folder, 'data');
	execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'support', '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`, '--no-sync'], options);

	const address = { host: '127.0.0.1', port: await findFreePort(), database: 'postgres', user: 'support', password };
	const settings = [`port=${address.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'log_destination=stderr', ...more];
	const connect = async () => {
		const client = new pg.Client(address);
		client.on('error', () => undefined);
		await client.connect();
		return client;
	};
	const start = async () => {
		const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], options);
		await untilReady(connect, child);
		return child;
	};
	let server = await start();
	return {
		address,
		connect,
		async query(sql) {
			const client = await connect();
			try {
				return (await client.query(sql)).rows;
			} finally {
				await client.end();
			}
		},
		async restart(meanwhile = () => Promise.resolve()) {
			await end(server, 'SIGQUIT');
			await meanwhile();
			server = await start();
		},
		async stop() {
			await end(server, 'SIGINT');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The server refuses to run as root. */
function unprivileged() {
	if (process.getuid?.() !== 0) return undefined;
	const numberOf = (which, user) => Number(execFileSync('id', [which, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
	for (const user of ['postgres', 'nobody']) {
		try {
			return { uid: numberOf('-u', user), gid: numberOf('-g', user) };
		} catch {
			// There is no such user here.
		}
	}
	throw new Error('neither postgres nor nobody is a user of this machine');
}

async function untilReady(connect, child) {
	const giveUpAt = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		try {
			await (await connect()).end();
			return;
		} catch (error) {
			if (child.exitCode !== null || Date.now() > giveUpAt) throw error;
		}
		await setTimeout(50);
	}
}

async function end(child, signal) {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill(signal);
	await ended;
}
