/** Looks at someone's n8n from outside and says what is as it should be, what is not, and what cannot be seen. */
import { pagesOf } from './addresses';
import { judgeClock, judgeCredentials, judgeDuplicates, judgeKeeping, judgePackage, judgePublished } from './checks';
import { visitPage, type N8n } from './n8nApi';
import type { DoctorOptions } from './options';
import { isSelfCheck } from './selfCheckWorkflow';
import { runSelfCheck } from './selfCheck';
import type { OwnPackage } from './templates';
import { bad, ok, Problem, sayFinding, type Finding, type Mark, type Terminal } from './terminal';
import { judgeUnverified, judgeVersion } from './versions';
import { ourType, runningNodes, type StoredWorkflow } from './workflow';

/** True when nothing has to be put right. */
export async function runDoctor(n8n: N8n, own: OwnPackage, options: DoctorOptions, terminal: Terminal, signal?: AbortSignal): Promise<boolean> {
	const counts: Record<Mark, number> = { ok: 0, bad: 0, unknown: 0 };
	const report = (finding: Finding): void => {
		counts[finding.mark] += 1;
		sayFinding(terminal, finding);
	};
	if (await reach(n8n, report)) await examine(n8n, own, options, report, signal);
	terminal.say(`\n${counts.bad === 0 ? 'Nothing has to be put right' : `${counts.bad} to put right`}; ${counts.ok} as it should be, ${counts.unknown} that cannot be seen from outside.`);
	return counts.bad === 0;
}

/** False: without an answer or a key there is nothing more to see. */
async function reach(n8n: N8n, report: (finding: Finding) => void): Promise<boolean> {
	try {
		const date = await n8n.greet();
		report(ok(`n8n answers at ${n8n.url} and takes the API key.`));
		report(judgeClock(date, Date.now()));
		return true;
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		const [what, ...remedy] = error.message.split(': ');
		report(bad(`${what}.`, capitalise(remedy.join(': '))));
		return false;
	}
}

function capitalise(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

async function examine(n8n: N8n, own: OwnPackage, options: DoctorOptions, report: (finding: Finding) => void, signal?: AbortSignal): Promise<void> {
	const version = await n8n.readVersion();
	report(judgeVersion(version));
	const known = await Promise.all(own.credentialTypes.map((type) => n8n.knowsCredentialType(type)));
	report(judgePackage(own.version, known, await n8n.listPackages()));
	const isLoaded = known.some(Boolean);
	if (isLoaded) report(judgeUnverified(version));

	const all = await n8n.listWorkflows();
	const ours = all.filter((workflow) => !isSelfCheck(workflow) && workflow.nodes.some((node) => ourType(node) !== undefined));
	const { keeping, findings } = judgeKeeping(ours);
	for (const finding of [...judgePublished(ours), ...judgeCredentials(ours, await n8n.listCredentials()), ...judgeDuplicates(ours), ...findings]) report(finding);
	for (const workflow of ours) await lookAtPages(workflow, options.webhookUrl, report);
	if (isLoaded && options.selfCheck) await runSelfCheck({ n8n, webhookUrl: options.webhookUrl, keeping, stored: all, report, ...(signal === undefined ? {} : { signal }) });
}

async function lookAtPages(workflow: StoredWorkflow, webhookUrl: string, report: (finding: Finding) => void): Promise<void> {
	for (const { title, address } of pagesOf(runningNodes(workflow), webhookUrl)) {
		const problem = await whyClosed(address);
		report(problem === undefined ? ok(`The ${title} of "${workflow.name}" opens: ${address}`) : bad(
			`The ${title} of "${workflow.name}" does not open at ${address}: ${problem}.`,
			'Unpublish and publish the workflow while n8n runs. Where customers reach n8n at another address, give it as --webhook-url; a proxy has to pass on everything below /webhook/.',
		));
	}
}

/** Undefined: it is open. */
async function whyClosed(address: string): Promise<string | undefined> {
	try {
		const { status, data } = await visitPage(address);
		if (status !== 200) return `HTTP ${status}`;
		return typeof data === 'string' && /<html/iu.test(data) ? undefined : 'something else answers there';
	} catch (error) {
		if (error instanceof Problem) return error.message.replace(/\.$/u, '');
		throw error;
	}
}
