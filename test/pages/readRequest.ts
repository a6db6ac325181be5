/** Reads a real HTTP request the way n8n and the triggers hand it to a page. */
import type { IncomingMessage } from 'node:http';
import type { PageRequest } from '../../pages/shared/http';

/** A body that is not JSON is absent; of a header sent twice the first counts. */
export async function readRequest(request: IncomingMessage, query: URLSearchParams, baseUrl: string): Promise<PageRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const raw = Buffer.concat(chunks);
	let body: unknown;
	try {
		body = JSON.parse(raw.toString('utf8'));
	} catch {
		body = undefined;
	}
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
	return { method: request.method === 'POST' ? 'POST' : 'GET', query: Object.fromEntries(query), headers, body, bodyBytes: raw.length, baseUrl };
}
