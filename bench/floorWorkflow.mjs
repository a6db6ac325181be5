/** What n8n itself spends on any message that a trigger acknowledges: our trigger and five nodes that do nothing. */

/** Path below an instance's address. */
export const FLOOR_PATH = '/webhook/floor/chat';

/** Ready to be imported and published; it keeps as little of its executions as ours. */
export function buildFloorWorkflow() {
	const empty = Array.from({ length: 5 }, (_, index) => ({ id: `n${index}`, name: `Empty ${index + 1}`, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220 * (index + 1), 0], parameters: {} }));
	const trigger = { id: 't', name: 'Web Chat Trigger', type: 'n8n-nodes-hybrid-support.webChatTrigger', typeVersion: 2, position: [0, 0], parameters: { inbox: 'floor' }, webhookId: 'floor' };
	const all = [trigger, ...empty];
	return {
		id: 'benchFloorFlow01',
		name: 'Trigger and five empty nodes',
		nodes: all,
		connections: Object.fromEntries(all.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: all[index + 1].name, type: 'main', index: 0 }]] }])),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all', saveManualExecutions: true },
	};
}
