/** Who answers. What somebody may serve no more goes back into the queue: nobody else could take it. */
import type { Agent } from '../core/handoff/handoff';
import { mayServe } from '../core/handoff/ownership';
import { moveWithin } from './handoffs';
import { flag, toAgent } from './rows';
import type { Db, Schema } from './schema';

/** Creates an agent, or updates the one with this e-mail (whose id stays) or id. A new password ends their sign-ins. */
export async function saveAgent(db: Db, agent: Agent & { readonly passwordHash: string }, now: string): Promise<void> {
	const email = normalizeEmail(agent.email);
	const values = { name: agent.name, email, inboxes: JSON.stringify(agent.inboxes), is_admin: flag(agent.isAdmin), password_hash: agent.passwordHash, updated_at: now };
	await db.transaction().execute(async (tx) => {
		const known = await findRow(tx, 'email', email) ?? await findRow(tx, 'id', agent.id);
		if (known === undefined) {
			await tx.insertInto('agents').values({ id: agent.id, ...values }).execute();
			return;
		}
		await tx.updateTable('agents').set(values).where('id', '=', known.id).execute();
		if (known.password_hash !== agent.passwordHash) await tx.deleteFrom('desk_sessions').where('agent_id', '=', known.id).execute();
		await releaseHeld(tx, { ...agent, id: known.id }, now);
	});
}

export async function findAgent(db: Db, email: string): Promise<(Agent & { readonly passwordHash: string }) | undefined> {
	const row = await findRow(db, 'email', normalizeEmail(email));
	return row && { ...toAgent(row), passwordHash: row.password_hash };
}

export async function listAgents(db: Db): Promise<readonly Agent[]> {
	const rows = await db.selectFrom('agents').selectAll().orderBy('name').execute();
	return rows.map(toAgent);
}

/** Their sign-ins end with them. */
export async function removeAgent(db: Db, id: string, now: string): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const removed = await tx.deleteFrom('agents').where('id', '=', id).returningAll().executeTakeFirst();
		if (removed === undefined) return false;
		await releaseHeld(tx, { ...toAgent(removed), inboxes: [] }, now);
		return true;
	});
}

/** Puts into the queue what this agent has in inboxes they do not serve. */
async function releaseHeld(tx: Db, agent: Agent, now: string): Promise<void> {
	const held = await tx.selectFrom('conversations').select(['inbox', 'id']).where('owner', '=', 'human').where('owner_id', '=', agent.id).execute();
	for (const { inbox, id } of held) {
		if (!mayServe(agent, inbox)) await moveWithin(tx, inbox, id, { ...agent, inboxes: [inbox] }, { kind: 'release' }, now);
	}
}

async function findRow(db: Db, column: 'email' | 'id', value: string): Promise<Schema['agents'] | undefined> {
	return db.selectFrom('agents').selectAll().where(column, '=', value).executeTakeFirst();
}

function normalizeEmail(email: string): string {
	return email.trim().toLowerCase();
}
