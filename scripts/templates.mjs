/**
 * The shipped workflows, made ready for one instance: templates carry no ids, so that people can import them twice; here they
 * get fixed ones, and with them addresses that stay the same over restarts.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TYPE_PREFIX = 'n8n-nodes-hybrid-support.';
/** The sample shop: `npm start` shows its name in the chat. */
const SAMPLE_COMPANY = 'workflows/sample/company.json';
const TEMPLATES = [
	{ file: 'web-chat-support.json', id: 'hybridWebChat001' },
	{ file: 'agent-desk.json', id: 'hybridAgentDesk1' },
];

/** The sign-in of the desk's first person, as n8n stores it. */
const DESK_CREDENTIAL = { id: 'hybridDeskPerson', name: 'Desk sign-in' };

/** Paths below an instance's address. */
export const CHAT_PATH = '/webhook/support/chat';
export const DESK_PATH = '/webhook/desk/desk';

/** The credential that lets `person` (`{ name, email, password }`) sign in at the desk. */
export function buildDeskCredential(person) {
	return { ...DESK_CREDENTIAL, type: 'hybridSupportDeskApi', data: { name: person.name, email: person.email, password: person.password } };
}

/** Reads the templates that the checkout has. With `includeReasons` the chat's API tells why a message was passed on, for trying out. */
export function readTemplates(root, { includeReasons = true } = {}) {
	const chat = { includeReasons, companyName: readCompanyName(root) };
	return TEMPLATES.map((template) => ({ ...template, place: path.join(root, 'workflows', template.file) }))
		.filter(({ place }) => existsSync(place))
		.map(({ place, id }) => ({ ...prepare(JSON.parse(readFileSync(place, 'utf8')), chat), id }));
}

function readCompanyName(root) {
	const place = path.join(root, SAMPLE_COMPANY);
	return existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')).name : undefined;
}

function prepare(workflow, chat) {
	return { ...workflow, nodes: workflow.nodes.map((node) => prepareNode(node, chat)) };
}

function prepareNode(node, { includeReasons, companyName }) {
	switch (node.type) {
		case `${TYPE_PREFIX}webChatTrigger`:
			return { ...node, webhookId: 'support', parameters: { ...(companyName === undefined ? {} : { companyName }), ...node.parameters, options: { ...node.parameters.options, includeReasons } } };
		case `${TYPE_PREFIX}agentDeskTrigger`:
			return { ...node, webhookId: 'desk', credentials: { hybridSupportDeskApi: DESK_CREDENTIAL } };
		default:
			return node;
	}
}

/** The workflow with its ledger in Postgres: `credential` is `{ id, name }` of one in n8n. */
export function inPostgres(workflow, credential) {
	return { ...workflow, nodes: workflow.nodes.map((node) => (keepsLedger(node) ? putInPostgres(node, credential) : node)) };
}

/** Sentiment Gate looks only at its item. */
function keepsLedger({ type }) {
	return type.startsWith(TYPE_PREFIX) && type !== `${TYPE_PREFIX}sentimentGate`;
}

function putInPostgres(node, credential) {
	return { ...node, parameters: { ...node.parameters, keepIn: 'postgres' }, credentials: { ...node.credentials, hybridSupportPostgresApi: credential } };
}
