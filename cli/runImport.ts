/** Puts the templates into someone's n8n. */
import { pagesOf } from './addresses';
import { chooseCredentials, describeChoice, type Choice } from './credentialNeeds';
import { contentToCreate, contentToUpdate, planTemplate, type Step } from './importPlan';
import type { Credential, N8n } from './n8nApi';
import type { ImportOptions, WhenChanged } from './options';
import { pickTemplates, type OwnPackage, type Template } from './templates';
import { Problem, type Terminal } from './terminal';
import { isTooOld, TESTED_N8N } from './versions';
import type { StoredWorkflow, WorkflowContent } from './workflow';

interface Import {
	readonly n8n: N8n;
	readonly own: OwnPackage;
	readonly options: ImportOptions;
	readonly terminal: Terminal;
	/** Undefined where the key may not list them. */
	readonly credentials: readonly Credential[] | undefined;
}

/** Imports what the options name; throws a {@link Problem} where this n8n cannot take it. */
export async function runImport(n8n: N8n, own: OwnPackage, options: ImportOptions, terminal: Terminal): Promise<void> {
	const templates = pickTemplates(own.templates, options.only);
	await n8n.greet();
	await requireVersion(n8n);
	await requirePackage(n8n, own);
	const stored = await n8n.listWorkflows();
	const run: Import = { n8n, own, options, terminal, credentials: await n8n.listCredentials() };
	for (const template of templates) await importTemplate(run, template, stored);
	if (options.dryRun) terminal.say('\nNothing was done, because of --dry-run.');
}

async function requireVersion(n8n: N8n): Promise<void> {
	const version = await n8n.readVersion();
	if (version !== undefined && isTooOld(version)) throw new Problem(`n8n ${version} is too old for these workflows: upgrade it; ${TESTED_N8N} is the version they are tested with.`);
}

/** n8n takes workflows with nodes it does not know, and they do nothing. */
async function requirePackage(n8n: N8n, { credentialTypes, version }: OwnPackage): Promise<void> {
	const known = await Promise.all(credentialTypes.map((type) => n8n.knowsCredentialType(type)));
	if (known.every(Boolean)) return;
	throw new Problem(known.some(Boolean)
		? `The package in this n8n is older than this command (${version}): update it in n8n under Settings, Community Nodes, and import again.`
		: 'The package is not installed in this n8n: install n8n-nodes-hybrid-support under Settings, Community Nodes, and import again. Where n8n does not load it, set N8N_UNVERIFIED_PACKAGES_ENABLED=true.');
}

async function importTemplate(run: Import, template: Template, stored: readonly StoredWorkflow[]): Promise<void> {
	const { say } = run.terminal;
	say(`\n${template.content.name} (${template.name})`);
	let isCopied = false;
	for (const step of planTemplate(template, stored)) {
		const act = await decide(run, step);
		switch (act) {
			case 'create':
				await save(run, contentToCreate(template, run.own.version));
				break;
			case 'update':
				await save(run, contentToUpdate(template, run.own.version, workflowOf(step)), workflowOf(step));
				break;
			case 'copy':
				if (!isCopied) await save(run, { ...contentToCreate(template, run.own.version), name: `${template.content.name} (${run.own.version})` });
				isCopied = true;
				break;
			case 'leave':
				await leave(run, workflowOf(step), step.kind === 'upToDate');
		}
	}
}

function workflowOf(step: Step): StoredWorkflow {
	if (step.kind === 'create') throw new Error('There is no workflow yet');
	return step.workflow;
}

/** Says what was found, asks where a person must decide, and tells what to do. */
async function decide(run: Import, step: Step): Promise<'create' | 'update' | 'copy' | 'leave'> {
	const { say } = run.terminal;
	switch (step.kind) {
		case 'create':
			return 'create';
		case 'upToDate':
			say('  is there already, and nothing in it is different.');
			return 'leave';
		case 'update':
			return 'update';
		case 'ask': {
			const { id, name } = step.workflow;
			say(step.why === 'changed' ? `  somebody changed "${name}" (${id}) since it was imported.` : `  "${name}" (${id}) is there already, and was not imported by this command.`);
			say(`  It differs in: ${step.differs.join(', ')}.`);
			const answer = run.options.whenChanged ?? await askWhatToDo(run);
			if (answer === 'keep') say('  It is left as it is.');
			return ({ replace: 'update', copy: 'copy', keep: 'leave' } as const)[answer];
		}
	}
}

async function askWhatToDo({ terminal: { ask, say }, options }: Import): Promise<WhenChanged> {
	if (options.dryRun) return 'keep';
	if (ask === undefined) {
		say('  Nobody can be asked here: --yes replaces it, --copy puts the new one beside it.');
		return 'keep';
	}
	const answer = (await ask('  Replace it, keep it, or put the new one beside it as a copy? [r/K/c] ')).trim().toLowerCase();
	return answer.startsWith('r') ? 'replace' : answer.startsWith('c') ? 'copy' : 'keep';
}

async function save(run: Import, made: WorkflowContent, before?: StoredWorkflow): Promise<void> {
	const { n8n, options, terminal: { say } } = run;
	const { content, choices } = chooseCredentials(made, run.credentials);
	if (options.dryRun) {
		say(`  would be ${before === undefined ? 'imported' : 'updated'} as "${content.name}".`);
		sayChoices(run, choices);
		return;
	}
	const saved = before === undefined ? await n8n.create(content) : await n8n.update(before.id, content);
	const isPublished = await publishIfAsked(run, saved, choices);
	say(`  ${before === undefined ? 'imported' : 'updated'} as "${saved.name}"${isPublished ? ', and published' : ''}.`);
	sayChoices(run, choices);
	sayWhere(run, { ...saved, active: isPublished });
}

/** @param isOurs Whether its content is the template's: only then it is published where that is asked for. */
async function leave(run: Import, workflow: StoredWorkflow, isOurs: boolean): Promise<void> {
	const { choices } = chooseCredentials(workflow, undefined);
	const isPublished = isOurs && !run.options.dryRun ? await publishIfAsked(run, workflow, choices) : workflow.active;
	for (const { node, need } of choices) run.terminal.say(`  ${node}: open it and choose or create a credential of ${need.title}.`);
	sayWhere(run, { ...workflow, active: isPublished });
}

/** n8n publishes an update of a published workflow by itself. */
async function publishIfAsked({ n8n, options }: Import, saved: StoredWorkflow, choices: readonly Choice[]): Promise<boolean> {
	if (saved.active) return true;
	if (!options.publish || choices.some(({ chosen }) => chosen === undefined)) return false;
	await n8n.publish(saved.id);
	return true;
}

function sayChoices({ terminal: { say } }: Import, choices: readonly Choice[]): void {
	for (const choice of choices) say(`  ${describeChoice(choice)}`);
}

function sayWhere({ n8n, terminal: { say } }: Import, { id, active, nodes }: StoredWorkflow): void {
	say(active ? `  It is published. Open it: ${n8n.url}/workflow/${id}` : `  It is not published: open it, look it over and publish it: ${n8n.url}/workflow/${id}`);
	for (const { title, address } of pagesOf(nodes, n8n.url)) say(`  Its ${title}${active ? '' : ', once it is published'}: ${address}`);
}
