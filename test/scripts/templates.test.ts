import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDeskCredential, readTemplates } from '../../scripts/templates.mjs';

const CHAT = { name: 'Chat', nodes: [
	{ name: 'Web Chat Trigger', type: 'n8n-nodes-hybrid-support.webChatTrigger', parameters: { inbox: 'main', options: { colour: '#123456' } } },
	{ name: 'Triage', type: 'n8n-nodes-hybrid-support.triage', parameters: {} },
], connections: {} };
const DESK = { name: 'Desk', nodes: [{ name: 'Agent Desk Trigger', type: 'n8n-nodes-hybrid-support.agentDeskTrigger', parameters: {} }], connections: {} };

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'templates-'));
	mkdirSync(join(root, 'workflows'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, workflow: object): void {
	writeFileSync(join(root, 'workflows', name), JSON.stringify(workflow));
}

it('gives each template a fixed id and its trigger a fixed address', () => {
	write('web-chat-support.json', CHAT);
	write('agent-desk.json', DESK);
	const [chat, desk] = readTemplates(root);
	expect([chat.id, desk.id]).toEqual(['hybridWebChat001', 'hybridAgentDesk1']);
	expect(chat.nodes[0]).toMatchObject({ webhookId: 'support', parameters: { inbox: 'main', options: { colour: '#123456', includeReasons: true } } });
	expect(chat.nodes[1]).toEqual(CHAT.nodes[1]);
	expect(desk.nodes[0]).toMatchObject({ webhookId: 'desk', credentials: { hybridSupportDeskApi: { id: buildDeskCredential({}).id } } });
});

it('shows the sample shop\'s name in the chat, unless the template has its own', () => {
	write('web-chat-support.json', CHAT);
	mkdirSync(join(root, 'workflows', 'sample'));
	write('sample/company.json', { name: 'Sample Shop' });
	expect(readTemplates(root)[0].nodes[0].parameters.companyName).toBe('Sample Shop');
	write('web-chat-support.json', { ...CHAT, nodes: [{ ...CHAT.nodes[0], parameters: { companyName: 'Own' } }] });
	expect(readTemplates(root)[0].nodes[0].parameters.companyName).toBe('Own');
});

it('leaves reasons untold where that is asked for', () => {
	write('web-chat-support.json', CHAT);
	expect(readTemplates(root, { includeReasons: false })[0].nodes[0].parameters.options.includeReasons).toBe(false);
});

it('takes the templates that are there', () => {
	expect(readTemplates(root)).toEqual([]);
});
