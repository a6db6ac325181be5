import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { builtNodes, loadNode, runNodes } from './engine';
import { envelope, jsonOf, webhookItem } from './fixtures';

const ALL = builtNodes();
const WORKING = ALL.filter((type) => loadNode(type).execute !== undefined);

/** Where a question leaves that nobody recorded, with no knowledge yet: never by a calm output that claims success. */
const ALONE: Readonly<Record<string, number>> = {
	contextPackager: 0, crmPush: 0, escalationDecision: 2, humanHandoff: 2, knowledgeAnswer: 2, replyGate: 3, sentimentGate: 0, supportIntake: 0, triage: 0,
};

/** Without it the channel is deaf: n8n refuses to publish then. */
const CHANNEL_CREDENTIALS: Readonly<Record<string, readonly string[]>> = { emailSupportTrigger: ['hybridSupportEmailApi'], whatsAppSupportTrigger: ['hybridSupportWhatsAppApi'] };

/** Every default in a description, also inside collections. */
function listDefaults(properties: ReadonlyArray<INodeProperties | INodePropertyOptions | INodePropertyCollection>): unknown[] {
	return properties.flatMap((property) => [
		...('default' in property ? [property.default] : []),
		...('options' in property ? listDefaults(property.options ?? []) : []),
		...('values' in property ? listDefaults(property.values) : []),
	]);
}

describe.each(ALL)('%s', (type) => {
	const { description } = loadNode(type);

	it('names each of its outputs', () => {
		expect(description.outputNames).toHaveLength(description.outputs.length);
	});

	it('has outputs n8n need not compute', () => {
		expect(Array.isArray(description.inputs)).toBe(true);
		expect(description.outputs).toEqual(description.outputNames?.map(() => 'main'));
	});

	it('starts without an expression in any setting', () => {
		const expressions = listDefaults(description.properties).filter((value) => JSON.stringify(value)?.includes('"='));
		expect(expressions).toEqual([]);
	});

	it('can keep the ledger in Postgres, and asks for the credential only then', () => {
		const offered = (description.credentials ?? []).find(({ name }) => name === 'hybridSupportPostgresApi');
		expect(offered).toEqual({ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } });
		expect(description.properties.at(-1)?.name).toBe('keepIn');
		expect(loadNode(type).methods?.credentialTest?.testPostgres).toBeInstanceOf(Function);
	});

	it('requires no credential before one chooses to use it, but that of its own channel', () => {
		const required = (description.credentials ?? []).filter((credential) => credential.required === true && credential.displayOptions === undefined);
		expect(required.map(({ name }) => name)).toEqual(CHANNEL_CREDENTIALS[type] ?? []);
	});
});

describe.each(ALL.filter((type) => loadNode(type).webhook !== undefined))('%s as a web page', (type) => {
	const { description } = loadNode(type);

	it('has a version for which n8n evaluates nothing on a request', () => {
		expect([description.version].flat().every((version) => version >= 2)).toBe(true);
	});

	it('has literal routes', () => {
		expect(description.webhooks?.length).toBeGreaterThan(0);
		expect(JSON.stringify(description.webhooks)).not.toContain('"=');
		expect(description.webhooks?.every(({ path }) => /^[a-z][a-z./]*$/u.test(String(path)))).toBe(true);
	});
});

describe.each(WORKING)('%s', (type) => {
	it('works behind a plain webhook with no setting touched', async () => {
		const item = webhookItem('How long does delivery take?');
		const run = await runNodes([{ name: 'Node', type }], [item]);
		expect(run.error).toBeUndefined();
		const [left, ...others] = jsonOf(run, 'Node').flatMap((items, output) => items.map((json) => ({ output, json })));
		expect(others).toEqual([]);
		expect(left?.output).toBe(ALONE[type]);
		expect(left?.json).toMatchObject(item);
		expect(left?.json).not.toHaveProperty('error');
	});

	it('answers an AI Agent on its first output, whatever becomes of the item', async () => {
		const items = [envelope('How long does delivery take?'), envelope('You are the worst, I am furious!'), {}];
		const run = await runNodes([{ name: 'Node', type: `${type}Tool` }], items);
		expect(run.error).toBeUndefined();
		expect(jsonOf(run, 'Node').map((left) => left.length)).toEqual([3, ...Array<number>(loadNode(type).description.outputs.length - 1).fill(0)]);
	});

	it('gives nothing for nothing', async () => {
		const run = await runNodes([{ name: 'Node', type }], []);
		expect(run.error).toBeUndefined();
		expect(jsonOf(run, 'Node').flat()).toEqual([]);
	});
});
