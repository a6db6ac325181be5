/** The doctor's synthetic customer on the built nodes: each path ends as the doctor expects, and erasing leaves no words. */
import type { IConnections, IDataObject } from 'n8n-workflow';
import { judgePath, PATHS, SELF_CHECK_ARTICLES, SELF_CHECK_CUSTOMER, SELF_CHECK_TOPICS, type Heard } from '../../cli/selfCheckPaths';
import { buildSelfCheck, SELF_CHECK_INBOX } from '../../cli/selfCheckWorkflow';
import { runNodes, type TestNode, type TestRun } from './engine';
import { jsonOf, openRealLedger } from './fixtures';

const workflow = buildSelfCheck('secret', { parameters: {} });
const ORDER = JSON.parse(String(workflow.nodes.find(({ name }) => name === 'Look Up')?.parameters.jsonOutput)) as IDataObject;

/** Our nodes as they are; n8n's own, which this engine has not, as stand-ins. */
const NODES: readonly TestNode[] = workflow.nodes.filter(({ type }) => !type.endsWith('.webhook')).map(({ name, type, parameters }) => {
	const own = type.replace(/^n8n-nodes-hybrid-support\./u, '');
	return own === type ? { name, type: 'replace' } : { name, type: own, parameters };
});

function startingAt(action: string): IConnections {
	const { [action]: wires = {}, ...connections } = workflow.connections as unknown as IConnections;
	const others = Object.fromEntries(Object.entries(connections).filter(([name]) => NODES.some((node) => node.name === name)));
	return { ...others, Start: wires };
}

async function run(action: string, body: IDataObject): Promise<TestRun> {
	const replace = (item: IDataObject): IDataObject => ((item.answer as { lookup?: object } | undefined)?.lookup !== undefined && item.decision === undefined ? ORDER : item);
	const ended = await runNodes(NODES, [action === 'say' ? { body } : body], { connections: startingAt(action), replace });
	if (ended.error !== undefined) throw ended.error;
	return ended;
}

function reported(ended: TestRun): Heard {
	const [[heard] = []] = jsonOf(ended, 'Report');
	return heard as Heard;
}

it('ends every path as it must, and leaves no words when the customer is erased', async () => {
	const ledger = await openRealLedger();
	await ledger.upsertArticles(SELF_CHECK_INBOX, SELF_CHECK_ARTICLES.map((article) => ({ enabled: true, updatedAt: new Date().toISOString(), ...article })));
	await ledger.upsertIntents(SELF_CHECK_INBOX, [...SELF_CHECK_TOPICS]);
	let recorded: Heard | undefined;
	const findings: string[] = [];
	for (const path of PATHS) {
		const heard = reported(await run('say', { text: path.text, messageId: path.messageId, conversation: path.thread, ...SELF_CHECK_CUSTOMER }));
		recorded ??= heard;
		const { mark, sentence } = judgePath(path, heard);
		findings.push(`${mark} ${sentence}`);
	}
	expect(findings.filter((line) => !line.startsWith('ok'))).toEqual([]);
	const messageId = recorded?.message?.id ?? '';
	const erased = reported(await run('erase', { inbox: SELF_CHECK_INBOX, messageId }));
	expect(erased).toMatchObject({ erased: { customers: 1, conversations: 5 } });
	expect(await ledger.loadEnvelope(SELF_CHECK_INBOX, messageId)).toMatchObject({ message: { text: '' } });
});
