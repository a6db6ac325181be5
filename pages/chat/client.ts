/** The page's connection to the chat API: one session, an outbox that never loses a message, live updates. */
import type { FeedEntry } from '../../core/conversation/ledger';
import type { ChatView } from './chatView';
import { readEvents } from './readEvents';

/** A message on its way. It keeps its id until the server has it, so that sending it again cannot double it. */
export interface Outgoing {
	readonly id: string;
	readonly text: string;
	readonly asksForPerson: boolean;
	/** ISO 8601, the visitor's clock. */
	readonly at: string;
	readonly state: 'sending' | 'sent' | 'failed';
	/** The server's id; absent until it has answered. */
	readonly messageId?: string;
}

/** Everything the page shows. */
export interface ChatModel extends ChatView {
	readonly outbox: readonly Outgoing[];
	/** `idle`: nothing to follow yet. */
	readonly connection: 'idle' | 'online' | 'reconnecting';
}

export interface ChatClient {
	send(text: string): void;
	/** `text` is shown until the server's own words arrive. */
	askForPerson(text: string): void;
	sendAgain(id: string): void;
}

/** Waits before the automatic attempts, milliseconds. Afterwards the customer decides. */
const RETRY_DELAYS_MS = [800, 2500];
/** A stream that shows nothing for so long is not getting through: some proxies hold it back. */
const FIRST_EVENT_MS = 5000;
/** More than two of the server's beats (15 s). */
const SILENCE_MS = 40_000;
const SEND_TIMEOUT_MS = 20_000;
const LONGEST_PAUSE_MS = 15_000;
const POLL_SECONDS = 25;

/** Refused in a way that the same request may not be later. */
class Retryable extends Error {}

/**
 * Connects. An earlier session of this browser at this address is taken up again.
 *
 * @param api address of the API, without query.
 * @param identity what the site signed of its signed-in visitor; absent for others.
 * @param changed called with the new model after each change.
 */
