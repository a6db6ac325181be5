/**
 * A Postgres server of our own: a cluster in a folder of its own, on the loopback address. For tests and benchmarks in a folder
 * that goes with it, for `npm run scale` in one that is kept.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './lock.mjs';
import { findFreePort } from './ports.mjs';
import { Problem } from './say.mjs';
import { endServer, hasEnded, indent, startServer, tail } from './servers.mjs';
import { findOrInstall, searchPath } from './systemProgram.mjs';

/** What people call it, and what the package managers do. */
export const POSTGRES = { title: 'Postgres', apt: 'postgresql', brew: 'postgresql@17' };

/** Where Debian's packages put the programs of each version: on nobody's PATH. */
const DEBIAN = '/usr/lib/postgresql';
/** The same of Homebrew. */
const HOMEBREW = ['/opt/homebrew/opt', '/usr/local/opt'];
const START_TIMEOUT_MS = 20_000;

/** The folder with the server's programs, newest version first; absent where none is installed. */
export function findPostgres() {
	const versions = listFolder(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
	const brewed = HOMEBREW.flatMap((folder) => listFolder(folder).filter((name) => name.startsWith('postgresql')).sort().reverse().map((name) => join(folder, name, 'bin')));
	return [...versions, ...searchPath(), ...brewed].find((folder) => existsSync(join(folder, 'initdb')));
}

/** {@link findPostgres}, installing it where that is possible; throws a Problem with the command where it is not. */
export async function requirePostgres() {
	return await findOrInstall(POSTGRES, findPostgres);
}

/**
 * Starts a server whose programs are in `bin`.
 *
 * @param {string} bin
 * @param {{ folder?: string }} [options] `folder`: where its data, its password and its log stay after `stop()`. Absent: a new
 *   folder that goes with it, on a server that trades safety on a power cut for speed.
 */
export async function startPostgres(bin, { folder: kept } = {}) {
	const folder = kept ?? mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
	const as = unprivileged();
	prepareFolder(folder, as);
	const data = join(folder, 'data');
	const logFile = join(folder, 'postgres.log');
	const password = readPassword(join(folder, 'password'), as);
	if (kept !== undefined) await endLeftBehind(data);
	initialize({ bin, folder, data, as, isKept: kept !== undefined });

	const address = { host: '127.0.0.1', port: await findFreePort(), database: 'postgres', user: 'support', password };
	const settings = [`port=${address.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', `fsync=${kept === undefined ? 'off' : 'on'}`, 'log_destination=stderr'];
	const connect = async (database = address.database) => {
		const client = new pg.Client({ ...address, database });
		client.on('error', () => undefined);
		await client.connect();
		return client;
	};
	const start = async () => {
		const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
		const child = startServer(join(bin, 'postgres'), args, { ...as, cwd: folder, env: programEnv(), logFile, exitSignal: 'SIGINT' });
		await untilReady(connect, child, logFile);
		return child;
	};
	const query = async (sql, values, database) => {
		const client = await connect(database);
		try {
			return (await client.query(sql, values)).rows;
		} finally {
			await client.end();
		}
	};
	let server = await start();
	return {
		address,
		logFile,
		connect,
		query,
		/** Makes a database, unless it is there, and gives its address. */
		async provide(database) {
			const [found] = await query('select 1 from pg_database where datname = $1', [database]);
			if (found === undefined) await query(`create database "${database}"`);
			return { ...address, database };
		},
		async restart(meanwhile = () => Promise.resolve()) {
			await endServer(server, 'SIGQUIT');
			await meanwhile();
			server = await start();
		},
		async stop() {
			await endServer(server, 'SIGINT');
			if (kept === undefined) rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The server refuses to run as root, and the user it runs as must get into its folder. */
function prepareFolder(folder, as) {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	if (as === undefined) return;
	chownSync(folder, as.uid, as.gid);
	// May be passed through, not listed.
	if (dirname(folder) !== tmpdir()) chmodSync(dirname(folder), 0o711);
}

function readPassword(file, as) {
	if (existsSync(file)) return readFileSync(file, 'utf8');
	const password = randomBytes(24).toString('hex');
	writeFileSync(file, password, { mode: 0o600 });
	if (as !== undefined) chownSync(file, as.uid, as.gid);
	return password;
}

/** Makes the cluster's files, unless they are there; under another name until they are whole. */
function initialize({ bin, folder, data, as, isKept }) {
	if (existsSync(data)) return;
	const unfinished = `${data}.part`;
	rmSync(unfinished, { recursive: true, force: true });
	try {
		const args = ['-D', unfinished, '-U', 'support', '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`, ...(isKept ? [] : ['--no-sync'])];
		execFileSync(join(bin, 'initdb'), args, { ...as, cwd: folder, env: programEnv(), stdio: ['ignore', 'ignore', 'pipe'] });
	} catch (error) {
		const reason = String(error.stderr ?? error.message).trim();
		throw new Problem(`Postgres could not make its files in ${folder}: choose a folder that everybody may pass through and that can be written to. Its own words:\n${indent(reason)}`);
	}
	renameSync(unfinished, data);
}

/** A server that outlived the script that started it, after a SIGKILL, would lock us out of its data. */
async function endLeftBehind(data) {
	const file = join(data, 'postmaster.pid');
	if (!existsSync(file)) return;
	const [pid, folder] = readFileSync(file, 'utf8').split('\n');
	if (folder !== data || !isAlive(Number(pid)) || !isPostgres(Number(pid))) return;
	process.kill(Number(pid), 'SIGINT');
	const giveUpAt = Date.now() + START_TIMEOUT_MS;
	while (isAlive(Number(pid)) && Date.now() < giveUpAt) await setTimeout(50);
}

/** After a reboot the number may have gone to any other program. */
function isPostgres(pid) {
	try {
		return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres');
	} catch {
		return false;
	}
}

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

function programEnv() {
	return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' };
}

async function untilReady(connect, child, logFile) {
	const giveUpAt = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		try {
			await (await connect()).end();
			return;
		} catch (error) {
			if (hasEnded(child)) throw new Problem(`Postgres ended while it was starting; the reason is at the end of ${logFile}:\n${tail(logFile, 5)}`);
			if (Date.now() > giveUpAt) throw error;
		}
		await setTimeout(50);
	}
}

function listFolder(folder) {
	return existsSync(folder) ? readdirSync(folder) : [];
}
