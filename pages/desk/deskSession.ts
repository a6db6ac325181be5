/** Who is asking: sign-in, the session cookie, and the checks against requests another site makes a browser send. */
import type { Agent } from '../../core/handoff/handoff';
import { hashPassword, safeEqual, verifyPassword } from '../../core/privacy';
import type { PageRequest } from '../shared/http';
import { DeskRefusal } from './deskAnswer';
import type { DeskContext } from './deskContext';
import { type Fields, readText } from './readFields';

/** A working day with its edges. */
const SESSION_SECONDS = 12 * 60 * 60;
const COOKIE = 'desk_session';
const MAX_EMAIL_CHARS = 254;
const MAX_PASSWORD_CHARS = 256;
/** A token is 32 bytes in base64url; anything much longer is not ours. */
const MAX_TOKEN_CHARS = 128;

/** Refuses a POST that did not come from the desk's own page. A foreign site can send neither the header nor our Origin. */
export function requireOwnPage(request: PageRequest): void {
	if (request.headers['x-desk'] !== '1') {
		throw new DeskRefusal(403, 'missingHeader', 'The desk API takes POST requests only with the header "X-Desk: 1".');
	}
	if (request.headers['origin'] !== originOf(request.baseUrl)) throw foreignOrigin();
}

/** Refuses a GET another site made a browser send. Browsers leave Origin out of a page's own GET, so absence is allowed. */
export function refuseForeignRead(request: PageRequest): void {
	const origin = request.headers['origin'];
	if (origin !== undefined && origin !== originOf(request.baseUrl)) throw foreignOrigin();
	if (request.headers['sec-fetch-site'] === 'cross-site') throw foreignOrigin();
}

/** The hash of the session's token; absent when the request has none. */
export function readSession(request: PageRequest, context: DeskContext): string | undefined {
	const cookies = (request.headers['cookie'] ?? '').split(';').map((part) => part.trim());
	const token = cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
	if (token === undefined || token === '' || token.length > MAX_TOKEN_CHARS) return undefined;
	return context.world.hash(token);
}

/** The signed-in person, marked as seen; absent when nobody is. */
export async function findCaller(request: PageRequest, context: DeskContext): Promise<Agent | undefined> {
	const session = readSession(request, context);
	return session === undefined ? undefined : await context.ledger.deskAgent(session, context.world.now());
}

/** The signed-in person, or the refusal that makes the page show its sign-in. */
export async function requireCaller(request: PageRequest, context: DeskContext): Promise<Agent> {
	const agent = await findCaller(request, context);
	if (agent === undefined) throw new DeskRefusal(401, 'signedOut', 'You are signed out. Sign in again; what you typed is kept.');
	return agent;
}

/** Checks e-mail and password and opens a session. An unknown e-mail costs the same work as a known one. */
export async function signIn(fields: Fields, request: PageRequest, context: DeskContext): Promise<{ readonly agent: Agent; readonly cookie: string }> {
	const email = readText(fields, 'email', MAX_EMAIL_CHARS).toLowerCase();
	const password = typeof fields['password'] === 'string' ? fields['password'] : '';
	if (password === '' || password.length > MAX_PASSWORD_CHARS) throw wrongPassword();

	const { guard, world } = context;
	const verdict = guard.begin(email, Date.parse(world.now()));
	if (!verdict.ok) throw tooManyTries(verdict.retryAfterSeconds);
	let agent: Agent | undefined;
	try {
		agent = await checkPassword(email, password, context);
	} finally {
		guard.finish(email, agent !== undefined);
	}
	if (agent === undefined) throw wrongPassword();

	const token = world.newToken();
	const expiresAt = new Date(Date.parse(world.now()) + SESSION_SECONDS * 1000).toISOString();
	await context.ledger.openDeskSession(world.hash(token), agent.id, expiresAt);
	return { agent, cookie: sessionCookie(request.baseUrl, token, SESSION_SECONDS) };
}

/** The cookie that ends a session in the browser. */
export function endingCookie(baseUrl: string): string {
	return sessionCookie(baseUrl, '', 0);
}

/** True when the desk has someone who could sign in. */
export async function canAnyoneSignIn(context: DeskContext): Promise<boolean> {
	return context.admin !== undefined || (await context.ledger.listAgents()).length > 0;
}

async function checkPassword(email: string, password: string, context: DeskContext): Promise<Agent | undefined> {
	const { admin, ledger, world } = context;
	const known = await ledger.findAgent(email);
	const matches = await verifyPassword(password, known?.passwordHash);
	if (admin === undefined || admin.email.trim().toLowerCase() !== email) return matches && known !== undefined ? withoutHash(known) : undefined;
	// The credential is the truth about its person: a password changed there works at the next sign-in.
	if (!safeEqual(password, admin.password)) return undefined;
	const agent: Agent = { id: known?.id ?? world.newId(), name: admin.name.trim() || email, email, inboxes: ['*'], isAdmin: true };
	const passwordHash = matches && known !== undefined ? known.passwordHash : await hashPassword(password, world.newToken());
	await ledger.saveAgent({ ...agent, passwordHash }, world.now());
	return agent;
}

function withoutHash({ id, name, email, inboxes, isAdmin }: Agent): Agent {
	return { id, name, email, inboxes, isAdmin };
}

function sessionCookie(baseUrl: string, token: string, maxAgeSeconds: number): string {
	const { pathname, protocol } = new URL(baseUrl);
	const secure = protocol === 'https:' ? '; Secure' : '';
	return `${COOKIE}=${token}; Path=${pathname}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}

function originOf(baseUrl: string): string {
	return new URL(baseUrl).origin;
}

function foreignOrigin(): DeskRefusal {
	return new DeskRefusal(403, 'foreignOrigin', 'This request came from another site. Open the desk at its own address; behind a proxy, n8n must know its public address (N8N_WEBHOOK_URL).');
}

function wrongPassword(): DeskRefusal {
	return new DeskRefusal(401, 'wrongPassword', 'E-mail or password is not right. Check both, or ask an admin of this desk to set a new password.');
}

function tooManyTries(retryAfterSeconds: number): DeskRefusal {
	const wait = retryAfterSeconds < 60 ? `${retryAfterSeconds} seconds` : `${Math.ceil(retryAfterSeconds / 60)} minutes`;
	return new DeskRefusal(429, 'tooManyTries', `Too many tries. Wait ${wait}, then try again.`, { 'retry-after': String(retryAfterSeconds) });
}
