/** Running other programs: quietly with a progress line for long work, or with their output shown. */
import { spawn } from 'node:child_process';
import { formatDuration, say } from './say.mjs';

const PROGRESS_EVERY_MS = 15_000;
/** Enough of the end of an output to find out why a program failed. */
const KEPT_OUTPUT_CHARS = 20_000;
const onWindows = process.platform === 'win32';

/**
 * Runs a program without showing its output; says `title` at the start, a sign of life every 15 seconds, and the time at the end.
 * Returns `{ code, output }`, the output being the last part of both streams.
 */
export function runQuietly(title, program, args, options = {}) {
	const startedAt = Date.now();
	say(`${title} …`);
	const progress = setInterval(() => say(`  still at it (${formatDuration(Date.now() - startedAt)})`), PROGRESS_EVERY_MS);
	return new Promise((resolve, reject) => {
		let output = '';
		const keep = (chunk) => { output = (output + chunk).slice(-KEPT_OUTPUT_CHARS); };
		const child = spawn(program, args, { ...options, shell: onWindows, stdio: ['ignore', 'pipe', 'pipe'] });
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) say(`  done in ${formatDuration(Date.now() - startedAt)}`);
			resolve({ code: code ?? 1, output });
		});
	}).finally(() => clearInterval(progress));
}

/**
 * Runs a program with its output shown and returns its exit code. Signals that end this process are passed on, so that
 * the program can stop cleanly whoever was told to stop.
 */
export function runShown(program, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { ...options, stdio: 'inherit' });
		const passOn = (signal) => child.kill(signal);
		const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
		for (const signal of signals) process.on(signal, passOn);
		child.once('error', reject);
		child.once('close', (code, signal) => {
			for (const name of signals) process.off(name, passOn);
			resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
		});
	});
}
