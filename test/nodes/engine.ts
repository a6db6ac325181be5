/**
 * Runs the built nodes through n8n's real engine: real item linking, real outputs, real modes.
 *
 * The nodes come from dist/, as n8n loads them; `npm run build` comes first.
 */
import 'reflect-metadata';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Before n8n-core is loaded: it writes its settings into this folder.
export const USER_FOLDER = mkdtempSync(join(tmpdir(), 'hybrid-support-nodes-'));
process.env.N8N_USER_FOLDER = USER_FOLDER;
process.env.N8N_ENCRYPTION_KEY = 'for-tests-only';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { Workflow, type IConnections, type IDataObject, type INode, type INodeExecutionData, type INodeType, type INodeTypes, type IRun, type WorkflowExecuteMode } from 'n8n-workflow';

const DIST = resolve(__dirname, '../../dist');
const PACKAGE = 'n8n-nodes-hybrid-support';

/** A node of ours as a test names it: type without the package, and parameters that differ from the defaults. */
export interface TestNode {
	readonly name: string;
	readonly type: string;
	readonly parameters?: Record<string, unknown>;
	readonly onError?: INode['onError'];
	readonly typeVersion?: number;
}

export interface TestRun {
	/** What left a node, by output. Absent when the node did not run. */
	readonly outputs: (name: string) => INodeExecutionData[][] | undefined;
	readonly error: Error | undefined;
}

/** Loads the class of a built node. */
export function loadNode(type: string): INodeType {
	const name = type[0]!.toUpperCase() + type.slice(1);
	const file = join(DIST, 'nodes', name, `${name}.node.js`);
	if (!existsSync(file)) throw new Error(`${name} is not built. Run "npm run build" first.`);
	const Class = (require(file) as Record<string, new () => INodeType>)[name]!;
	return new Class();
}

/** Names of all built nodes. */
export function builtNodes(): readonly string[] {
	return readdirSync(join(DIST, 'nodes')).map((name) => name[0]!.toLowerCase() + name.slice(1));
}

/** Hands its items on, as a trigger would: the start of a test workflow. */
const START: INodeType = {
	description: { displayName: 'Start', name: 'start', group: ['trigger'], version: 1, description: '', defaults: { name: 'Start' }, inputs: [], outputs: ['main'], properties: [] },
	async execute() {
		return [this.getInputData()];
	},
};

/** Stands for any foreign node between ours: replaces each item by what the test says. */
function replacing(replace: (item: IDataObject, index: number) => IDataObject): INodeType {
	return {
		description: { ...START.description, name: 'replace', displayName: 'Replace', inputs: ['main'] },
		async execute() {
			return [this.getInputData().map((item, index) => ({ json: replace(item.json, index), pairedItem: { item: index } }))];
		},
	};
}

/**
 * Runs nodes one behind another, starting with items.
 *
 * @param connections by default each output of a node leads to the next node
 */
export async function runNodes(
	nodes: readonly TestNode[],
	items: readonly IDataObject[],
	options: { readonly mode?: WorkflowExecuteMode; readonly connections?: IConnections; readonly replace?: (item: IDataObject, index: number) => IDataObject } = {},
): Promise<TestRun> {
	const types = new Map<string, INodeType>([['start', START], ['replace', replacing(options.replace ?? ((item) => item))]]);
	const typeOf = (type: string): INodeType => {
		const short = type.split('.').pop()!;
		const known = types.get(short) ?? loadNode(short);
		types.set(short, known);
		return known;
	};
	const nodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) } as unknown as INodeTypes;
	const all: INode[] = [{ name: 'Start', type: 'start' }, ...nodes].map((node, index) => ({
		id: String(index),
		name: node.name,
		type: ['start', 'replace'].includes(node.type) ? node.type : `${PACKAGE}.${node.type}`,
		typeVersion: (node as TestNode).typeVersion ?? 1,
		position: [index * 200, 0],
		parameters: ((node as TestNode).parameters ?? {}) as INode['parameters'],
		...((node as TestNode).onError === undefined ? {} : { onError: (node as TestNode).onError }),
	}));
	const workflow = new Workflow({ id: 'test-workflow', name: 'Test', nodes: all, connections: options.connections ?? chain(all, typeOf), active: false, nodeTypes, settings: { executionOrder: 'v1' } });
	const mode = options.mode ?? 'trigger';
	const hooks = new ExecutionLifecycleHooks(mode, '1', { id: 'test-workflow', name: 'Test', nodes: [], connections: {}, active: false, createdAt: new Date(), updatedAt: new Date() } as never);
	const additional = { hooks, executionId: '1', webhookWaitingBaseUrl: 'http://x/webhook-waiting', formWaitingBaseUrl: 'http://x/form-waiting', variables: {}, credentialsHelper: {} };
	const run: IRun = await new WorkflowExecute(additional as never, mode, {
		version: 1,
		startData: {},
		resultData: { runData: {}, pinData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack: [{ node: workflow.getNode('Start')!, data: { main: [items.map((json) => ({ json }))] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	} as never).processRunExecutionData(workflow);
	return {
		outputs: (name) => run.data.resultData.runData[name]?.[0]?.data?.main as INodeExecutionData[][] | undefined,
		error: run.data.resultData.error as Error | undefined,
	};
}

function chain(nodes: readonly INode[], typeOf: (type: string) => INodeType): IConnections {
	return Object.fromEntries(nodes.slice(0, -1).map((node, index) => {
		const outputs = typeOf(node.type).description.outputs;
		const count = Array.isArray(outputs) ? outputs.length : 1;
		const next = [{ node: nodes[index + 1]!.name, type: 'main' as const, index: 0 }];
		return [node.name, { main: Array.from({ length: count }, () => next) }];
	}));
}
