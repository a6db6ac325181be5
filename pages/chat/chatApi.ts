/**
 * The web chat's side of HTTP: the page, the widget and the API that both of them, and a site's own
 * form, talk to. It records a message before it acknowledges it, and never throws.
 */
import type { Ledger, ChatSession, InboundMessage } from '../../core/conversation/ledger';
import type { Owner } from '../../core/conversation/conversation';
import type { Envelope } from '../../core/envelope';
import { MIN_IDENTITY_SECRET_CHARS, readSignedIdentity } from '../../core/privacy/signedIdentity';
import type { PageAnswer, PageRequest, PageResponse, World } from '../shared/http';
import type { LiveHub } from '../shared/live';
import { fillPage, type BuiltPage } from '../shared/loadPage';
import { openStream, readView, waitForNews, type ChatFollowing } from './chatLive';
import { judgeOrigin, listFrameAncestors, readAfter, readCommand, readToken, readWait, refuse, type ChatCommand, type Read, type Refusal } from './chatRequest';
import type { ChatSettings, PageSettings } from './chatView';
import { CHAT_WORDS, chooseLanguage } from './words';

/** What one chat trigger serves with. */
export interface ChatContext {
	readonly ledger: Pick<Ledger, 'recordInbound' | 'openSession' | 'findSession' | 'readChat' | 'countInbound'>;
	readonly live: LiveHub;
	readonly world: World;
	readonly inbox: string;
	/** Names the trigger: a session of one chat is no good at another. */
	readonly chatId: string;
	readonly workflowId?: string;
	readonly settings: ChatSettings;
	/** What the site signs its visitors' identities with; absent where none are taken. */
	readonly identitySecret?: string;
	/** Outcomes say why: for tests and simulations only. */
	readonly includeReasons: boolean;
	/** True in the editor's manual runs; the page says so. */
	readonly isTest: boolean;
	readonly loadPage: (name: 'chat' | 'widget', frameAncestors: string) => BuiltPage;
}

export interface ChatHandled {
	readonly response: PageResponse;
	/** Only for a message recorded just now: what the trigger hands on. It is on disk already. */
	readonly emit?: { readonly envelope: Envelope; readonly owner: Owner };
	/** What failed, for the operator's log; the visitor is told only what to do. */
	readonly failure?: unknown;
}

/** Messages a thread may send within {@link RATE_WINDOW_SECONDS}; nobody types faster. */
export const RATE_LIMIT = 20;
export const RATE_WINDOW_SECONDS = 10;

/** Streams and long polls of one process: each holds a connection, and reads the store when its inbox changes. */
export const MAX_FOLLOWERS = 2_000;

/** A message without a session is recognised by its id alone, so this one must be unguessable: a UUID has 36 characters. */
const MIN_SECRET_ID_CHARS = 32;

const STORE_FAILED: Refusal = { status: 503, code: 'storeFailed', message: 'The message store does not answer. Send the same again, with the same id, in some seconds.', retryAfter: 2 };

/** Answers one request to the chat. Whatever fails becomes an answer that says what to do. */
export async function handleChat(route: 'page' | 'widget' | 'api', request: PageRequest, context: ChatContext): Promise<ChatHandled> {
	try {
		switch (route) {
			case 'page':
				return { response: request.method === 'GET' ? servePage(context) : answerRefusal(WRONG_METHOD, {}) };
			case 'widget':
				return { response: request.method === 'GET' ? serveWidget(context) : answerRefusal(WRONG_METHOD, {}) };
			case 'api':
				return await handleApi(request, context);
			default:
				return route satisfies never;
		}
	} catch (failure) {
		return { response: route === 'api' ? answerRefusal(STORE_FAILED, corsHeaders(request, context)) : answerRefusal(NOT_BUILT, {}), failure };
	}
}

const NOT_BUILT: Refusal = { status: 500, code: 'pageMissing', message: 'The chat page is missing in this installation. Install the package again.' };
const WRONG_METHOD: Refusal = { status: 405, code: 'wrongMethod', message: 'Only GET is answered here.' };

function servePage(context: ChatContext): PageAnswer {
	const { allowedOrigins, ...shown } = context.settings;
	const settings: PageSettings = { ...shown, isTest: context.isTest };
	const page = context.loadPage('chat', listFrameAncestors(allowedOrigins));
	const headers = {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': page.csp,
		'Cache-Control': 'no-cache',
		'Referrer-Policy': 'same-origin',
		'X-Content-Type-Options': 'nosniff',
	};
	return { kind: 'answer', status: 200, headers, body: fillPage(page.body, { language: chooseLanguage([settings.language]), title: settings.title, settings }) };
}

