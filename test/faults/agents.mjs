/** Simulated people at the desk, by its HTTP API: they take, reply, release, return, resolve, and take over from each other. */
import { setTimeout as wait } from 'node:timers/promises';
import { deliver, orNothing, request } from './chaos.mjs';
import { MARKER } from './customers.mjs';
import { DESK_ADMIN } from './workflows.mjs';

const COLLEAGUE = { name: 'Billie', email: 'billie@example.com', password: 'Desk-person-2' };
const DOES = { reply: 50, resolve: 14, return: 18, release: 8, leave: 10 };
const PAUSE_MS = [150, 700];

/** Works until the customers are done; then what nobody took stays in the queue. */
export async function playAgents(world, pauseMs = PAUSE_MS) {
	const first = openDesk(world, DESK_ADMIN);
	// Nobody can sign in before they were hired, and too many tries would lock them out.
	while (!world.isLoadOver() && await orNothing(first('saveAgent', { ...COLLEAGUE, inboxes: ['*'], isAdmin: true })) === undefined) await wait(300);
	await Promise.all([playAgent(world, DESK_ADMIN.name, first, pauseMs), playAgent(world, COLLEAGUE.name, openDesk(world, COLLEAGUE), pauseMs)]);
}

async function playAgent(world, name, desk, pauseMs) {
	const random = world.random.fork(name);
	while (!world.isLoadOver()) {
		await orNothing(workOnce(world, random, desk));
		await wait(random.between(...pauseMs));
	}
}

async function workOnce(world, random, desk) {
	const mine = await desk('list', { view: 'mine' });
	if (mine.rows.length > 0 && random.chance(0.7)) return await serve(world, random, desk, random.pick(mine.rows));
	const all = await desk('list', { view: 'all' });
	const held = all.rows.filter(({ owner, status }) => owner !== 'queue' && status === 'open');
	if (held.length > 0 && random.chance(0.08)) return await take(world, desk, 'takeOver', random.pick(held));
	const waiting = all.rows.filter(({ owner }) => owner === 'queue');
	if (waiting.length > 0) await take(world, desk, 'take', random.pick(waiting));
}

async function take(world, desk, how, { inbox, conversationId }) {
	await desk(how, { inbox, conversation: conversationId });
	world.seen.takes.push({ conversationId, at: performance.now() });
	world.did(how);
}

async function serve(world, random, desk, { inbox, conversationId }) {
	const at = { inbox, conversation: conversationId };
	const does = random.weighted(DOES);
	if (does === 'leave') return;
	if (does === 'reply') return await reply(world, random, desk, at);
	const { conversation } = await desk('open', at);
	await desk(does, { ...at, ...(does === 'release' ? {} : { seq: conversation.seq }), ...(does === 'return' ? { note: 'settled' } : {}) });
	world.did(does);
}

async function reply(world, random, desk, at) {
	const id = random.id();
	const text = `I am looking into it. (${MARKER} ${id})`;
	let taken;
	await deliver(world, random, async () => {
		const answer = await desk.ask('reply', { ...at, id, text });
		if (answer.status === 200) taken ??= answer.data;
		return answer;
	}, ({ status }) => status === 200 || status === 409 || status === 404);
	if (taken === undefined) return;
	world.seen.replies.push({ outgoingId: taken.outgoingId, conversationId: at.conversation });
	world.did('reply');
}

/** `desk(action, fields)` gives the answer's body, and rejects for anything but 200; signs in where that is needed. */
function openDesk(world, { email, password }) {
	const { deskUrl } = world.topology;
	let cookie;
	const post = (body) => request(`${deskUrl}/api`, { headers: { 'x-desk': '1', origin: new URL(deskUrl).origin, ...(cookie === undefined ? {} : { cookie }) }, body });
	async function ask(action, fields) {
		if (cookie === undefined) {
			const answer = await post({ action: 'signIn', email, password });
			if (answer.status !== 200) return answer;
			cookie = answer.headers.getSetCookie()[0].split(';')[0];
		}
		const answer = await post({ ...fields, action });
		if (answer.status === 401) cookie = undefined;
		return answer;
	}
	const desk = async (action, fields) => {
		const { status, data } = await ask(action, fields);
		if (status !== 200) throw new Error(`The desk answered ${action} with ${status}`);
		return data;
	};
	return Object.assign(desk, { ask });
}
