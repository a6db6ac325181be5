/**
 * The pages' side of HTTP, free of any server: triggers translate n8n's request into a
 * {@link PageRequest} and write a {@link PageResponse} back.
 */

export interface PageRequest {
	readonly method: 'GET' | 'POST';
	/** Query values, first one each. */
	readonly query: Readonly<Record<string, string>>;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Parsed JSON; undefined when there was none or it was not JSON. */
	readonly body: unknown;
	/** Bytes of the raw body; 0 when none. */
	readonly bodyBytes: number;
	/** The address under which the visitor reached this page's folder, e.g. `https://n8n.example/webhook/abc/chat`. */
	readonly baseUrl: string;
}

export interface PageAnswer {
	readonly kind: 'answer';
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** A file, or a part of one. */
export interface PageFile {
	readonly kind: 'file';
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly content: Uint8Array;
}

/** A server-sent event stream: `open` is called once with a way to write, and returns what to do when the visitor leaves. */
export interface PageStream {
	readonly kind: 'stream';
	/** Headers beyond those of every event stream; absent: none. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly open: (sink: EventSink) => () => void;
}

/** An answer that comes when something happens or the time is up (long poll). `left` is called when the visitor leaves first. */
export interface PageLater {
	readonly kind: 'later';
	readonly answer: Promise<PageAnswer>;
	readonly left: () => void;
}

export interface EventSink {
	/** One event; `id` lets the browser say where it was when it reconnects. */
	send(event: { readonly id?: number; readonly name: string; readonly data: unknown }): void;
	/** A comment line that keeps proxies from closing an idle stream. */
	beat(): void;
	end(): void;
}

export type PageResponse = PageAnswer | PageFile | PageStream | PageLater;

/** What every page may ask of the world. */
export interface World {
	/** ISO 8601, UTC. */
	readonly now: () => string;
	/** New unguessable id (UUID v4). */
	readonly newId: () => string;
	/** New unguessable session token, 32 random bytes, base64url. */
	readonly newToken: () => string;
	/** SHA-256, hex: only hashes of tokens are stored. */
	readonly hash: (token: string) => string;
}
