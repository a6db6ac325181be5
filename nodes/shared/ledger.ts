/** Which ledger a node writes to: the real one, or the test ledger in the editor's manual runs. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../core/conversation/ledger';
import type { Knowledge } from '../../core/knowledge/knowledge';
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

/** The ledger this run belongs to: for messages, conversations and replies. */
export async function openLedger(context: { getMode(): string }): Promise<Ledger> {
	return await openFile(isTestRun(context) ? TEST_LEDGER_FILE : LEDGER_FILE);
}

/** Where articles and topics are kept: in manual runs too the ones customers are answered from. */
export async function openKnowledge(): Promise<Ledger> {
	return await openFile(LEDGER_FILE);
}

/** An inbox's articles and topics as they are now. */
export async function readKnowledge(inbox: string): Promise<Knowledge> {
	const kit = await loadKit();
	return await kit.loadKnowledge(await openKnowledge(), inbox);
}

async function openFile(name: string): Promise<Ledger> {
	const kit = await loadKit();
	return await kit.ledgerAt(join(n8nFolder(), name));
}
