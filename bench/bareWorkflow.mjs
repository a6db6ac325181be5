/** The least that a support workflow of plain nodes does: take a message, set a field by an expression, answer with it. */

/** Path below an instance's address. */
export const BARE_PATH = '/webhook/bare';

/** Ready to be imported and published; it keeps as little of its executions as ours. */
export function buildBareWorkflow() {
	const node = (id, name, type, typeVersion, parameters, more = {}) => ({ id, name, type: `n8n-nodes-base.${type}`, typeVersion, position: [220 * Number(id), 0], parameters, ...more });
	return {
		id: 'benchBareFlow001',
		name: 'Three plain nodes',
		nodes: [
			node('1', 'Webhook', 'webhook', 2.1, { httpMethod: 'POST', path: 'bare', responseMode: 'responseNode', options: {} }, { webhookId: 'bare' }),
			node('2', 'Edit Fields', 'set', 3.4, { assignments: { assignments: [{ id: '1', name: 'reply', value: '={{ "You wrote: " + $json.body.text }}', type: 'string' }] }, options: {} }),
			node('3', 'Respond to Webhook', 'respondToWebhook', 1.5, { respondWith: 'text', responseBody: '={{ $json.reply }}', options: {} }),
		],
		connections: {
			Webhook: { main: [[{ node: 'Edit Fields', type: 'main', index: 0 }]] },
			'Edit Fields': { main: [[{ node: 'Respond to Webhook', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all', saveManualExecutions: true },
	};
}
