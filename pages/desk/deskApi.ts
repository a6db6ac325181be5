/**
 * The agent desk over HTTP: the page itself, and its API.
 *
 * GET  …/desk                     the page
 * GET  …/desk/api?action=me       who is signed in
 * GET  …/desk/api?action=events   live hints
 * GET  …/desk/api?action=file     what a customer sent along
 * POST …/desk/api {action, …}     everything else; needs the header `X-Desk: 1` and the desk's own Origin
 */
import { DEFAULT_INBOX } from '../../core/message/message';
import type { Agent } from '../../core/handoff/handoff';
import type { PageRequest, PageResponse } from '../shared/http';
import { fillPage } from '../shared/loadPage';
import { CONVERSATION_ACTIONS } from './conversationActions';
import type { DeskAction } from './deskAction';
import { DeskRefusal, answerFailure, answerJson } from './deskAnswer';
import type { DeskContext } from './deskContext';
import { streamChanges } from './deskEvents';
import { giveFile } from './deskFile';
import { canAnyoneSignIn, endingCookie, findCaller, readSession, refuseForeignRead, requireCaller, requireOwnPage, signIn } from './deskSession';
import { KNOWLEDGE_ACTIONS } from './knowledgeActions';
import { PEOPLE_ACTIONS } from './peopleActions';
import { isFields } from './readFields';

export type { DeskAdmin, DeskContext, DeskLedger } from './deskContext';
export { createSignInGuard } from './signInGuard';

/** What the trigger does with a request: answer it, and emit the event if there is one. */
export interface DeskAnswer {
	readonly response: PageResponse;
	readonly event?: Record<string, unknown>;
	/** What failed, for the operator's log; absent for what was refused. */
	readonly failure?: unknown;
}

/** What `me` answers. */
export interface DeskMe {
	readonly title: string;
	/** Absent when signed out. */
	readonly agent?: Agent;
	/** Inboxes to offer in menus; only when signed in. */
	readonly inboxes?: readonly string[];
	/** True when nobody could sign in: no credential chosen and no person saved. */
	readonly nobodyCanSignIn?: true;
}

/** Larger than the longest article; anything beyond is no desk request. */
const MAX_BODY_BYTES = 512 * 1024;

const ACTIONS: ReadonlyMap<string, DeskAction> = new Map(Object.entries({ ...CONVERSATION_ACTIONS, ...KNOWLEDGE_ACTIONS, ...PEOPLE_ACTIONS }));

/** Answers a request to the desk. Never throws: what goes wrong is an answer that says what to do. */
export async function handleDesk(route: 'page' | 'api', request: PageRequest, context: DeskContext): Promise<DeskAnswer> {
	try {
		if (route === 'page') return { response: servePage(context) };
		return request.method === 'GET' ? { response: await read(request, context) } : await act(request, context);
	} catch (problem) {
		const response = answerFailure(problem);
		return problem instanceof DeskRefusal ? { response } : { response, failure: problem };
	}
}

function servePage(context: DeskContext): PageResponse {
	const { body, csp } = context.loadPage();
	return {
		kind: 'answer',
		status: 200,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': csp,
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'no-referrer',
		},
		body: fillPage(body, { language: 'en', title: context.title, settings: { title: context.title } }),
	};
}

async function read(request: PageRequest, context: DeskContext): Promise<PageResponse> {
	refuseForeignRead(request);
	switch (request.query['action']) {
		case 'me': return answerJson(200, await describeCaller(await findCaller(request, context), context));
		case 'events': {
			const agent = await requireCaller(request, context);
			return streamChanges(agent, readSession(request, context) ?? '', context);
		}
		case 'file': return await giveFile(request, await requireCaller(request, context), context);
		default: throw unknownAction();
	}
}

async function act(request: PageRequest, context: DeskContext): Promise<DeskAnswer> {
	requireOwnPage(request);
	if (request.bodyBytes > MAX_BODY_BYTES) throw new DeskRefusal(413, 'tooLarge', 'This is too much at once. Shorten the text, or split the article.');
	const fields = request.body;
	if (!isFields(fields)) throw new DeskRefusal(400, 'wrongBody', 'Send a JSON object with an "action" in it.');
	if (fields['action'] === 'signIn') {
		const { agent, cookie } = await signIn(fields, request, context);
		return { response: answerJson(200, await describeCaller(agent, context), { 'set-cookie': cookie }) };
	}
	if (fields['action'] === 'signOut') return await signOut(request, context);

	const agent = await requireCaller(request, context);
	const action = typeof fields['action'] === 'string' ? ACTIONS.get(fields['action']) : undefined;
	if (action === undefined) throw unknownAction();
	const { body, event } = await action(fields, { agent, context, now: context.world.now() });
	return { response: answerJson(200, body), event };
}

async function signOut(request: PageRequest, context: DeskContext): Promise<DeskAnswer> {
	const session = readSession(request, context);
	if (session !== undefined) await context.ledger.closeDeskSession(session);
	return { response: answerJson(200, { title: context.title }, { 'set-cookie': endingCookie(request.baseUrl) }) };
}

async function describeCaller(agent: Agent | undefined, context: DeskContext): Promise<DeskMe> {
	const { title } = context;
	if (agent !== undefined) return { title, agent, inboxes: await listInboxes(agent, context) };
	return await canAnyoneSignIn(context) ? { title } : { title, nobodyCanSignIn: true };
}

/** There is no list of inboxes: one exists once a message or a person has it. */
async function listInboxes(agent: Agent, { ledger }: DeskContext): Promise<readonly string[]> {
	if (!agent.inboxes.includes('*')) return [...agent.inboxes].sort();
	const [rows, agents] = await Promise.all([ledger.listRows(agent.inboxes, 'all', agent.id, 200), ledger.listAgents()]);
	const named = [...rows.map((row) => row.inbox), ...agents.flatMap((each) => each.inboxes)].filter((inbox) => inbox !== '*').sort();
	return [...new Set([DEFAULT_INBOX, ...named])];
}

function unknownAction(): DeskRefusal {
	return new DeskRefusal(400, 'unknownAction', 'The desk does not know this action. Reload the page; it may be older than the server.');
}
