/** One at a time between processes: a folder is the lock, because making a folder either works or fails, nothing between. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

const LOOK_EVERY_MS = 500;
/** A lock without a readable owner is being made or was left half-made; after this time it is the second. */
const HALF_MADE_MS = 10_000;

/** Runs `work` while holding the lock `folder`; waits while another living process holds it, and takes over from a dead one. */
export async function withLock(folder, work) {
	mkdirSync(path.dirname(folder), { recursive: true });
	let told = false;
	while (!take(folder)) {
		if (!told) say('Another process is doing the same; waiting for it …');
		told = true;
		await wait(LOOK_EVERY_MS);
	}
	try {
		return await work();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function take(folder) {
	try {
		mkdirSync(folder);
		writeFileSync(path.join(folder, 'pid'), String(process.pid));
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		if (isLeftBehind(folder)) rmSync(folder, { recursive: true, force: true });
		return false;
	}
}

function isLeftBehind(folder) {
	try {
		return !isAlive(Number(readFileSync(path.join(folder, 'pid'), 'utf8')));
	} catch {
		return ageOf(folder) > HALF_MADE_MS;
	}
}

function ageOf(folder) {
	try {
		return Date.now() - statSync(folder).mtimeMs;
	} catch {
		return 0;
	}
}

/** True when a process with this id is running. */
export function isAlive(pid) {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
