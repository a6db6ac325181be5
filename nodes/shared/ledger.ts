/** Which ledger a node writes to: the real one, or the test ledger in the editor's manual runs. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../core/conversation/ledger';
import { loadKit } from './kit';

export const LEDGER_FILE = 'hybrid-support.sqlite';
export const TEST_LEDGER_FILE = 'hybrid-support-test.sqlite';

/** n8n's own folder: `.n8n` in N8N_USER_FOLDER, or in the home folder. */
export function n8nFolder(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
}

/** True in the editor's manual runs: nothing of them may reach the queue, the desk or the figures. */
export function isTestRun(context: { getMode(): string }): boolean {
	return context.getMode() === 'manual';
}

/** Handles by path: what is kept by ledger (knowledge, live listeners) needs the same one every time. */
const opened = new Map<string, Promise<Ledger>>();

/** The ledger this run belongs to. One that could not be opened is tried again at the next call. */
export async function openLedger(context: { getMode(): string }): Promise<Ledger> {
	const path = join(n8nFolder(), isTestRun(context) ? TEST_LEDGER_FILE : LEDGER_FILE);
	const ledger = opened.get(path) ?? openAt(path);
	opened.set(path, ledger);
	return await ledger;
}

async function openAt(path: string): Promise<Ledger> {
	try {
		const kit = await loadKit();
		return await kit.openSqliteLedger({ path });
	} catch (error) {
		opened.delete(path);
		throw error;
	}
}
