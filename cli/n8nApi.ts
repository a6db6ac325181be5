/** Someone's n8n, through its public API. What it refuses becomes a sentence that says what to do; the key is in none of them. */
import { setTimeout as wait } from 'node:timers/promises';
import axios, { isAxiosError, type AxiosInstance } from 'axios';
import { KEY_VARIABLE, type Reach } from './options';
import { Problem } from './terminal';
import type { StoredWorkflow, WorkflowContent } from './workflow';

const TIMEOUT_MS = 30_000;
/** n8n takes up to 20 s to unpublish. */
const REMOVED_WITHIN_MS = 60_000;
const REMOVE_AGAIN_MS = 1000;
const PAGE = 100;
/** No n8n has as many workflows; a server that gives cursors for ever must not hold us. */
const MAX_PAGES = 200;

export interface Answer {
	readonly status: number;
	/** Parsed where it is JSON. */
	readonly data: unknown;
	/** The server's clock; absent where the answer has no date. */
	readonly date?: string;
}

export interface Credential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** As n8n's own installer recorded it. */
export interface InstalledPackage {
	readonly packageName: string;
	readonly installedVersion: string;
	readonly failedLoading?: boolean;
}

/** n8n answered, but not with what was asked for. */
export class Refusal extends Problem {
	constructor(readonly status: number, sentence: string) {
		super(sentence);
	}
}

export type N8n = ReturnType<typeof reachN8n>;

/** A client of the n8n at an address. Nothing is asked before its first call. */
export function reachN8n({ url, apiKey }: Reach, signal?: AbortSignal) {
	const http = createHttp(url, signal);
	const headers = { 'X-N8N-API-KEY': apiKey };
	/** What must be done even when the command was interrupted goes without the signal. */
	const lastWishes = createHttp(url);

	async function ask(method: string, path: string, body?: unknown, client = http): Promise<Answer> {
		return await request(client, { method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { data: body }) });
	}

	async function call<T>(method: string, path: string, body?: unknown, client = http): Promise<T> {
		const answer = await ask(method, path, body, client);
		if (answer.status >= 200 && answer.status < 300 && typeof answer.data === 'object') return answer.data as T;
		throw new Refusal(answer.status, explain(url, `${method} ${path.split('?')[0]}`, answer));
	}

	async function list<T>(path: string): Promise<readonly T[]> {
		const all: T[] = [];
		let cursor: string | null | undefined;
		for (let page = 0; page < MAX_PAGES; page++) {
			const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
			const { data, nextCursor } = await call<{ data: T[]; nextCursor?: string | null }>('GET', `${path}?limit=${PAGE}${query}`);
			all.push(...data);
			cursor = nextCursor;
			if (!cursor) break;
		}
		return all;
	}

	return {
		url,
		/** Throws a {@link Problem} unless n8n is there and takes the key; gives the answer's date. */
		greet: async (): Promise<string | undefined> => {
			const answer = await ask('GET', '/workflows?limit=1');
			if (answer.status === 200 && typeof answer.data === 'object') return answer.date;
			const isHealthy = answer.status === 404 || answer.status === 200 ? await looksLikeN8n(http) : true;
			throw new Refusal(answer.status, isHealthy ? explain(url, 'GET /workflows', answer) : `What answers at ${url} is not n8n: give the address under which you open its editor.`);
		},
		/** n8n's version, from the page of its editor; undefined where the page does not say. */
		readVersion: async (): Promise<string | undefined> => findVersion((await request(http, { method: 'GET', url: '/' })).data),
		/** Archived ones are left out. */
		listWorkflows: async (): Promise<readonly StoredWorkflow[]> => (await list<StoredWorkflow>('/workflows')).filter(({ isArchived }) => isArchived !== true),
		/** Undefined where the key may not list them. */
		listCredentials: async (): Promise<readonly Credential[] | undefined> => await unlessRefused(() => list<Credential>('/credentials')),
		/** Undefined where the key may not list them, or n8n has no such list. */
		listPackages: async (): Promise<readonly InstalledPackage[] | undefined> => await unlessRefused(() => call<InstalledPackage[]>('GET', '/community-packages')),
		/** Whether n8n knows a type of credential. */
		knowsCredentialType: async (type: string): Promise<boolean> => {
			const answer = await ask('GET', `/credentials/schema/${type}`);
			if (answer.status === 200) return true;
			if (answer.status === 404) return false;
			throw new Refusal(answer.status, explain(url, 'GET /credentials/schema', answer));
		},
		create: async (content: WorkflowContent): Promise<StoredWorkflow> => await call('POST', '/workflows', content),
		update: async (id: string, content: WorkflowContent): Promise<StoredWorkflow> => await call('PUT', `/workflows/${id}`, content),
		publish: async (id: string): Promise<void> => {
			const answer = await ask('POST', `/workflows/${id}/publish`, {});
			// Before it was called publishing.
			if (answer.status === 404 || answer.status === 405) await call('POST', `/workflows/${id}/activate`, {});
			else if (answer.status >= 300) throw new Refusal(answer.status, explain(url, 'POST /workflows/publish', answer));
		},
		/** Also after an interruption. False: it is still there. n8n refuses while it is still taking the workflow's triggers down. */
		remove: async (id: string): Promise<boolean> => {
			await ask('POST', `/workflows/${id}/unpublish`, {}, lastWishes);
			const giveUpAt = Date.now() + REMOVED_WITHIN_MS;
			for (;;) {
				const { status } = await ask('DELETE', `/workflows/${id}`, undefined, lastWishes);
				if (status < 300 || status === 404) return true;
				if (Date.now() > giveUpAt) return false;
				await wait(REMOVE_AGAIN_MS);
			}
		},
	};
}

