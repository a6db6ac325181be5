/** A Postgres server of the test's own: a new cluster in a temporary folder, on loopback, gone at the end. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

import type { PostgresAddress } from '../../store';

const INSTALLED = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 20_000;

export interface PostgresServer {
	readonly address: PostgresAddress;
	/** Runs one statement beside the ledger and gives its rows. */
	readonly query: (sql: string) => Promise<ReadonlyArray<Record<string, unknown>>>;
	/** A connection beside the ledger; the caller ends it. */
	readonly connect: () => Promise<Client>;
	/** Kills the server and starts it again on the same data. */
	readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>;
	readonly stop: () => Promise<void>;
}

/** The folder with the server's programs, newest version first; absent where none is installed. */
export function findPostgres(): string | undefined {
	const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [...versions.map((version) => join(INSTALLED, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts a server whose programs are in `bin`. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
	const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
	const as = unprivileged();
	if (as !== undefined) chownSync(folder, as.uid, as.gid);
	const options = { ...as, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, stdio: 'ignore' } as const;
	const password = 'for-tests-only';
	writeFileSync(join(folder, 'password'), password);
	const data = join(folder, 'data');
	execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'support', '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`, '--no-sync'], options);

	const address = { host: '127.0.0.1', port: await findFreePort(), database: 'postgres', user: 'support', password };
	const settings = [`port=${address.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'log_destination=stderr'];
	const connect = async (): Promise<Client> => {
		const client = new Client(address);
		client.on('error', () => undefined);
		await client.connect();
		return client;
	};
	const start = async (): Promise<ChildProcess> => {
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
				return (await client.query<Record<string, unknown>>(sql)).rows;
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
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const numberOf = (which: '-u' | '-g', user: string) => Number(execFileSync('id', [which, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
	for (const user of ['postgres', 'nobody']) {
		try {
			return { uid: numberOf('-u', user), gid: numberOf('-g', user) };
		} catch {
			// There is no such user here.
		}
	}
	throw new Error('neither postgres nor nobody is a user of this machine');
}

async function findFreePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => probe.once('listening', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

async function untilReady(connect: () => Promise<Client>, child: ChildProcess): Promise<void> {
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

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill(signal);
	await ended;
}