/** The widget's script ends in `({})`: the settings take that place. */
function serveWidget(context: ChatContext): PageAnswer {
	const { title, colour, language } = context.settings;
	const settings = JSON.stringify({ title, colour, language }).replace(/</gu, '\\u003c');
	const headers = {
		'Content-Type': 'text/javascript; charset=utf-8',
		'Cache-Control': 'max-age=300',
		'Cross-Origin-Resource-Policy': 'cross-origin',
		'X-Content-Type-Options': 'nosniff',
	};
	return { kind: 'answer', status: 200, headers, body: context.loadPage('widget', '').body.replace(/\(\{\}\);\s*$/u, () => `(${settings});`) };
}

async function handleApi(request: PageRequest, context: ChatContext): Promise<ChatHandled> {
	const cors = corsHeaders(request, context);
	if (judgeOrigin(request, context.settings.allowedOrigins) === 'foreign') {
		return { response: answerRefusal({ status: 403, code: 'foreignOrigin', message: 'This site may not use the chat. Add its origin to the allowed origins of the Web Chat Trigger.' }, cors) };
	}
	const handled = request.method === 'GET' ? await handleRead(request, context, cors) : await handleCommand(request, context, cors);
	return handled.ok ? handled.value : { response: answerRefusal(handled.refusal, cors) };
}

async function handleRead(request: PageRequest, context: ChatContext, cors: Headers): Promise<Read<ChatHandled>> {
	const action = request.query.action;
	if (action !== 'state' && action !== 'poll' && action !== 'events') return refuse(404, 'unknownAction', 'There is no such action. GET knows "state", "poll" and "events".');
	const after = readAfter(request.query.after ?? request.headers['last-event-id']);
	if (!after.ok) return after;
	const session = await findSession(request, context);
	if (!session.ok) return session;
	if (session.value === undefined) return refuse(401, 'noSession', 'Send the session in the header Authorization: Bearer …. A session is opened by {"action":"start"} or by the first message.');
	if (action !== 'state' && context.live.listening() >= MAX_FOLLOWERS) return refuse(503, 'tooMany', 'Too many chats are open right now. Ask again in some seconds.', 5);
	const chat: ChatFollowing = { ...context, thread: session.value.thread };
	switch (action) {
		case 'state':
			return done(answerJson(200, await readView(chat, after.value), cors));
		case 'poll': {
			const { view, left } = waitForNews(chat, after.value, readWait(request.query.wait));
			return done({ kind: 'later', answer: view.then((news) => answerJson(200, news, cors), () => answerRefusal(STORE_FAILED, cors)), left });
		}
		case 'events':
			return done({ ...openStream(chat, after.value), headers: cors });
		default:
			return action satisfies never;
	}
}

async function handleCommand(request: PageRequest, context: ChatContext, cors: Headers): Promise<Read<ChatHandled>> {
	const command = readCommand(request);
	if (!command.ok) return command;
	const found = await findSession(request, context);
	if (!found.ok) return found;
	switch (command.value.action) {
		case 'start': {
			const identified = identify(command.value, context);
			if (!identified.ok) return identified;
			const token = context.world.newToken();
			await openSession(token, context.world.newId(), identified.value, context);
			return done(answerJson(201, { session: token }, cors));
		}
		case 'message':
		case 'human':
			return found.value === undefined ? writeWithoutSession(command.value, context, cors) : write(command.value, found.value, {}, context, cors);
		default:
			return command.value satisfies never;
	}
}

type WriteCommand = Exclude<ChatCommand, { readonly action: 'start' }>;

/**
 * A form's single POST. Session and thread follow from the message's id, so that the same POST sent again
 * is the same message and gets the same answer; what is stored does not reveal the session.
 */
async function writeWithoutSession(command: WriteCommand, context: ChatContext, cors: Headers): Promise<Read<ChatHandled>> {
	if (command.id.length < MIN_SECRET_ID_CHARS) return refuse(400, 'guessableId', `Without a session "id" must be unguessable, at least ${MIN_SECRET_ID_CHARS} characters: send a UUID, or open a session with {"action":"start"} first.`);
	const derive = (use: string): string => context.world.hash(JSON.stringify([use, context.chatId, command.id]));
	const token = derive('session');
	const known = await context.ledger.findSession(context.world.hash(token));
	const session = known ?? (await openSession(token, derive('thread'), command, context));
	return write({ ...command, id: derive('message') }, session, { session: token }, context, cors);
}

