/** Runs contenders one after another, each in a child process with a time limit. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { Problem } from '../../scripts/say.mjs';
import { TASKS } from './tasks.mjs';

/** The name of the embedded engine among the contenders. */
export const ENGINE = 'engine';
/** A rival that keeps everything in memory must not take the machine's. */
const MAX_HEAP_MB = 3_000;
const KEPT_STDERR_CHARS = 2_000;

/**
 * Which rivals `--against` means for this task: all, or those named; `wink-*` and `orama` for `@orama/orama` are names too.
 * A package that competes at another task only is passed over. Throws a {@link Problem} for a name that no task knows.
 */
export function chooseRivals(taskName, against) {
	const names = Object.keys(TASKS[taskName].rivals);
	if (against === undefined) return [];
	const asked = against.split(',').map((name) => name.trim()).filter((name) => name !== '');
	if (asked.includes('all')) return names;
	const everybody = [...new Set(Object.values(TASKS).flatMap(({ rivals }) => Object.keys(rivals)))];
	const unknown = asked.filter((name) => !everybody.some((rival) => isMeant(name, rival, everybody)));
	if (unknown.length > 0 || asked.length === 0) throw new Problem(`${unknown.join(', ') || 'Nobody'} is no rival: say --against all, or name some of ${everybody.join(', ')}.`);
	return names.filter((rival) => asked.some((name) => isMeant(name, rival, everybody)));
}

/** Without its scope a package is meant only where none has that very name. */
function isMeant(name, rival, everybody) {
	if (name.endsWith('*')) return rival.startsWith(name.slice(0, -1));
	return rival === name || (!everybody.includes(name) && rival.endsWith(`/${name}`));
}

/**
 * Measures one contender.
 *
 * @returns {Promise<{ figures?: Record<string, unknown>, problem?: string }>} `problem` says why there are no figures.
 */
export function runContender({ taskName, contender, options, timeLimitSeconds }) {
	return new Promise((resolve) => {
		const child = fork(path.join(import.meta.dirname, 'child.mjs'), [JSON.stringify({ taskName, contender, options })], {
			execArgv: ['--expose-gc', `--max-old-space-size=${MAX_HEAP_MB}`, '--no-warnings'],
			// Some packages greet on stdout when they are loaded.
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			// JSON would drop what is absent.
			serialization: 'advanced',
		});
		let stderr = '';
		let answer;
		child.stderr.on('data', (chunk) => { stderr = (stderr + chunk).slice(-KEPT_STDERR_CHARS); });
		child.once('error', (error) => { answer ??= { problem: `could not be started: ${error.message}` }; });
		const end = () => child.kill('SIGKILL');
		const limit = setTimeout(() => {
			answer ??= { problem: `gave no answer within ${timeLimitSeconds} s; allow more with --time-limit SECONDS, or take fewer rows with --sample N` };
			end();
		}, timeLimitSeconds * 1000);
		child.once('message', ({ figures, problem }) => {
			answer ??= problem === undefined ? { figures } : { problem };
			// Packages that leave a connection or timer open would never end by themselves.
			end();
		});
		process.once('exit', end);
		child.once('close', (code, signal) => {
			clearTimeout(limit);
			process.off('exit', end);
			resolve(answer ?? { problem: [`ended without an answer (${signal ?? `exit code ${code}`})`, lastLine(stderr)].filter((part) => part !== '').join(': ') });
		});
	});
}

function lastLine(text) {
	return text.split('\n').findLast((line) => /error/iu.test(line))?.trim() ?? text.trim().split('\n').at(-1) ?? '';
}
