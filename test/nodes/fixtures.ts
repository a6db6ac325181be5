/** Items, knowledge and short cuts the node tests share. */
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { Article, Intent } from '../../core/knowledge/knowledge';
import { loadBuiltKit, loadNode, runNodes, USER_FOLDER, type TestNode, type TestOptions, type TestRun } from './engine';

const NOW = '2026-03-04T10:00:00.000Z';

/** What n8n's own Webhook node gives. */
export function webhookItem(text: unknown, more: IDataObject = {}): IDataObject {
	return { headers: { 'user-agent': 'test' }, params: {}, query: {}, body: { text, ...more } as IDataObject };
}

/** An envelope as our triggers emit it, beside a key of the builder's own. The ledger does not know it. */
export function envelope(text: string, more: Partial<Envelope> = {}): IDataObject {
	return {
		own: { kept: true },
		inbox: 'main',
		message: { id: `message-${text}`, channel: 'webhook', text, attachments: [], receivedAt: NOW },
		customer: { id: 'customer-1', verified: false, history: [] },
		conversation: {
			id: 'conversation-1', owner: 'bot', epoch: 1, status: 'open', openedAt: NOW,
			turns: [{ author: 'customer', text, at: NOW }],
			attempts: [], collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0,
		},
		...more,
	} as unknown as IDataObject;
}

/** An envelope some node before ours has damaged: its conversation and customer have nothing but their ids. */
export function damagedEnvelope(text: string): IDataObject {
	return { ...envelope(text), conversation: { id: 'conversation-1', epoch: 1 }, customer: { id: 'customer-1' } };
}

const article = (id: string, title: string, body: string, questions: readonly string[]): Article => ({ id, title, body, questions, enabled: true, updatedAt: NOW });

const ARTICLES: readonly Article[] = [
	article('delivery', 'How long delivery takes', 'Delivery takes two to four working days within Austria.', ['how long does delivery take', 'when will my parcel arrive', 'delivery time']),
	article('returns', 'Sending something back', 'You can send anything back within 30 days; the label is in the box.', ['how do I return something', 'can I send it back', 'return policy']),
	article('care', 'Caring for oiled oak', 'Wipe oiled oak with a damp cloth and oil it once a year.', ['how do I clean the table', 'oak care', 'oil the wood']),
];

const intent = (name: string, title: string, examples: readonly string[], more: Partial<Intent> = {}): Intent => ({ name, title, examples, humanOnly: false, ...more });

const INTENTS: readonly Intent[] = [
	intent('deliveryTimes', 'How long does delivery take', [
		'how long does delivery take', 'what is the delivery time', 'how many days does shipping take', 'how fast do you deliver', 'how long until you deliver to Austria', 'delivery time please',
	], { articleId: 'delivery' }),
	intent('returnItem', 'Return an item', [
		'how do I return something', 'I want to send it back', 'can I return the lamp', 'what is your return policy', 'return my purchase', 'how do returns work',
	], { articleId: 'returns' }),
	intent('orderStatus', 'Where is my order', [
		'where is my order', 'where is my order 1042', 'what is the status of my order', 'has my order been shipped yet', 'track my order', 'where is my order 2077, my e-mail is someone@example.com',
	], { needs: { details: ['orderNumber'], verifyBy: ['email', 'postcode'], answer: 'Order {number} is {status}.' } }),
	intent('complaint', 'Complaint', [
		'I want to complain', 'I have a complaint about your staff', 'this is a formal complaint', 'where can I complain', 'complaint about service', 'I would like to make a complaint',
	], { humanOnly: true }),
];

/** The ledger the nodes of this test write to in real runs. */
export async function openRealLedger(): Promise<Ledger> {
	return await openAt('hybrid-support.sqlite');
}

/** The ledger of manual runs. */
export async function openTestLedger(): Promise<Ledger> {
	return await openAt('hybrid-support-test.sqlite');
}

async function openAt(file: string): Promise<Ledger> {
	return await loadBuiltKit().openSqliteLedger({ path: join(USER_FOLDER, '.n8n', file) });
}

/** Gives an inbox of the real ledger the small shop's knowledge. */
export async function seedKnowledge(inbox = 'main'): Promise<Ledger> {
	const ledger = await openRealLedger();
	await ledger.upsertArticles(inbox, ARTICLES);
	await ledger.upsertIntents(inbox, INTENTS);
	return ledger;
}

let recordings = 0;

/** Records a message through Support Intake in a real run; gives its envelope as the next node gets it. */
export async function recordMessage(text: string, more: IDataObject = {}): Promise<IDataObject & Envelope> {
	const run = await runNodes([{ name: 'Intake', type: 'supportIntake' }], [webhookItem(text, { messageId: `recorded-${recordings++}`, ...more })]);
	const [recorded] = run.outputs('Intake')?.flat() ?? [];
	if (recorded === undefined || run.error !== undefined) throw run.error ?? new Error('Nothing was recorded');
	return recorded.json as IDataObject & Envelope;
}

/** Runs one node and gives its outputs; throws what stopped the run. */
export async function runNode(node: Omit<TestNode, 'name'>, items: readonly IDataObject[], options?: TestOptions): Promise<readonly IDataObject[][]> {
	const run = await runNodes([{ name: 'Node', ...node }], items, options);
	if (run.error !== undefined) throw run.error;
	return jsonOf(run, 'Node');
}

/** What left a node, by output, without links and binary data. */
export function jsonOf(run: TestRun, name: string, index = 0): readonly IDataObject[][] {
	return (run.outputs(name, index) ?? []).map((items: INodeExecutionData[]) => items.map(({ json }) => json));
}

/** Names of the settings a node shows, sorted; notices are no settings. Where the ledger is (`keepIn`) is read from the node itself: `test/nodes/postgres.live.test.ts`. */
export function shownSettings(type: string): readonly string[] {
	const names = loadNode(type).description.properties.filter((property: INodeProperties) => property.type !== 'notice' && property.name !== 'keepIn').map(({ name }) => name);
	return [...new Set(names)].sort();
}

/** Names of the settings a node asks for over some runs, sorted. */
export async function askedSettings(type: string, runs: ReadonlyArray<Pick<TestNode, 'parameters' | 'credentials'>>, item: IDataObject = envelope('Where is my order?')): Promise<readonly string[]> {
	const asked: string[] = [];
	for (const { parameters, credentials } of runs) {
		const node = { name: 'Node', type, ...(parameters === undefined ? {} : { parameters }), ...(credentials === undefined ? {} : { credentials }) };
		const run = await runNodes([node], [item], { credential: UNREACHABLE_MODEL });
		asked.push(...run.asked('Node'));
	}
	return [...new Set(asked)].sort();
}

/** A model's address where nobody answers. */
export const UNREACHABLE_MODEL = { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'for-tests-only' };

/** Settings under which a node decides whether an item's failure stops the run. */
export const ERROR_SETTINGS = ['stopWorkflow', 'continueRegularOutput'] as const;

/** Where in the process's folder no ledger can be opened: a file stands where its folder should be. */
export async function withBrokenLedger<T>(work: () => Promise<T>): Promise<T> {
	const folder = process.env.N8N_USER_FOLDER;
	process.env.N8N_USER_FOLDER = '/dev/null';
	try {
		return await work();
	} finally {
		process.env.N8N_USER_FOLDER = folder;
	}
}
