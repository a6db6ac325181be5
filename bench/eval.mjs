/**
 * `npm run eval -- TASK … [--against all] [--json]`: how well the embedded engine understands, in figures, and with --against
 * beside the packages one would otherwise take. TASK may be `bars`: every development set and its bar.
 * Exit code 0: measured, whatever came out; 1: the engine could not be measured.
 */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Problem, runMain, say } from '../scripts/say.mjs';
import { nodeBin } from '../scripts/toolchain.mjs';
import { measureBars } from './eval/bars.mjs';
import { chooseRivals, ENGINE, runContender } from './eval/contenders.mjs';
import { listData } from './eval/dataSize.mjs';
import { formatBars, formatContenders, toJson } from './eval/report.mjs';
import { TASKS } from './eval/tasks.mjs';

const TIME_LIMIT_SECONDS = 300;
const SHARED_OPTIONS = { against: 'text?', sample: 'number?', 'time-limit': 'number?', json: 'flag?' };
const BARS_OPTIONS = { data: 'folder', only: 'text?' };

await runMain(async () => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
	const [taskName, ...args] = process.argv.slice(2);
	if (taskName === 'bars') return await runBars(readOptions('bars', args, BARS_OPTIONS));
	if (!Object.hasOwn(TASKS, taskName ?? '')) throw new Problem(`${taskName === undefined || taskName.startsWith('-') ? 'Say what to measure' : `There is nothing called ${taskName} to measure`}:\n\n${describeUsage()}`);
	await runTask(taskName, readOptions(taskName, args, TASKS[taskName].options));
});

async function runTask(taskName, { against, json, 'time-limit': timeLimitSeconds = TIME_LIMIT_SECONDS, ...options }) {
	const rivals = chooseRivals(taskName, against);
	// Bad files are told before anything is built.
	TASKS[taskName].read(options);
	await prepare(rivals.length > 0);
	const results = [];
	for (const contender of [ENGINE, ...rivals]) {
		process.stderr.write(`Measuring ${contender} …\n`);
		results.push({ name: contender, ...await runContender({ taskName, contender, options, timeLimitSeconds }) });
	}
	const [engine, ...others] = results;
	const note = against !== undefined && rivals.length === 0 ? 'None of these packages does this.' : undefined;
	const bundled = await listData();
	const bundledDataMb = bundled.reduce((sum, [, bytes]) => sum + bytes, 0) / 1e6;
	if (engine.figures !== undefined) engine.figures = { ...engine.figures, bundledDataMb };
	if (json) say(toJson({ task: taskName, ...engine.figures, ...(engine.problem === undefined ? {} : { problem: engine.problem }), against: others.map(({ name, figures, problem }) => (problem === undefined ? { name, ...figures } : { name, problem })), ...(note === undefined ? {} : { note }), options, machine: describeMachine() }));
	else say(formatContenders(results, note));
	process.exitCode = engine.problem === undefined ? 0 : 1;
}

async function runBars({ json, 'time-limit': timeLimitSeconds = TIME_LIMIT_SECONDS, ...options }) {
	if (options.against !== undefined) throw new Problem('bars measures the engine only: ask for a task by its name to see rivals beside it.');
	await prepare(false);
	const rows = await measureBars({ ...options, timeLimitSeconds, onStart: (what) => process.stderr.write(`Measuring ${what} …\n`) });
	say(json ? toJson({ task: 'bars', rows, machine: describeMachine() }) : formatBars(rows));
	process.exitCode = rows.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

/** Builds, and installs rivals, with all progress on stderr: stdout is for figures. */
async function prepare(withRivals) {
	const script = path.join(import.meta.dirname, 'eval', 'prepare.mjs');
	const code = await new Promise((resolve, reject) => {
		const child = spawn(nodeBin, [script, ...(withRivals ? ['--rivals'] : [])], { stdio: ['ignore', process.stderr, process.stderr] });
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) process.exit(1);
}

function readOptions(taskName, args, options) {
	const known = { ...options, ...SHARED_OPTIONS };
	const { values, positionals } = parse(taskName, args, known);
	if (positionals.length > 0) throw new Problem(`${positionals.join(' ')} belongs to no option.\n\n${describeUsage(taskName)}`);
	const missing = Object.keys(known).filter((name) => !known[name].endsWith('?') && values[name] === undefined);
	if (missing.length > 0) throw new Problem(`${missing.map((name) => `--${name}`).join(' and ')} must be given.\n\n${describeUsage(taskName)}`);
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known[name].startsWith('number') ? readNumber(name, value) : value]));
}

function parse(taskName, args, known) {
	const options = Object.fromEntries(Object.entries(known).map(([name, kind]) => [name, { type: kind.startsWith('flag') ? 'boolean' : 'string', multiple: kind.startsWith('files') }]));
	try {
		return parseArgs({ args, options, allowPositionals: true });
	} catch (error) {
		throw new Problem(`${error.message.split('\n')[0].replace(/\.? To specify.*$/u, '')}.\n\n${describeUsage(taskName)}`);
	}
}

function readNumber(name, text) {
	const number = Number(text);
	const isShare = name === 'drop';
	if (text.trim() !== '' && Number.isFinite(number) && (isShare || (Number.isInteger(number) && number > 0))) return number;
	throw new Problem(`--${name} ${text} is no ${isShare ? 'share, such as 0.3' : 'whole number above 0'}.`);
}

function describeUsage(taskName) {
	const usages = taskName === 'bars' ? [] : taskName === undefined ? Object.values(TASKS).map(({ usage }) => usage) : [TASKS[taskName].usage];
	return [
		...usages.map((usage) => `  npm run eval -- ${usage}`),
		...(taskName === undefined || taskName === 'bars' ? ['  npm run eval -- bars --data DIR [--only TEXT]'] : []),
		'',
		'  --against all | NAME,…   the same for rival packages, installed into bench/node_modules on first use',
		'  --sample N               N rows only, always the same',
		`  --time-limit SECONDS     for each contender (${TIME_LIMIT_SECONDS})`,
		'  --json                   one line of JSON on stdout',
	].join('\n');
}

function describeMachine() {
	return { platform: `${process.platform} ${process.arch}`, cpu: os.cpus()[0]?.model ?? 'unknown', cpus: os.cpus().length, node: process.version };
}
