/**
 * Runs inside the pinned n8n's own code: imports credentials and workflows and publishes the workflows, all in
 * one process. It calls the same command classes as n8n's CLI (`import:credentials`, `import:workflow`,
 * `publish:workflow`); one by one each of them would cost seconds of start-up.
 *
 * Called by n8nContents.mjs: `node loadIntoN8n.cjs <folder of the n8n package> <plan.json>`, where the plan is
 * `{ credentials: [{ id, name, type, data }], workflows: [{ id, … }] }`. n8n must not be running on the same data.
 */
const { createRequire } = require('node:module');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

async function main() {
	const [n8nFolder, planFile] = process.argv.slice(2);
	const plan = JSON.parse(readFileSync(planFile, 'utf8'));
	const fromN8n = createRequire(path.join(n8nFolder, 'bin', 'n8n'));

	fromN8n('reflect-metadata');
	fromN8n('../dist/config');
	fromN8n('../dist/zod-alias-support.js');
	const { Container } = fromN8n('@n8n/di');
	const { ModuleRegistry } = fromN8n('@n8n/backend-common');
	const { ImportWorkflowsCommand } = fromN8n('../dist/commands/import/workflow.js');
	const { ImportCredentialsCommand } = fromN8n('../dist/commands/import/credentials.js');
	const { PublishWorkflowCommand } = fromN8n('../dist/commands/publish/workflow.js');
	await Container.get(ModuleRegistry).loadModules();

	// Only the workflow import needs the expression engine, so its init is the one that prepares everything.
	const workflows = Container.get(ImportWorkflowsCommand);
	await workflows.init();
	const folder = mkdtempSync(path.join(path.dirname(planFile), 'load-'));
	try {
		for (const [name, command] of [['credentials', Container.get(ImportCredentialsCommand)], ['workflows', workflows]]) {
			if (plan[name].length === 0) continue;
			const input = path.join(folder, `${name}.json`);
			writeFileSync(input, JSON.stringify(plan[name]), { mode: 0o600 });
			await runCommand(command, { input, separate: false, activeState: 'false' });
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	for (const { id } of plan.workflows) await runCommand(Container.get(PublishWorkflowCommand), { id });
	await workflows.exitSuccessFully();
}

async function runCommand(command, flags) {
	command.flags = flags;
	await command.run();
}

main().catch((error) => {
	console.error(error);
	process.exit(1);
});
