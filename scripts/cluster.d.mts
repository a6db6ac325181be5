/** Types of cluster.mjs for the tests. */
import type { PostgresAddress } from '../store';
import type { Owner, RestClient } from './instance.mjs';
import type { PostgresServer } from './postgres.mjs';

export interface ClusterProcess {
	readonly role: 'main' | 'webhook' | 'worker';
	/** From 0, among those of its role. */
	readonly index: number;
	readonly name: string;
	readonly url: string;
	readonly logFile: string;
	/** Of the running process; changes at a start. */
	readonly pid: number;
	/** Resolves when it is ready. */
	start(): Promise<void>;
	/** Ends it as an operator would. */
	stop(): Promise<void>;
	/** Ends it as a crash would. */
	kill(): Promise<void>;
	/** Resolves with the exit code when it has ended, whoever ended it. */
	ended(): Promise<number>;
}

export interface Cluster {
	/** For customers and desk; it outlives the death of a webhook process. */
	readonly url: string;
	readonly editorUrl: string;
	readonly webhookUrls: readonly string[];
	readonly dataDir: string;
	readonly owner: Owner;
	readonly processes: readonly ClusterProcess[];
	readonly postgres: PostgresServer;
	readonly redis: { readonly logFile: string; restart(meanwhile?: () => Promise<void>): Promise<void>; stop(): Promise<void> };
	readonly ledgerAddress: PostgresAddress;
	queryN8n(sql: string, values?: readonly unknown[]): Promise<ReadonlyArray<Record<string, unknown>>>;
	signIn(): Promise<RestClient>;
	stop(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;
type OfLedger<T> = T | ((at: { readonly ledgerAddress: PostgresAddress }) => T);

export interface ClusterOptions {
	readonly dataDir: string;
	/** 0 or absent: any free port. */
	readonly port?: number;
	readonly workers?: number;
	readonly webhooks?: number;
	readonly workflows?: OfLedger<readonly object[]>;
	readonly credentials?: OfLedger<readonly object[]>;
	/** Called when Postgres runs and n8n does not yet. */
	readonly prepare?: (at: { readonly ledgerAddress: PostgresAddress }) => Promise<unknown>;
	readonly env?: Env;
	readonly envOf?: (process: { readonly role: 'main' | 'webhook' | 'worker'; readonly index: number }) => Env;
	readonly owner?: Owner;
	readonly log?: (sentence: string) => void;
}

export function startCluster(options: ClusterOptions): Promise<Cluster>;
