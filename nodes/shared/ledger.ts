/** Which ledger a node writes to: the real one, or the test ledger in the editor's manual runs; in Postgres where a node says so, otherwise in a file. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialsDecrypted, ICredentialTestFunctions, INode, INodeCredentialTestResult } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Knowledge } from '../../core/knowledge/knowledge';
import type { PostgresAddress } from '../../kit';
import { loadKit } from './kit';

export const LEDGER_FILE = 'hybrid-support.sqlite';
export const TEST_LEDGER_FILE = 'hybrid-support-test.sqlite';

const SCHEMA = 'hybrid_support';
const TEST_SCHEMA = 'hybrid_support_test';

/** Asked for by every node that keeps the ledger in Postgres, each with {@link testPostgres}: n8n asks the first it finds. */
const CREDENTIAL = 'hybridSupportPostgresApi';

/** Said once a process. n8n tells no node whether its other processes are on this machine. */
const QUEUE_MODE_NOTE = 'n8n runs in queue mode, and conversations are kept in a file on this machine. That is enough only while all processes of n8n run on this machine and share its folder. With several machines, set "Keep Conversations In" to Postgres in every Hybrid Support node.';
let isQueueModeNoted = false;

/** What of a node's context says where its ledger is. */
export interface LedgerPlace {
	readonly logger: { warn(sentence: string): void };
	getNode(): Pick<INode, 'parameters'>;
	getCredentials<T extends object>(type: string): Promise<T>;
}

/** n8n's own folder: `.n8n` in N8N_USER_FOLDER, or in the home folder. */
export function n8nFolder(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
}

/** True in the editor's manual runs: nothing of them may reach the queue, the desk or the figures. */
export function isTestRun(context: { getMode(): string }): boolean {
	return context.getMode() === 'manual';
}

/** The ledger this run belongs to: for messages, conversations and replies. */
export async function openLedger(context: LedgerPlace & { getMode(): string }): Promise<Ledger> {
	return await (isTestRun(context) ? open(context, TEST_LEDGER_FILE, TEST_SCHEMA) : openKnowledge(context));
}

/** Where articles and topics are kept: in manual runs too the ones customers are answered from. */
export async function openKnowledge(context: LedgerPlace): Promise<Ledger> {
	return await open(context, LEDGER_FILE, SCHEMA);
}

/** An inbox's articles and topics as they are now. */
export async function readKnowledge(context: LedgerPlace, inbox: string): Promise<Knowledge> {
	const kit = await loadKit();
	return await kit.loadKnowledge(await openKnowledge(context), inbox);
}

/** Connects to a credential's database and makes the store there, as the first run would. */
export async function testPostgres(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const kit = await loadKit();
		const ledger = await kit.openPostgresLedger(addressOf((data ?? {}) as unknown as PostgresAddress, SCHEMA));
		await ledger.close();
		return { status: 'OK', message: `Connected. The store is in the schema ${SCHEMA}.` };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : 'The database could not be opened.' };
	}
}

async function open(context: LedgerPlace, file: string, schema: string): Promise<Ledger> {
	const kit = await loadKit();
	if (context.getNode().parameters.keepIn !== 'postgres') {
		noteQueueMode(context);
		return await kit.ledgerAt(join(n8nFolder(), file));
	}
	return await kit.postgresLedgerAt(addressOf(await context.getCredentials<PostgresAddress>(CREDENTIAL), schema));
}

function noteQueueMode({ logger }: LedgerPlace): void {
	if (isQueueModeNoted || process.env.EXECUTIONS_MODE !== 'queue') return;
	isQueueModeNoted = true;
	logger.warn(QUEUE_MODE_NOTE);
}

/** Only the credential's own fields: n8n may add others. */
function addressOf({ host, port, database, user, password, ssl }: PostgresAddress, schema: string): PostgresAddress {
	return { host, port, database, user, password, ssl, schema };
}
