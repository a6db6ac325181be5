import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withLock } from '../../scripts/lock.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'lock-'));
	lock = join(folder, 'the.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets one work at a time', async () => {
	let working = 0;
	let most = 0;
	const work = async (): Promise<void> => {
		working += 1;
		most = Math.max(most, working);
		await wait(30);
		working -= 1;
	};
	await Promise.all([withLock(lock, work), withLock(lock, work)]);
	expect(most).toBe(1);
	expect(existsSync(lock)).toBe(false);
});

it('gives the lock back when the work fails', async () => {
	await expect(withLock(lock, async () => { throw new Error('no'); })).rejects.toThrow('no');
	expect(existsSync(lock)).toBe(false);
});

it('takes over from a process that died', async () => {
	mkdirSync(lock);
	writeFileSync(join(lock, 'pid'), String(2 ** 22 + 1));
	await expect(withLock(lock, async () => 'done')).resolves.toBe('done');
});

it('takes over a lock that was left half-made', async () => {
	mkdirSync(lock);
	utimesSync(lock, 1, 1);
	await expect(withLock(lock, async () => 'done')).resolves.toBe('done');
});
