/** What the doctor concludes from what it read: no requests here. */
import { missingIn } from './credentialNeeds';
import type { Credential, InstalledPackage } from './n8nApi';
import type { Keeping } from './selfCheckWorkflow';
import { bad, ok, unknown, type Finding } from './terminal';
import { ourType, PACKAGE_NAME, runningNodes, type StoredWorkflow, type WorkflowNode } from './workflow';

/** From here on a wrong clock shows: sessions, deadlines and the order of messages go by it. */
const MAX_CLOCK_DIFFERENCE_S = 30;

/** @param date n8n's `Date` header; absent where something on the way removed it. */
export function judgeClock(date: string | undefined, nowMs: number): Finding {
	const theirs = date === undefined ? Number.NaN : Date.parse(date);
	if (Number.isNaN(theirs)) return unknown('n8n\'s clock cannot be seen: its answers have no date.', 'Compare the clock of its machine with a clock you trust.');
	const seconds = Math.round(Math.abs(theirs - nowMs) / 1000);
	if (seconds <= MAX_CLOCK_DIFFERENCE_S) return ok('n8n\'s clock agrees with this machine\'s.');
	return bad(`n8n's clock is ${seconds} s ${theirs > nowMs ? 'ahead of' : 'behind'} this machine's.`, 'Switch on time synchronisation (NTP) on the machine that is wrong.');
}

/**
 * @param known For each credential type of this package, whether n8n knows it.
 * @param packages What n8n's installer lists; undefined where it cannot be read.
 */
export function judgePackage(version: string, known: readonly boolean[], packages: readonly InstalledPackage[] | undefined): Finding {
	const installed = packages?.find(({ packageName }) => packageName === PACKAGE_NAME);
	const update = 'Update it in n8n under Settings, Community Nodes.';
	if (installed?.failedLoading === true) return bad(`The package ${installed.installedVersion} is installed and could not be loaded.`, 'Look into n8n\'s log; on n8n 3 set N8N_UNVERIFIED_PACKAGES_ENABLED=true.');
	if (!known.some(Boolean)) return bad('The package is not loaded in this n8n.', 'Install n8n-nodes-hybrid-support under Settings, Community Nodes; where it is installed, set N8N_UNVERIFIED_PACKAGES_ENABLED=true and start n8n again.');
	if (!known.every(Boolean)) return bad(`The package in n8n${installed === undefined ? '' : ` (${installed.installedVersion})`} is older than this command (${version}): it lacks some of its credentials.`, update);
	if (installed === undefined) return unknown('The package is loaded. Its version cannot be seen: n8n lists only what its own installer put there, to keys that may read the list.', `Compare by hand: this command is ${version}.`);
	if (installed.installedVersion !== version) return bad(`The package in n8n is ${installed.installedVersion}, this command ${version}.`, `${update} Or run the command of that version: npx ${PACKAGE_NAME}@${installed.installedVersion}.`);
	return ok(`The package ${version} is loaded.`);
}

/** One finding a workflow of ours; one for all where there is none. */
export function judgePublished(workflows: readonly StoredWorkflow[]): readonly Finding[] {
	if (workflows.length === 0) return [bad('None of the package\'s nodes is used in any workflow this key may see.', 'Put the ready workflows in: npx n8n-nodes-hybrid-support import')];
	return workflows.map((workflow) => {
		const { id, name, active, activeVersion, versionId } = workflow;
		if (!active) return bad(`"${name}" (${id}) is not published: it does nothing.`, 'Open it in n8n and publish it, or delete it if nobody needs it.');
		const hasNewer = activeVersion !== undefined && activeVersion !== null && activeVersion.versionId !== versionId;
		return ok(`"${name}" is published${hasNewer ? '; somebody changed it since, and those changes are not' : ''}.`);
	});
}

