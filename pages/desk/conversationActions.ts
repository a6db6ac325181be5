/** What a person does with conversations. The ledger decides whether it may happen; here it is only asked. */
import { MAX_MESSAGE_CHARS } from '../../core/message/message';
import type { DeskConversation, DeskMove, DeskRow, MoveRefusal } from '../../core/conversation/ledger';
import type { OutgoingStatus } from '../../core/reply/reply';
import { type Caller, type DeskAction, MAX_NAME_CHARS, readInbox, requireAdmin } from './deskAction';
import { DeskRefusal } from './deskAnswer';
import { type Fields, readOptionalText, readText, wrongField } from './readFields';

const VIEWS = ['waiting', 'mine', 'drafts', 'all'] as const;
/** One of the desk's lists. */
export type DeskView = (typeof VIEWS)[number];

/** Lines of a list: more than a person works through between two looks. */
const MAX_ROWS = 200;
/** Counts stop here; the page then shows "99+". */
const MAX_COUNTED = 100;
const MAX_NOTE_CHARS = 4000;
/** A message without any outcome for so long is one no workflow finishes: it is shown to people, milliseconds. */
const UNANSWERED_MS = 300_000;

/** What `list` answers. */
export interface DeskList {
	readonly rows: readonly DeskRow[];
	readonly counts: Readonly<Record<DeskView, number>>;
	/** The server's time, for clocks that do not trust the visitor's. */
	readonly now: string;
}

/** What `reply` answers. */
export interface ReplyTaken {
	/** `sent`: the customer has it. `queued`: its channel's workflow sends it. */
	readonly status: OutgoingStatus;
	/** The `messageId` under which it will stand in the conversation. */
	readonly outgoingId: string;
}

const list: DeskAction = async (fields, { agent, context, now }) => {
	const view = readView(fields);
	const { ledger } = context;
	const unansweredBefore = new Date(Date.parse(now) - UNANSWERED_MS).toISOString();
	const read = (wanted: DeskView, limit: number): Promise<readonly DeskRow[]> => ledger.listRows(agent.inboxes, wanted, agent.id, limit, unansweredBefore);
	const [rows, waiting, mine, drafts, all] = await Promise.all([
		read(view, MAX_ROWS), ...VIEWS.map(async (each) => (await read(each, MAX_COUNTED)).length),
	] as const);
	const body: DeskList = { rows, counts: { waiting: waiting ?? 0, mine: mine ?? 0, drafts: drafts ?? 0, all: all ?? 0 }, now };
	return { body };
};

const open: DeskAction = async (fields, caller) => ({ body: { conversation: await openConversation(fields, caller) } });

const take: DeskAction = (fields, caller) => move(fields, caller, { kind: 'take' });
const takeOver: DeskAction = (fields, caller) => move(fields, caller, { kind: 'takeOver' });
const release: DeskAction = (fields, caller) => move(fields, caller, { kind: 'release' });
const returnToBot: DeskAction = (fields, caller) => move(fields, caller, { kind: 'return', note: readOptionalText(fields, 'note', MAX_NOTE_CHARS), seenSeq: readSeq(fields) });
const resolve: DeskAction = (fields, caller) => move(fields, caller, { kind: 'resolve', needed: readNeeded(fields), seenSeq: readSeq(fields) });

const reply: DeskAction = async (fields, caller) => {
	const { agent, context, now } = caller;
	const { inbox, conversationId } = readConversation(fields, caller);
	const text = readText(fields, 'text', MAX_MESSAGE_CHARS);
	// The page makes the id once per reply, so a repeated click or a retry is the same reply.
	const outgoingId = `${conversationId}:human:${readText(fields, 'id', MAX_NAME_CHARS, 8)}`;
	const result = await context.ledger.humanReply(inbox, conversationId, agent, { outgoingId, text }, now);
	if (!result.ok) throw refusedMove(result.reason, result.message);
	context.live.nudge();
	const body: ReplyTaken = { status: result.status, outgoingId };
	return { body, event: deskEvent('replied', caller, inbox, conversationId) };
};

const note: DeskAction = async (fields, caller) => {
	const { agent, context, now } = caller;
	const { inbox, conversationId } = readConversation(fields, caller);
	const added = await context.ledger.addNote(inbox, conversationId, agent, readText(fields, 'text', MAX_NOTE_CHARS), now);
	if (!added) throw notFound();
	context.live.nudge();
	return { body: {}, event: deskEvent('noted', caller, inbox, conversationId) };
};

const approveDraft: DeskAction = (fields, caller) => finishDraft(fields, caller, { approve: true, text: readText(fields, 'text', MAX_MESSAGE_CHARS) });
const discardDraft: DeskAction = (fields, caller) => finishDraft(fields, caller, { approve: false });

/** Everything known of this conversation's customer, for an admin to hand out. */
const exportCustomer: DeskAction = async (fields, caller) => {
	requireAdmin(caller.agent);
	const { inbox, customer } = (await openConversation(fields, caller)).envelope;
	const known = await caller.context.ledger.exportCustomer(inbox, customer.id);
	if (known === undefined) throw notFound();
	const { conversationId } = readConversation(fields, caller);
	return { body: { known }, event: deskEvent('customerExported', caller, inbox, conversationId) };
};

