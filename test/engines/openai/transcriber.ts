/** A stand-in for a service that transcribes as OpenAI's API does: answers what the test says and remembers what it was sent. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listened {
	readonly path: string;
	readonly key: string | undefined;
	readonly model: string;
	readonly format: string;
	readonly name: string;
	readonly type: string;
	readonly content: string;
}

export interface TranscriptionService {
	/** Ending in /v1. */
	readonly url: string;
	readonly listened: Listened[];
	answer: { readonly status?: number; readonly body?: string; readonly delayMs?: number };
	close(): Promise<void>;
}

/** Starts it on this machine. */
export async function startTranscriptionService(): Promise<TranscriptionService> {
	const service = { listened: [] as Listened[], answer: {}, url: '' } as unknown as { -readonly [K in keyof TranscriptionService]: TranscriptionService[K] };
	const server = createServer((request, response) => {
		void listen(request).then((listened) => {
			service.listened.push(listened);
			const { status = 200, body = JSON.stringify({ text: 'How can I return a lamp?' }), delayMs = 0 } = service.answer;
			setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body), delayMs);
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	service.close = () => new Promise((closed) => { server.close(() => closed()); server.closeAllConnections(); });
	return service;
}

async function listen(request: IncomingMessage): Promise<Listened> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().catch(() => new FormData());
	const file = form.get('file');
	const text = (name: string): string => String(form.get(name) ?? '');
	return {
		path: `${request.method} ${request.url}`, key: request.headers.authorization, model: text('model'), format: text('response_format'),
		...(file instanceof File ? { name: file.name, type: file.type, content: await file.text() } : { name: '', type: '', content: '' }),
	};
}
