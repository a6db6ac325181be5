/** What a killed script leaves running is ended by the next start, and nothing else. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftBehind, rememberServers } from '../../scripts/leftBehind.mjs';

const MARK = 'a-server-of-this-test';
const folder = mkdtempSync(join(tmpdir(), 'left-behind-'));
const file = join(folder, 'servers.json');
const children: ChildProcess[] = [];

afterAll(() => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(folder, { recursive: true });
});

async function run(mark: string): Promise<ChildProcess> {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', mark], { stdio: 'ignore' });
	children.push(child);
	await new Promise((done) => { child.once('spawn', done); });
	return child;
}

it('ends what it finds of the servers it remembers', async () => {
	const child = await run(MARK);
	const ended = new Promise((done) => { child.once('exit', done); });
	rememberServers(file, [{ pid: child.pid, mark: MARK }, { pid: undefined, mark: MARK }]);
	expect(await endLeftBehind(file)).toBe(1);
	await ended;
	expect(existsSync(file)).toBe(false);
	expect(await endLeftBehind(file)).toBe(0);
});

it('leaves alone a process that has the number of one of them by now', async () => {
	const other = await run('something-else');
	rememberServers(file, [{ pid: other.pid, mark: MARK }]);
	expect(await endLeftBehind(file)).toBe(0);
	expect(other.exitCode ?? other.signalCode).toBeNull();
});
