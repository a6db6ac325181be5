/**
 * The folder in which `npm start` or `npm run scale` keeps everything: n8n's own data, the ledger, and running.json, which holds
 * the addresses and sign-ins and by which the folder is recognised. Only a recognised folder is ever emptied.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import bcrypt from 'bcryptjs';
import { isAlive } from './lock.mjs';
import { isPortFree } from './ports.mjs';
import { Problem } from './say.mjs';

const MADE_BY = 'n8n-nodes-hybrid-support';
/** Letters and digits that are not mistaken for each other; 32 of them, so that 5 bits of a byte choose one evenly. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Returns what is remembered of the folder, `{}` when it is new. Throws a {@link Problem} when it is in use or not ours; changes nothing in it. */
export async function readDataFolder(folder) {
	if (!existsSync(folder)) return {};
	if (!statSync(folder).isDirectory()) throw new Problem(`${folder} is a file: choose a folder with --data.`);
	const record = readRecord(folder);
	if (!record && readdirSync(folder).length > 0) {
		throw new Problem(`The folder ${folder} is not empty and was not made by npm start or npm run scale, so it is left alone: choose a new or empty folder with --data.`);
	}
	if (record && await isInUse(record)) {
		throw new Problem(`This data folder is already running at ${record.url} (process ${record.pid}): use that one, stop it with Ctrl-C, or choose another folder with --data.`);
	}
	return record ?? {};
}

/** Empties a folder that {@link readDataFolder} has recognised. */
export function emptyDataFolder(folder) {
	if (!readRecord(folder)) return;
	for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Writes running.json, readable by its owner only: it contains passwords. Throws a {@link Problem} where nothing can be written. */
export function writeRecord(folder, record) {
	const file = recordFile(folder);
	try {
		mkdirSync(folder, { recursive: true });
		writeFileSync(file, `${JSON.stringify({ madeBy: MADE_BY, ...record }, null, '\t')}\n`, { mode: 0o600 });
		chmodSync(file, 0o600);
	} catch (error) {
		throw new Problem(`Nothing can be written to the folder ${folder} (${error.code}): free the way to it, or choose another folder with --data.`);
	}
}

/** The sign-ins that a folder's `record` remembers, or new ones; `kept` is what of them goes into the record, `owner` is the editor's account. */
export async function provideSignIns(record) {
	const signIns = record.signIns ?? createSignIns();
	const ownerPasswordHash = record.ownerPasswordHash ?? await bcrypt.hash(signIns.editor.password, 10);
	return { signIns, kept: { signIns, ownerPasswordHash }, owner: { ...signIns.editor, firstName: 'Support', lastName: 'Owner', passwordHash: ownerPasswordHash } };
}

/** The sign-ins of a new data folder. */
export function createSignIns() {
	return {
		desk: { name: 'Alex', email: 'alex@example.com', password: createPassword() },
		editor: { email: 'owner@example.com', password: createPassword() },
	};
}

/** 60 bits of chance in three groups that can be typed. */
function createPassword() {
	const letters = [...randomBytes(12)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
	return letters.replace(/(.{4})(?=.)/gu, '$1-');
}

/** The process must live and its port be taken: after a crash its id may have gone to any other program. */
async function isInUse({ pid, url }) {
	return isAlive(pid) && url !== undefined && !(await isPortFree(Number(new URL(url).port)));
}

/** What running.json of a folder says; absent where it is not ours. */
export function readRecord(folder) {
	const file = recordFile(folder);
	if (!existsSync(file)) return undefined;
	try {
		const { madeBy, ...record } = JSON.parse(readFileSync(file, 'utf8'));
		return madeBy === MADE_BY ? record : undefined;
	} catch {
		return undefined;
	}
}

function recordFile(folder) {
	return path.join(folder, 'running.json');
}
