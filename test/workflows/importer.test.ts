/** The package's command against a real n8n: what it imports, what it leaves alone, and what the doctor finds. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { SELF_CHECK_INBOX } from '../../cli/selfCheckWorkflow';
import type { RestClient } from '../../scripts/instance.mjs';
import { ROOT, START_MS, startProduct, type Product, type Workflow, type WorkflowNode } from './product';

jest.setTimeout(180_000);

interface Saved extends Workflow {
	readonly id: string;
	readonly versionId: string;
	readonly active: boolean;
}

let product: Product;
let rest: RestClient;
let key: string;

beforeAll(async () => {
	product = await startProduct({ workflows: [] });
	rest = await product.signIn();
	key = await rest.createApiKey('importer');
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);

interface Ended {
	readonly code: number;
	readonly output: string;
}

/** The command as people run it, from the package as it is published. */
async function run(command: 'import' | 'doctor', ...args: readonly string[]): Promise<Ended> {
	const file = join(ROOT, '.cache', 'package', 'dist', 'cli.js');
	const env = { ...process.env, HYBRID_SUPPORT_API_KEY: key };
	const ended = await new Promise<Ended>((resolve) => {
		execFile(process.execPath, [file, command, '--url', product.n8n.url, ...args], { env, timeout: 150_000 }, (error, stdout, stderr) => {
			resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` });
		});
	});
	expect(ended.output).not.toContain(key);
	return ended;
}

function bad({ output }: Ended): readonly string[] {
	return output.split('\n').filter((line) => line.startsWith('✗'));
}

async function stored(name: string): Promise<readonly Saved[]> {
	const list = await rest.call('GET', '/workflows') as ReadonlyArray<{ id: string; name: string }>;
	return await Promise.all(list.filter((workflow) => workflow.name === name).map(({ id }) => rest.call('GET', `/workflows/${id}`) as Promise<Saved>));
}

async function one(name: string): Promise<Saved> {
	const found = await stored(name);
	expect(found).toHaveLength(1);
	return found[0] as Saved;
}

/** As the editor saves. */
async function edit(workflow: Saved, change: (node: WorkflowNode) => WorkflowNode): Promise<void> {
	await rest.call('PATCH', `/workflows/${workflow.id}`, { nodes: workflow.nodes.map(change), connections: workflow.connections, name: workflow.name, versionId: workflow.versionId });
}

const DESK = 'Serve the support desk';
const CHAT = 'Answer web chat customers and pass difficult ones to people';

it('imports every template into a fresh n8n, chooses the only credential there is, and publishes', async () => {
	const imported = await run('import', '--publish', '--only', 'agent-desk,web-chat-support');
	expect(imported).toMatchObject({ code: 0, output: expect.stringMatching(/the credential "Desk sign-in" is chosen/u) });
	expect(await one(DESK)).toMatchObject({ active: true });
	expect(await one(CHAT)).toMatchObject({ active: true });
	expect(imported.output).toMatch(/Its chat: http.*\/webhook\/.+\/chat/u);
});

it('has a doctor that finds nothing wrong then, after a customer who leaves nothing behind', async () => {
	const before = await rest.call('GET', '/workflows') as readonly unknown[];
	const seen = await run('doctor');
	expect(bad(seen)).toEqual([]);
	expect(seen.code).toBe(0);
	expect(seen.output).toMatch(/✓ "How long does delivery take\?": answered from an article/u);
	expect(seen.output).toMatch(/✓ n8n 2\.40\.7/u);
	expect(await rest.call('GET', '/workflows')).toHaveLength(before.length);
	expect(product.query('SELECT text FROM messages WHERE text <> \'\' AND inbox = ?', SELF_CHECK_INBOX)).toEqual([]);
	expect(product.query('SELECT name FROM customers WHERE name IS NOT NULL AND inbox = ?', SELF_CHECK_INBOX)).toEqual([]);
	expect(product.query('SELECT 1 FROM articles WHERE inbox = ?', SELF_CHECK_INBOX)).toEqual([]);
	expect(product.query('SELECT id FROM handoffs WHERE ended_at IS NULL')).toEqual([]);
	expect(product.query('SELECT inbox FROM messages WHERE inbox <> ?', SELF_CHECK_INBOX)).toEqual([]);
});

it('changes nothing when it is imported again', async () => {
	const before = await one(CHAT);
	const again = await run('import', '--only', 'agent-desk,web-chat-support');
	expect(again.output.match(/is there already, and nothing in it is different/gu)).toHaveLength(2);
	expect((await one(CHAT)).versionId).toBe(before.versionId);
});

it('leaves what a person changed alone, and says so, where nobody can be asked', async () => {
	await edit(await one(CHAT), (node) => (node.name === 'Escalation Decision' ? { ...node, parameters: { ...node.parameters, appetite: 'cautious' } } : node));
	const again = await run('import', '--only', 'web-chat-support');
	expect(again).toMatchObject({ code: 0, output: expect.stringMatching(/somebody changed[\s\S]*differs in: Escalation Decision\.[\s\S]*Nobody can be asked/u) });
	expect((await one(CHAT)).nodes.find(({ name }) => name === 'Escalation Decision')?.parameters).toMatchObject({ appetite: 'cautious' });
});

it('replaces it when told to, and keeps its address', async () => {
	const before = await one(CHAT);
	expect((await run('import', '--only', 'web-chat-support', '--yes')).code).toBe(0);
	const after = await one(CHAT);
	expect(after.nodes.find(({ name }) => name === 'Escalation Decision')?.parameters).not.toMatchObject({ appetite: 'cautious' });
	const address = ({ nodes }: Saved): unknown => nodes.find(({ name }) => name === 'Web Chat Trigger')?.webhookId;
	expect(address(after)).toBe(address(before));
	expect(address(after)).toBeDefined();
});

it('does nothing at a dry run', async () => {
	await edit(await one(CHAT), (node) => (node.name === 'Triage' ? { ...node, notes: 'ours' } : node));
	const dry = await run('import', '--only', 'web-chat-support', '--copy', '--dry-run');
	expect(dry).toMatchObject({ code: 0, output: expect.stringMatching(/would be imported[\s\S]*Nothing was done/u) });
	expect(await stored(CHAT)).toHaveLength(1);
});

it('has a doctor that names an unpublished workflow, a second desk and a wrong key, each with its remedy', async () => {
	const chat = await one(CHAT);
	await rest.call('POST', `/workflows/${chat.id}/deactivate`, {});
	const desk = await one(DESK);
	const second = await rest.call('POST', '/workflows', { name: 'A second desk', nodes: desk.nodes.map(({ webhookId: _, ...node }) => node), connections: desk.connections, settings: desk.settings }) as Saved;
	await rest.call('POST', `/workflows/${second.id}/activate`, { versionId: second.versionId });
	const seen = await run('doctor', '--no-self-check');
	expect(seen.code).toBe(1);
	expect(bad(seen)).toEqual(expect.arrayContaining([
		expect.stringMatching(/"Answer web chat customers.*is not published/u),
		expect.stringMatching(/The desk is served 2 times/u),
	]));
	expect(seen.output).toMatch(/Open it in n8n and publish it/u);

	const refused = await run('doctor', '--api-key', 'not-a-key');
	expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/✗ n8n at .* refused the API key\.\n {4}make a new one/iu) });
});