/** @param credentials Undefined where they cannot be listed. */
export function judgeCredentials(workflows: readonly StoredWorkflow[], credentials: readonly Credential[] | undefined): readonly Finding[] {
	const missing = workflows.flatMap((workflow) => missingIn(workflow.nodes).map(({ node, need }) => bad(`"${node.name}" in "${workflow.name}" has no credential.`, `Open it and choose or create one of ${need.title}.`)));
	const known = credentials === undefined ? undefined : new Set(credentials.map(({ id }) => id));
	const gone = known === undefined ? [] : workflows.flatMap((workflow) => workflow.nodes.flatMap((node) => Object.values(node.credentials ?? {})
		.filter(({ id }) => id !== null && !known.has(id))
		.map(({ name }) => bad(`"${node.name}" in "${workflow.name}" names the credential "${name}", which this key does not see.`, 'Open the node and choose another one if it was deleted.'))));
	if (missing.length + gone.length > 0) return [...missing, ...gone];
	return workflows.length === 0 ? [] : [ok(`Every node has the credential it asks for${known === undefined ? '; this key may not list them, so whether they still exist cannot be seen' : ''}.`)];
}

/** Triggers of n8n's own that all get a copy of what one account receives. */
const SHARED_SOURCES = ['n8n-nodes-base.emailReadImap', 'n8n-nodes-base.gmailTrigger', 'n8n-nodes-base.whatsAppTrigger', 'n8n-nodes-base.telegramTrigger'];

/** Two published triggers for the same customers, and two desks. */
export function judgeDuplicates(workflows: readonly StoredWorkflow[]): readonly Finding[] {
	const seen = new Map<string, string[]>();
	for (const workflow of workflows) {
		for (const node of runningNodes(workflow)) {
			const serves = whatItServes(node);
			if (serves !== undefined) seen.set(serves, [...(seen.get(serves) ?? []), `"${node.name}" in "${workflow.name}"`]);
		}
	}
	const twice = [...seen].filter(([, places]) => places.length > 1);
	if (twice.length > 0) return twice.map(([serves, places]) => bad(`${serves} is served ${places.length} times: ${places.join(', ')}.`, 'Unpublish all but one, or give each an inbox or account of its own.'));
	return seen.size === 0 ? [] : [ok('No two triggers serve the same customers.')];
}

function whatItServes(node: WorkflowNode): string | undefined {
	const own = ourType(node);
	if (own === 'agentDeskTrigger') return 'The desk';
	// It only looks after what other triggers recorded, each workflow after its own.
	if (own === 'supportEventTrigger') return undefined;
	if (own?.endsWith('Trigger')) return `The inbox "${String(node.parameters.inbox ?? 'main')}" by ${own === 'webChatTrigger' ? 'web chat' : own}`;
	if (!SHARED_SOURCES.includes(node.type)) return undefined;
	const [account] = Object.values(node.credentials ?? {});
	return account === undefined ? undefined : `The account "${account.name}"`;
}

/** Where the published workflows keep conversations, and whether they agree. */
export function judgeKeeping(workflows: readonly StoredWorkflow[]): { readonly keeping: Keeping; readonly findings: readonly Finding[] } {
	const places = new Map<string, { readonly keeping: Keeping; readonly nodes: string[] }>();
	for (const workflow of workflows) {
		for (const node of runningNodes(workflow).filter((node) => ourType(node) !== undefined)) {
			const { title, keeping } = placeOf(node);
			const place = places.get(title) ?? { keeping, nodes: [] };
			place.nodes.push(`"${node.name}" in "${workflow.name}"`);
			places.set(title, place);
		}
	}
	// The place most nodes name is the one meant.
	const [first, ...others] = [...places].sort(([, a], [, b]) => b.nodes.length - a.nodes.length);
	if (first === undefined) return { keeping: { parameters: {} }, findings: [] };
	const [title, { keeping }] = first;
	if (others.length === 0) return { keeping, findings: [ok(`All nodes keep conversations in ${title}.`)] };
	const strays = others.map(([other, { nodes }]) => bad(`${nodes.join(', ')} keep${nodes.length === 1 ? 's' : ''} conversations in ${other}, all others in ${title}.`, 'Set Keep Conversations In alike in every Hybrid Support node, and publish again.'));
	return { keeping, findings: strays };
}

function placeOf({ parameters, credentials }: WorkflowNode): { readonly title: string; readonly keeping: Keeping } {
	if (parameters.keepIn !== 'postgres') return { title: 'n8n\'s own folder', keeping: { parameters: {} } };
	const credential = credentials?.hybridSupportPostgresApi;
	return {
		title: `Postgres${credential === undefined ? '' : ` ("${credential.name}")`}`,
		keeping: { parameters: { keepIn: 'postgres' }, ...(credential === undefined ? {} : { credentials: { hybridSupportPostgresApi: credential } }) },
	};
}
