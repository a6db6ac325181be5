/** A ledger in memory, as far as the chat uses one, and what assistant and team would write into it. */
import type { Owner } from '../../core/conversation/conversation';
import type { ChatSession, ChatState, FeedEntry, InboundMessage, Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';

type ChatLedger = Pick<Ledger, 'recordInbound' | 'openSession' | 'findSession' | 'readChat' | 'countInbound' | 'changesSince' | 'lastSeq'>;

interface Thread {
	readonly conversationId: string;
	owner: Owner;
	agentName?: string;
	queuePosition?: number;
	readonly entries: FeedEntry[];
	readonly inbound: InboundMessage[];
}

export interface MemoryLedger extends ChatLedger {
	/** While true every method throws. */
	failing: boolean;
	/** How often the change list was read. */
	looks: number;
	readonly sessions: Map<string, ChatSession>;
	readonly recorded: InboundMessage[];
	/** Appends to the newest thread. */
	add(entry: Omit<FeedEntry, 'seq' | 'at'>, move?: { readonly owner: Owner; readonly agentName?: string; readonly queuePosition?: number }): void;
}

export function createMemoryLedger(now: () => string = () => new Date().toISOString()): MemoryLedger {
	const threads = new Map<string, Thread>();
	const changes: Array<{ readonly seq: number; readonly inbox: string; readonly conversationId: string }> = [];
	const byProviderId = new Map<string, { readonly messageId: string; readonly conversationId: string }>();

	function append(thread: Thread, entry: Omit<FeedEntry, 'seq' | 'at'>): void {
		const seq = changes.length + 1;
		thread.entries.push({ ...entry, seq, at: now() });
		changes.push({ seq, inbox: 'main', conversationId: thread.conversationId });
	}

	async function attempt<T>(run: () => T): Promise<T> {
		if (ledger.failing) throw new Error('disk full');
		return run();
	}

	const ledger: MemoryLedger = {
		failing: false,
		looks: 0,
		sessions: new Map(),
		recorded: [],
		openSession: (hash, session) => attempt(() => void ledger.sessions.set(hash, session)),
		findSession: (hash) => attempt(() => ledger.sessions.get(hash)),
		lastSeq: () => attempt(() => changes.length),
		changesSince: (seq) =>
			attempt(() => {
				ledger.looks += 1;
				return changes.slice(seq, seq + 500);
			}),
		countInbound: (_inbox, _channel, name, since) => attempt(() => (threads.get(name)?.inbound ?? []).filter(({ receivedAt }) => receivedAt >= since).length),
		readChat: (_inbox, _channel, name, after) =>
			attempt((): ChatState | undefined => {
				const thread = threads.get(name);
				if (thread === undefined) return undefined;
				const { conversationId, owner, agentName, queuePosition, entries } = thread;
				return { conversationId, owner, status: 'open', agentName, queuePosition, entries: entries.filter(({ seq }) => seq > after), seq: entries.at(-1)?.seq ?? 0 };
			}),
		recordInbound: (message) =>
			attempt(() => {
				const known = byProviderId.get(message.providerId);
				if (known !== undefined) return { kind: 'repeated', ...known };
				const thread: Thread = threads.get(message.thread) ?? { conversationId: `c-${threads.size + 1}`, owner: 'bot', entries: [], inbound: [] };
				threads.delete(message.thread);
				threads.set(message.thread, thread);
				thread.inbound.push(message);
				ledger.recorded.push(message);
				append(thread, { kind: 'message', author: 'customer', text: message.text, messageId: message.id });
				byProviderId.set(message.providerId, { messageId: message.id, conversationId: thread.conversationId });
				return { kind: 'recorded', envelope: buildEnvelope(message, thread), owner: thread.owner };
			}),
		add: (entry, move) => {
			const thread = [...threads.values()].at(-1);
			if (thread === undefined) throw new Error('Nobody wrote yet');
			if (move !== undefined) Object.assign(thread, { agentName: undefined, queuePosition: undefined }, move);
			append(thread, entry);
		},
	};
	return ledger;
}

function buildEnvelope(message: InboundMessage, thread: Thread): Envelope {
	const { id, channel, text, attachments, receivedAt, inbox } = message;
	return {
		inbox,
		message: { id, channel, text, attachments, receivedAt },
		customer: { id: message.customer.externalId, verified: false, history: [] },
		conversation: { id: thread.conversationId, owner: thread.owner, epoch: 0, status: 'open', openedAt: receivedAt, turns: [], attempts: [], collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0 },
	};
}
