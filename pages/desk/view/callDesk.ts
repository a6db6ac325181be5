/** The page's side of the desk API. */
import type { DeskMe } from '../deskApi';

/** A "no" from the desk, with the sentence the person sees. */
export class DeskProblem extends Error {
	constructor(readonly code: string, message: string) {
		super(message);
	}
}

const API = `${location.pathname.replace(/\/+$/u, '')}/api`;

let whenSignedOut: () => void = () => undefined;

/** Names who is told when the session is over. */
export function onSignedOut(tell: () => void): void {
	whenSignedOut = tell;
}

/** Does something at the desk. Rejects with a {@link DeskProblem} only. */
export async function callDesk<T = unknown>(action: string, fields: object = {}): Promise<T> {
	return await send<T>(API, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-desk': '1' },
		body: JSON.stringify({ ...fields, action }),
	});
}

/** Where a file that a customer sent opens. */
export function addressOfFile(inbox: string, fileId: string): string {
	return `${API}?${new URLSearchParams({ action: 'file', inbox, file: fileId }).toString()}`;
}

/** Who is signed in here. */
export async function askWhoAmI(): Promise<DeskMe> {
	return await send<DeskMe>(`${API}?action=me`, {});
}

/** The sentence for anything that was thrown. */
export function sentenceOf(problem: unknown): string {
	return problem instanceof DeskProblem ? problem.message : 'Something in this page went wrong. Reload it; what was sent is safe.';
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
	let response: Response;
	let body: unknown;
	try {
		response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...init });
		body = await response.json();
	} catch {
		throw new DeskProblem('offline', 'No connection to the desk. Check your network and try again.');
	}
	if (response.ok) return body as T;
	const { code = 'unknown', message = sentenceFor(response.status) } = (body as { error?: { code?: string; message?: string } }).error ?? {};
	if (code === 'signedOut') whenSignedOut();
	throw new DeskProblem(code, message);
}

/** Where the answer is not the desk's own: n8n answers 404 while it starts, a proxy 502 or 503. */
function sentenceFor(status: number): string {
	return [404, 502, 503].includes(status) ? 'The desk is just starting. Try again in some seconds.' : 'The desk gave an answer this page does not understand. Reload it.';
}

/** What happened to the live connection. */
export interface LiveHandlers {
	/** Conversations concerned; empty: anything may have changed. */
	readonly changed: (changes: ReadonlyArray<{ readonly inbox: string; readonly conversationId: string }>) => void;
	readonly connected: (isConnected: boolean) => void;
}

/** Milliseconds before a connection the browser gave up is tried again. */
const RETRY_MS = 4000;

/** Keeps a live connection until the returned function is called. After every (re)connect everything is read again. */
export function connectLive({ changed, connected }: LiveHandlers): () => void {
	let source: EventSource | undefined;
	let retry: number | undefined;
	let closed = false;

	function connect(): void {
		source = new EventSource(`${API}?action=events`);
		source.addEventListener('open', () => {
			connected(true);
			changed([]);
		});
		source.addEventListener('change', (event) => {
			const { changes } = JSON.parse((event as MessageEvent<string>).data) as { changes: Parameters<LiveHandlers['changed']>[0] };
			changed(changes);
		});
		source.addEventListener('signedOut', () => whenSignedOut());
		source.addEventListener('error', () => {
			connected(false);
			// The browser retries by itself unless the answer was a refusal.
			if (source?.readyState === EventSource.CLOSED) retryLater();
		});
	}

	function retryLater(): void {
		if (!closed) retry = window.setTimeout(() => void checkAndConnect(), RETRY_MS);
	}

	async function checkAndConnect(): Promise<void> {
		const me = await askWhoAmI().catch(() => undefined);
		if (closed) return;
		if (me?.agent !== undefined) return connect();
		if (me !== undefined) whenSignedOut();
		retryLater();
	}

	connect();
	return () => {
		closed = true;
		source?.close();
		window.clearTimeout(retry);
	};
}
