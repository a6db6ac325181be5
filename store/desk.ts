/** What a person at the desk sees and says. */
import type { DeskConversation, DeskRow, MoveRefusal } from '../core/conversation/ledger';
import type { HandoffPacket } from '../core/context/packet';
import type { Agent } from '../core/handoff/handoff';
import { HOLDER_AWAY_MS, mayServe, moveOwnership, refuseDraftApproval, refuseHumanReply, refuseUnwantedWords } from '../core/handoff/ownership';
import type { Attachment } from '../core/message/message';
import type { OutgoingStatus } from '../core/reply/reply';
import { findOptOut } from './channelLaw';
import { findConversation, loadNewestEnvelope, saveConversation } from './conversations';
import { selectRows } from './deskRows';
import { addEvents, readFeed } from './events';
import { isHolderAway } from './holders';
import { findOutgoing, replyEvent } from './replies';
import { parse, present, toOutgoing, toOwnership } from './rows';
import type { ConversationRow, Db, OutgoingRow } from './schema';

export type DeskReply =
	| { readonly ok: true; readonly status: OutgoingStatus }
	| { readonly ok: false; readonly reason: MoveRefusal; readonly message: string };

const NOT_FOUND = { ok: false, reason: 'notFound', message: 'This conversation does not exist any more.' } as const;
const NOT_ALLOWED = { ok: false, reason: 'notAllowed', message: 'You do not serve this inbox; an administrator can add it to your account.' } as const;

/** All of one conversation; absent when unknown or not the agent's inbox. Its holder has seen it then. */
export async function openConversation(db: Db, inbox: string, conversationId: string, agent: Agent | undefined, now: string): Promise<DeskConversation | undefined> {
	if (agent !== undefined && !mayServe(agent, inbox)) return undefined;
	return db.transaction().execute(async (tx) => {
		const conversation = await findConversation(tx, inbox, conversationId);
		if (conversation === undefined) return undefined;
		if (agent !== undefined && conversation.owner_id === agent.id) await markSeen(tx, conversation, now);

		const envelope = await loadNewestEnvelope(tx, conversation);
		const row = await selectRows(tx, (query) => query.where('conversations.inbox', '=', inbox).where('conversations.id', '=', conversationId).limit(1));
		if (envelope === undefined || row[0] === undefined) return undefined;
		const entries = await readFeed(tx, inbox, conversationId, 0);
		const waiting = await tx.selectFrom('outgoing').selectAll()
			.where('inbox', '=', inbox).where('conversation_id', '=', conversationId).where('status', 'in', ['draft', 'unknown'])
			.orderBy('created_at')
			.execute();
		return present({
			row: row[0] satisfies DeskRow,
			envelope,
			packet: await newestPacket(tx, conversation),
			entries,
			sent: await readSent(tx, inbox, entries),
			drafts: waiting.filter(({ status }) => status === 'draft').map(toOutgoing),
			unknown: waiting.filter(({ status }) => status === 'unknown').map(toOutgoing),
			epoch: conversation.epoch,
			seq: entries.at(-1)?.seq ?? 0,
			mayTakeOver: agent !== undefined && await mayTakeOver(tx, conversation, agent, now) ? (true as const) : undefined,
		});
	});
}

async function readSent(tx: Db, inbox: string, entries: DeskConversation['entries']): Promise<DeskConversation['sent']> {
	const ids = entries.flatMap(({ kind, messageId }) => (kind === 'message' && messageId !== undefined ? [messageId] : []));
	if (ids.length === 0) return {};
	const rows = await tx.selectFrom('messages').select(['id', 'text', 'attachments']).where('inbox', '=', inbox).where('id', 'in', ids).where('attachments', '!=', '[]').execute();
	return Object.fromEntries(rows.map(({ id, text, attachments }) => [id, { text, attachments: parse<readonly Attachment[]>(attachments) }]));
}

async function mayTakeOver(tx: Db, conversation: ConversationRow, agent: Agent, now: string): Promise<boolean> {
	if (conversation.owner !== 'human' || conversation.owner_id === agent.id) return false;
	const isAway = await isHolderAway(tx, conversation, new Date(Date.parse(now) - HOLDER_AWAY_MS).toISOString());
	return moveOwnership(toOwnership(conversation), { kind: 'takeOver', agent, isHolderAway: isAway }).ok;
}

export async function humanReply(
	db: Db, inbox: string, conversationId: string, agent: Agent, reply: { readonly outgoingId: string; readonly text: string }, now: string,
): Promise<DeskReply> {
	if (!mayServe(agent, inbox)) return NOT_ALLOWED;
	return db.transaction().execute(async (tx): Promise<DeskReply> => {
		const existing = await findOutgoing(tx, inbox, reply.outgoingId);
		if (existing !== undefined) return { ok: true, status: existing.status };
		const conversation = await findConversation(tx, inbox, conversationId);
		if (conversation === undefined) return NOT_FOUND;
		const refused = refuseHumanReply(toOwnership(conversation), agent) ?? await refuseUnwanted(tx, conversation);
		if (refused !== undefined) return refused;

		const outgoing = makeHumanOutgoing(conversation, agent, reply, now);
		await tx.insertInto('outgoing').values(outgoing).execute();
		await afterHumanWords(tx, conversation, outgoing, now);
		return { ok: true, status: outgoing.status };
	});
}