const eraseCustomer: DeskAction = async (fields, caller) => {
	requireAdmin(caller.agent);
	const { context, now } = caller;
	const { inbox, customer } = (await openConversation(fields, caller)).envelope;
	const erased = await context.ledger.eraseCustomer(inbox, customer.id, now);
	if (erased === undefined) throw notFound();
	context.live.nudge();
	const { conversationId } = readConversation(fields, caller);
	return { body: erased, event: { ...deskEvent('customerErased', caller, inbox, conversationId), crmIds: erased.crmIds } };
};

/** The conversation actions by the name the page sends. */
export const CONVERSATION_ACTIONS: Readonly<Record<string, DeskAction>> = {
	list, open, take, takeOver, release, return: returnToBot, resolve, reply, note, approveDraft, discardDraft, exportCustomer, eraseCustomer,
};

async function move(fields: Fields, caller: Caller, wanted: DeskMove): Promise<{ readonly body: unknown; readonly event: Record<string, unknown> }> {
	const { agent, context, now } = caller;
	const { inbox, conversationId } = readConversation(fields, caller);
	const result = await context.ledger.move(inbox, conversationId, agent, wanted, now);
	if (!result.ok) throw refusedMove(result.reason, result.message);
	context.live.nudge();
	const { owner, epoch, status } = result;
	return { body: { owner, epoch, status }, event: { ...deskEvent(EVENT_OF_MOVE[wanted.kind], caller, inbox, conversationId), ...detailsOf(wanted) } };
}

const EVENT_OF_MOVE: Readonly<Record<DeskMove['kind'], string>> = { take: 'taken', takeOver: 'takenOver', release: 'released', return: 'returned', resolve: 'resolved' };

function detailsOf(wanted: DeskMove): Record<string, unknown> {
	switch (wanted.kind) {
		case 'resolve': return wanted.needed === undefined ? {} : { personWasNeeded: wanted.needed };
		case 'take':
		case 'takeOver':
		case 'release':
		case 'return': return {};
		default: return wanted satisfies never;
	}
}

async function finishDraft(fields: Fields, caller: Caller, finish: { readonly approve: true; readonly text: string } | { readonly approve: false }): Promise<{ readonly body: unknown; readonly event: Record<string, unknown> }> {
	const { agent, context, now } = caller;
	const { inbox, conversationId } = readConversation(fields, caller);
	const id = readText(fields, 'id', 2 * MAX_NAME_CHARS);
	const result = await context.ledger.finishDraft(inbox, id, agent, finish, now);
	if (!result.ok) throw refusedMove(result.reason, result.message);
	context.live.nudge();
	return { body: { status: result.status }, event: deskEvent(finish.approve ? 'draftApproved' : 'draftDiscarded', caller, inbox, conversationId) };
}

async function openConversation(fields: Fields, caller: Caller): Promise<DeskConversation> {
	const { agent, context, now } = caller;
	const { inbox, conversationId } = readConversation(fields, caller);
	const found = await context.ledger.openConversation(inbox, conversationId, agent, now);
	if (found === undefined) throw notFound();
	// The trigger's raw item is a builder's matter: large, and of no use to the person.
	const { raw: _raw, ...message } = found.envelope.message;
	return { ...found, envelope: { ...found.envelope, message } };
}

function readConversation(fields: Fields, { agent }: Caller): { readonly inbox: string; readonly conversationId: string } {
	return { inbox: readInbox(fields, agent), conversationId: readText(fields, 'conversation', MAX_NAME_CHARS) };
}

function readView(fields: Fields): DeskView {
	const view = VIEWS.find((known) => known === fields['view']);
	if (view === undefined) throw wrongField('view', `must be one of ${VIEWS.join(', ')}`);
	return view;
}

function readNeeded(fields: Fields): boolean | undefined {
	const needed = fields['needed'];
	if (needed === undefined || needed === null) return undefined;
	if (needed === 'needed') return true;
	if (needed === 'notNeeded') return false;
	throw wrongField('needed', 'must be "needed", "notNeeded" or left out');
}

/** The newest entry the page showed; absent when it does not say. */
function readSeq(fields: Fields): number | undefined {
	const seq = fields['seq'];
	if (seq === undefined || seq === null) return undefined;
	if (typeof seq !== 'number' || !Number.isSafeInteger(seq)) throw wrongField('seq', 'must be a whole number');
	return seq;
}

function refusedMove(reason: MoveRefusal, message: string): DeskRefusal {
	return new DeskRefusal(statusOf(reason), reason, message);
}

function statusOf(reason: MoveRefusal): number {
	switch (reason) {
		case 'notFound': return 404;
		case 'notAllowed': return 403;
		case 'ownedByOther':
		case 'notOwner':
		case 'notWaiting':
		case 'resolved':
		case 'staleEpoch':
		case 'optedOut': return 409;
		default: return reason satisfies never;
	}
}

function notFound(): DeskRefusal {
	return new DeskRefusal(404, 'notFound', 'This conversation is not here any more. Go back to the list; it may have been erased.');
}

function deskEvent(event: string, { agent, now }: Caller, inbox: string, conversationId: string): Record<string, unknown> {
	return { event, inbox, conversationId, agent: { id: agent.id, name: agent.name }, at: now };
}
