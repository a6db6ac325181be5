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

/** The ledger's database, as n8n stores it. */
const LEDGER_CREDENTIAL = { id: 'hybridLedgerInPg', name: 'Ledger' };
const LEDGER_TYPE = 'hybridSupportPostgresApi';

/** Paths below an instance's address. */
export const CHAT_PATH = '/webhook/support/chat';
export const DESK_PATH = '/webhook/desk/desk';

/** The credential that lets `person` (`{ name, email, password }`) sign in at the desk. */
export function buildDeskCredential(person) {
	return { ...DESK_CREDENTIAL, type: 'hybridSupportDeskApi', data: { name: person.name, email: person.email, password: person.password } };
}

/** The credential of a ledger in the Postgres database at `address`. */
export function buildLedgerCredential(address) {
	return { ...LEDGER_CREDENTIAL, type: LEDGER_TYPE, data: { ...address, ssl: 'off' } };
}

/** The workflow with its ledger in Postgres: in each of our nodes, since one that looks elsewhere finds nothing of what the others recorded. */
export function inPostgres(workflow, { id, name } = LEDGER_CREDENTIAL) {
	return { ...workflow, nodes: workflow.nodes.map((node) => (node.type.startsWith(TYPE_PREFIX) ? keepInPostgres(node, { id, name }) : node)) };
}

function keepInPostgres(node, credential) {
	return { ...node, parameters: { ...node.parameters, keepIn: 'postgres' }, credentials: { ...node.credentials, [LEDGER_TYPE]: credential } };
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
