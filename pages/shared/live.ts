/**
 * Live updates: tells open chats and desks that something happened to their conversations.
 *
 * The hub reads the store's change list, so it also sees what another process wrote. One read per
 * interval serves all listeners together, and nothing is read while nobody listens.
 */
import type { Change, Ledger } from '../../core/conversation/ledger';

/** One conversation, or everything in some inboxes (`*`: all of them). */
export type Interest = { readonly inbox: string; readonly conversationId: string } | { readonly inboxes: readonly string[] };

export interface LiveListener {
	/**
	 * What happened since the last call, oldest first. An empty list means "something may have happened: read again".
	 * What it throws is dropped.
	 */
	readonly changed: (changes: readonly Change[]) => void;
	/** Called every `beatMs`, for streams that must not fall silent. */
	readonly beat?: () => void;
}

export interface LiveHub {
	/** Listens until the returned function is called. Subscribe first and read the store afterwards, then nothing falls in between. */
	subscribe(interest: Interest, listener: LiveListener): () => void;
	/** This process has just written: look now instead of at the end of the interval. */
	nudge(): void;
	/** Runs something once after `ms` milliseconds, unless the returned function is called before. */
	after(ms: number, run: () => void): () => void;
	/** How many listen now. */
	listening(): number;
}

export interface LiveOptions {
	readonly ledger: Pick<Ledger, 'changesSince' | 'lastSeq'>;
	/** Milliseconds between two looks; 300 by default: a reply is seen well within a second. */
	readonly intervalMs?: number;
	/** Milliseconds between two beats; 15 s by default, below the 30–60 s after which proxies close an idle stream. */
	readonly beatMs?: number;
	readonly setTimer?: (run: () => void, ms: number) => unknown;
	readonly clearTimer?: (timer: unknown) => void;
}

/** A full list of changes (see {@link Ledger.changesSince}): there are probably more. */
const FULL_BATCH = 500;

export function createLiveHub(options: LiveOptions): LiveHub {
	const { ledger, intervalMs = 300, beatMs = 15_000, setTimer = startTimer, clearTimer = stopTimer } = options;
	const listeners = new Set<LiveListener>();
	const byKey = new Map<string, Set<LiveListener>>();
	let cursor: number | undefined;
	let pollTimer: unknown;
	let beatTimer: unknown;
	let polling = false;
	let pollAgain = false;

	function subscribe(interest: Interest, listener: LiveListener): () => void {
		// An object of its own: the same listener may subscribe twice.
		const own: LiveListener = { changed: (changes) => listener.changed(changes), beat: () => listener.beat?.() };
		const keys = keysOf(interest);
		listeners.add(own);
		for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(own));
		if (listeners.size === 1) start();
		return () => {
			if (!listeners.delete(own)) return;
			for (const key of keys) {
				byKey.get(key)?.delete(own);
				if (byKey.get(key)?.size === 0) byKey.delete(key);
			}
			if (listeners.size === 0) stop();
		};
	}

	function start(): void {
		beatTimer = setTimer(beat, beatMs);
		void poll();
	}

	function stop(): void {
		clearTimer(pollTimer);
		clearTimer(beatTimer);
		cursor = undefined;
	}

	function beat(): void {
		// Set before the calls: the last listener to leave stops it again.
		beatTimer = setTimer(beat, beatMs);
		for (const listener of [...listeners]) attempt(() => listener.beat?.());
	}

	async function poll(): Promise<void> {
		if (polling) {
			pollAgain = true;
			return;
		}
		polling = true;
		clearTimer(pollTimer);
		do {
			pollAgain = false;
			// A failing store is asked again at the next interval.
			await look().catch(() => undefined);
		} while (pollAgain && listeners.size > 0);
		polling = false;
		if (listeners.size > 0) pollTimer = setTimer(() => void poll(), intervalMs);
	}

	async function look(): Promise<void> {
		if (cursor === undefined) {
			const newest = await ledger.lastSeq();
			if (listeners.size === 0) return;
			cursor = newest;
			// Something may have been written between their own reading and ours.
			for (const listener of [...listeners]) attempt(() => listener.changed([]));
			return;
		}
		const changes = await ledger.changesSince(cursor);
		// Everybody left and perhaps somebody else came while the store was read: that one starts afresh.
		if (cursor === undefined) return void (pollAgain = true);
		cursor = changes.at(-1)?.seq ?? cursor;
		if (changes.length >= FULL_BATCH) pollAgain = true;
		for (const [listener, own] of assign(changes)) attempt(() => listener.changed(own));
	}

	function assign(changes: readonly Change[]): Map<LiveListener, Change[]> {
		const assigned = new Map<LiveListener, Change[]>();
		for (const change of changes) {
			const concerned = new Set<LiveListener>();
			for (const key of [conversationKey(change), inboxKey(change.inbox), inboxKey('*')]) {
				for (const listener of byKey.get(key) ?? []) concerned.add(listener);
			}
			for (const listener of concerned) {
				const own = assigned.get(listener);
				if (own === undefined) assigned.set(listener, [change]);
				else own.push(change);
			}
		}
		return assigned;
	}

	return {
		subscribe,
		nudge: () => {
			if (listeners.size > 0) void poll();
		},
		after: (ms, run) => {
			const timer = setTimer(run, ms);
			return () => clearTimer(timer);
		},
		listening: () => listeners.size,
	};
}

function keysOf(interest: Interest): readonly string[] {
	return 'inboxes' in interest ? interest.inboxes.map(inboxKey) : [conversationKey(interest)];
}

function inboxKey(inbox: string): string {
	return JSON.stringify([inbox]);
}

function conversationKey(change: { readonly inbox: string; readonly conversationId: string }): string {
	return JSON.stringify([change.inbox, change.conversationId]);
}

/** One listener's failure is not the others'. */
function attempt(run: () => void): void {
	try {
		run();
	} catch {
		// The listener's own matter.
	}
}

/** A timer that does not keep the process alive: what does is the visitor's connection. */
function startTimer(run: () => void, ms: number): unknown {
	const timer = setTimeout(run, ms);
	timer.unref();
	return timer;
}

function stopTimer(timer: unknown): void {
	clearTimeout(timer as NodeJS.Timeout | undefined);
}
