/**
 * Servers that outlived the script that started them, which happens when it is killed by force: they would hold the data and
 * the memory. Remembered in a file while they run, and ended by the next start on the same data.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './lock.mjs';

const END_WITHIN_MS = 20_000;

/** Writes down `{ pid, mark }` of each server; `mark` is a part of its command line by which it is recognised. */
export function rememberServers(file, servers) {
	writeFileSync(file, JSON.stringify(servers.filter(({ pid }) => pid !== undefined).map(({ pid, mark }) => ({ pid, mark }))), { mode: 0o600 });
}

/** Nothing runs any more. */
export function forgetServers(file) {
	rmSync(file, { force: true });
}

/** Ends what is still running of `file`, one after the other, and says how many that were. */
export async function endLeftBehind(file) {
	if (!existsSync(file)) return 0;
	const servers = JSON.parse(readFileSync(file, 'utf8')).filter(isStillTheSame);
	for (const { pid } of servers) await endProcess(pid);
	forgetServers(file);
	return servers.length;
}

/** After a reboot the number may have gone to any other program. */
function isStillTheSame({ pid, mark }) {
	if (!isAlive(pid)) return false;
	try {
		return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(mark);
	} catch {
		return false;
	}
}

/** SIGINT: n8n and Redis stop as on Ctrl-C, and Postgres does not wait for its clients. */
async function endProcess(pid) {
	process.kill(pid, 'SIGINT');
	const giveUpAt = Date.now() + END_WITHIN_MS;
	while (isAlive(pid)) {
		if (Date.now() > giveUpAt) process.kill(pid, 'SIGKILL');
		await wait(50);
	}
}
