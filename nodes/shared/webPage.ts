/** Translates between n8n's webhook calls and the pages' own requests and responses. */
import type { IWebhookFunctions } from 'n8n-workflow';
import type { EventSink, PageRequest, PageResponse } from '../../kit';
import { assertNever } from './assertNever';

/** What a stream's visitor may leave unread; beyond, the connection is dropped and a page connects anew. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** Reads the call. `page` is the last part of the page's own path, e.g. `chat`. */
export function readPageRequest(context: IWebhookFunctions, page: string): PageRequest {
	const request = context.getRequestObject();
	const length = Number(request.headers['content-length'] ?? 0);
	return {
		method: request.method === 'POST' ? 'POST' : 'GET',
		query: firstValues(request.query),
		headers: firstValues(request.headers),
		body: typeof request.body === 'object' ? request.body : undefined,
		bodyBytes: request.rawBody?.length ?? (Number.isFinite(length) ? length : 0),
		baseUrl: baseUrl(context, page),
	};
}

/** The path below the page: '' for the page itself, else e.g. `api`. */
export function routeOf(context: IWebhookFunctions, page: string): string {
	const path = context.getRequestObject().path.replace(/\/+$/u, '');
	return path.slice(path.lastIndexOf(`/${page}`) + page.length + 2);
}

/** Writes the answer. Streams and late answers go on after the webhook call has returned. */
export function writePageResponse(context: IWebhookFunctions, response: PageResponse): void {
	const target = context.getResponseObject();
	// n8n lets any site read any answer; which ones may is for the page to say.
	target.removeHeader('access-control-allow-origin');
	switch (response.kind) {
		case 'answer':
			send(target, response);
			return;
		case 'file':
			target.writeHead(response.status, { ...response.headers, 'content-length': response.content.byteLength });
			target.end(response.content);
			return;
		case 'later':
			whenGone(target, response.left);
			void response.answer.then((answer) => {
				if (!target.writableEnded && !target.destroyed) send(target, answer);
			});
			return;
		case 'stream': {
			target.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no', ...response.headers });
			target.flushHeaders();
			whenGone(target, response.open(eventSink(target)));
			return;
		}
		default:
			return assertNever(response);
	}
}

/** With a length n8n's compression lets short answers alone: zipping an acknowledgement costs more than it saves. */
function send(target: Target, { status, headers, body }: Extract<PageResponse, { kind: 'answer' }>): void {
	target.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
	target.end(body);
}

/** Tells the operator what failed, in one line. */
export function logFailure(context: IWebhookFunctions, failure: unknown): void {
	context.logger.error(`${context.getNode().name}: ${failure instanceof Error ? failure.message : String(failure)}`);
}

/** The last resort: something failed that no page foresaw. The visitor is told to try again. */
export function answerFailure(context: IWebhookFunctions, error: unknown): void {
	logFailure(context, error);
	const target = context.getResponseObject();
	if (target.headersSent || target.writableEnded) return;
	try {
		target.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '5' });
		target.end(JSON.stringify({ error: { code: 'unavailable', message: 'The support desk cannot be reached right now. Please try again in a moment.' } }));
	} catch (gone) {
		context.logger.error(`${context.getNode().name}: no answer could be written: ${gone instanceof Error ? gone.message : String(gone)}`);
	}
}

type Target = ReturnType<IWebhookFunctions['getResponseObject']>;

/** Tells when the visitor is gone, who may have left before we were ready. The request's own "close" is no sign of it: n8n may have read the request to its end. */
function whenGone(target: Target, left: () => void): void {
	if (target.destroyed) left();
	else target.once('close', left);
}

function eventSink(target: Target): EventSink {
	const write = (text: string): void => {
		if (target.writableEnded || target.destroyed) return;
		if (target.writableLength > MAX_UNREAD_BYTES) target.destroy();
		else target.write(text);
	};
	return {
		send: ({ id, name, data }) => write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
		beat: () => write(': beat\n\n'),
		end: () => void (target.writableEnded || target.end()),
	};
}

/**
 * The page's address as the visitor sees it. A browser's own Origin wins when it names the host it
 * called; behind a proxy that rewrites Host, n8n's configured webhook address does.
 */
function baseUrl(context: IWebhookFunctions, page: string): string {
	const request = context.getRequestObject();
	const path = request.path.slice(0, request.path.lastIndexOf(`/${page}`) + page.length + 1);
	return visitorOrigin(context, request.headers.origin, request.headers.host) + path;
}

function visitorOrigin(context: IWebhookFunctions, origin: string | undefined, host: string | undefined): string {
	if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host) return origin;
	const configured = context.getNodeWebhookUrl('setup') ?? '';
	if (URL.canParse(configured) && new URL(configured).host !== 'localhost') return new URL(configured).origin;
	return `${context.getRequestObject().protocol}://${host ?? 'localhost'}`;
}

function firstValues(from: object): Record<string, string> {
	const values: Record<string, string> = {};
	for (const [key, value] of Object.entries(from)) {
		const first: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof first === 'string') values[key] = first;
	}
	return values;
}
