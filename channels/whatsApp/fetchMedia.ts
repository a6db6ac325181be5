/**
 * Fetches what a customer sent along on WhatsApp. Meta's webhook names it by an id; the Graph API tells, for a few minutes, an
 * address at which it can be had with the same access token.
 */
import type { Readable } from 'node:stream';
import { MAX_KEPT_FILE_BYTES, TOO_LARGE } from '../../core/message/files';

/** Of the Graph API. Meta serves a version for two years; the credential's test asks the same one. */
const GRAPH_VERSION = 'v23.0';
/** For both requests of a file together, milliseconds. */
const TIMEOUT_MS = 15_000;
/** Largest description of a file read, bytes; Meta's have about 500. */
const MAX_DESCRIPTION_BYTES = 64 * 1024;

/** GETs an address with the access token, and follows no redirect, since the token would go along. Rejects when nobody answers. */
export type GetMedia = (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly body: Readable }>;

export interface MediaRequest {
	/** Of the Graph API, as the credential names it. */
	readonly baseUrl: string;
	readonly get: GetMedia;
	/** Milliseconds; 15 s when absent. */
	readonly timeoutMs?: number;
}

/** The file, or why it is not to be had: a sentence for people, with nothing of the customer's in it. */
export type FetchedMedia = { readonly content: Buffer; /** Absent when Meta did not say. */ readonly mimeType?: string } | { readonly problem: string };

/** Never rejects. */
export async function fetchMedia(mediaId: string, { baseUrl, get, timeoutMs = TIMEOUT_MS }: MediaRequest): Promise<FetchedMedia> {
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const base = baseUrl.trim().replace(/\/+$/u, '');
		const described = await read(await get(`${base}/${GRAPH_VERSION}/${encodeURIComponent(mediaId)}`, signal), MAX_DESCRIPTION_BYTES, signal);
		if ('problem' in described) return described;
		const { url, file_size: size, mime_type: mimeType } = JSON.parse(described.content.toString('utf8')) as Readonly<Record<string, unknown>>;
		if (Number(size) > MAX_KEPT_FILE_BYTES) return { problem: TOO_LARGE };
		if (!mayHaveToken(url, base)) return { problem: 'WhatsApp did not say where it is.' };
		const file = await read(await get(url, signal), MAX_KEPT_FILE_BYTES, signal);
		return 'problem' in file || typeof mimeType !== 'string' ? file : { ...file, mimeType };
	} catch (error) {
		if (signal.aborted) return { problem: `WhatsApp did not hand it out within ${timeoutMs / 1000} seconds.` };
		return { problem: error instanceof SyntaxError ? 'WhatsApp\'s answer could not be read.' : 'WhatsApp could not be reached.' };
	}
}

/** Meta's files are on another host than its API, so the host is Meta's to name; over an open line the token goes only where the credential sends it. */
function mayHaveToken(url: unknown, base: string): url is string {
	if (typeof url !== 'string' || !URL.canParse(url)) return false;
	const { protocol, origin } = new URL(url);
	return protocol === 'https:' || (protocol === 'http:' && URL.canParse(base) && new URL(base).origin === origin);
}

async function read({ status, body }: Awaited<ReturnType<GetMedia>>, maxBytes: number, signal: AbortSignal): Promise<{ readonly content: Buffer } | { readonly problem: string }> {
	const stop = (): void => void body.destroy(new Error('The time is up'));
	if (signal.aborted) stop();
	else signal.addEventListener('abort', stop, { once: true });
	try {
		if (status !== 200) return { problem: explain(status) };
		const chunks: Buffer[] = [];
		let length = 0;
		for await (const chunk of body) {
			chunks.push(chunk as Buffer);
			length += (chunk as Buffer).length;
			if (length > maxBytes) return { problem: TOO_LARGE };
		}
		return { content: Buffer.concat(chunks) };
	} finally {
		signal.removeEventListener('abort', stop);
		body.on('error', () => undefined).destroy();
	}
}

/** Meta answers 400 too for an id it does not know any more. */
function explain(status: number): string {
	if (status === 400 || status === 404 || status === 410) return 'WhatsApp does not have it any more.';
	if (status === 401 || status === 403) return 'WhatsApp refused the access token of the credential.';
	return `WhatsApp answered with status ${status}.`;
}