export async function finishDraft(
	db: Db, inbox: string, outgoingId: string, agent: Agent, finish: { readonly approve: true; readonly text: string } | { readonly approve: false }, now: string,
): Promise<DeskReply> {
	if (!mayServe(agent, inbox)) return NOT_ALLOWED;
	return db.transaction().execute(async (tx): Promise<DeskReply> => {
		const draft = await findOutgoing(tx, inbox, outgoingId);
		const conversation = draft && await findConversation(tx, inbox, draft.conversation_id);
		if (draft === undefined || conversation === undefined) return NOT_FOUND;
		if (draft.status !== 'draft') return finishedBefore(draft, finish.approve);

		const refused = finish.approve ? refuseDraftApproval(toOwnership(conversation), agent, draft.epoch) ?? await refuseUnwanted(tx, conversation) : undefined;
		if (refused !== undefined) return refused;
		const finished: OutgoingRow = finish.approve
			? { ...draft, text: finish.text, author: 'human', author_name: agent.name, epoch: conversation.epoch, status: deliveryStatus(conversation), updated_at: now }
			: { ...draft, status: 'discarded', updated_at: now };
		await tx.updateTable('outgoing').set(finished).where('inbox', '=', inbox).where('id', '=', outgoingId).where('status', '=', 'draft').execute();
		await addEvents(tx, [{ inbox, conversation_id: conversation.id, kind: 'draftDone', at: now, author: 'human', name: agent.name, message_id: outgoingId }]);
		if (finish.approve) await afterHumanWords(tx, conversation, finished, now);
		return { ok: true, status: finished.status };
	});
}

/** For people only. False when the conversation is unknown or not the agent's inbox. */
export async function addNote(db: Db, inbox: string, conversationId: string, agent: Agent, text: string, now: string): Promise<boolean> {
	if (!mayServe(agent, inbox)) return false;
	return db.transaction().execute(async (tx) => {
		if (await findConversation(tx, inbox, conversationId) === undefined) return false;
		await addEvents(tx, [{ inbox, conversation_id: conversationId, kind: 'note', at: now, author: 'human', name: agent.name, text }]);
		return true;
	});
}

async function refuseUnwanted(tx: Db, conversation: ConversationRow): Promise<ReturnType<typeof refuseUnwantedWords>> {
	return refuseUnwantedWords(conversation.channel, await findOptOut(tx, conversation));
}

function makeHumanOutgoing(conversation: ConversationRow, agent: Agent, reply: { readonly outgoingId: string; readonly text: string }, now: string): OutgoingRow {
	return {
		inbox: conversation.inbox,
		id: reply.outgoingId,
		conversation_id: conversation.id,
		channel: conversation.channel,
		message_id: null,
		purpose: 'humanReply',
		author: 'human',
		author_name: agent.name,
		text: reply.text,
		status: deliveryStatus(conversation),
		epoch: conversation.epoch,
		created_at: now,
		updated_at: now,
		lease_until: null,
		execution_id: null,
		item_index: null,
		provider_id: null,
		problem: null,
		not_before: null,
	};
}

/** Our web chat reads from the store; every other channel has to be sent to. */
function deliveryStatus({ channel }: ConversationRow): OutgoingStatus {
	return channel === 'webChat' ? 'sent' : 'queued';
}

/** The customer has a person's word (or will): they wait no more, and the handoff's receipt says so. */
export async function afterHumanWords(tx: Db, conversation: ConversationRow, outgoing: OutgoingRow, now: string): Promise<void> {
	if (outgoing.status === 'sent') await addEvents(tx, [replyEvent(outgoing, now)]);
	const isByHolder = conversation.owner === 'human' && conversation.owner_name === outgoing.author_name;
	await saveConversation(tx, conversation, { waiting_since: null, updated_at: now, ...(isByHolder ? { holder_seen_at: now } : {}) });
	await tx.updateTable('handoffs').set((eb) => ({ status: 'replied', replied_at: eb.fn.coalesce('replied_at', eb.val(now)) }))
		.where('inbox', '=', conversation.inbox).where('conversation_id', '=', conversation.id).where('ended_at', 'is', null)
		.execute();
}

function finishedBefore(draft: OutgoingRow, isApproval: boolean): DeskReply {
	if (isApproval === (draft.status !== 'discarded')) return { ok: true, status: draft.status };
	return { ok: false, reason: 'notWaiting', message: isApproval ? 'This draft was discarded already.' : 'This draft was sent already.' };
}

async function markSeen(tx: Db, conversation: ConversationRow, now: string): Promise<void> {
	await tx.updateTable('handoffs').set({ status: 'seen', seen_at: now })
		.where('inbox', '=', conversation.inbox).where('conversation_id', '=', conversation.id).where('ended_at', 'is', null).where('status', '=', 'accepted')
		.execute();
}

async function newestPacket(tx: Db, conversation: ConversationRow): Promise<HandoffPacket | undefined> {
	if (conversation.handoff_id === null) return undefined;
	const handoff = await tx.selectFrom('handoffs').select('packet').where('inbox', '=', conversation.inbox).where('id', '=', conversation.handoff_id).executeTakeFirst();
	return handoff && parse<HandoffPacket>(handoff.packet);
}
