/** As much of n8n's public API as the command uses, on this machine, with everything in memory. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credential, InstalledPackage } from '../../cli/n8nApi';
import type { StoredWorkflow, WorkflowContent } from '../../cli/workflow';

export const KEY = 'the-key-nobody-may-read';

export interface StandIn {
	readonly url: string;
	workflows: StoredWorkflow[];
	credentials: Credential[];
	/** Credential types that are known. */
	types: string[];
	packages: InstalledPackage[];
	version: string;
	/** Answers with this instead, for every path it names. */
	instead: Record<string, { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }>;
	/** Method and path of each request, in order. */
	readonly asked: string[];
	stop(): Promise<void>;
}

export const OUR_TYPES = ['hybridSupportDeskApi', 'hybridSupportModelApi'];

/** Starts it, empty. */
export async function startStandIn(): Promise<StandIn> {
	const asked: string[] = [];
	const state: Omit<StandIn, 'url' | 'stop' | 'asked'> = { workflows: [], credentials: [], types: OUR_TYPES, packages: [], version: '2.40.7', instead: {} };
	let made = 0;

	function answer(method: string, path: string, key: unknown, body: unknown): { status: number; body?: unknown; headers?: Record<string, string> } {
		const instead = state.instead[path];
		if (instead !== undefined) return instead;
		if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
		if (path === '/') return { status: 200, body: editorPage(state.version), headers: { 'content-type': 'text/html' } };
		if (!path.startsWith('/api/v1/')) return { status: 404, body: 'Not found' };
		if (key !== KEY) return { status: 401, body: { message: 'unauthorized' } };
		const [, , , kind, id, act] = path.split('/');
		if (kind === 'credentials' && id === 'schema') return { status: state.types.includes(act ?? '') ? 200 : 404, body: {} };
		if (kind === 'credentials') return { status: 200, body: { data: state.credentials, nextCursor: null } };
		if (kind === 'community-packages') return { status: 200, body: state.packages };
		if (kind !== 'workflows') return { status: 404, body: { message: 'not found' } };
		if (method === 'GET') return { status: 200, body: { data: state.workflows, nextCursor: null } };
		if (method === 'POST' && id === undefined) {
			made += 1;
			const stored = { ...(body as WorkflowContent), id: `made${made}`, active: false };
			// As n8n does: a trigger gets its address, settings get defaults.
			state.workflows.push({ ...stored, settings: { ...stored.settings, callerPolicy: 'workflowsFromSameOwner', availableInMCP: false }, nodes: stored.nodes.map((node, index) => (node.type.endsWith('Trigger') ? { ...node, webhookId: `hook${made}-${index}` } : node)) });
			return { status: 200, body: state.workflows.at(-1) };
		}
		const at = state.workflows.findIndex((workflow) => workflow.id === id);
		const found = state.workflows[at];
		if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
		const changed = { ...found, ...(method === 'PUT' ? (body as WorkflowContent) : {}), ...(act === 'publish' ? { active: true } : act === 'unpublish' ? { active: false } : {}) };
		if (method === 'DELETE') state.workflows.splice(at, 1);
		else state.workflows[at] = changed;
		return { status: 200, body: changed };
	}

	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const path = (request.url ?? '/').split('?')[0] ?? '/';
			asked.push(`${request.method} ${path}`);
			const { status, body: said, headers = {} } = answer(request.method ?? 'GET', path, request.headers['x-n8n-api-key'], body);
			response.writeHead(status, { 'content-type': typeof said === 'string' ? 'text/plain' : 'application/json', ...headers });
			response.end(typeof said === 'string' ? said : JSON.stringify(said ?? {}));
		});
	});
	await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
	return Object.assign(state, {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		stop: () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
	});
}

function editorPage(version: string): string {
	const settings = Buffer.from(JSON.stringify({ dsn: '', release: `n8n@${version}` })).toString('base64');
	return `<!doctype html><html><head><meta name="n8n:config:rest-endpoint" content="cmVzdA=="><meta name="n8n:config:sentry" content="${settings}"></head></html>`;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const text = Buffer.concat(parts).toString('utf8');
	return text === '' ? undefined : JSON.parse(text);
}
