/** The short run of the fault suite, on both stores: everything that can go wrong does, and nobody is lost, answered twice or forgotten. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../../scripts/postgres.mjs';
import { ROOT } from './product';

const WITHIN_MS = 480_000;

interface Run {
	readonly store: string;
	readonly bars: Readonly<Record<string, readonly unknown[]>>;
	readonly left: Readonly<Record<string, number>>;
	readonly figures: Readonly<Record<string, number>>;
	readonly faults: Readonly<Record<string, number>>;
	readonly actions: Readonly<Record<string, number>>;
}

const stores = findPostgres() === undefined ? ['sqlite'] : ['sqlite', 'postgres'];
if (stores.length === 1) process.stdout.write('The faults are not tried on Postgres: no Postgres server is installed here (apt-get install postgresql).\n');

describe.each(stores)('under faults, with the ledger in %s', (store) => {
	let run: Run;
	let report = '';

	beforeAll(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'hybrid-support-test-'));
		const file = join(folder, 'run.json');
		report = await playFaults(['--store', store, '--json', file]);
		run = (JSON.parse(readFileSync(file, 'utf8')) as readonly Run[])[0]!;
		rmSync(folder, { recursive: true });
	}, WITHIN_MS);

	it('really had them', () => {
		const total = (pattern: RegExp): number => Object.entries(run.faults).filter(([name]) => pattern.test(name)).reduce((sum, [, times]) => sum + times, 0);
		for (const kind of [/^kill/u, /duplicated/u, /answerLost/u, /dropped/u, /delayed/u, /reordered/u, /^model/u, /^provider/u, /clock/u, store === 'sqlite' ? /disk full/u : /database restarted/u]) {
			expect([kind, total(kind) > 0]).toEqual([kind, true]);
		}
		expect(run.figures['cut off by a kill']).toBeGreaterThan(0);
		expect(run.figures['acknowledged']).toBe(run.figures['sent']);
		expect(run.actions['reply']).toBeGreaterThan(0);
	});

	it('keeps every promise', () => {
		const broken = Object.entries(run.bars).filter(([, violations]) => violations.length > 0).map(([name]) => name);
		if (broken.length > 0) process.stdout.write(report);
		expect([broken, run.left]).toEqual([[], {}]);
	});
});

/** What the command printed, whatever it found. */
function playFaults(options: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(process.execPath, [join(ROOT, 'test', 'faults', 'run.mjs'), ...options], { timeout: WITHIN_MS, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
			// 1: something that must be 0 is not, which the tests tell.
			if (error === null || error.code === 1) resolve(stdout);
			else reject(new Error(`The fault suite could not be played: ${stderr || error.message}`));
		});
	});
}
