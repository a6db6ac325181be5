/** A message's path through the template reaches n8n's expression engine not once: that engine is what costs most in n8n. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE_PATH, buildBareWorkflow } from '../../bench/bareWorkflow.mjs';
import { START_MS, startProduct, templates, type Product, type Workflow } from './product';
import { ask, visit } from './visitor';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
const file = join(folder, 'evaluated');
let product: Product;

beforeAll(async () => {
	product = await startProduct({
		workflows: [...templates(), buildBareWorkflow() as Workflow],
		env: { NODE_OPTIONS: `--require ${join(__dirname, 'spyOnExpressions.cjs')}`, EVALUATED_EXPRESSIONS: file },
	});
}, START_MS);
afterAll(async () => {
	await product?.end();
	rmSync(folder, { recursive: true, force: true });
}, 60_000);

function readEvaluated(): readonly string[] {
	return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
}

/** Expressions evaluated while `work` runs. */
async function during(work: () => Promise<unknown>): Promise<readonly string[]> {
	const before = readEvaluated().length;
	await work();
	return readEvaluated().slice(before);
}

it('would notice one: a plain workflow of Webhook, Set and Respond evaluates two', async () => {
	const evaluated = await during(async () => {
		expect(await ask(product.n8n.url + BARE_PATH, { data: { text: 'Hello' } })).toMatchObject({ status: 200 });
	});
	expect(evaluated).toHaveLength(2);
});

it.each([
	['an answer from an article', ['how can I return a lamp?'], ['answered']],
	['an order looked up and proved', ['where is my order 1042?', 'robin.vale@example.org'], ['clarified', 'answered']],
	['an offer taken, and a word while people have it', ['can you write me a poem about the capital of Peru', 'yes please', 'hello?'], ['offered', 'handedOff', 'relayed']],
])('evaluates none for %s', async (_what, texts, outcomes) => {
	const evaluated = await during(async () => {
		await ask(product.chatUrl, { method: 'get' });
		const customer = await visit(product.chatUrl);
		const heard: unknown[] = [];
		for (const text of texts) heard.push((await customer.say(text)).outcome);
		expect(heard).toEqual(outcomes);
	});
	expect(evaluated).toEqual([]);
});
