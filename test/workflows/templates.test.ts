/** The shipped workflows: what people import, and that importing twice gives two desks that do not know each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeParseWorkflowStructure } from 'n8n-workflow';
import type { RestClient } from '../../scripts/instance.mjs';
import { ask, visit } from './visitor';
import { readTemplate, ROOT, START_MS, startProduct, waitFor, type Product, type Workflow, type WorkflowNode } from './product';

jest.setTimeout(60_000);

const FILES = readdirSync(join(ROOT, 'workflows')).filter((name) => name.endsWith('.json'));
const OURS = 'n8n-nodes-hybrid-support.';
const NOTE = 'n8n-nodes-base.stickyNote';
/** n8n's own nodes that send something out. */
const SENDERS = ['n8n-nodes-base.whatsApp', 'n8n-nodes-base.respondToWebhook'];

/** Outputs that end on purpose: what is said there has been said, and what people own needs nobody else. */
const ENDS = [
	'Web Chat Trigger: Human Owns', 'WhatsApp Support Trigger: Human Owns', 'WhatsApp Support Trigger: Ignored', 'Email Support Trigger: Human Owns', 'Email Support Trigger: Ignored',
	'Tell the Site', 'Reply Gate', 'Send the Reply', 'Tell the Customer', 'Confirm', 'CRM Push', 'Agent Desk Trigger',
];

let product: Product;
let rest: RestClient;

