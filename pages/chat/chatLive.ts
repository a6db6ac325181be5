/** Keeps an open chat page up to date: an event stream, or a long poll where streams do not get through. */
import type { Ledger } from '../../core/conversation/ledger';
import type { EventSink, PageStream } from '../shared/http';
import type { Interest, LiveHub } from '../shared/live';
import { buildChatView, type ChatView } from './chatView';

/** Which chat to follow. */
export interface ChatFollowing {
	readonly ledger: Pick<Ledger, 'readChat'>;
	readonly live: LiveHub;
	readonly inbox: string;
	readonly thread: string;
	readonly includeReasons: boolean;
}

/** Reads the chat as its customer sees it. Throws when the store fails. */
export async function readView(chat: ChatFollowing, after: number): Promise<ChatView> {
	return buildChatView(await chat.ledger.readChat(chat.inbox, 'webChat', chat.thread, after), after, chat.includeReasons);
}

/**
 * Streams an event `state` whenever the chat looks different from before, beginning with how it is now.
 * A failing store is asked again at the next beat or change.
 */
export function openStream(chat: ChatFollowing, after: number): Pick<PageStream, 'kind' | 'open'> {
	const open = (sink: EventSink): (() => void) => follow(chat, after, (view) => sink.send({ id: view.seq, name: 'state', data: view }), () => sink.beat());
	return { kind: 'stream', open };
}

/**
 * Answers as soon as there is an entry after `after`, or when `waitSeconds` are over with things as they are then.
 * Rejects when the store fails at the beginning.
 */
export function waitForNews(chat: ChatFollowing, after: number, waitSeconds: number): { readonly view: Promise<ChatView>; readonly left: () => void } {
	let hasLeft = false;
	let leave = (): void => void (hasLeft = true);
	const view = readView(chat, after).then((first) => {
		if (first.entries.length > 0 || waitSeconds === 0 || hasLeft) return first;
		return new Promise<ChatView>((resolve) => {
			let newest = first;
			const stop = follow(chat, after, (next) => {
				newest = next;
				if (next.entries.length > 0) leave();
			});
			const cancel = chat.live.after(waitSeconds * 1000, () => leave());
			leave = () => {
				stop();
				cancel();
				resolve(newest);
			};
		});
	});
	return { view, left: () => leave() };
}

/** Tells how the chat looks now, and again whenever that changes, until the returned function is called. */
function follow(chat: ChatFollowing, after: number, tell: (view: ChatView) => void, beat: () => void = () => undefined): () => void {
	let last = '';
	let seen = after;
	let interest: Interest = { inboxes: [chat.inbox] };
	let isReading = false;
	let readAgain = false;
	let hasFailed = false;
	let hasLeft = false;

	const listener = {
		changed: () => void read(),
		beat: () => {
			beat();
			if (hasFailed) void read();
		},
	};
	let unsubscribe = chat.live.subscribe(interest, listener);

	async function read(): Promise<void> {
		readAgain = true;
		if (isReading) return;
		isReading = true;
		while (readAgain && !hasLeft) {
			readAgain = false;
			await readOnce().then(() => (hasFailed = false), () => (hasFailed = true));
		}
		isReading = false;
	}

	async function readOnce(): Promise<void> {
		const view = await readView(chat, seen);
		if (hasLeft) return;
		listenTo(interestOf(chat.inbox, view));
		const look = JSON.stringify({ ...view, entries: [], seq: 0 });
		if (look === last && view.entries.length === 0) return;
		last = look;
		seen = Math.max(seen, view.seq);
		tell(view);
	}

	function listenTo(wanted: Interest): void {
		if (JSON.stringify(wanted) === JSON.stringify(interest)) return;
		interest = wanted;
		const before = unsubscribe;
		unsubscribe = chat.live.subscribe(wanted, listener);
		before();
		// Between reading and listening something may have come.
		readAgain = true;
	}

	void read();
	return () => {
		hasLeft = true;
		unsubscribe();
	};
}

/**
 * What concerns this chat. Until there is an open conversation nobody knows its id, and in the queue the
 * place changes by what happens to others: then the whole inbox does.
 */
function interestOf(inbox: string, view: ChatView): Interest {
	const isOwn = view.conversationId !== undefined && view.status === 'open' && view.owner !== 'queue';
	return isOwn ? { inbox, conversationId: view.conversationId } : { inboxes: [inbox] };
}
