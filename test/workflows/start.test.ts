/** `npm start` as a person runs it, on the real n8n, with a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../../scripts/ports.mjs';
import { signIn } from '../../scripts/rest.mjs';

const ROOT = resolve(__dirname, '../..');
const FIRST_START_MS = 120_000;
/** What the product promises for every start after the first. */
const NEXT_START_MS = 20_000;

interface Record {
	readonly url: string;
	readonly chatUrl: string;
	readonly deskUrl: string;
	readonly pid: number;
	readonly signIns: { readonly desk: object; readonly editor: { readonly email: string; readonly password: string } };
}

interface Described {
	readonly name: string;
}

const dataDir = mkdtempSync(join(tmpdir(), 'npm-start-'));
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; n8n: { nodes: string[] } };
let port: number;
let running: ChildProcess | undefined;
let shown = '';

beforeAll(async () => { port = await findFreePort() as number; });
afterAll(async () => {
	if (running) await stop(running);
	rmSync(dataDir, { recursive: true, force: true });
});

async function start(withinMs: number): Promise<Record> {
	shown = '';
	const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), '--port', String(port), '--data', dataDir, '--no-open'], { cwd: ROOT, env: { ...process.env, CI: '1' } });
	running = child;
	child.stdout.on('data', (chunk: Buffer) => { shown += chunk.toString(); });
	child.stderr.on('data', (chunk: Buffer) => { shown += chunk.toString(); });
	let ended = false;
	child.once('close', () => { ended = true; });
	const giveUpAt = Date.now() + withinMs;
	while (!shown.includes('Ctrl-C stops everything')) {
		if (ended || Date.now() > giveUpAt) throw new Error(`npm start was not ready within ${withinMs} ms:\n${shown}`);
		await wait(50);
	}
	return readRecord();
}

async function stop(child: ChildProcess): Promise<number | null> {
	if (child.exitCode !== null) return child.exitCode;
	const code = new Promise<number | null>((done) => child.once('exit', done));
	child.kill('SIGINT');
	return await code;
}

function readRecord(): Record {
	return JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Record;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

describe('npm start', () => {
	let first: Record;

	it('comes up with the package loaded under its final type names, and tells where to go', async () => {
		first = await start(FIRST_START_MS);
		for (const address of [first.url, first.chatUrl, first.deskUrl]) expect(shown).toContain(address);
		expect(statSync(join(dataDir, 'running.json')).mode & 0o777).toBe(0o600);

		const { cookie } = await signIn(first.url, first.signIns.editor) as { cookie: string };
		const types = await (await fetch(`${first.url}/types/nodes.json`, { headers: { cookie } })).json() as Described[];
		const names = new Set(types.map(({ name }) => name));
		const ours = manifest.n8n.nodes.map((file) => file.split('/')[2] as string).map((name) => `${manifest.name}.${name[0]?.toLowerCase()}${name.slice(1)}`);
		expect(ours.filter((name) => !names.has(name))).toEqual([]);
	}, FIRST_START_MS + 10_000);

	it('serves the chat and the desk at the addresses it tells', async () => {
		for (const [template, address] of [['web-chat-support.json', first.chatUrl], ['agent-desk.json', first.deskUrl]] as const) {
			if (!existsSync(join(ROOT, 'workflows', template))) throw new Error(`workflows/${template} is missing`);
			const page = await fetch(address);
			expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
		}
	});

	it('stops cleanly on Ctrl-C, and n8n with it', async () => {
		const code = await stop(running as ChildProcess);
		expect(shown).toMatch(/Stopped\.\s*$/u);
		expect(code).toBe(0);
		expect(isAlive(first.pid)).toBe(false);
		expect(readRecord().pid).toBeUndefined();
	}, 60_000);

	it('starts again within 20 seconds, with the same sign-ins and no new import', async () => {
		const again = await start(NEXT_START_MS);
		expect(again.signIns).toEqual(first.signIns);
		expect(shown).not.toContain('Importing');
		await signIn(again.url, again.signIns.editor);
	}, NEXT_START_MS + 5000);

	it('takes a half-started n8n along when it is stopped early', async () => {
		await stop(running as ChildProcess);
		const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), '--port', String(port), '--data', dataDir, '--no-open'], { cwd: ROOT });
		running = child;
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
		while (!said.includes('Starting n8n') && child.exitCode === null) await wait(20);
		expect(said).toContain('Starting n8n');
		await wait(500);
		await stop(child);
		await wait(3000);
		await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
	}, 60_000);
});
