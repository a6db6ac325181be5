/** Serves a chat over real HTTP, as the trigger does inside n8n, and counts what it would hand on. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleChat, type ChatContext } from '../../pages/chat/chatApi';
import type { ChatSettings } from '../../pages/chat/chatView';
import type { PageAnswer } from '../../pages/shared/http';
import { createLiveHub } from '../../pages/shared/live';
import { loadPage } from '../../pages/shared/loadPage';
import { WORLD } from '../../nodes/shared/world';
import { createMemoryLedger, type MemoryLedger } from './chatLedger';
import { readRequest } from './readRequest';

export { WORLD };

export const SETTINGS: ChatSettings = {
	title: 'Juniper & Finch',
	companyName: 'Juniper & Finch',
	assistantName: 'Mira',
	welcome: '',
	colour: '#3d5a45',
	language: 'en',
	allowedOrigins: [],
};

export function createContext(ledger: MemoryLedger, change: Partial<ChatContext> = {}): ChatContext {
	return {
		ledger,
		live: createLiveHub({ ledger }),
		world: WORLD,
		inbox: 'main',
		chatId: 'chat-1',
		settings: SETTINGS,
		includeReasons: false,
		isTest: false,
		loadPage: () => ({ body: '', csp: '' }),
		...change,
	};
}

export interface ChatServer {
	/** Address of the chat page. */
	readonly url: string;
	readonly ledger: MemoryLedger;
	readonly emitted: readonly unknown[];
	/** While true connections are cut instead of answered. */
	cut: boolean;
	/** While true the API answers as n8n does that has not registered its webhooks yet. */
	isStarting: boolean;
	/** While true event streams open but nothing comes through, as behind some proxies. */
	holdsStreams: boolean;
	/** Ends every open connection. */
	drop(): void;
	stop(): Promise<void>;
}

/** @param dir where the built pages are. */
export async function startChatServer(dir: string, change: Partial<ChatContext> = {}): Promise<ChatServer> {
	const ledger = createMemoryLedger();
	const context = createContext(ledger, { loadPage: (name, ancestors) => loadPage(name, dir, ancestors), ...change });
	const emitted: unknown[] = [];
	const server = createServer((request, response) => void serve(request, response));

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://localhost');
		if (chat.cut) return void request.socket.destroy();
		if (url.pathname === '/site') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(HOST_SITE);
		const route = url.pathname === '/webhook/w/chat' ? 'page' : url.pathname === '/webhook/w/chat/widget.js' ? 'widget' : url.pathname === '/webhook/w/chat/api' ? 'api' : undefined;
		if (route === undefined || (route === 'api' && chat.isStarting)) return void response.writeHead(404).end();
		const { response: answer, emit } = await handleChat(route, await readRequest(request, url.searchParams, chat.url), context);
		if (emit !== undefined) emitted.push(emit);
		switch (answer.kind) {
			case 'answer':
				return send(response, answer);
			case 'later':
				response.on('close', answer.left);
				return send(response, await answer.answer);
			case 'stream': {
				response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform', ...answer.headers });
				response.flushHeaders();
				if (chat.holdsStreams) return;
				const leave = answer.open({
					send: ({ id, name, data }) => void response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
					beat: () => void response.write(':\n\n'),
					end: () => void response.end(),
				});
				response.on('close', leave);
			}
		}
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const chat: ChatServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/w/chat`,
		ledger,
		emitted,
		cut: false,
		isStarting: false,
		holdsStreams: false,
		drop: () => server.closeAllConnections(),
		stop: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
	return chat;
}

/** A site with styles that would spoil a widget they reached. */
const HOST_SITE = '<!doctype html><style>div,button,span,iframe{display:none!important;color:red!important}</style><h1>Shop</h1><script src="/webhook/w/chat/widget.js" async></script>';

function send(response: ServerResponse, answer: PageAnswer): void {
	response.writeHead(answer.status, answer.headers).end(answer.body);
}
