/** Who may sign in, and which inboxes they see. Admins only, and only for the inboxes they have themselves. */
import type { Agent } from '../../core/handoff/handoff';
import { mayServe } from '../../core/handoff/ownership';
import { hashPassword } from '../../core/privacy';
import { type DeskAction, MAX_NAME_CHARS, requireAdmin } from './deskAction';
import { DeskRefusal } from './deskAnswer';
import { readFlag, readText, readTexts, wrongField } from './readFields';

/** Length does more against guessing than odd characters do. */
const MIN_PASSWORD_CHARS = 10;
const MAX_PASSWORD_CHARS = 256;
const MAX_INBOXES = 100;

const listAgents: DeskAction = async (_fields, { agent, context }) => {
	requireAdmin(agent);
	const agents = await context.ledger.listAgents();
	return { body: { agents: agents.filter((each) => reaches(agent, each.inboxes)) } };
};

const saveAgent: DeskAction = async (fields, { agent, context, now }) => {
	requireAdmin(agent);
	const email = readText(fields, 'email', 254).toLowerCase();
	if (!/^[^\s@]+@[^\s@]+$/u.test(email)) throw wrongField('email', 'must be an e-mail address, like ana@shop.example');
	if (email === context.admin?.email.trim().toLowerCase()) {
		throw new DeskRefusal(409, 'fromCredential', 'This person comes from the Desk credential. Change name and password there.');
	}
	const known = await context.ledger.findAgent(email);
	const isAdmin = readFlag(fields, 'isAdmin', false);
	if (known?.id === agent.id && !isAdmin) throw new DeskRefusal(409, 'lastAdmin', 'You cannot take your own admin rights away. Ask another admin to do it.');
	const inboxes = readTexts(fields, 'inboxes', MAX_INBOXES, MAX_NAME_CHARS);
	if (inboxes.length === 0) throw wrongField('inboxes', 'needs at least one inbox, or * for all');
	requireReach(agent, [...inboxes, ...(known?.inboxes ?? [])]);

	const saved: Agent = { id: known?.id ?? context.world.newId(), name: readText(fields, 'name', MAX_NAME_CHARS), email, inboxes, isAdmin };
	const password = readPassword(fields['password'], known === undefined);
	const passwordHash = password === undefined ? known?.passwordHash : await hashPassword(password, context.world.newToken());
	if (passwordHash === undefined) throw wrongField('password', 'is needed for a new person');
	await context.ledger.saveAgent({ ...saved, passwordHash }, now);
	return { body: { agent: saved }, event: { event: 'agentSaved', agent: { id: agent.id, name: agent.name }, subject: saved.id, at: now } };
};

const removeAgent: DeskAction = async (fields, { agent, context, now }) => {
	requireAdmin(agent);
	const id = readText(fields, 'id', MAX_NAME_CHARS);
	if (id === agent.id) throw new DeskRefusal(409, 'lastAdmin', 'You cannot remove yourself. Ask another admin to do it.');
	const known = (await context.ledger.listAgents()).find((each) => each.id === id);
	requireReach(agent, known?.inboxes ?? []);
	if (!await context.ledger.removeAgent(id, now)) throw new DeskRefusal(404, 'notFound', 'This person was removed already.');
	return { body: {}, event: { event: 'agentRemoved', agent: { id: agent.id, name: agent.name }, subject: id, at: now } };
};

/** The people actions by the name the page sends. */
export const PEOPLE_ACTIONS: Readonly<Record<string, DeskAction>> = { listAgents, saveAgent, removeAgent };

/** Whether an admin has all these inboxes. One who has not could give themselves the others, or take over somebody who has them. */
function reaches(admin: Agent, inboxes: readonly string[]): boolean {
	return inboxes.every((inbox) => mayServe(admin, inbox));
}

function requireReach(admin: Agent, inboxes: readonly string[]): void {
	if (!reaches(admin, inboxes)) throw new DeskRefusal(403, 'notAllowed', 'This person has inboxes that are not yours. Ask an admin who has them all.');
}

/** Passwords are taken as typed, spaces included. */
function readPassword(value: unknown, isNew: boolean): string | undefined {
	if (value === undefined || value === null || value === '') {
		if (isNew) throw wrongField('password', 'is needed for a new person');
		return undefined;
	}
	if (typeof value !== 'string') throw wrongField('password', 'must be text');
	if (value.length < MIN_PASSWORD_CHARS) throw wrongField('password', `needs at least ${MIN_PASSWORD_CHARS} characters`);
	if (value.length > MAX_PASSWORD_CHARS) throw wrongField('password', `may have at most ${MAX_PASSWORD_CHARS} characters`);
	return value;
}
