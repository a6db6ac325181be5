/** The chat over the embedded store: what the pages promise must hold on disk too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../core/conversation/ledger';
import { handleChat, type ChatContext } from '../../pages/chat/chatApi';
import type { ChatView } from '../../pages/chat/chatView';
import type { PageRequest } from '../../pages/shared/http';
import { createLiveHub } from '../../pages/shared/live';
import { openSqliteLedger } from '../../store';
import { createMemoryLedger } from './chatLedger';
import { createContext } from './chatServer';

const UUID = '8d2a1d0e-7d5c-4c52-9d1f-2b8a53b1de10';
const TEXT = 'Tea for two: <b>"quotes"</b> & 日本語 🙂';

describe('chat over the embedded store', () => {
	let dir: string;
	let ledger: Ledger;
	let context: ChatContext;

	beforeEach(async () => {
		dir = mkdtempSync(join(tmpdir(), 'chat-store-'));
		ledger = await openSqliteLedger({ path: join(dir, 'ledger.sqlite') });
		context = createContext(createMemoryLedger(), { ledger, live: createLiveHub({ ledger }), workflowId: 'w1' });
	});

	afterEach(async () => {
		await ledger.close();
		rmSync(dir, { recursive: true, force: true });
	});

	const ask = async ({ headers, ...request }: Partial<PageRequest>) => {
		const whole: PageRequest = { method: 'POST', query: {}, body: undefined, bodyBytes: 1, baseUrl: 'https://n8n.example/webhook/w/chat', ...request, headers: { 'content-type': 'application/json', ...headers } };
		const handled = await handleChat('api', whole, context);
		if (handled.response.kind !== 'answer') throw new Error('Expected an answer');
		return { status: handled.response.status, json: JSON.parse(handled.response.body) as Record<string, unknown>, emit: handled.emit };
	};

	it('records once what is sent at once and again, and shows it to its own session alone', async () => {
		const body = { action: 'message', id: UUID, text: TEXT };
		const first = await ask({ body });
		const again = await ask({ body });
		expect([first.status, again.status, again.emit, again.json]).toEqual([202, 202, undefined, first.json]);
		const state = await ask({ method: 'GET', query: { action: 'state' }, headers: { authorization: `Bearer ${String(first.json.session)}` } });
		expect((state.json as unknown as ChatView).entries.map(({ text, author, messageId }) => ({ text, author, messageId }))).toEqual([{ text: TEXT, author: 'customer', messageId: first.json.messageId }]);
		const other = await ask({ body: { action: 'start' } });
		expect((await ask({ method: 'GET', query: { action: 'state' }, headers: { authorization: `Bearer ${String(other.json.session)}` } })).json).toEqual({ owner: 'bot', status: 'open', entries: [], seq: 0 });
	});

	it('counts what one visitor sends and lets the others through', async () => {
		const { json } = await ask({ body: { action: 'start' } });
		const headers = { authorization: `Bearer ${String(json.session)}` };
		const statuses = [];
		for (let id = 0; id < 25; id++) statuses.push((await ask({ headers, body: { action: 'message', id: `m${id}`, text: 'Hello' } })).status);
		expect(statuses.filter((status) => status === 429)).toHaveLength(5);
		expect((await ask({ body: { action: 'message', id: UUID, text: 'Hello' } })).status).toBe(202);
	});

	it('streams what another writer says', async () => {
		const { json, emit } = await ask({ body: { action: 'message', id: UUID, text: TEXT } });
		const { response } = await handleChat('api', { method: 'GET', query: { action: 'events' }, headers: { authorization: `Bearer ${String(json.session)}` }, body: undefined, bodyBytes: 0, baseUrl: 'https://n8n.example/webhook/w/chat' }, context);
		if (response.kind !== 'stream' || emit === undefined) throw new Error('Expected a stream of a recorded message');
		const heard = new Promise<ChatView>((resolve) => {
			const leave = response.open({
				send: ({ data }) => {
					const view = data as ChatView;
					if (!view.entries.some(({ kind }) => kind === 'reply')) return;
					leave();
					resolve(view);
				},
				beat: () => undefined,
				end: () => undefined,
			});
		});
		const { message, conversation, inbox } = emit.envelope;
		await ledger.claimReply({ inbox, conversationId: conversation.id, messageId: message.id, purpose: 'answer', outgoingId: 'out-1', epoch: conversation.epoch, author: 'bot', authorName: 'Mira', text: 'With pleasure', mode: 'deliver', outcome: 'answered', reasons: ['secret'], learned: {}, now: new Date().toISOString() });
		const { entries } = await heard;
		expect(entries.find(({ kind }) => kind === 'reply')).toMatchObject({ author: 'bot', name: 'Mira', text: 'With pleasure' });
		expect(JSON.stringify(entries)).not.toContain('secret');
	});
});