async function write(command: WriteCommand, session: ChatSession, answer: { readonly session?: string }, context: ChatContext, cors: Headers): Promise<Read<ChatHandled>> {
	const { ledger, world, inbox } = context;
	const now = world.now();
	const since = new Date(Date.parse(now) - RATE_WINDOW_SECONDS * 1000).toISOString();
	if ((await ledger.countInbound(inbox, 'webChat', session.thread, since)) >= RATE_LIMIT) {
		return refuse(429, 'tooFast', `More than ${RATE_LIMIT} messages in ${RATE_WINDOW_SECONDS} seconds. Wait, then send the same again.`, RATE_WINDOW_SECONDS);
	}
	const recorded = await ledger.recordInbound(buildInbound(command, session, now, context));
	switch (recorded.kind) {
		case 'recorded': {
			context.live.nudge();
			const { envelope, owner } = recorded;
			return done(answerJson(202, { messageId: envelope.message.id, conversationId: envelope.conversation.id, ...answer }, cors), { envelope, owner });
		}
		case 'repeated':
			return done(answerJson(202, { messageId: recorded.messageId, conversationId: recorded.conversationId, ...answer }, cors));
		default:
			return recorded satisfies never;
	}
}

function buildInbound(command: WriteCommand, session: ChatSession, now: string, context: ChatContext): InboundMessage {
	const isForPerson = command.action === 'human';
	return {
		inbox: context.inbox,
		channel: 'webChat',
		// Visitors choose their ids: one's "1" is not another's.
		providerId: `${session.thread}:${command.id}`,
		id: context.world.newId(),
		thread: session.thread,
		text: isForPerson ? CHAT_WORDS[chooseLanguage([command.locale, context.settings.language])].askForPerson : command.text,
		attachments: [],
		receivedAt: now,
		...(command.locale === undefined ? {} : { locale: command.locale }),
		...(isForPerson ? { requestsHuman: true } : {}),
		customer: nameCustomer(session, command),
		...(context.workflowId === undefined ? {} : { workflowId: context.workflowId }),
	};
}

/** Of a signed-in customer what the site signed stands, whatever the page sends beside it. */
function nameCustomer({ externalId, customer }: ChatSession, command: WriteCommand): InboundMessage['customer'] {
	return customer.verified === true ? { externalId, ...customer } : { externalId, ...customer, ...command.customer };
}

interface Visitor {
	readonly customer: ChatSession['customer'];
	/** The site's own customer; absent for a visitor nobody vouches for. */
	readonly externalId?: string;
}

/** Who opens the session. A forged or expired identity is refused, never taken for a stranger's: the site has to know. */
function identify({ customer, identity }: Extract<ChatCommand, { readonly action: 'start' }>, { identitySecret = '', chatId, world }: ChatContext): Read<Visitor> {
	if (identity === undefined) return { ok: true, value: { customer } };
	if (identitySecret.length < MIN_IDENTITY_SECRET_CHARS) return refuse(401, 'identityUnknown', `This chat takes no identities. Switch on "Know Signed-In Customers" in Web Chat Trigger, with a secret of at least ${MIN_IDENTITY_SECRET_CHARS} characters.`);
	const read = readSignedIdentity(identity, identitySecret, world.now());
	if (!read.ok) return refuse(401, 'identityRefused', read.sentence);
	const { id, ...known } = read.identity;
	return { ok: true, value: { externalId: `signed:${chatId}:${id}`, customer: { ...known, verified: true } } };
}

async function openSession(token: string, thread: string, { customer, externalId = thread }: Visitor, context: ChatContext): Promise<ChatSession> {
	const session: ChatSession = { inbox: context.inbox, chatId: context.chatId, thread, externalId, customer };
	await context.ledger.openSession(context.world.hash(token), session, context.world.now());
	return session;
}

/** The session a request names; undefined when it names none; refused when it is not one of this chat. */
async function findSession(request: PageRequest, context: ChatContext): Promise<Read<ChatSession | undefined>> {
	if (request.headers.authorization === undefined) return { ok: true, value: undefined };
	const token = readToken(request);
	const session = token === undefined ? undefined : await context.ledger.findSession(context.world.hash(token));
	if (session?.chatId === context.chatId && session.inbox === context.inbox) return { ok: true, value: session };
	return refuse(401, 'unknownSession', 'This session is not known here. Open a new one with {"action":"start"}.');
}

type Headers = Readonly<Record<string, string>>;

/** Another site's script may read the answer only where the site is on the list. */
function corsHeaders(request: PageRequest, context: ChatContext): Headers {
	const origin = request.headers.origin;
	if (origin === undefined || judgeOrigin(request, context.settings.allowedOrigins) !== 'allowed') return { Vary: 'Origin' };
	return { Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After' };
}

function done(response: PageResponse, emit?: ChatHandled['emit']): { readonly ok: true; readonly value: ChatHandled } {
	return { ok: true, value: emit === undefined ? { response } : { response, emit } };
}

function answerRefusal({ status, code, message, retryAfter }: Refusal, cors: Headers): PageAnswer {
	return answerJson(status, { error: { code, message } }, { ...cors, ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }) });
}

function answerJson(status: number, data: unknown, extra: Headers): PageAnswer {
	const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...extra };
	return { kind: 'answer', status, headers, body: JSON.stringify(data) };
}
