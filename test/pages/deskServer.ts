/** Serves a desk over real HTTP, as the trigger does inside n8n, on a real ledger. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../core/conversation/ledger';
import { type DeskContext, createSignInGuard, handleDesk } from '../../pages/desk/deskApi';
import { type LiveHub, createLiveHub } from '../../pages/shared/live';
import { openSqliteLedger } from '../../store';
import { WORLD } from '../../nodes/shared/world';
import { readRequest } from './readRequest';

export { WORLD };

export const ADMIN = { name: 'Ada Moreau', email: 'ada@shop.example', password: 'correct horse battery' } as const;

export interface OpenLedger {
	readonly ledger: Ledger;
	close(): Promise<void>;
}

/** A ledger in a folder of its own, removed at the end. */
export async function openLedger(): Promise<OpenLedger> {
	const dir = await mkdtemp(join(tmpdir(), 'desk-'));
	const ledger = await openSqliteLedger({ path: join(dir, 'ledger.sqlite') });
	return {
		ledger,
		close: async () => {
			await ledger.close();
			await rm(dir, { recursive: true, force: true });
		},
	};
}

export function createContext(ledger: Ledger, change: Partial<DeskContext> = {}): DeskContext & { readonly live: LiveHub } {
	return {
		ledger,
		world: WORLD,
		deskId: 'desk-1',
		title: 'Juniper Lamps support',
		admin: ADMIN,
		guard: createSignInGuard(),
		loadPage: () => ({ body: '<html lang="en"><title>Support</title></html>', csp: "default-src 'none'" }),
		...change,
		live: createLiveHub({ ledger, beatMs: 1000 }),
	};
}

export interface DeskServer {
	/** Address of the desk page. */
	readonly url: string;
	readonly events: ReadonlyArray<Record<string, unknown>>;
	stop(): Promise<void>;
}

export async function startDeskServer(context: DeskContext, port = 0): Promise<DeskServer> {
	const events: Array<Record<string, unknown>> = [];
	let url = '';
	const server = createServer((request, response) => void serve(request, response));

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', url);
		const route = pathname === '/webhook/w/desk' ? 'page' : pathname === '/webhook/w/desk/api' ? 'api' : undefined;
		if (route === undefined) return void response.writeHead(404).end();
		const { response: answer, event } = await handleDesk(route, await readRequest(request, searchParams, url), context);
		if (event !== undefined) events.push(event);
		if (answer.kind === 'answer') return void response.writeHead(answer.status, answer.headers).end(answer.body);
		if (answer.kind === 'file') return void response.writeHead(answer.status, answer.headers).end(answer.content);
		if (answer.kind === 'later') throw new Error('The desk has no long polls');
		response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' }).flushHeaders();
		const leave = answer.open({
			send: ({ id, name, data }) => void response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
			beat: () => void response.write(':\n\n'),
			end: () => void response.end(),
		});
		response.on('close', leave);
	}

	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/w/desk`;
	return {
		url,
		events,
		stop: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
