/** The shape every action of the desk has. */
import type { Agent } from '../../core/handoff/handoff';
import { mayServe } from '../../core/handoff/ownership';
import { DeskRefusal } from './deskAnswer';
import type { DeskContext } from './deskContext';
import { type Fields, readText } from './readFields';

/** A signed-in person at the desk, at one moment. */
export interface Caller {
	readonly agent: Agent;
	readonly context: DeskContext;
	readonly now: string;
}

export interface DeskResult {
	/** What the page gets, as JSON. */
	readonly body: unknown;
	/** What the trigger emits to the workflow: who did what where, never a customer's words. Absent: nothing happened that a workflow would act on. */
	readonly event?: Record<string, unknown>;
}

export type DeskAction = (fields: Fields, caller: Caller) => Promise<DeskResult>;

/** Longest id, inbox name or intent name taken. */
export const MAX_NAME_CHARS = 100;

/** The inbox named in the request, if it is one of the caller's. */
export function readInbox(fields: Fields, agent: Agent): string {
	const inbox = readText(fields, 'inbox', MAX_NAME_CHARS);
	if (!mayServe(agent, inbox)) {
		throw new DeskRefusal(403, 'notAllowed', `The inbox "${inbox}" is not among yours. An admin can add it under People.`);
	}
	return inbox;
}

/** Refuses what only admins may do. */
export function requireAdmin(agent: Agent): void {
	if (!agent.isAdmin) throw new DeskRefusal(403, 'notAllowed', 'Only an admin of this desk may do that. Ask one of them.');
}
