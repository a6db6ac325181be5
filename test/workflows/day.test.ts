/** A short day of mixed traffic over the three channels: every message has its one outcome, nothing is said twice, nobody is forgotten. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDovecot } from '../channels/mail/dovecot';
import { ROOT } from './product';

const WITHIN_MS = 420_000;
const CONVERSATIONS = 30;
const CHANNELS = ['webChat', 'whatsApp', 'email'];

interface Day {
	readonly bars: Readonly<Record<string, readonly unknown[]>>;
	readonly left: Readonly<Record<string, number>>;
	/** By figure and channel. */
	readonly figures: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
	readonly faults: Readonly<Record<string, number>>;
	readonly actions: Readonly<Record<string, number>>;
}

if (!hasDovecot) process.stdout.write('The day of mixed traffic is not played: no Dovecot is installed here (apt-get install dovecot-imapd).\n');

(hasDovecot ? describe : describe.skip)('a day of mixed traffic', () => {
	let day: Day;
	let report = '';

	beforeAll(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'hybrid-support-test-'));
		const file = join(folder, 'day.json');
		report = await play(['--conversations', String(CONVERSATIONS), '--json', file]);
		day = JSON.parse(readFileSync(file, 'utf8')) as Day;
		rmSync(folder, { recursive: true });
	}, WITHIN_MS);

	it('really had all of it', () => {
		const figure = (name: string, channel: string): number => day.figures[name]?.[channel] ?? 0;
		for (const channel of CHANNELS) {
			const sent = figure('messages of customers', channel);
			expect([channel, figure('conversations', channel)]).toEqual([channel, CONVERSATIONS / CHANNELS.length]);
			expect([channel, figure('  recorded', channel)]).toEqual([channel, sent]);
			expect([channel, figure('  deliveries of them, with repetitions', channel) > sent]).toEqual([channel, true]);
			expect([channel, figure('replies of the assistant delivered', channel) > 0]).toEqual([channel, true]);
		}
		for (const status of ['sent', 'delivered', 'read']) expect([status, figure(`statuses "${status}"`, 'whatsApp') > 0]).toEqual([status, true]);
		expect(Object.keys(day.figures).filter((name) => name.startsWith('automatic mails')).length).toBeGreaterThan(1);
		for (const way of ['duplicated', 'answerLost', 'dropped', 'delayed', 'reordered']) expect([way, (day.faults[`request ${way}`] ?? 0) > 0]).toEqual([way, true]);
		for (const action of ['take', 'reply', 'resolve']) expect([action, (day.actions[action] ?? 0) > 0]).toEqual([action, true]);
	});

	it('keeps every promise', () => {
		const broken = Object.entries(day.bars).filter(([, violations]) => violations.length > 0).map(([name]) => name);
		if (broken.length > 0) process.stdout.write(report);
		expect([broken, day.left]).toEqual([[], {}]);
	});
});

/** What the command printed, whatever it found. */
function play(options: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(process.execPath, [join(ROOT, 'test', 'day', 'run.mjs'), ...options], { timeout: WITHIN_MS, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
			// 1: something that must be 0 is not, which the tests tell.
			if (error === null || error.code === 1) resolve(stdout);
			else reject(new Error(`The day could not be played: ${stderr || error.message}`));
		});
	});
}
