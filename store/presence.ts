/** Who is there: sign-ins, and the desks that are served. */
import type { Agent } from '../core/handoff/handoff';
import { mayServe } from '../core/handoff/ownership';
import { flag, parse, toAgent } from './rows';
import type { Db } from './schema';

/** Somebody seen this long ago is still there, milliseconds. */
const AGENT_PRESENT_MS = 60_000;
/** A desk that was served this long ago still is, milliseconds. */
const DESK_PRESENT_MS = 120_000;
/** Presence is written at most this often a session, milliseconds: polls of the desk stay reads. */
const SEEN_EVERY_MS = 20_000;

export async function openDeskSession(db: Db, tokenHash: string, agentId: string, expiresAt: string): Promise<void> {
	await db.insertInto('desk_sessions').values({ token_hash: tokenHash, agent_id: agentId, expires_at: expiresAt, seen_at: null }).execute();
}

export async function deskAgent(db: Db, tokenHash: string, now: string): Promise<Agent | undefined> {
	const row = await db.selectFrom('desk_sessions').innerJoin('agents', 'agents.id', 'desk_sessions.agent_id')
		.selectAll('agents').select('desk_sessions.seen_at')
		.where('desk_sessions.token_hash', '=', tokenHash).where('desk_sessions.expires_at', '>', now)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	if (row.seen_at === null || row.seen_at < before(now, SEEN_EVERY_MS)) {
		await db.updateTable('desk_sessions').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
	}
	return toAgent(row);
}

export async function closeDeskSession(db: Db, tokenHash: string): Promise<void> {
	await db.deleteFrom('desk_sessions').where('token_hash', '=', tokenHash).execute();
}

export async function agentsOnline(db: Db, inbox: string, now: string): Promise<number> {
	const present = await db.selectFrom('desk_sessions').innerJoin('agents', 'agents.id', 'desk_sessions.agent_id')
		.select(['agents.id', 'agents.inboxes']).distinct()
		.where('desk_sessions.seen_at', '>=', before(now, AGENT_PRESENT_MS)).where('desk_sessions.expires_at', '>', now)
		.execute();
	return present.filter(({ inboxes }) => mayServe({ inboxes: parse(inboxes) }, inbox)).length;
}

export async function deskBeat(db: Db, deskId: string, now: string): Promise<void> {
	await db.insertInto('desks').values({ id: deskId, active: 0, beat_at: now })
		.onConflict((conflict) => conflict.column('id').doUpdateSet({ beat_at: now })).execute();
}

export async function registerDesk(db: Db, deskId: string, isActive: boolean, now: string): Promise<void> {
	const active = flag(isActive);
	// A desk that is switched off is gone at once, however lately it was served.
	const beat_at = isActive ? now : '';
	await db.insertInto('desks').values({ id: deskId, active, beat_at })
		.onConflict((conflict) => conflict.column('id').doUpdateSet({ active, beat_at })).execute();
}

export async function deskActive(db: Db, now: string): Promise<boolean> {
	const desk = await db.selectFrom('desks').select('id')
		.where((eb) => eb.or([eb('active', '=', 1), eb('beat_at', '>=', before(now, DESK_PRESENT_MS))])).limit(1)
		.executeTakeFirst();
	return desk !== undefined;
}

function before(at: string, milliseconds: number): string {
	return new Date(Date.parse(at) - milliseconds).toISOString();
}
