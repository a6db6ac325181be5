/** A builder's first hour: no desk yet, no articles yet, single nodes behind a Webhook, and trying things out in the editor. */
import { randomUUID } from 'node:crypto';
import type { RestClient } from '../../scripts/instance.mjs';
import { readTemplate, START_MS, startProduct, templates, waitFor, type Product, type Workflow } from './product';
import { ask, visit } from './visitor';

jest.setTimeout(60_000);

const OURS = 'n8n-nodes-hybrid-support.';
const SINGLE_NODES = ['supportIntake', 'triage', 'sentimentGate', 'knowledgeAnswer', 'escalationDecision', 'contextPackager', 'crmPush', 'humanHandoff', 'replyGate'] as const;
type SingleNode = (typeof SINGLE_NODES)[number];

interface Json { readonly [key: string]: unknown }

let product: Product;
let rest: RestClient;
let apiKey: string;

beforeAll(async () => {
	const chat = templates().filter(({ nodes }) => nodes.some(({ type }) => type === `${OURS}webChatTrigger`));
	const kept = chat.map((workflow): Workflow => ({ ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'all' } }));
	product = await startProduct({ knowledge: 'none', workflows: [...kept, buildSingles()] });
	rest = await product.signIn();
	apiKey = await rest.createApiKey();
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);

describe('the chat template with no desk and no articles yet', () => {
	it('says that it knows no answer, and offers a person', async () => {
		const heard = await (await visit(product.chatUrl)).say('how can I return a lamp?');
		expect(heard).toMatchObject({ outcome: 'offered', text: expect.stringMatching(/not have a reliable answer.*person/u) });
	});

	it('queues who asks for a person, and does not pretend that somebody is there', async () => {
		const customer = await visit(product.chatUrl);
		const heard = await customer.pressTalkToPerson();
		expect(heard).toMatchObject({ outcome: 'handedOff', text: expect.stringMatching(/Nobody from our team is here right now.*recorded/u) });
		expect(await customer.state()).toMatchObject({ owner: 'queue', queuePosition: 1 });
	});

	it('tells the builder in the handoff\'s receipt that no desk is active, and what to do', async () => {
		const receipt = await waitFor(async () => {
			const { data } = await readApi('/executions?includeData=true&limit=5') as { data: readonly Execution[] };
			return data.map((execution) => outputOf(execution, 'Human Handoff')?.handoff).find((handoff) => handoff !== undefined);
		});
		expect(receipt).toMatchObject({ result: 'queued', agentsOnline: 0, problem: expect.stringMatching(/No agent desk is active.*Agent Desk Trigger/u) });
	});
});

describe('a node dropped behind a Webhook, no settings touched', () => {
	const sensible: Readonly<Record<SingleNode, object>> = {
		supportIntake: { inbox: 'main', message: { text: expect.stringContaining('real person') }, conversation: { owner: 'bot' } },
		triage: { triage: { language: 'en', asksForHuman: expect.anything() } },
		sentimentGate: { sentiment: { upset: expect.any(Boolean) } },
		knowledgeAnswer: { answer: { kind: 'none' } },
		escalationDecision: { decision: { outcome: 'offerHuman' } },
		contextPackager: { packet: { data: { want: expect.stringContaining('real person') }, rendering: expect.stringContaining('real person') } },
		crmPush: { crm: { target: 'none' } },
		humanHandoff: { handoff: { result: 'failed', problem: expect.stringMatching(/Put Web Chat Trigger or Support Intake before this node/u) } },
		replyGate: { reply: { status: 'held', note: expect.stringMatching(/Put Web Chat Trigger or Support Intake before this node/u) } },
	};

	it.each(SINGLE_NODES)('does something sensible as %s, and keeps what the webhook gave', async (type) => {
		const body = { text: 'I want to talk to a real person about my lamp' };
		const answer = await ask(`${product.n8n.url}/webhook/single-${type}`, { data: body });
		expect(answer).toMatchObject({ status: 200, data: { body, ...sensible[type] } });
		expect(answer.data).not.toHaveProperty('error');
	});

	it.each(SINGLE_NODES)('does not break as %s when there is no text either', async (type) => {
		const answer = await ask(`${product.n8n.url}/webhook/single-${type}`, { data: { lamp: 7 } });
		expect(answer).toMatchObject({ status: 200, data: { body: { lamp: 7 } } });
	});
});