/** One request without the key, at any address: what a customer's browser would see. Never rejects for a status. */
export async function visitPage(address: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
	return await request(createHttp(address, signal), { method: body === undefined ? 'GET' : 'POST', url: '', ...(body === undefined ? {} : { data: body }) });
}

function createHttp(url: string, signal?: AbortSignal): AxiosInstance {
	return axios.create({
		baseURL: url,
		timeout: TIMEOUT_MS,
		validateStatus: () => true,
		// A redirect would carry the key to wherever it points.
		maxRedirects: 0,
		...(isThisMachine(url) ? { proxy: false as const } : {}),
		...(signal === undefined ? {} : { signal }),
	});
}

function isThisMachine(url: string): boolean {
	return /^(127\.|localhost$|\[::1\]$)/u.test(new URL(url).hostname);
}

async function request(http: AxiosInstance, config: { method: string; url: string; headers?: Record<string, string>; data?: unknown }): Promise<Answer> {
	try {
		const { status, data, headers } = await http.request<unknown>(config);
		if (status >= 300 && status < 400) throw new Problem(`${http.defaults.baseURL} sends on to ${originOf(headers.location, http.defaults.baseURL)}: give that address instead.`);
		const date: unknown = headers.date;
		return { status, data, ...(typeof date === 'string' ? { date } : {}) };
	} catch (error) {
		throw isAxiosError(error) ? new Problem(explainNetwork(http.defaults.baseURL ?? '', error.code)) : error;
	}
}

function originOf(location: unknown, from = ''): string {
	return typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from).origin : 'another address';
}

const NETWORK: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing listens there: is n8n running, and is the port right?',
	ENOTFOUND: 'no such name is known: check how the address is spelt.',
	EAI_AGAIN: 'the name could not be looked up: check the network of this machine.',
	ECONNABORTED: `no answer within ${TIMEOUT_MS / 1000} s: is a firewall in between?`,
	ETIMEDOUT: 'no answer in time: is a firewall in between?',
	ERR_CANCELED: 'it was interrupted.',
	CERT_HAS_EXPIRED: 'its certificate has expired: renew it.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: name that file in NODE_EXTRA_CA_CERTS.',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority this machine does not know: name the authority\'s file in NODE_EXTRA_CA_CERTS.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority this machine does not know: name the authority\'s file in NODE_EXTRA_CA_CERTS.',
};

function explainNetwork(url: string, code = 'an unknown reason'): string {
	return `${url} cannot be reached: ${NETWORK[code] ?? `${code}.`}`;
}

/** What a refusal means, by its status; n8n's own words where it has some that help. */
function explain(url: string, what: string, { status, data }: Answer): string {
	const words = (data as { message?: unknown } | null)?.message;
	switch (status) {
		case 401:
			return `n8n at ${url} refused the API key: make a new one in n8n under Settings, n8n API, and give it as ${KEY_VARIABLE} or --api-key.`;
		case 403:
			return `The API key may not do this (${what}): make one in n8n under Settings, n8n API, that may list, read, create, update, publish and delete workflows, and list credentials.`;
		case 200:
		case 404:
			return typeof words === 'string' && words !== 'not found' ? `n8n answered ${what} with: ${words}` : `n8n's public API is switched off at ${url}: take N8N_PUBLIC_API_DISABLED out of its environment and start it again.`;
		case 429:
			return 'n8n asks for fewer requests: wait a minute and try again.';
		case 502:
		case 503:
		case 504:
			return `n8n at ${url} does not answer now (HTTP ${status}): is it just starting?`;
		default:
			return `n8n answered ${what} with HTTP ${status}${typeof words === 'string' ? `: ${words.slice(0, 500)}` : ''}. Its log says more.`;
	}
}

async function unlessRefused<T>(act: () => Promise<T>): Promise<T | undefined> {
	try {
		return await act();
	} catch (error) {
		if (error instanceof Refusal && [403, 404, 405].includes(error.status)) return undefined;
		throw error;
	}
}

async function looksLikeN8n(http: AxiosInstance): Promise<boolean> {
	const { data } = await request(http, { method: 'GET', url: '/healthz' });
	return (data as { status?: unknown } | null)?.status === 'ok';
}

/** The editor's page carries settings in base64, with a release "n8n@2.40.7" among them. */
export function findVersion(page: unknown): string | undefined {
	if (typeof page !== 'string') return undefined;
	for (const [, encoded = ''] of page.matchAll(/<meta name="n8n:config:[a-z-]+" content="([A-Za-z0-9+/=]+)"/gu)) {
		const version = /"release":"n8n@(\d+\.\d+\.\d+)/u.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1];
		if (version !== undefined) return version;
	}
	return undefined;
}
