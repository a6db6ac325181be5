/**
 * Plays customers against the running product through the public chat API.
 *
 *     npm run simulate -- FILE.jsonl [--url CHAT] [--concurrency N] [--timeout SECONDS] [--json OUT]
 *
 * A line of the file is `{"conversation":"c1","text":"Where is my order?","expect":"clarified"}`; `expect` (an outcome
 * or a reason code) and `customer` (name, e-mail) are optional. Exit code 0: every message got exactly one outcome,
 * expected or not; 1: one got none or several; 2: nothing could be played.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRecord } from './dataFolder.mjs';
import { isAlive } from './lock.mjs';
import { Problem } from './say.mjs';
import { findChatProblem } from './simulate/chat.mjs';
import { readLines } from './simulate/lines.mjs';
import { playAll } from './simulate/play.mjs';
import { formatSummary, summarize } from './simulate/report.mjs';

const USAGE = 'Usage: npm run simulate -- FILE.jsonl [--url CHAT] [--concurrency N] [--timeout SECONDS] [--json OUT]';
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** npm runs scripts in the project's folder; names of files are meant from where one typed the command. */
const TYPED_IN = process.env.INIT_CWD ?? process.cwd();
/** Milliseconds between two lines of progress where the terminal cannot rewrite one. */
const PROGRESS_MS = 5000;
/** Bad lines shown before the rest is only counted. */
const MAX_SHOWN_PROBLEMS = 20;

try {
	process.exitCode = await simulate(readOptions(process.argv.slice(2)));
} catch (error) {
	if (!(error instanceof Problem)) throw error;
	console.error(error.message);
	process.exitCode = 2;
}

async function simulate({ file, url, concurrency, timeout, json }) {
	const conversations = readConversations(file);
	const base = url ?? readRunningUrl();
	const problem = await findChatProblem(base);
	if (problem !== undefined) throw new Problem(problem);
	// Before the run, so that a wrong path does not cost one.
	if (json !== undefined) writeResult(json, '');

	const total = conversations.reduce((sum, { lines }) => sum + lines.length, 0);
	console.error(`Playing ${total} messages in ${conversations.length} conversations, ${concurrency} at a time, against ${base}`);
	const startedAt = new Date();
	const { results, stopped } = await playAll(conversations, { base, concurrency, timeoutMs: timeout * 1000, onResult: showProgress(total) });
	const summary = summarize(results);
	if (stopped !== undefined) console.error(stopped);
	console.log(formatSummary(summary));
	if (json !== undefined) {
		const run = { url: base, startedAt: startedAt.toISOString(), finishedAt: new Date().toISOString(), concurrency, timeoutSeconds: timeout };
		writeResult(json, `${JSON.stringify({ ...run, summary, results }, null, '\t')}\n`);
	}
	return summary.withoutOutcome.length + summary.withSeveralOutcomes.length === 0 ? 0 : 1;
}

function readOptions(args) {
	const { values, positionals } = parseOptions(args);
	if (positionals.length !== 1) throw new Problem(USAGE);
	return {
		file: positionals[0],
		url: values.url === undefined ? undefined : readAddress(values.url),
		concurrency: readNumber('--concurrency', values.concurrency, 1, 100),
		timeout: readNumber('--timeout', values.timeout, 1, 3600),
		json: values.json,
	};
}

function parseOptions(args) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				url: { type: 'string' },
				concurrency: { type: 'string', default: '4' },
				timeout: { type: 'string', default: '60' },
				json: { type: 'string' },
			},
		});
	} catch (error) {
		throw new Problem(`${error.message}\n${USAGE}`);
	}
}

function readNumber(name, value, least, most) {
	const number = Number(value);
	if (!Number.isInteger(number) || number < least || number > most) throw new Problem(`${name} must be a whole number from ${least} to ${most}.`);
	return number;
}

function readAddress(text) {
	const url = URL.parse(text);
	if (url === null || !/^https?:$/u.test(url.protocol)) throw new Problem('--url must be the address of the chat page, such as http://127.0.0.1:5678/webhook/support/chat.');
	return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}

/** Of `npm start` or `npm run scale` in their usual folders, whichever is running. */
function readRunningUrl() {
	const running = ['.data', '.data-scale'].map((folder) => readRecord(join(ROOT, folder))).find((record) => record?.chatUrl !== undefined && isAlive(record.pid));
	if (running === undefined) throw new Problem('The product is not running here. Start it with "npm start", or name the chat\'s address with --url.');
	return readAddress(running.chatUrl);
}

function readConversations(file) {
	let text;
	try {
		text = readFileSync(resolve(TYPED_IN, file), 'utf8');
	} catch (error) {
		throw new Problem(`${file} cannot be read (${error.code}).`);
	}
	const { conversations, problems } = readLines(text);
	const more = problems.length - MAX_SHOWN_PROBLEMS;
	if (problems.length > 0) throw new Problem([`${file} was not played:`, ...problems.slice(0, MAX_SHOWN_PROBLEMS), ...(more > 0 ? [`and ${more} more.`] : [])].join('\n'));
	if (conversations.length === 0) throw new Problem(`${file} holds no messages.`);
	return conversations;
}

function writeResult(path, text) {
	try {
		writeFileSync(resolve(TYPED_IN, path), text);
	} catch (error) {
		throw new Problem(`${path} cannot be written (${error.code}).`);
	}
}

function showProgress(total) {
	let done = 0;
	let shownAt = performance.now();
	return () => {
		done += 1;
		if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}${done === total ? '\n' : ''}`);
		else if (done === total || performance.now() - shownAt > PROGRESS_MS) {
			shownAt = performance.now();
			console.error(`${done} of ${total}`);
		}
	};
}
