/** Types of instance.mjs for the tests. */
export interface Owner {
	readonly email: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly password: string;
	readonly passwordHash: string;
}

export interface RestClient {
	readonly cookie: string;
	call(method: string, path: string, body?: unknown): Promise<unknown>;
	createApiKey(label?: string): Promise<string>;
}

export interface Instance {
	readonly url: string;
	readonly dataDir: string;
	readonly owner: Owner;
	readonly logFile: string;
	/** Of the running n8n; changes at a restart. */
	readonly pid: number;
	stop(): Promise<void>;
	kill(): Promise<void>;
	restart(): Promise<Instance>;
	ended(): Promise<number>;
	signIn(): Promise<RestClient>;
}

export interface InstanceOptions {
	readonly dataDir: string;
	/** 0 or absent: any free port. */
	readonly port?: number;
	readonly workflows?: readonly object[];
	readonly credentials?: readonly { readonly id: string; readonly name: string; readonly type: string; readonly data: object }[];
	/** Wins over the instance's own environment; undefined removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly owner?: Owner;
	readonly log?: (sentence: string) => void;
}

export const TEST_OWNER: Owner;
export function startInstance(options: InstanceOptions): Promise<Instance>;