export function createChatClient(api: string, locale: string, changed: (model: ChatModel) => void, identity?: string): ChatClient {
	// Whoever signs in, or is another one, does not see the chat of before.
	const storageKey = `support-chat:${api}${identity === undefined ? '' : `#${subjectOf(identity)}`}`;
	let token = readStored(storageKey);
	let model: ChatModel = { owner: 'bot', status: 'open', entries: [], seq: 0, outbox: [], connection: 'idle' };
	let isFollowing = false;
	let isStreaming = true;
	let opening: Promise<void> | undefined;
	let failures = 0;
	let wakeUp = (): void => undefined;

	function update(change: Partial<ChatModel>): void {
		model = { ...model, ...change };
		changed(model);
	}

	function updateOutgoing(id: string, change: Partial<Outgoing>): void {
		update({ outbox: model.outbox.map((outgoing) => (outgoing.id === id ? { ...outgoing, ...change } : outgoing)) });
	}

	function enqueue(text: string, asksForPerson: boolean): void {
		const outgoing: Outgoing = { id: crypto.randomUUID?.() ?? fallbackId(), text, asksForPerson, at: new Date().toISOString(), state: 'sending' };
		update({ outbox: [...model.outbox, outgoing] });
		void deliver(outgoing);
	}

	async function deliver(outgoing: Outgoing): Promise<void> {
		updateOutgoing(outgoing.id, { state: 'sending' });
		for (const delay of [...RETRY_DELAYS_MS, undefined]) {
			try {
				const body = outgoing.asksForPerson ? { action: 'human', id: outgoing.id, locale } : { action: 'message', id: outgoing.id, text: outgoing.text, locale };
				const { messageId } = await post(body);
				updateOutgoing(outgoing.id, { state: 'sent', messageId: String(messageId) });
				void follow();
				return;
			} catch (error) {
				if (delay === undefined || (error instanceof Error && !(error instanceof Retryable) && error.name === 'Refused')) break;
				await pause(delay);
			}
		}
		updateOutgoing(outgoing.id, { state: 'failed' });
	}

	async function post(body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
		if (token === undefined) await (opening ??= openSession().finally(() => (opening = undefined)));
		const used = token;
		const answer = await request(body, used);
		if (answer.status === 401) {
			// The session is gone (erased, or another installation): begin anew rather than fail for ever.
			if (token === used) forgetSession();
			throw new Retryable('session');
		}
		return readAnswer(answer);
	}

	async function openSession(): Promise<void> {
		const signed = identity === undefined ? undefined : await request({ action: 'start', locale, identity }, undefined);
		// A visitor whose identity is refused is a stranger, but not without a chat.
		const answer = await readAnswer(signed === undefined || signed.status === 401 ? await request({ action: 'start', locale }, undefined) : signed);
		token = String(answer.session);
		store(storageKey, token);
	}

	function forgetSession(): void {
		token = undefined;
		store(storageKey, undefined);
		update({ entries: [], seq: 0, owner: 'bot', status: 'open', queuePosition: undefined, agentName: undefined, connection: 'idle' });
	}

	function request(body: Readonly<Record<string, unknown>>, session: string | undefined): Promise<Response> {
		const headers = { 'Content-Type': 'application/json', ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }) };
		return fetch(api, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
	}

	async function follow(): Promise<void> {
		if (isFollowing) return wakeUp();
		isFollowing = true;
		while (token !== undefined) {
			try {
				await (isStreaming ? streamOnce(token) : pollOnce(token));
			} catch (error) {
				if (error instanceof Error && error.message === 'session') forgetSession();
				else {
					failures += 1;
					if (failures > 1) update({ connection: 'reconnecting' });
					await Promise.race([pause(Math.min(LONGEST_PAUSE_MS, 300 * 2 ** failures) * (0.7 + Math.random() * 0.6)), new Promise<void>((resolve) => (wakeUp = resolve))]);
				}
			}
		}
		isFollowing = false;
	}

	async function streamOnce(session: string): Promise<void> {
		const abort = new AbortController();
		let timer = setTimeout(() => abort.abort(), FIRST_EVENT_MS);
		let isFirst = true;
		try {
			const answer = await read('events', session, abort.signal);
			await readEvents(answer, (event) => {
				clearTimeout(timer);
				timer = setTimeout(() => abort.abort(), SILENCE_MS);
				if (event?.name !== 'state') return;
				isFirst = false;
				receive(JSON.parse(event.data) as ChatView);
			});
			throw new Retryable('ended');
		} catch (error) {
			// Opened, but nothing came through: ask instead of listening.
			if (isFirst && abort.signal.aborted) isStreaming = false;
			throw error;
		} finally {
			clearTimeout(timer);
		}
	}

	async function pollOnce(session: string): Promise<void> {
		const answer = await read(`poll&wait=${POLL_SECONDS}`, session, AbortSignal.timeout((POLL_SECONDS + 10) * 1000));
		receive((await answer.json()) as ChatView);
	}

	async function read(action: string, session: string, signal: AbortSignal): Promise<Response> {
		const answer = await fetch(`${api}?action=${action}&after=${model.seq}`, { headers: { Authorization: `Bearer ${session}` }, cache: 'no-store', signal });
		if (answer.status === 401) throw new Error('session');
		if (!answer.ok) throw new Retryable(String(answer.status));
		return answer;
	}

	function receive(view: ChatView): void {
		failures = 0;
		const { entries, ...rest } = view;
		update({ queuePosition: undefined, agentName: undefined, ...rest, seq: Math.max(model.seq, view.seq), entries: merge(model.entries, entries), connection: 'online' });
	}

	addEventListener('online', () => wakeUp());
	document.addEventListener('visibilitychange', () => wakeUp());
	if (token !== undefined) void follow();
	return {
		send: (text) => enqueue(text, false),
		askForPerson: (text) => enqueue(text, true),
		sendAgain: (id) => {
			const outgoing = model.outbox.find((candidate) => candidate.id === id && candidate.state === 'failed');
			if (outgoing !== undefined) void deliver(outgoing);
		},
	};
}

async function readAnswer(answer: Response): Promise<Readonly<Record<string, unknown>>> {
	if (answer.ok) return (await answer.json()) as Record<string, unknown>;
	// While n8n starts it answers 404, as if there were no chat; the API itself never does to its own page.
	if (answer.status === 404 || answer.status === 429 || answer.status >= 500) throw new Retryable(String(answer.status));
	throw Object.assign(new Error(String(answer.status)), { name: 'Refused' });
}

/** In order, each once. */
function merge(known: readonly FeedEntry[], more: readonly FeedEntry[]): readonly FeedEntry[] {
	const bySeq = new Map(known.map((entry) => [entry.seq, entry]));
	for (const entry of more) bySeq.set(entry.seq, entry);
	return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `crypto.randomUUID` exists only on https and localhost. */
function fallbackId(): string {
	return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whom a token is about, not whether that is true: it only tells browsers' users apart. */
function subjectOf(token: string): string {
	try {
		const claims = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/gu, '+').replace(/_/gu, '/'))) as { readonly sub?: unknown };
		return String(claims.sub).slice(0, 200);
	} catch {
		return '';
	}
}

/** Storage may be forbidden (private window, foreign frame): then the session lasts as long as the page. */
function readStored(key: string): string | undefined {
	try {
		return localStorage.getItem(key) ?? undefined;
	} catch {
		return undefined;
	}
}

function store(key: string, value: string | undefined): void {
	try {
		if (value === undefined) localStorage.removeItem(key);
		else localStorage.setItem(key, value);
	} catch {
		// See readStored.
	}
}
