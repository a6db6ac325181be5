/** A small package and small workflows for the command's tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../cli/runCli';
import type { StoredWorkflow, WorkflowContent, WorkflowNode } from '../../cli/workflow';
import { KEY } from './standInN8n';

export function node(name: string, type: string, parameters: WorkflowNode['parameters'] = {}): WorkflowNode {
	return { id: `id-${name}`, name, type: type.includes('.') ? type : `n8n-nodes-hybrid-support.${type}`, typeVersion: 1, position: [0, 0], parameters };
}

export const SETTINGS = { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all', saveManualExecutions: true };

export const DESK: WorkflowContent = { name: 'Serve the desk', nodes: [node('Note', 'n8n-nodes-base.stickyNote', { content: 'How it works' }), node('Desk', 'agentDeskTrigger')], connections: {}, settings: SETTINGS };
export const CHAT: WorkflowContent = {
	name: 'Answer in the chat',
	nodes: [node('Note', 'n8n-nodes-base.stickyNote', { content: 'How it works' }), node('Chat', 'webChatTrigger'), node('Triage', 'triage', { options: {} })],
	connections: { Chat: { main: [[{ node: 'Triage', type: 'main', index: 0 }]] } },
	settings: SETTINGS,
};

export function published(id: string, content: WorkflowContent): StoredWorkflow {
	return { ...content, id, active: true };
}

/** A package's folder with these two templates. */
export function makePackage(): { readonly folder: string; readonly remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'hybrid-support-cli-'));
	mkdirSync(join(folder, 'workflows'));
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.2.3', n8n: { credentials: ['dist/credentials/HybridSupportDeskApi.credentials.js', 'dist/credentials/HybridSupportModelApi.credentials.js'] } }));
	writeTemplate(folder, 'desk', DESK);
	writeTemplate(folder, 'chat', CHAT);
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function writeTemplate(folder: string, name: string, content: WorkflowContent): void {
	writeFileSync(join(folder, 'workflows', `${name}.json`), JSON.stringify(content));
}

export interface Ended {
	readonly code: number;
	readonly output: string;
}

/** Runs the command; every run also checks that the key is printed nowhere. */
export async function runCommand(packageFolder: string, args: readonly string[], { answers, env = { HYBRID_SUPPORT_API_KEY: KEY } }: { readonly answers?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Ended> {
	const lines: string[] = [];
	const left = [...(answers ?? [])];
	const ask = async (question: string): Promise<string> => {
		lines.push(question);
		return await Promise.resolve(left.shift() ?? '');
	};
	const code = await runCli(args, { terminal: { say: (line) => lines.push(line), colours: false, ...(answers === undefined ? {} : { ask }) }, complain: (line) => lines.push(line), env, packageFolder });
	const output = lines.join('\n');
	expect(output).not.toContain(KEY);
	return { code, output };
}
