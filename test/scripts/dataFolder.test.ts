import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignIns, emptyDataFolder, readDataFolder, writeRecord } from '../../scripts/dataFolder.mjs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'data-folder-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data folder', () => {
	it('has nothing to remember when it is missing or empty', async () => {
		await expect(readDataFolder(join(folder, 'a', 'b'))).resolves.toEqual({});
		await expect(readDataFolder(folder)).resolves.toEqual({});
	});

	it('remembers the sign-ins in a file only its owner can read', async () => {
		const signIns = createSignIns();
		const below = join(folder, 'new');
		writeRecord(below, { signIns });
		await expect(readDataFolder(below)).resolves.toEqual({ signIns });
		expect(statSync(join(below, 'running.json')).mode & 0o777).toBe(0o600);
	});

	it.each([undefined, '{"url":"http://127.0.0.1"}', 'not json', '[]', 'null'])('is left alone when it is foreign (running.json: %s)', async (content) => {
		writeFileSync(join(folder, 'thesis.txt'), 'years of work');
		if (content !== undefined) writeFileSync(join(folder, 'running.json'), content);
		await expect(readDataFolder(folder)).rejects.toThrow(/was not made by npm start or npm run scale, so it is left alone: choose/u);
		emptyDataFolder(folder);
		expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
	});

	it('is told in one sentence when it is a file, or lies below one', async () => {
		const file = join(folder, 'notes');
		writeFileSync(file, 'mine');
		await expect(readDataFolder(file)).rejects.toThrow(`${file} is a file: choose a folder with --data.`);
		expect(() => writeRecord(join(file, 'data'), {})).toThrow(/Nothing can be written to the folder .*notes\/data \(ENOTDIR\)/u);
		expect(readFileSync(file, 'utf8')).toBe('mine');
	});

	it('is emptied when it is our own', async () => {
		writeRecord(folder, { signIns: createSignIns() });
		mkdirSync(join(folder, '.n8n'));
		writeFileSync(join(folder, '.n8n', 'old'), '');
		emptyDataFolder(folder);
		expect(readdirSync(folder)).toEqual([]);
		await expect(readDataFolder(folder)).resolves.toEqual({});
	});

	it('is refused while it is in use', async () => {
		const server = createServer();
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		writeRecord(folder, { url, pid: process.pid });
		await expect(readDataFolder(folder)).rejects.toThrow(`already running at ${url} (process ${process.pid})`);
		await new Promise((done) => server.close(done));
		await expect(readDataFolder(folder)).resolves.toMatchObject({ url });
	});

	it('continues after a crash left the id of a dead process', async () => {
		writeRecord(folder, { url: 'http://127.0.0.1:5678', pid: 2 ** 22 + 1 });
		await expect(readDataFolder(folder)).resolves.toMatchObject({ url: 'http://127.0.0.1:5678' });
	});
});

describe('sign-ins', () => {
	it('are different for each data folder and long enough for the desk', () => {
		const [first, second] = [createSignIns(), createSignIns()];
		const passwords = [first.desk, first.editor, second.desk, second.editor].map(({ password }) => password as string);
		expect(new Set(passwords).size).toBe(4);
		for (const password of passwords) expect(password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/u);
	});
});
