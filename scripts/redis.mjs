/** A Redis server of our own, in which n8n's queue mode keeps its queue: on the loopback address, with a password. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findFreePort } from './ports.mjs';
import { Problem } from './say.mjs';
import { endServer, hasEnded, startServer } from './servers.mjs';
import { findOrInstall, searchPath } from './systemProgram.mjs';

/** What people call it, and what the package managers do. */
export const REDIS = { title: 'Redis', apt: 'redis-server', brew: 'redis' };

const BREWED = ['/opt/homebrew/bin', '/usr/local/bin'];
const START_TIMEOUT_MS = 10_000;

/** The server's program; absent where none is installed. */
export function findRedis() {
	return [...searchPath(), ...BREWED].map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file));
}

/** {@link findRedis}, installing it where that is possible; throws a Problem with the command where it is not. */
export async function requireRedis() {
	return await findOrInstall(REDIS, findRedis);
}

/**
 * Starts a server. It keeps nothing on disk: a job in the queue is only the way to a message that is in the ledger already, and
 * Support Event Trigger finds what was under way when the queue was lost.
 *
 * @param {string} program as {@link findRedis} gives it
 * @param {{ folder: string }} options `folder`: for its log
 */
export async function startRedis(program, { folder }) {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const logFile = join(folder, 'redis.log');
	const address = { host: '127.0.0.1', port: await findFreePort(), password: randomBytes(24).toString('hex') };
	const start = async () => {
		// Told by its input, so that the password is in no list of processes.
		const input = ['bind 127.0.0.1', `port ${address.port}`, `requirepass ${address.password}`, 'save ""', 'appendonly no', 'maxmemory-policy noeviction', ''].join('\n');
		const child = startServer(program, ['-'], { cwd: folder, logFile, input });
		await untilReady(address, child, logFile);
		return child;
	};
	let server = await start();
	return {
		address,
		logFile,
		/** Kills the server, with everything in it, and starts it again at the same address. */
		async restart(meanwhile = () => Promise.resolve()) {
			await endServer(server, 'SIGKILL');
			await meanwhile();
			server = await start();
		},
		stop: () => endServer(server, 'SIGTERM'),
	};
}

async function untilReady(address, child, logFile) {
	const giveUpAt = Date.now() + START_TIMEOUT_MS;
	while (!(await answers(address))) {
		if (hasEnded(child) || Date.now() > giveUpAt) throw new Problem(`Redis did not start; the reason is at the end of ${logFile}.`);
		await setTimeout(20);
	}
}

/** True when the server takes the password; one that is loading or not ours does not. */
function answers({ host, port, password }) {
	return new Promise((resolve) => {
		const socket = connectTo({ host, port }, () => socket.write(`AUTH ${password}\r\n`));
		const finish = (isReady) => {
			socket.destroy();
			resolve(isReady);
		};
		socket.once('data', (data) => finish(data.toString().startsWith('+OK')));
		socket.once('error', () => finish(false));
		socket.setTimeout(1000, () => finish(false));
	});
}
