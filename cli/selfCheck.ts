/** Takes the synthetic customer through every path in someone's n8n, and leaves as little as can be left. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { visitPage, type N8n } from './n8nApi';
import { judgePath, PATHS, SELF_CHECK_ARTICLES, SELF_CHECK_CUSTOMER, SELF_CHECK_TOPICS, type Heard, type Path } from './selfCheckPaths';
import { buildSelfCheck, isSelfCheck, pathOf, SELF_CHECK_INBOX, SELF_CHECK_NAME, type Keeping, type SelfCheckAction } from './selfCheckWorkflow';
import { bad, ok, Problem, type Finding } from './terminal';
import type { StoredWorkflow } from './workflow';

/** n8n picks a published workflow up within 20 s; on a busy machine later. */
const LIVE_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

export interface SelfCheck {
	readonly n8n: N8n;
	readonly webhookUrl: string;
	readonly keeping: Keeping;
	readonly stored: readonly StoredWorkflow[];
	readonly report: (finding: Finding) => void;
	readonly signal?: AbortSignal;
}

/** Reports each path; every failure is a finding. */
export async function runSelfCheck(check: SelfCheck): Promise<void> {
	const { n8n, report } = check;
	for (const { id } of check.stored.filter(isSelfCheck)) await n8n.remove(id);
	const secret = randomUUID();
	const { id } = await n8n.create(buildSelfCheck(secret, check.keeping));
	try {
		await n8n.publish(id);
		await run(check, secret);
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		report(bad(`The self-check could not be run: ${error.message}`, 'Put this right and run the doctor again.'));
	} finally {
		if (!await n8n.remove(id)) report(bad(`The workflow "${SELF_CHECK_NAME}" (${id}) could not be deleted.`, `Delete it in n8n: ${n8n.url}/workflow/${id}`));
	}
}

async function run(check: SelfCheck, secret: string): Promise<void> {
	const { report } = check;
	const call = (action: SelfCheckAction, body: object, signal?: AbortSignal): Promise<Heard | string> => post(check, secret, action, body, signal);
	const knowledge = { articles: SELF_CHECK_ARTICLES, topics: SELF_CHECK_TOPICS };
	const taught = await waitUntilLive(() => call('teach', knowledge, check.signal));
	if (typeof taught === 'string') {
		report(bad(`Nothing can be kept: ${taught}.`, 'n8n\'s log names the reason. Check that its folder can be written and has space; with Postgres, test the credential in n8n.'));
		return;
	}
	let anyMessage: string | undefined;
	try {
		for (const path of PATHS) {
			const heard = await call('say', messageOf(path, secret), check.signal);
			if (typeof heard === 'string') report(bad(`"${path.text}" got no result: ${heard}.`, 'n8n\'s log names the reason.'));
			else {
				anyMessage ??= heard.message?.id;
				report(judgePath(path, heard));
			}
		}
	} finally {
		report(judgeCleaning(anyMessage === undefined ? undefined : await call('erase', { customers: [{ inbox: SELF_CHECK_INBOX, messageId: anyMessage }] }), await call('forget', knowledge)));
	}
}

function messageOf({ thread, messageId, text }: Path, secret: string): object {
	return { text, messageId: `${secret}-${messageId}`, conversation: `${secret}-${thread}`, ...SELF_CHECK_CUSTOMER };
}

/** @param erased Undefined where there was nothing to erase. */
function judgeCleaning(erased: Heard | string | undefined, forgotten: Heard | string): Finding {
	const isErased = erased === undefined || (typeof erased !== 'string' && 'erased' in erased && 'customers' in (erased.erased as object));
	if (isErased && typeof forgotten !== 'string') return ok(`The store keeps conversations, and the synthetic customer is erased: only empty rows remain, in the inbox "${SELF_CHECK_INBOX}".`);
	return bad(`The synthetic customer could not be erased${typeof erased === 'string' ? `: ${erased}` : ''}.`, `Run the doctor again: it erases what an earlier one left in the inbox "${SELF_CHECK_INBOX}".`);
}

/** What the run gave; a string says why it gave nothing. */
async function post({ webhookUrl }: SelfCheck, secret: string, action: SelfCheckAction, body: object, signal?: AbortSignal): Promise<Heard | string> {
	const { status, data } = await visitPage(`${webhookUrl}/webhook/${pathOf(secret, action)}`, body, signal);
	if (status === 200 && typeof data === 'object' && data !== null) return data as Heard;
	const words = (data as { message?: unknown } | null)?.message;
	return `HTTP ${status}${typeof words === 'string' ? `, ${words.slice(0, 300)}` : ''}`;
}

async function waitUntilLive(call: () => Promise<Heard | string>): Promise<Heard | string> {
	const giveUpAt = Date.now() + LIVE_WITHIN_MS;
	for (;;) {
		const answer = await call();
		if (typeof answer !== 'string' || !answer.startsWith('HTTP 404') || Date.now() > giveUpAt) return answer;
		await wait(LOOK_EVERY_MS);
	}
}
