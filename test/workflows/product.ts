/** The product in a real n8n, on a data folder and port of its own, for the tests of one file. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ledger } from '../../core/conversation/ledger';
import type { Article } from '../../core/knowledge/knowledge';
import { ensureBuild } from '../../scripts/build.mjs';
import type { Instance, RestClient } from '../../scripts/instance.mjs';
import { startInstance } from '../../scripts/instance.mjs';
import { seedSample } from '../../scripts/sample.mjs';
import { buildDeskCredential, CHAT_PATH, readTemplates } from '../../scripts/templates.mjs';

export const ROOT = resolve(__dirname, '../..');

/** What a start of n8n may take on a slow machine that does other things too. */
export const START_MS = 180_000;

export const DESK_PERSON = { name: 'Alex', email: 'alex@example.com', password: 'Desk-person-1' };

/** A workflow's node, as far as the tests look into it. */
export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly webhookId?: string;
	readonly credentials?: object;
	readonly onError?: string;
}

export interface Workflow {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, { readonly main: ReadonlyArray<ReadonlyArray<{ readonly node: string; readonly index: number }>> }>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

export interface ProductOptions {
	/** Absent: the sample shop's articles and topics are in. */
	readonly knowledge?: 'none';
	/** Absent: both templates as npm start publishes them. */
	readonly workflows?: readonly Workflow[];
	/** Besides the desk's: `{ id, name, type, data }`, data in clear text. */
	readonly credentials?: readonly object[];
	readonly env?: Readonly<Record<string, string>>;
}

export interface Product {
	readonly n8n: Instance;
	/** Address of the template's chat; its API is below it. */
	readonly chatUrl: string;
	readonly dataDir: string;
	/** Rows of the ledger, read from its file; none while there is no file. */
	query<Row>(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
	/** The same of the test ledger of manual runs. */
	queryTest<Row>(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
	/** Rows of n8n's own database. */
	queryN8n<Row>(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
	/** Works on the ledger the product writes, opened beside it as the desk of another process would. */
	withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T>;
	/** Gives an inbox an article, as the desk would. */
	teach(inbox: string, article: Pick<Article, 'title' | 'body' | 'questions'>): Promise<void>;
	/** Everything n8n has logged. */
	log(): string;
	signIn(): Promise<RestClient>;
	/** Stops n8n and removes its folder. */
	end(): Promise<void>;
}

/** Starts n8n with the templates and the sample shop. */
export async function startProduct({ knowledge, workflows = templates(), credentials = [], env = {} }: ProductOptions = {}): Promise<Product> {
	await ensureBuild();
	const dataDir = mkdtempSync(join(tmpdir(), 'hybrid-support-test-'));
	if (knowledge !== 'none') await seedSample({ dataDir });
	const n8n = await startInstance({ dataDir, workflows, credentials: [buildDeskCredential(DESK_PERSON), ...credentials], env }) as Instance;
	const file = (name: string): string => join(dataDir, '.n8n', name);
	const withLedger: Product['withLedger'] = async (work) => {
		const { openSqliteLedger } = createRequire(__filename)(join(ROOT, 'dist', 'kit.js')) as { openSqliteLedger: (at: { path: string }) => Promise<Ledger> };
		const ledger = await openSqliteLedger({ path: file('hybrid-support.sqlite') });
		try {
			return await work(ledger);
		} finally {
			await ledger.close();
		}
	};
	return {
		n8n,
		dataDir,
		chatUrl: `${n8n.url}${CHAT_PATH}`,
		query: (sql, ...values) => queryFile(file('hybrid-support.sqlite'), sql, values),
		queryTest: (sql, ...values) => queryFile(file('hybrid-support-test.sqlite'), sql, values),
		queryN8n: (sql, ...values) => queryFile(file('database.sqlite'), sql, values),
		withLedger,
		teach: (inbox, article) => withLedger(async (ledger) => {
			await ledger.upsertArticles(inbox, [{ id: 'taught', enabled: true, updatedAt: new Date().toISOString(), ...article }]);
		}),
		log: () => readFileSync(n8n.logFile, 'utf8'),
		signIn: () => n8n.signIn(),
		async end() {
			await n8n.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

/** Both templates with fixed ids and addresses, ready for {@link startProduct}. */
export function templates(): readonly Workflow[] {
	return readTemplates(ROOT) as Workflow[];
}

/** The templates with other settings in the nodes of one type. */
export function withSettings(workflows: readonly Workflow[], type: string, settings: Readonly<Record<string, unknown>>): readonly Workflow[] {
	const change = (node: WorkflowNode): WorkflowNode => (node.type === type ? { ...node, parameters: { ...node.parameters, ...settings } } : node);
	return workflows.map((workflow) => ({ ...workflow, nodes: workflow.nodes.map(change) }));
}

/** A template as it is shipped. */
export function readTemplate(file: string): Workflow {
	return JSON.parse(readFileSync(join(ROOT, 'workflows', file), 'utf8')) as Workflow;
}

/** Waits until `look` finds something; returns undefined when the time is up. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>, withinMs = 20_000, everyMs = 50): Promise<T | undefined> {
	const giveUpAt = Date.now() + withinMs;
	for (;;) {
		const found = await look();
		if (found !== undefined || Date.now() > giveUpAt) return found;
		await wait(everyMs);
	}
}

function queryFile<Row>(path: string, sql: string, values: readonly SQLInputValue[]): readonly Row[] {
	if (!existsSync(path)) return [];
	const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
	try {
		return database.prepare(sql).all(...values) as Row[];
	} finally {
		database.close();
	}
}
