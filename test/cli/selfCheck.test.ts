/** The self-check's workflow, its paths, and what is concluded from them. */
import { judgePath, PATHS, type Heard } from '../../cli/selfCheckPaths';
import { buildSelfCheck, isSelfCheck, pathOf, SELF_CHECK_ACTIONS } from '../../cli/selfCheckWorkflow';
import { ourType } from '../../cli/workflow';

const POSTGRES = { parameters: { keepIn: 'postgres' }, credentials: { hybridSupportPostgresApi: { id: 'p', name: 'Ledger' } } };
const workflow = buildSelfCheck('secret', { parameters: {} });

it('reaches nothing outside n8n: only our nodes and four of n8n\'s that cannot', () => {
	const foreign = new Set(workflow.nodes.map(({ type }) => type).filter((type) => !type.startsWith('n8n-nodes-hybrid-support.')));
	expect([...foreign].sort()).toEqual(['n8n-nodes-base.noOp', 'n8n-nodes-base.set', 'n8n-nodes-base.splitOut', 'n8n-nodes-base.webhook']);
	expect(workflow.nodes.some(({ parameters }) => parameters.engine === 'model' || parameters.target !== undefined)).toBe(false);
});

it('keeps no execution data, and has no expression', () => {
	expect(workflow.settings).toMatchObject({ saveDataErrorExecution: 'none', saveDataSuccessExecution: 'none' });
	expect(JSON.stringify(workflow.nodes)).not.toMatch(/:"=/u);
});

it('wires only nodes it has, and reaches each from a webhook', () => {
	const names = workflow.nodes.map(({ name }) => name);
	const wires = Object.entries(workflow.connections as Record<string, { main: ReadonlyArray<ReadonlyArray<{ node: string }>> }>).map(([from, { main }]) => [from, main.flat().map((wire) => wire.node)] as const);
	const reached = new Set<string>(SELF_CHECK_ACTIONS);
	for (let round = 0; round < names.length; round++) for (const [from, to] of wires) if (reached.has(from)) for (const name of to) reached.add(name);
	expect([...reached].sort()).toEqual([...names].sort());
	expect(new Set(names).size).toBe(names.length);
});

it('keeps what it records where the product keeps it', () => {
	for (const node of buildSelfCheck('secret', POSTGRES).nodes) {
		expect([node.name, node.parameters.keepIn, node.credentials]).toEqual(ourType(node) !== undefined ? [node.name, 'postgres', POSTGRES.credentials] : [node.name, undefined, undefined]);
	}
});

it('is recognised when it was left behind, and nobody else\'s workflow of that name is', () => {
	const stored = { ...workflow, id: '1', active: false };
	expect(isSelfCheck(stored)).toBe(true);
	expect(isSelfCheck({ ...stored, nodes: [] })).toBe(false);
	expect(isSelfCheck({ ...stored, name: 'Mine' })).toBe(false);
	expect(pathOf('secret', 'say')).toContain('secret');
});

describe('a path', () => {
	const path = (title: string) => PATHS.find((each) => each.title.includes(title)) as (typeof PATHS)[number];
	const decided = (outcome: string, code = 'humanRequested') => ({ outcome, reasons: [{ code }] });
	const sent = (text: string) => ({ status: 'sent', text });

	it.each([
		['an article', { decision: decided('answer'), reply: sent('Delivery takes two to four working days.') }],
		['offered a person', { decision: decided('offerHuman'), reply: sent('Shall I get a person?') }],
		['on request', { decision: decided('escalate'), packet: {}, handoff: { result: 'queued' }, reply: sent('I am passing you on.') }],
		['the person who has it', { conversation: { owner: 'queue' } }],
		['delivered twice', { ignored: { reason: 'repeated' } }],
	])('is green when it ended as it must: %s', (title, heard) => {
		expect(judgePath(path(title), heard as unknown as Heard).mark).toBe('ok');
	});

	it.each([
		['an article', { decision: decided('answer'), reply: sent('Something else.') }, /decided as answer/u],
		['an article', { decision: decided('answer'), reply: { status: 'held' } }, /reply held/u],
		['on request', { decision: decided('escalate'), packet: {}, handoff: { result: 'failed' }, reply: sent('Sorry.') }, /handoff failed/u],
		['when angry', { decision: decided('escalate'), packet: {}, handoff: { result: 'queued' }, reply: sent('I am passing you on.') }, /humanRequested/u],
		['the person who has it', { conversation: { owner: 'bot' }, decision: decided('answer') }, /decided as answer/u],
		['delivered twice', { decision: decided('answer'), reply: sent('Delivery takes two to four working days.') }, /decided as answer/u],
		['offered a person', { error: { message: 'the store is full' } }, /the store is full/u],
	])('is red otherwise, and says what was: %s', (title, heard, sentence) => {
		expect(judgePath(path(title), heard as unknown as Heard)).toMatchObject({ mark: 'bad', sentence: expect.stringMatching(sentence) });
	});
});
