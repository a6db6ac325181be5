/** The import against a stand-in of n8n's API: what is made, what is left alone, and what is refused. */
import { CHAT, makePackage, node, runCommand, writeTemplate, type Ended } from './samples';
import { KEY, OUR_TYPES, startStandIn, type StandIn } from './standInN8n';

let n8n: StandIn;
let own: ReturnType<typeof makePackage>;
beforeEach(async () => {
	n8n = await startStandIn();
	own = makePackage();
});
afterEach(async () => {
	own.remove();
	await n8n.stop();
});

async function run(args: readonly string[] = [], answers?: readonly string[]): Promise<Ended> {
	return await runCommand(own.folder, ['import', '--url', n8n.url, ...args], answers === undefined ? {} : { answers });
}

function names(): readonly string[] {
	return n8n.workflows.map(({ name }) => name);
}

function change(name: string, parameters: Readonly<Record<string, unknown>>): void {
	n8n.workflows = n8n.workflows.map((workflow) => ({ ...workflow, nodes: workflow.nodes.map((each) => (each.name === name ? { ...each, parameters } : each)) }));
}

const NEWER = { ...CHAT, nodes: [...CHAT.nodes, node('Mood', 'sentimentGate')] };

describe('a first import', () => {
	it('creates every template, unpublished, and tells where it is', async () => {
		const { code, output } = await run();
		expect(code).toBe(0);
		expect(names()).toEqual(['Answer in the chat', 'Serve the desk']);
		expect(n8n.workflows.some(({ active }) => active)).toBe(false);
		expect(output).toContain(`${n8n.url}/workflow/made1`);
		expect(output).toMatch(/Its chat, once it is published: http.*\/webhook\/hook1-1\/chat/u);
	});

	it('creates only those named', async () => {
		await run(['--only', 'desk']);
		expect(names()).toEqual(['Serve the desk']);
	});

	it('refuses a name there is not and lists those there are', async () => {
		expect(await run(['--only', 'desk,dsk'])).toEqual({ code: 1, output: expect.stringMatching(/--only dsk is no workflow.*There are: chat, desk\./u) });
		expect(n8n.asked).toEqual([]);
	});

	it('changes nothing at a dry run', async () => {
		expect((await run(['--dry-run'])).output).toMatch(/would be imported as "Serve the desk"[\s\S]*Nothing was done/u);
		expect(n8n.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
	});
});

describe('credentials', () => {
	const credential = (id: string) => ({ id, name: `Sign-in ${id}`, type: 'hybridSupportDeskApi' });

	it('are chosen where there is one of the type, and published then when asked to', async () => {
		n8n.credentials = [credential('c1'), { id: 'x', name: 'Other', type: 'smtp' }];
		const { output } = await run(['--only', 'desk', '--publish']);
		expect(output).toMatch(/Desk: the credential "Sign-in c1" is chosen/u);
		expect(n8n.workflows[0]).toMatchObject({ active: true, nodes: expect.arrayContaining([expect.objectContaining({ name: 'Desk', credentials: { hybridSupportDeskApi: { id: 'c1', name: 'Sign-in c1' } } })]) });
	});

	it.each([
		['none', [], /open it and create a credential of Hybrid Support Desk Sign-In API/u],
		['two', [credential('c1'), credential('c2')], /choose one of the 2 credentials/u],
	] as const)('are left to a person where there are %s, and nothing is published', async (_, credentials, sentence) => {
		n8n.credentials = [...credentials];
		expect((await run(['--only', 'desk', '--publish'])).output).toMatch(sentence);
		expect(n8n.workflows[0]).toMatchObject({ active: false });
	});

	it('are left to a person where the key may not list them', async () => {
		n8n.instead['/api/v1/credentials'] = { status: 403, body: { message: 'Forbidden' } };
		expect(await run(['--only', 'desk'])).toEqual({ code: 0, output: expect.stringMatching(/may not list credentials/u) });
	});
});

describe('a second import', () => {
	beforeEach(async () => { await run(['--only', 'chat']); });

	it('does nothing where nothing is different', async () => {
		n8n.asked.length = 0;
		expect((await run(['--only', 'chat'])).output).toMatch(/nothing in it is different/u);
		expect(n8n.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
	});

	it('publishes what is there already where that is asked for now', async () => {
		expect((await run(['--only', 'chat', '--publish'])).output).toMatch(/nothing in it is different[\s\S]*It is published/u);
		expect(n8n.workflows).toMatchObject([{ active: true }]);
	});

	it('publishes nothing a person changed', async () => {
		change('Triage', { engine: 'model' });
		await run(['--only', 'chat', '--publish']);
		expect(n8n.workflows).toMatchObject([{ active: false }]);
	});

	it('updates in place what nobody changed, and keeps name, address, credentials and settings', async () => {
		n8n.workflows = n8n.workflows.map((workflow) => ({
			...workflow, name: 'Our chat', settings: { ...workflow.settings, timezone: 'Europe/Vienna' },
			nodes: workflow.nodes.map((each) => (each.name === 'Triage' ? { ...each, credentials: { some: { id: '1', name: 'One' } } } : each)),
		}));
		writeTemplate(own.folder, 'chat', NEWER);
		await run(['--only', 'chat']);
		expect(n8n.workflows).toHaveLength(1);
		const [updated] = n8n.workflows;
		expect(updated).toMatchObject({ name: 'Our chat', settings: { timezone: 'Europe/Vienna' } });
		expect(updated?.settings).not.toHaveProperty('availableInMCP');
		expect(updated?.nodes.map(({ name, webhookId, credentials }) => [name, webhookId, credentials])).toEqual([['Note', undefined, undefined], ['Chat', 'hook1-1', undefined], ['Triage', undefined, { some: { id: '1', name: 'One' } }], ['Mood', undefined, undefined]]);
	});

	it.each([
		['a setting switched off', { options: { includeReasons: false } }],
		['a text emptied', { title: '' }],
		['a list emptied', { languages: [] }],
	])('leaves %s by a person alone and names the node, where nobody can be asked', async (_, parameters) => {
		change('Triage', parameters);
		writeTemplate(own.folder, 'chat', NEWER);
		const { code, output } = await run(['--only', 'chat']);
		expect(code).toBe(0);
		expect(output).toMatch(/somebody changed "Answer in the chat"[\s\S]*differs in: Triage, Mood\.[\s\S]*--yes replaces it, --copy/u);
		expect(n8n.workflows).toEqual([expect.objectContaining({ nodes: expect.arrayContaining([expect.objectContaining({ parameters })]) })]);
	});

	it.each([
		['r', 1, false], ['replace', 1, false], ['k', 1, true], ['', 1, true], ['what?', 1, true], ['c', 2, true],
	] as const)('asks about it where somebody is there: "%s" leaves %d workflows, the change kept: %s', async (answer, count, isKept) => {
		change('Triage', { engine: 'model' });
		expect((await run(['--only', 'chat'], [answer])).output).toMatch(/Replace it, keep it/u);
		expect(n8n.workflows).toHaveLength(count);
		expect(n8n.workflows[0]?.nodes.some(({ parameters }) => parameters.engine === 'model')).toBe(isKept);
	});

	it.each([['--yes', 1, false], ['--keep', 1, true], ['--copy', 2, true]] as const)('asks nobody with %s', async (flag, count, isKept) => {
		change('Triage', { engine: 'model' });
		expect((await run(['--only', 'chat', flag], [])).output).not.toMatch(/Replace it, keep it/u);
		expect(n8n.workflows).toHaveLength(count);
		expect(n8n.workflows[0]?.nodes.some(({ parameters }) => parameters.engine === 'model')).toBe(isKept);
	});

	it('takes a workflow of the same name without its note for somebody else\'s', async () => {
		n8n.workflows = n8n.workflows.map((workflow) => ({ ...workflow, nodes: workflow.nodes.map((each) => ({ ...each, notes: undefined, parameters: { mine: 1 } })) }));
		expect((await run(['--only', 'chat'])).output).toMatch(/was not imported by this command/u);
		expect(n8n.workflows).toHaveLength(1);
	});
});

describe('an n8n that cannot take it', () => {
	it.each([
		['refuses the key', () => { n8n.instead['/api/v1/workflows'] = { status: 401, body: { message: 'unauthorized' } }; }, /refused the API key: make a new one/u],
		['gives the key too few rights', () => { n8n.instead['/api/v1/workflows'] = { status: 403, body: { message: 'Forbidden' } }; }, /The API key may not do this/u],
		['is too old', () => { n8n.version = '1.123.4'; }, /n8n 1\.123\.4 is too old/u],
		['lacks the package', () => { n8n.types = []; }, /The package is not installed in this n8n/u],
		['has an older package', () => { n8n.types = OUR_TYPES.slice(1); }, /older than this command \(1\.2\.3\)/u],
		['has its API switched off', () => { n8n.instead['/api/v1/workflows'] = { status: 404, body: 'Cannot GET' }; }, /public API is switched off/u],
		['is none', () => { n8n.instead['/api/v1/workflows'] = { status: 404, body: 'no' }; n8n.instead['/healthz'] = { status: 404, body: 'no' }; }, /is not n8n/u],
		['sends on to another address', () => { n8n.instead['/api/v1/workflows'] = { status: 301, headers: { location: 'https://n8n.example.com/x' } }; }, /sends on to https:\/\/n8n\.example\.com: give that address/u],
	])('that %s is refused, and nothing is created', async (_, spoil, sentence) => {
		spoil();
		expect(await run()).toEqual({ code: 1, output: expect.stringMatching(sentence) });
		expect(n8n.workflows).toEqual([]);
	});

	it('that cannot be reached is refused with the reason', async () => {
		const { url } = n8n;
		await n8n.stop();
		expect(await runCommand(own.folder, ['import', '--url', url])).toEqual({ code: 1, output: expect.stringMatching(/cannot be reached: nothing listens there/u) });
	});

	it('is told the key only at the address it was given for', async () => {
		const other = await startStandIn();
		n8n.instead['/api/v1/workflows'] = { status: 302, headers: { location: `${other.url}/api/v1/workflows` } };
		await run();
		expect(other.asked).toEqual([]);
		await other.stop();
	});
});

it('takes the key as an option too', async () => {
	expect(await runCommand(own.folder, ['import', '--url', n8n.url, '--api-key', KEY], { env: {} })).toMatchObject({ code: 0 });
});
