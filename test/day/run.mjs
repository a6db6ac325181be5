/**
 * `npm run test:day`: a day of mixed traffic. Customers write in the web chat, on WhatsApp and by mail, in bursts, twice and in any
 * order, people work at the desk, programs answer our mails; the real n8n runs the shipped templates. Then an audit of the ledger and
 * of what each customer received. Exit code 0 only when every message had its one outcome and nothing was said twice.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../../scripts/build.mjs';
import { ensureHost } from '../../scripts/host.mjs';
import { formatDuration, runMain, say } from '../../scripts/say.mjs';
import { formatViolations, isClean } from '../faults/report.mjs';
import { readOptions } from './options.mjs';
import { formatDay } from './report.mjs';
import { runDay } from './runDay.mjs';

/** npm runs scripts in the project's folder; names of files are meant from where one typed the command. */
const TYPED_IN = process.env.INIT_CWD ?? process.cwd();

// Only an orderly exit takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

await runMain(async () => {
	const { help, json, keep, ...options } = readOptions(process.argv.slice(2));
	if (help !== undefined) return say(help);
	await ensureHost();
	await ensureBuild();
	const startedAt = performance.now();
	const dataDir = mkdtempSync(path.join(tmpdir(), 'hybrid-support-day-'));
	chmodSync(dataDir, 0o711);
	say(`Seed ${options.seed}: it decides what customers write and what happens to it on the way; the machine's timing stays random.`);
	const day = await runDay({ ...options, dataDir, log: say });
	say(`\n${formatDay(day)}\n`);
	if (!isClean(day)) say(formatViolations({ store: 'day', ...day }));
	const { ledger: _rows, ...rest } = day;
	if (json !== undefined) writeFileSync(path.resolve(TYPED_IN, json), `${JSON.stringify(rest, null, '\t')}\n`);
	if (isClean(day) && !keep) rmSync(dataDir, { recursive: true, force: true });
	else say(`\nEverything is kept in ${dataDir}`);
	say(`${isClean(day) ? 'Every figure that must be 0 is 0.' : 'Some figures that must be 0 are not.'} It took ${formatDuration(performance.now() - startedAt)}.`);
	process.exitCode = isClean(day) ? 0 : 1;
});
