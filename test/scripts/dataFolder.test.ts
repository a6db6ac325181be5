import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignIns, openDataFolder, writeRecord } from '../../scripts/dataFolder.mjs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'data-folder-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data folder', () => {
	it('makes a missing folder and has nothing to remember', () => {
		const missing = join(folder, 'a', 'b');
		expect(openDataFolder(missing)).toEqual({});
		expect(existsSync(missing)).toBe(true);
	});

	it('remembers the sign-ins in a file only its owner can read', () => {
		const signIns = createSignIns();
		writeRecord(folder, { signIns });
		expect(openDataFolder(folder)).toEqual({ signIns });
		expect(statSync(join(folder, 'running.json')).mode & 0o777).toBe(0o600);
	});

	it.each([{ fresh: true }, { fresh: false }])('leaves a foreign folder alone (%o)', (options) => {
		writeFileSync(join(folder, 'thesis.txt'), 'years of work');
		expect(() => openDataFolder(folder, options)).toThrow(/was not made by npm start, so it is left alone: choose/u);
		expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
	});

	it.each(['{"url":"http://127.0.0.1"}', 'not json', '[]', 'null'])('takes a folder with another running.json (%s) for a foreign one', (content) => {
		writeFileSync(join(folder, 'running.json'), content);
		expect(() => openDataFolder(folder, { fresh: true })).toThrow(/was not made by npm start/u);
	});

	it('empties its own folder when asked to start fresh, and only then', () => {
		writeRecord(folder, { signIns: createSignIns() });
		writeFileSync(join(folder, 'old'), '');
		openDataFolder(folder);
		expect(existsSync(join(folder, 'old'))).toBe(true);
		expect(openDataFolder(folder, { fresh: true })).toEqual({});
		expect(existsSync(join(folder, 'old'))).toBe(false);
	});

	it.each([{ fresh: true }, { fresh: false }])('refuses a folder that is in use (%o)', (options) => {
		writeRecord(folder, { url: 'http://127.0.0.1:5678', pid: process.pid });
		expect(() => openDataFolder(folder, options)).toThrow(`already running at http://127.0.0.1:5678 (process ${process.pid})`);
	});

	it('continues after a crash left the id of a dead process', () => {
		writeRecord(folder, { url: 'http://127.0.0.1:5678', pid: 2 ** 22 + 1 });
		expect(openDataFolder(folder)).toMatchObject({ url: 'http://127.0.0.1:5678' });
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
