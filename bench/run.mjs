/**
 * `npm run bench [-- NAME … --million --json FILE]`: runs the benchmarks, the usual ones or those named, and prints what they
 * measured beside the bars. Exit code 1 when a bar is missed.
 */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../scripts/build.mjs';
import { formatDuration, Problem, runMain, say } from '../scripts/say.mjs';
import { formatTable, judge } from './figures.mjs';

const BENCHMARKS = {
	turn: 'CPU of n8n for a web chat turn, against three plain nodes',
	intake: 'Reading what channels deliver, in process',
	pipeline: 'Understanding and deciding, in process',
	store: 'The ledger on SQLite and on Postgres, as it fills',
	load: 'What the package adds to the start of n8n',
	size: 'Size of the package',
	workers: 'Turns a second with one and two workers',
	recovery: 'After a kill, until everything has its outcome',
};
/** Take minutes each, and Postgres and Redis: run when they are named. */
const ONLY_WHEN_NAMED = new Set(['workers', 'recovery']);
/** `--million`: the store with a million messages too. */
const OPTIONS = new Set(['json', 'million']);
/** Where the command was typed: npm itself runs scripts in the checkout's folder. */
const TYPED_IN = process.env.INIT_CWD ?? process.cwd();

await runMain(async () => {
	const { names, json, million } = readOptions(process.argv.slice(2));
	// instance.mjs takes a running n8n along when this process exits, not when a signal ends it.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
	await ensureBuild();
	const startedAt = Date.now();
	const results = {};
	for (const name of names) {
		say(`\n${BENCHMARKS[name]} (${name}) …`);
		const { measure } = await import(`./${name}.mjs`);
		const rows = await measure({ million });
		results[name] = rows.map((row) => ({ ...row, verdict: judge(row) }));
		say(formatTable(rows));
	}
	const having = (wanted) => Object.values(results).flat().filter(({ verdict }) => verdict === wanted);
	const list = (rows) => rows.map(({ what }) => what.trim()).join('; ');
	const missed = having('missed');
	const unclear = having('unclear');
	say(`\nTook ${formatDuration(Date.now() - startedAt)}. ${missed.length === 0 ? `${having('holds').length} bars hold, none is missed.` : `Missed: ${list(missed)}.`}`);
	if (unclear.length > 0) say(`The machine was too busy to judge: ${list(unclear)}.`);
	if (json !== undefined) writeFileSync(path.resolve(TYPED_IN, json), `${JSON.stringify({ machine: describeMachine(), results }, null, '\t')}\n`);
	process.exitCode = missed.length === 0 ? 0 : 1;
});

function readOptions(args) {
	const { values, positionals } = parseArgs({ args, allowPositionals: true, strict: false, options: { json: { type: 'string' }, million: { type: 'boolean' } } });
	const unknown = [...positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name)), ...Object.keys(values).filter((name) => !OPTIONS.has(name)).map((name) => `--${name}`)];
	if (unknown.length > 0 || typeof values.json === 'boolean') {
		throw new Problem(`Usage: npm run bench -- [${Object.keys(BENCHMARKS).join('] [')}] [--million] [--json FILE]${unknown.length > 0 ? `; there is no ${unknown.join(', ')}` : ''}.`);
	}
	return { names: positionals.length > 0 ? positionals : Object.keys(BENCHMARKS).filter((name) => !ONLY_WHEN_NAMED.has(name)), json: values.json, million: values.million === true };
}

function describeMachine() {
	return { platform: `${process.platform} ${process.arch}`, cpu: os.cpus()[0]?.model ?? 'unknown', cpus: os.cpus().length, node: process.version };
}
