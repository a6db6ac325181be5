/**
 * CPU time of another process, as the kernel accounts for it: user and system time of all its threads. Linux only, where
 * /proc tells; it counts what was worked, so other programs on the machine disturb it far less than elapsed time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../scripts/say.mjs';

/** The kernel's unit of utime and stime: USER_HZ is 100 on every platform Node runs on. */
const MS_PER_TICK = 10;
const LOOK_EVERY_MS = 60;
const SETTLED_AFTER_LOOKS = 2;
const SETTLE_WITHIN_MS = 3_000;

/** Throws a {@link Problem} where the kernel does not tell the CPU time of a process. */
export function requireCpuTimes() {
	if (process.platform !== 'linux') throw new Problem(`CPU time of another process can be read on Linux only; on ${process.platform} this benchmark is not available.`);
}

/** CPU time so far, milliseconds in steps of 10: of the process itself, and of the processes it has started (and theirs). */
export function readCpuMs(pid) {
	return { own: readOwnMs(pid), children: listDescendants(pid).reduce((total, child) => total + readOwnMs(child), 0) };
}

/** CPU time so far of all processes of that program which this one started, and theirs. */
export function readProgramCpuMs(program) {
	return listDescendants(process.pid).filter((pid) => readName(pid) === program).reduce((total, pid) => total + readOwnMs(pid), 0);
}

/** Waits until the process has nothing left to do: what goes on behind an answer belongs to what was asked. */
export async function settle(pid) {
	const giveUpAt = Date.now() + SETTLE_WITHIN_MS;
	let quietLooks = 0;
	let before = readOwnMs(pid);
	while (quietLooks < SETTLED_AFTER_LOOKS && Date.now() < giveUpAt) {
		await wait(LOOK_EVERY_MS);
		const now = readOwnMs(pid);
		quietLooks = now - before < MS_PER_TICK ? quietLooks + 1 : 0;
		before = now;
	}
}

/** A process that has ended counts as 0. */
function readOwnMs(pid) {
	const fields = readStat(pid);
	return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function listDescendants(pid) {
	const parents = readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).map((name) => ({ pid: Number(name), parent: Number(readStat(name)?.[1]) }));
	const below = (parent) => parents.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
	return below(pid);
}

function readName(pid) {
	try {
		return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
	} catch {
		return undefined;
	}
}

/** The fields of /proc/PID/stat after the program's name, which may itself contain blanks and brackets. */
function readStat(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}
