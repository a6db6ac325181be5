/** Bytes that are only a help: kept in a file beside the ledger, and made anew when it is not there. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The file's bytes; undefined when there is none or it cannot be read. */
export async function readIndexFile(path: string): Promise<Uint8Array | undefined> {
	try {
		return await readFile(path);
	} catch {
		return undefined;
	}
}

/** Puts a whole file in place of the old one, readable for n8n's own user only. A process writes one at a time. */
export async function writeIndexFile(path: string, bytes: Uint8Array): Promise<void> {
	const unfinished = `${path}.${process.pid}`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	try {
		await writeFile(unfinished, bytes, { mode: 0o600 });
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

/** Takes along what was not finished, also by a process that was killed. One that is at it finds nothing to put in place. */
export async function removeIndexFile(path: string): Promise<void> {
	await rm(path, { force: true });
	const names = await readdir(dirname(path)).catch(() => []);
	await Promise.all(names.filter((name) => name.startsWith(`${basename(path)}.`)).map(async (name) => await rm(join(dirname(path), name), { force: true })));
}
