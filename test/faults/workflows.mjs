/** The shipped templates, made impatient and wired to the stand-ins, and the same path once more for a channel whose replies a provider sends. */
import { buildDeskCredential, readTemplates } from '../../scripts/templates.mjs';
import { root } from '../../scripts/toolchain.mjs';

const OURS = 'n8n-nodes-hybrid-support.';
const MODEL = { id: 'faultsModel00001', name: 'Model stand-in' };
const CRM = { id: 'faultsCrm0000001', name: 'CRM stand-in' };

/** Where the channel's provider calls n8n. */
export const CHANNEL_PATH = '/webhook/channel';
/** The shortest there is. */
export const UNANSWERED_AFTER_SECONDS = 10;

export const DESK_ADMIN = { name: 'Alex', email: 'alex@example.com', password: 'Desk-person-1' };

/** @param {{ model: string, crm: string, provider: string }} urls of the stand-ins */
export function buildPlan(urls) {
	const [chat, desk] = readTemplates(root).map((workflow) => ({ ...workflow, nodes: workflow.nodes.map(setUp) }));
	return {
		workflows: [chat, desk, buildChannel(chat, urls.provider)],
		credentials: [
			buildDeskCredential(DESK_ADMIN),
			{ ...MODEL, type: 'hybridSupportModelApi', data: { baseUrl: urls.model, apiKey: 'none' } },
			{ ...CRM, type: 'hybridSupportCrmApi', data: { url: urls.crm, token: 'none' } },
		],
	};
}

function setUp(node) {
	const change = (parameters, credentials = {}) => ({ ...node, parameters: { ...node.parameters, ...parameters }, credentials: { ...node.credentials, ...credentials } });
	switch (node.type) {
		case `${OURS}supportEventTrigger`: return change({ everySeconds: 1, deadlineSeconds: UNANSWERED_AFTER_SECONDS });
		case `${OURS}triage`: return change({ engine: 'model', model: 'stand-in', options: { timeoutSeconds: 1 } }, { hybridSupportModelApi: MODEL });
		case `${OURS}crmPush`: return change({ target: 'genericJson', timeoutSeconds: 2 }, { hybridSupportCrmApi: CRM });
		case `${OURS}humanHandoff`: return change({ acceptMinutes: 1 });
		default: return node;
	}
}

/** The chat's path behind a Webhook and Support Intake; what Reply Gate claims goes out by HTTP and is confirmed. */
function buildChannel(chat, providerUrl) {
	const kept = chat.nodes.filter(({ type }) => type !== `${OURS}webChatTrigger` && type !== 'n8n-nodes-base.stickyNote');
	const { 'Web Chat Trigger': _chat, ...connections } = chat.connections;
	const gates = [['Reply Gate', 'Answer'], ['Tell the Customer', 'Notice'], ['Claim Words', 'Words']];
	return {
		...chat,
		id: 'faultsChannel001',
		name: 'A channel with a send node',
		nodes: [
			...kept,
			make('Channel', 'n8n-nodes-base.webhook', 2, [-900, 0], { path: 'channel', httpMethod: 'POST', responseMode: 'responseNode', options: {} }, { webhookId: 'faults-channel' }),
			make('Support Intake', `${OURS}supportIntake`, 1, [-700, 0], { source: 'webhook', namesCustomer: 'everybody' }),
			// Only what is on disk is acknowledged: the provider keeps what it gets a 503 for, and delivers it again.
			make('Is Recorded', 'n8n-nodes-base.if', 1, [-500, 0], { conditions: { boolean: [{ value1: '={{ $json.conversation !== undefined && $json.error === undefined }}', value2: true }] } }),
			make('Acknowledge', 'n8n-nodes-base.respondToWebhook', 1.1, [-300, -200], { respondWith: 'noData', options: { responseCode: 202 } }),
			make('Ask Again', 'n8n-nodes-base.respondToWebhook', 1.1, [-300, 200], { respondWith: 'noData', options: { responseCode: 503 } }),
			make('Messages To Send', `${OURS}supportEventTrigger`, 1, [-300, 900], { event: 'messageToSend', everySeconds: 1 }),
			make('Claim Words', `${OURS}replyGate`, 1, [-100, 900], {}),
			...gates.flatMap(([, what], index) => [
				make(`Send ${what}`, 'n8n-nodes-base.httpRequest', 4.2, [2400, index * 300], {
					method: 'POST',
					url: providerUrl,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ JSON.stringify({ replyId: $json.reply.id, to: $json.reply.to, text: $json.reply.text }) }}',
					options: { timeout: 2000 },
				}, { onError: 'continueErrorOutput' }),
				make(`Confirm ${what}`, `${OURS}replyGate`, 1, [2600, index * 300], { operation: 'confirm' }),
			]),
		],
		connections: {
			...connections,
			Channel: wire(['Support Intake']),
			'Support Intake': wire(['Is Recorded'], ['Acknowledge'], ['Acknowledge']),
			'Is Recorded': wire(['Acknowledge', 'Triage'], ['Ask Again']),
			'Messages To Send': wire(['Claim Words']),
			...Object.fromEntries(gates.map(([gate, what]) => [gate, wire([`Send ${what}`])])),
			...Object.fromEntries(gates.map(([, what]) => [`Send ${what}`, wire([`Confirm ${what}`], [`Confirm ${what}`])])),
		},
	};
}

function make(name, type, typeVersion, position, parameters, more = {}) {
	return { id: `channel-${name}`, name, type, typeVersion, position, parameters, ...more };
}

function wire(...outputs) {
	return { main: outputs.map((names) => names.map((node) => ({ node, type: 'main', index: 0 }))) };
}