beforeAll(async () => {
	product = await startProduct({ workflows: [] });
	rest = await product.signIn();
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);

describe.each(FILES)('%s', (file) => {
	const workflow = readTemplate(file);
	const working = workflow.nodes.filter(({ type }) => type !== NOTE);

	it('is a workflow by n8n\'s own rules', () => {
		expect(safeParseWorkflowStructure(workflow)).toMatchObject({ success: true });
	});

	it('carries nothing of the n8n it was made in', () => {
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		for (const node of workflow.nodes) expect([node.name, node.credentials, node.webhookId]).toEqual([node.name, undefined, undefined]);
	});

	it('has no expression anywhere but in the node that sends', () => {
		const others = working.filter(({ type }) => !SENDERS.includes(type));
		expect(findTexts(others.map(({ parameters }) => parameters)).filter((text) => text.startsWith('='))).toEqual([]);
	});

	it('names every node once', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('keeps no data of what went well', () => {
		expect(workflow.settings).toMatchObject({ saveDataSuccessExecution: 'none', executionOrder: 'v1' });
	});

	it('explains itself on the canvas', () => {
		const [first] = workflow.nodes.filter(({ type }) => type === NOTE).map(({ parameters }) => String(parameters.content));
		expect(first).toMatch(/How it works[\s\S]*Setup/u);
	});

	it('has only nodes this n8n knows, each with its outputs wired or ended on purpose', async () => {
		const types = await readTypes();
		const loose = working.flatMap((node) => {
			const type = types.find(({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion));
			if (type === undefined) return [`${node.name} is of an unknown type`];
			const labels = type.outputNames ?? (typeof type.outputs === 'string' ? ['0'] : type.outputs.map((_, index) => String(index)));
			return labels.filter((_, index) => (workflow.connections[node.name]?.main[index] ?? []).length === 0)
				.map((label) => `${node.name}: ${label}`)
				.filter((end) => !ENDS.includes(end) && !ENDS.includes(node.name));
		});
		expect(loose).toEqual([]);
	});

	it('wires nothing to nowhere, and leaves no node unreached', () => {
		const names = new Set(working.map(({ name }) => name));
		const targets = Object.values(workflow.connections).flatMap(({ main }) => main.flat().map(({ node }) => node));
		expect([...Object.keys(workflow.connections), ...targets].filter((name) => !names.has(name))).toEqual([]);
		const unreached = working.filter(({ name, type }) => !type.endsWith('Trigger') && type !== 'n8n-nodes-base.webhook' && !targets.includes(name));
		expect(unreached).toEqual([]);
	});
});

it.each(['web-chat-support.json', 'email-support.json', 'web-form-support.json'])('%s looks orders up in the sample shop\'s own list', (file) => {
	const code = readTemplate(file).nodes.find(({ name }) => name === 'Look Up Order')?.parameters.jsCode as string;
	const list = /const orders = (\[[\s\S]*?\n\]);/u.exec(code)?.[1];
	expect(JSON.parse(list ?? '')).toEqual(JSON.parse(readFileSync(join(ROOT, 'workflows', 'sample', 'orders.json'), 'utf8')));
});

describe('imported twice, the second time for another client', () => {
	let chats: Readonly<Record<'main' | 'client2', string>>;

	beforeAll(async () => {
		await product.teach('client2', { title: 'Opening hours of the second shop', body: 'The second shop is open from nine to five.', questions: ['when are you open', 'opening hours', 'what are your opening hours'] });
		const [main, client2] = [await importTemplate('web-chat-support.json', 'main'), await importTemplate('web-chat-support.json', 'client2')];
		chats = { main: await chatOf(main), client2: await chatOf(client2) };
		await importTemplate('agent-desk.json');
		await importTemplate('agent-desk.json');
	});

	it('gives each chat an address of its own', () => {
		expect(chats.main).not.toBe(chats.client2);
	});

	it('answers each client\'s customers from that client\'s knowledge alone', async () => {
		const question = 'what are your opening hours?';
		expect(await (await visit(chats.client2)).say(question)).toMatchObject({ outcome: 'answered', text: expect.stringContaining('nine to five') });
		expect((await (await visit(chats.main)).say(question)).text).not.toContain('nine to five');
		expect(await (await visit(chats.main)).say('how can I return a lamp?')).toMatchObject({ outcome: 'answered' });
		expect((await (await visit(chats.client2)).say('how can I return a lamp?')).outcome).toBe('offered');
	});

	it('keeps their conversations apart', async () => {
		const customer = await visit(chats.main);
		await customer.pressTalkToPerson();
		const answer = await ask(`${chats.client2}/api`, { method: 'get', params: { action: 'state' }, headers: { Authorization: `Bearer ${customer.session}` } });
		expect(answer).toMatchObject({ status: 401, data: { error: { code: 'unknownSession' } } });
		expect(product.query('SELECT inbox, count(*) AS handoffs FROM handoffs GROUP BY inbox')).toEqual([{ inbox: 'main', handoffs: 1 }]);
		expect(product.query('SELECT inbox, count(*) AS messages FROM messages GROUP BY inbox ORDER BY inbox')).toEqual([{ inbox: 'client2', messages: 2 }, { inbox: 'main', messages: 3 }]);
		expect(product.query('SELECT DISTINCT m.inbox FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.inbox <> m.inbox')).toEqual([]);
	});
});

interface NodeType {
	readonly name: string;
	readonly version: number | readonly number[];
	/** n8n's Webhook names its one output by an expression. */
	readonly outputs: readonly unknown[] | string;
	readonly outputNames?: readonly string[];
}

async function readTypes(): Promise<readonly NodeType[]> {
	const { data } = await ask(`${product.n8n.url}/types/nodes.json`, { method: 'get', headers: { cookie: rest.cookie } });
	const types = data as readonly NodeType[];
	if (!types.some(({ name }) => name.startsWith(OURS))) throw new Error('The package is not loaded');
	return types;
}

interface Saved extends Workflow {
	readonly id: string;
	readonly versionId: string;
}

/** As the editor does it: saves the file's content, then publishes what n8n made of it. */
async function importTemplate(file: string, inbox?: string): Promise<Saved> {
	const template = readTemplate(file);
	const forClient = (node: WorkflowNode): WorkflowNode => (node.type === `${OURS}webChatTrigger` && inbox !== undefined ? { ...node, parameters: { ...node.parameters, inbox } } : node);
	const saved = await rest.call('POST', '/workflows', { ...template, nodes: template.nodes.map(forClient) }) as Saved;
	await rest.call('POST', `/workflows/${saved.id}/activate`, { versionId: saved.versionId });
	return saved;
}

async function chatOf(workflow: Saved): Promise<string> {
	const { webhookId } = workflow.nodes.find(({ type }) => type === `${OURS}webChatTrigger`) ?? {};
	const url = `${product.n8n.url}/webhook/${webhookId}/chat`;
	const page = await waitFor(async () => ((await ask(url, { method: 'get' })).status === 200 ? url : undefined), 30_000);
	if (page === undefined) throw new Error('The chat does not answer at its address');
	return page;
}

function findTexts(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(findTexts) : [];
}
