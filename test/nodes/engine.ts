/**
 * Runs the built nodes through n8n's real engine: real item linking, real outputs, real modes.
 *
 * The nodes come from dist/, as n8n loads them; `npm run build` comes first. Every run also checks
 * what holds for all nodes: none changes its input, drops or doubles an item, or breaks item linking.
 */
import 'reflect-metadata';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

// Before n8n-core is loaded: it writes its settings into this folder.
export const USER_FOLDER = mkdtempSync(join(tmpdir(), 'hybrid-support-nodes-'));
process.env.N8N_USER_FOLDER = USER_FOLDER;
process.env.N8N_ENCRYPTION_KEY = 'for-tests-only';
process.env.N8N_LOG_LEVEL = 'silent';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { Workflow, type IBinaryKeyData, type IConnections, type IDataObject, type IExecuteFunctions, type INode, type INodeExecutionData, type INodeType, type INodeTypes, type IRun, type WorkflowExecuteMode } from 'n8n-workflow';

afterAll(() => rmSync(USER_FOLDER, { recursive: true, force: true }));

const DIST = resolve(__dirname, '../../dist');
const PACKAGE = 'n8n-nodes-hybrid-support';

/** The workflow every test runs in. */
export const WORKFLOW_ID = 'test-workflow';

/** A node as a test names it: type without the package, and parameters that differ from the defaults. */
export interface TestNode {
	readonly name: string;
	/** One of ours, the same with `Tool` at its end, or a foreign one: `replace`, `fail`, or a trigger of n8n's, which hands on what it gets. */
	readonly type: string;
	readonly parameters?: Record<string, unknown>;
	readonly onError?: INode['onError'];
	readonly typeVersion?: number;
	/** Types of credentials chosen in the node. */
	readonly credentials?: readonly string[];
}

export interface TestOptions {
	readonly mode?: WorkflowExecuteMode;
	/** By default each output of a node leads to the next node. */
	readonly connections?: IConnections;
	/** What the foreign nodes `replace` make of an item. */
	readonly replace?: (item: IDataObject, index: number) => IDataObject;
	/** The whole error that the foreign nodes `replace` put beside their items, as n8n's own nodes do. */
	readonly itemError?: INodeExecutionData['error'];
	/** False: the foreign nodes `replace` drop the first item, and do not say which the others came from. */
	readonly keepsLinks?: boolean;
	readonly executionId?: string;
	/** Files that travel with each item. */
	readonly binary?: IBinaryKeyData;
	/** What is in any credential. */
	readonly credential?: IDataObject;
}

export interface TestRun {
	/** What left a node, by output. Absent when the node did not run. `run` counts a node's runs in this execution. */
	readonly outputs: (name: string, run?: number) => INodeExecutionData[][] | undefined;
	/** How often a node ran. */
	readonly runs: (name: string) => number;
	/** Names of the settings a node asked for, sorted. */
	readonly asked: (name: string) => readonly string[];
	readonly error: (Error & { readonly description?: string }) | undefined;
}

/** Loads the class of a built node. */
export function loadNode(type: string): INodeType {
	const name = type[0]!.toUpperCase() + type.slice(1);
	const file = join(DIST, 'nodes', name, `${name}.node.js`);
	if (!existsSync(file)) throw new Error(`${name} is not built. Run "npm run build" first.`);
	const Class = (require(file) as Record<string, new () => INodeType>)[name]!;
	return new Class();
}

/** The built shared module: the very one the nodes of this test use. */
export function loadBuiltKit(): typeof import('../../kit') {
	return require(join(DIST, 'kit.js')) as typeof import('../../kit');
}

/** Types of all built nodes; a folder with icons only is none yet. */
export function builtNodes(): readonly string[] {
	return readdirSync(join(DIST, 'nodes')).filter((name) => existsSync(join(DIST, 'nodes', name, `${name}.node.js`))).map((name) => name[0]!.toLowerCase() + name.slice(1));
}

/** Hands its items on, as a trigger would: the start of a test workflow. */
const START: INodeType = {
	description: { displayName: 'Start', name: 'start', group: ['trigger'], version: 1, description: '', defaults: { name: 'Start' }, inputs: [], outputs: ['main'], properties: [] },
	async execute() {
		return [this.getInputData()];
	},
};

/** Stands for any foreign node between ours: replaces each item by what the test says. */
function replacing({ replace = (item) => item, keepsLinks = true, itemError }: TestOptions): INodeType {
	return {
		description: { ...START.description, name: 'replace', displayName: 'Replace', inputs: ['main'] },
		async execute() {
			const replaced = this.getInputData().map((item, index) => ({ json: replace(item.json, index), ...(itemError === undefined ? {} : { error: itemError }), ...(keepsLinks ? { pairedItem: { item: index } } : {}) }));
			return [keepsLinks ? replaced : replaced.slice(1)];
		},
	};
}

/** Stands for a foreign node whose service is down. */
const FAILING: INodeType = {
	description: { ...START.description, name: 'fail', displayName: 'Fail', inputs: ['main'] },
	async execute() {
		throw new Error('The service is down');
	},
};

/** Stands for n8n's triggers: hands on what it gets. n8n drops settings that a node does not describe. */
const TRIGGER: INodeType = { ...START, description: { ...START.description, properties: [{ displayName: 'Authentication', name: 'authentication', type: 'string', default: 'none' }] } };
const TRIGGERS = ['chatTrigger', 'telegramTrigger', 'facebookTrigger', 'webhook'];
const FOREIGN = ['start', 'replace', 'fail', ...TRIGGERS];