describe('trying the template out in the editor', () => {
	const TRIGGER = 'Web Chat Trigger';
	let workflow: Workflow & { readonly id: string };
	let realBefore: unknown;

	const realRows = (): unknown => ['messages', 'conversations', 'outgoing', 'handoffs', 'events'].map((table) => product.query(`SELECT count(*) AS rows FROM ${table}`));

	beforeAll(async () => {
		const template = readTemplate('web-chat-support.json');
		workflow = await rest.call('POST', '/workflows', template) as typeof workflow;
		await product.teach('main', { title: 'Sending something back', body: 'You can return any lamp within 30 days.', questions: ['how can I return a lamp', 'return something', 'send it back'] });
		realBefore = realRows();
	});

	afterAll(() => { expect(realRows()).toEqual(realBefore); });

	it('answers a message to the test address, from the articles customers get', async () => {
		const { webhookId } = workflow.nodes.find(({ name }) => name === TRIGGER) ?? {};
		const testUrl = `${product.n8n.url}/webhook-test/${webhookId}/chat`;
		expect(await run({ triggerToStartFrom: { name: TRIGGER } })).toMatchObject({ waitingForWebhook: true });
		expect(/&#34;isTest&#34;:true/u.test(String((await ask(testUrl, { method: 'get' })).data))).toBe(true);

		const { data } = await ask(`${testUrl}/api`, { data: { action: 'message', id: randomUUID(), text: 'how can I return a lamp?' } });
		const { messageId } = data as { messageId: string };
		const outcome = await waitFor(() => product.queryTest<{ outcome: string }>('SELECT outcome FROM messages WHERE id = ? AND outcome IS NOT NULL', messageId)[0]);
		expect(outcome).toEqual({ outcome: 'answered' });
	});

	it.each([
		['a question', 'how can I return a lamp?', 'Reply Gate', { reply: { status: 'sent', delivered: true } }],
		['a call for a person', 'I want to talk to a real person please', 'Tell the Customer', { handoff: { result: 'queued' }, reply: { status: 'sent', delivered: true } }],
	])('runs %s pinned to the trigger as often as one likes, with the same result', async (_what, text, node, result) => {
		await pin(TRIGGER, envelope(text));
		for (let times = 0; times < 3; times += 1) {
			const { executionId } = await run({ triggerToStartFrom: { name: TRIGGER } }) as { executionId: string };
			const execution = await waitFor(async () => {
				const found = await readApi(`/executions/${executionId}?includeData=true`) as Execution;
				return found.finished ? found : undefined;
			});
			expect(outputOf(execution, node)).toMatchObject(result);
		}
	});

	async function run(body: object): Promise<unknown> {
		return await rest.call('POST', `/workflows/${workflow.id}/run`, body);
	}

	/** As the editor does when one presses "pin": the output is kept with the workflow. */
	async function pin(name: string, item: object): Promise<void> {
		const { versionId } = await rest.call('GET', `/workflows/${workflow.id}`) as { versionId: string };
		await rest.call('PATCH', `/workflows/${workflow.id}`, { versionId, pinData: { [name]: [{ json: item }] } });
	}

	/** What the trigger of somebody else's n8n put out once: this one's ledgers do not know it. */
	function envelope(text: string): object {
		const at = '2026-03-04T10:00:00.000Z';
		return {
			inbox: 'main',
			message: { id: `pinned-${text.length}`, channel: 'webChat', text, attachments: [], receivedAt: at },
			customer: { id: 'pinned-customer', verified: false, history: [] },
			conversation: {
				id: 'pinned-conversation', owner: 'bot', epoch: 1, status: 'open', openedAt: at, turns: [{ author: 'customer', text, at }],
				attempts: [], collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0,
			},
		};
	}
});

/** Each node between a Webhook and an end of its own, so that the answer is what the node gave on whatever output. */
function buildSingles(): Workflow {
	const chains = SINGLE_NODES.map((type, row) => {
		const place = (column: number): object => ({ position: [column * 220, row * 160] });
		const [before, name, after] = [`Webhook ${type}`, type, `End ${type}`];
		return {
			nodes: [
				{ id: `${row}0`, name: before, type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: `single-${type}`, parameters: { httpMethod: 'POST', path: `single-${type}`, responseMode: 'lastNode', options: {} }, ...place(0) },
				{ id: `${row}1`, name, type: `${OURS}${type}`, typeVersion: 1, parameters: {}, ...place(1) },
				{ id: `${row}2`, name: after, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {}, ...place(2) },
			],
			connections: {
				[before]: { main: [[{ node: name, type: 'main', index: 0 }]] },
				[name]: { main: Array.from({ length: 5 }, () => [{ node: after, type: 'main', index: 0 }]) },
			},
		};
	});
	return {
		id: 'singleNodes00001',
		name: 'Single nodes',
		nodes: chains.flatMap(({ nodes }) => nodes),
		connections: Object.assign({}, ...chains.map(({ connections }) => connections)) as Workflow['connections'],
		settings: { executionOrder: 'v1' },
	};
}

interface Execution {
	readonly finished: boolean;
	readonly data: { readonly resultData: { readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly data?: { readonly main: ReadonlyArray<ReadonlyArray<{ readonly json: Json }> | null> } }>>> } };
}

/** What left a node in an execution, whatever the output; absent when it did not run. */
function outputOf(execution: Execution | undefined, node: string): Json | undefined {
	return execution?.data.resultData.runData[node]?.[0]?.data?.main.flatMap((items) => items ?? [])[0]?.json;
}

/** n8n's public API, which gives executions with their data. */
async function readApi(path: string): Promise<unknown> {
	return (await ask(`${product.n8n.url}/api/v1${path}`, { method: 'get', headers: { 'X-N8N-API-KEY': apiKey } })).data;
}
