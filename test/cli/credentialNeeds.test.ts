/** The command knows which credentials the nodes ask for; it cannot ask the nodes, since they need n8n. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { chooseCredentials, needsOf } from '../../cli/credentialNeeds';
import { node } from './samples';

const ROOT = resolve(__dirname, '../..');
const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { n8n: { nodes: readonly string[] } };

/** Every credential of every built node, with settings that make the node ask for it. */
const ASKED = n8n.nodes.flatMap((file) => {
	const [NodeClass] = Object.values(require(join(ROOT, file)) as Record<string, new () => INodeType>);
	const { name, credentials = [] } = new (NodeClass as new () => INodeType)().description;
	return credentials.map(({ name: type, displayOptions }) => {
		const parameters = Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([setting, values]) => [setting, values?.[0]]));
		return { name, type, parameters };
	});
});

it.each(ASKED)('knows that $name asks for $type with $parameters', ({ name, type, parameters }) => {
	expect(needsOf(node('X', name, parameters)).map((need) => need.type)).toContain(type);
});

it('knows of no credential the nodes do not ask for', () => {
	const real = new Set(ASKED.map(({ type }) => type));
	const known = ASKED.flatMap(({ name, parameters }) => needsOf(node('X', name, parameters)).map(({ type }) => type));
	expect(known.filter((type) => !real.has(type))).toEqual([]);
});

it('chooses nothing in a node that has one, or is switched off', () => {
	const only = [{ id: 'c', name: 'C', type: 'hybridSupportDeskApi' }];
	const has = { ...node('A', 'agentDeskTrigger'), credentials: { hybridSupportDeskApi: { id: 'mine', name: 'Mine' } } };
	const off = { ...node('B', 'agentDeskTrigger'), disabled: true };
	expect(chooseCredentials({ nodes: [has, off] }, only)).toEqual({ content: { nodes: [has, off] }, choices: [] });
});