/** Runs nodes one behind another, starting with items. */
export async function runNodes(nodes: readonly TestNode[], items: readonly IDataObject[], options: TestOptions = {}): Promise<TestRun> {
	const { mode = 'trigger', executionId = '1' } = options;
	const watch = createWatch();
	const types = new Map<string, INodeType>([['start', START], ['replace', replacing(options)], ['fail', FAILING], ...TRIGGERS.map((trigger) => [trigger, TRIGGER] as const)]);
	const typeOf = (type: string): INodeType => {
		const short = type.split('.').pop()!;
		const known = types.get(short) ?? watch.over(loadNode(short.replace(/Tool$/u, '')));
		types.set(short, known);
		return known;
	};
	const nodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) } as unknown as INodeTypes;
	const all = [{ name: 'Start', type: 'start' }, ...nodes].map(toNode);
	const workflow = new Workflow({ id: WORKFLOW_ID, name: 'Test', nodes: all, connections: options.connections ?? chain(all, typeOf), active: false, nodeTypes, settings: { executionOrder: 'v1' } });
	const hooks = new ExecutionLifecycleHooks(mode, executionId, { id: WORKFLOW_ID, name: 'Test', nodes: [], connections: {}, active: false, createdAt: new Date(), updatedAt: new Date() } as never);
	const additional = {
		hooks, executionId, webhookWaitingBaseUrl: 'http://x/webhook-waiting', formWaitingBaseUrl: 'http://x/form-waiting', variables: {},
		credentialsHelper: credentialsWith(options.credential ?? {}),
	};
	const run: IRun = await new WorkflowExecute(additional as never, mode, {
		version: 1,
		startData: {},
		resultData: { runData: {}, pinData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack: [{ node: workflow.getNode('Start')!, data: { main: [items.map((json) => ({ json, ...(options.binary === undefined ? {} : { binary: options.binary }) }))] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	} as never).processRunExecutionData(workflow);
	if (watch.problems.length > 0) throw new Error(watch.problems.join('\n'));
	const runData = run.data.resultData.runData;
	return {
		outputs: (name, index = 0) => runData[name]?.[index]?.data?.main as INodeExecutionData[][] | undefined,
		runs: (name) => runData[name]?.length ?? 0,
		asked: (name) => [...(watch.asked.get(name) ?? [])].sort(),
		error: run.data.resultData.error as TestRun['error'],
	};
}

/** Every credential has the same in it, and needs no refreshing. */
function credentialsWith(credential: IDataObject) {
	return {
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => credential,
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		authenticate: async (_credential: unknown, _type: string, request: unknown) => request,
	};
}

function toNode({ name, type, parameters, onError, typeVersion, credentials }: TestNode, index: number): INode {
	return {
		id: String(index),
		name,
		type: FOREIGN.includes(type) ? type : `${PACKAGE}.${type}`,
		typeVersion: typeVersion ?? 1,
		position: [index * 200, 0],
		parameters: (parameters ?? {}) as INode['parameters'],
		...(onError === undefined ? {} : { onError }),
		...(credentials === undefined ? {} : { credentials: Object.fromEntries(credentials.map((each) => [each, { id: each, name: each }])) }),
	};
}

/** Looks over the shoulder of our nodes while they run. */
function createWatch() {
	const problems: string[] = [];
	const asked = new Map<string, Set<string>>();
	function over(type: INodeType): INodeType {
		const execute = type.execute;
		if (execute === undefined) return type;
		type.execute = async function (this: IExecuteFunctions) {
			const { name } = this.getNode();
			const input = this.getInputData();
			const before = structuredClone(input);
			const names = asked.get(name) ?? new Set<string>();
			asked.set(name, names);
			const outputs = (await execute.call(askingAloud(this, names))) as INodeExecutionData[][];
			if (!isDeepStrictEqual(structuredClone(this.getInputData()), before)) problems.push(`${name} changed its input.`);
			if (outputs.length !== type.description.outputs.length) problems.push(`${name} has ${outputs.length} outputs and describes ${type.description.outputs.length}.`);
			const links = outputs.flat().map(({ pairedItem }) => (pairedItem as { item?: number } | undefined)?.item);
			// One item of a trigger may tell several things.
			const given = type.description.name === 'supportIntake' ? [...new Set(links)] : links;
			if (!isDeepStrictEqual(given.sort(), input.map((_, index) => index))) problems.push(`${name} does not give each item once, linked to where it came from: ${links.join(', ')}.`);
			return outputs;
		};
		return type;
	}
	return { problems, asked, over };
}

function askingAloud(context: IExecuteFunctions, names: Set<string>): IExecuteFunctions {
	return new Proxy(context, {
		get(target, key) {
			const value: unknown = Reflect.get(target, key, target);
			if (typeof value !== 'function') return value;
			return (...args: unknown[]): unknown => {
				if (key === 'getNodeParameter') names.add(String(args[0]));
				return Reflect.apply(value, target, args);
			};
		},
	});
}

/** Connections of a test workflow: `[from, output, to]` each. */
export function connect(...wires: ReadonlyArray<readonly [from: string, output: number, to: string]>): IConnections {
	const connections: IConnections = {};
	for (const [from, output, to] of wires) {
		const main = ((connections[from] ??= { main: [] }).main ??= []);
		while (main.length <= output) main.push([]);
		main[output]!.push({ node: to, type: 'main', index: 0 });
	}
	return connections;
}

function chain(nodes: readonly INode[], typeOf: (type: string) => INodeType): IConnections {
	return connect(...nodes.slice(0, -1).flatMap((node, index) => {
		const { outputs } = typeOf(node.type).description;
		return Array.from({ length: outputs.length }, (_, output) => [node.name, output, nodes[index + 1]!.name] as const);
	}));
}
