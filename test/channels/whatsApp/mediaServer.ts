/** Meta's side of fetching a file, on this machine and without TLS: what an id is about, and the file at another path. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request; `base` is the server's own address. */
export type Answer = (response: ServerResponse, request: IncomingMessage, base: string) => void;

export interface MediaServer {
	readonly base: string;
	/** Paths asked for, with the token that came along. */
	readonly asked: ReadonlyArray<{ readonly path: string; readonly token: string | undefined }>;
	/** What to answer at a path. */
	answer(path: string, answer: Answer): void;
	/** A file that Meta has under this id. */
	has(id: string, file: { readonly content: Buffer; readonly mimeType: string; readonly told?: object }): void;
	close(): Promise<void>;
}

/** Starts it. What nobody told it is 404. */
export async function startMediaServer(): Promise<MediaServer> {
	const answers = new Map<string, Answer>();
	const asked: Array<{ path: string; token: string | undefined }> = [];
	const server: Server = createServer((request, response) => {
		const path = request.url ?? '';
		asked.push({ path, token: request.headers.authorization });
		const answer = answers.get(path) ?? ((notFound) => notFound.writeHead(404).end());
		answer(response, request, base);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const answer = (path: string, how: Answer): void => void answers.set(path, how);
	return {
		base,
		asked,
		answer,
		has(id, { content, mimeType, told = {} }) {
			answer(`/v23.0/${id}`, (response) => json(response, { messaging_product: 'whatsapp', url: `${base}/file/${id}`, mime_type: mimeType, file_size: String(content.length), id, ...told }));
			answer(`/file/${id}`, (response) => response.writeHead(200, { 'content-type': mimeType }).end(content));
		},
		close: () => new Promise((closed) => { server.close(() => closed()); server.closeAllConnections(); }),
	};
}

/** A JSON answer. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
