/** The servers that a script starts and ends: n8n's processes, Postgres, Redis. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What still runs, and the signal that ends it quickly and cleanly. */
const running = new Map();
let isGuarded = false;

/**
 * Starts a server whose output goes to the end of `logFile`. It is in a process group of its own: a Ctrl-C in the terminal
 * reaches only us, and we stop the servers in our order. When this process ends early, `exitSignal` takes it along.
 */
export function startServer(program, args, { logFile, exitSignal = 'SIGTERM', input, ...options }) {
	const log = openSync(logFile, 'a', 0o600);
	try {
		const child = spawn(program, args, { ...options, detached: true, stdio: [input === undefined ? 'ignore' : 'pipe', log, log] });
		child.stdin?.end(input);
		takeAlong(child, exitSignal);
		return child;
	} finally {
		closeSync(log);
	}
}

function takeAlong(child, signal) {
	if (!isGuarded) process.once('exit', () => { for (const [one, itsSignal] of running) one.kill(itsSignal); });
	isGuarded = true;
	running.set(child, signal);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
}

/** Sends the signal and waits until the server has ended; after `withinMs`, where given, it is ended by force. */
export async function endServer(child, signal, withinMs) {
	if (hasEnded(child)) return;
	child.kill(signal);
	if (withinMs === undefined) return void await exitOf(child);
	const inTime = await Promise.race([exitOf(child).then(() => true), wait(withinMs, false, { ref: false })]);
	if (!inTime) await endServer(child, 'SIGKILL');
}

/** True when it has ended, whoever ended it. */
export function hasEnded(child) {
	return child.exitCode !== null || child.signalCode !== null;
}

/** Resolves with the exit code when it has ended; 1 after a signal. */
export function exitOf(child) {
	if (hasEnded(child)) return Promise.resolve(child.exitCode ?? 1);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

/** The end of a log, indented, to be shown below a sentence. */
export function tail(logFile, lines = 15) {
	return indent(readFileSync(logFile, 'utf8').trim().split('\n').slice(-lines).join('\n'));
}

/** Every line moved to the right. */
export function indent(text) {
	return text.split('\n').map((line) => `  ${line}`).join('\n');
}
