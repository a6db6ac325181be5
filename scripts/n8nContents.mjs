/** What our n8n gets before it starts: the packed package, and once the workflows and credentials. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from './build.mjs';
import { Problem } from './say.mjs';
import { exitOf, startServer, tail } from './servers.mjs';

const PACKAGE_NAME = 'n8n-nodes-hybrid-support';

/** Throws a {@link Problem} where `ensureBuild()` was not called before. */
export function requireBuild() {
	if (!existsSync(packageFolder)) throw new Problem('The package is not built yet: run npm run build first.');
}

/** A copy of exactly the packed files and no node_modules, so that n8n-workflow is n8n's own. Replaced only when it changed. */
export function installPackage(userFolder) {
	const installed = path.join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	const stamp = readFileSync(path.join(packageFolder, '..', 'build-stamp'), 'utf8');
	const stampFile = path.join(userFolder, '.n8n', 'nodes', 'package-stamp');
	if (existsSync(installed) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
	rmSync(installed, { recursive: true, force: true });
	mkdirSync(path.dirname(installed), { recursive: true });
	cpSync(packageFolder, installed, { recursive: true });
	writeFileSync(stampFile, stamp);
}

/** Imports and publishes what was not loaded into this data folder before; what people changed in the editor stays until then. */
export async function loadOnce({ host, env, userFolder, logFile, workflows, credentials, log }) {
	if (workflows.length + credentials.length === 0) return;
	const plan = { credentials, workflows };
	const hash = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
	const loadedFile = path.join(userFolder, '.n8n', 'loaded');
	if (existsSync(loadedFile) && readFileSync(loadedFile, 'utf8') === hash) return;

	log('Importing the workflows');
	const planFile = path.join(userFolder, '.n8n', 'load-plan.json');
	writeFileSync(planFile, JSON.stringify(plan), { mode: 0o600 });
	try {
		const loader = fileURLToPath(new URL('./loadIntoN8n.cjs', import.meta.url));
		const code = await exitOf(startServer(host.nodeBin, [loader, host.n8nFolder, planFile], { env, logFile }));
		if (code !== 0) throw new Problem(`n8n could not import the workflows; the reason is at the end of ${logFile}.\n${tail(logFile)}`);
	} finally {
		rmSync(planFile, { force: true });
	}
	writeFileSync(loadedFile, hash);
}
