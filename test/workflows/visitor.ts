/** A customer at the chat, by its public API. */
import { randomUUID } from 'node:crypto';
import axios, { type AxiosRequestConfig } from 'axios';
import type { FeedEntry } from '../../core/conversation/ledger';
import type { ChatView } from '../../pages/chat/chatView';
import { waitFor } from './product';

/** How a message ended, as its customer sees it. */
export interface Heard {
	readonly messageId: string;
	/** Absent: none within the time. */
	readonly outcome?: string;
	readonly reasons: readonly string[];
	/** What was said to the customer after the message, in one string. */
	readonly text: string;
}

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly data: unknown;
}

export interface Visitor {
	readonly session: string;
	/** Writes, and waits for the outcome. */
	say(text: string): Promise<Heard>;
	/** Presses "Talk to a person", and waits for the outcome. */
	pressTalkToPerson(): Promise<Heard>;
	/** Writes and waits for nothing but the acknowledgement. */
	send(text: string, id?: string): Promise<Answer>;
	state(after?: number): Promise<ChatView>;
}

/** One HTTP request; never rejects for a status. */
export async function ask(url: string, config: AxiosRequestConfig = {}): Promise<Answer> {
	const { status, headers, data } = await axios.request<unknown>({ url, method: 'post', validateStatus: () => true, proxy: false, maxBodyLength: Infinity, ...config });
	return { status, headers, data };
}

/** Opens a session as a new visitor. */
export async function visit(chatUrl: string, customer?: { readonly name?: string; readonly email?: string }): Promise<Visitor> {
	const api = `${chatUrl}/api`;
	const { data } = await ask(api, { data: { action: 'start', ...(customer === undefined ? {} : { customer }) } });
	const { session } = data as { session: string };
	if (typeof session !== 'string') throw new Error('The chat opened no session');
	const headers = { Authorization: `Bearer ${session}` };

	const send = (body: object): Promise<Answer> => ask(api, { data: body, headers });
	const state = async (after = 0): Promise<ChatView> => (await ask(api, { method: 'get', headers, params: { action: 'state', after } })).data as ChatView;

	async function hear(body: object): Promise<Heard> {
		const { seq } = await state();
		const sent = await send({ id: randomUUID(), ...body });
		const { messageId } = sent.data as { messageId: string };
		if (sent.status !== 202) throw new Error(`The chat answered a message with HTTP ${sent.status}`);
		const outcome = await waitFor(async () => (await state(seq)).entries.find((entry) => entry.kind === 'outcome' && entry.messageId === messageId));
		const text = outcome === undefined ? '' : await textAfter(outcome, seq);
		return { messageId, ...(outcome?.outcome === undefined ? {} : { outcome: outcome.outcome }), reasons: outcome?.reasons ?? [], text };
	}

	/** A handoff has its outcome first; the notice follows from it. */
	async function textAfter(outcome: FeedEntry, seq: number): Promise<string> {
		const isSilent = outcome.outcome === 'relayed' || outcome.outcome === 'merged';
		const said = await waitFor(async () => {
			const replies = (await state(seq)).entries.filter(({ kind }) => kind === 'reply');
			return replies.length > 0 ? replies : undefined;
		}, isSilent ? 0 : 5000);
		return (said ?? []).map(({ text = '' }) => text).join('\n');
	}

	return {
		session,
		state,
		send: (text, id = randomUUID()) => send({ action: 'message', id, text }),
		say: (text) => hear({ action: 'message', text }),
		pressTalkToPerson: () => hear({ action: 'human' }),
	};
}
