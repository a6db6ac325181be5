/**
 * The ledger: what is remembered, and the only way to change it.
 *
 * Each method is one transaction. Times come in as ISO 8601 UTC strings, ids as arguments, so that
 * the ledger itself knows neither clock nor chance. Expected refusals are results, never exceptions;
 * a method throws only when the store itself fails (disk full, file unreadable).
 */
import type { Envelope } from '../envelope';
import type { HandoffPacket } from '../context/packet';
import type { Agent, HandoffReceipt, HandoffStatus } from '../handoff/handoff';
import type { Article, Intent, Knowledge } from '../knowledge/knowledge';
import type { MailFollows } from '../message/mail';
import type { FoundFile, KeptFile } from '../message/files';
import type { Attachment, Channel, Message } from '../message/message';
import type { LawSettings } from '../reply/channelLaw';
import type { HoldReason, MessageOutcome, OutgoingMessage, OutgoingStatus, ReplyPurpose } from '../reply/reply';
import type { Attempt, Author, Learned, Owner, SentimentPoint } from './conversation';

/** What the assistant answered in a conversation, and how that went. */
export interface AnsweredConversation {
	/** Oldest first. */
	readonly attempts: readonly Attempt[];
	/** A person was called in at some time. */
	readonly handedOff: boolean;
}

/** What was forecast in a conversation, and whether a person was needed. */
export interface ForecastConversation {
	/** Oldest first; not every point has a forecast. */
	readonly trail: readonly SentimentPoint[];
	/** When a person was last called in, ISO 8601, UTC. Absent when none was, or each who was said that they were not needed. */
	readonly neededAt?: string;
}

/** A message as a trigger received it. */
export interface InboundMessage {
	readonly inbox: string;
	readonly channel: Channel;
	/** The channel's own id of the message; the same id again is the same message. */
	readonly providerId: string;
	/** Ours, new and unguessable; unused when the message is a repeat. */
	readonly id: string;
	/** The channel's name for the thread: session, phone number, mail thread. One open conversation each. */
	readonly thread: string;
	/** Earlier messages it continues: their conversation with this customer wins over `thread`. Absent on channels whose threads have names. */
	readonly follows?: MailFollows;
	readonly text: string;
	readonly subject?: string;
	readonly attachments: readonly Attachment[];
	readonly receivedAt: string;
	/** When they sent it by the channel's clock; absent when the channel does not say. A channel that tries again delivers late. */
	readonly sentAt?: string;
	/** What the channel itself says the customer wants of further messages: none, some again, or nothing about it. Absent: their words say it. */
	readonly optOut?: 'out' | 'in' | 'unchanged';
	readonly locale?: string;
	readonly requestsHuman?: true;
	readonly raw?: unknown;
	readonly customer: {
		/** The channel's name for the customer; unique within inbox and channel. */
		readonly externalId: string;
		readonly name?: string;
		readonly email?: string;
		readonly phone?: string;
		/** Only ever true from a signed identity. */
		readonly verified?: boolean;
		/** An address the channel itself vouches for; absent when it is only claimed. */
		readonly provenEmail?: string;
		/** A number the channel itself vouches for, E.164; absent when it is only claimed. */
		readonly provenPhone?: string;
		readonly tier?: string;
		readonly vip?: boolean;
		readonly value?: number;
	};
	/** The workflow that recorded it: only that one may finish it. */
	readonly workflowId?: string;
}

export type RecordResult =
	/** New: on disk now. `owner` says whether bot or people are to act on it; nobody is on what is `ignored`, which has its outcome already. */
	| { readonly kind: 'recorded'; readonly envelope: Envelope; readonly owner: Owner; readonly ignored?: 'optedOut' }
	/** Seen before: the envelope of the first time, and its outcome if it has one. */
	| { readonly kind: 'repeated'; readonly messageId: string; readonly conversationId: string; readonly outcome?: MessageOutcome };

export interface ClaimRequest {
	readonly inbox: string;
	readonly conversationId: string;
	/** The inbound message this answers. */
	readonly messageId: string;
	readonly purpose: ReplyPurpose;
	/** Deterministic (see core/reply/outgoingId). */
	readonly outgoingId: string;
	/** The epoch the reply was made under. */
	readonly epoch: number;
	readonly author: Exclude<Author, 'customer'>;
	readonly authorName?: string;
	readonly text: string;
	/** `deliver`: it is in the customer's chat when this returns. `send`: a channel's node will send it. `draft`: a person approves it first. */
	readonly mode: 'deliver' | 'send' | 'draft';
	/** The outcome of the inbound message; absent when it has one already (a handoff notice). */
	readonly outcome?: MessageOutcome;
	/** Reason codes of the decision, kept with the outcome. */
	readonly reasons: readonly string[];
	readonly learned: Learned;
	readonly executionId?: string;
	readonly itemIndex?: number;
	/** Hold it while another execution's reply of this conversation is on its way to the customer (`previousOnItsWay`): they would arrive in any order. */
	readonly inTurn?: true;
	/** What the company chose about when and how often one may write. Absent: the defaults. */
	readonly law?: LawSettings;
	readonly now: string;
}

export type ClaimResult =
	/** `asTemplate`: only as the template of the request's law. */
	| { readonly kind: 'claimed'; readonly status: OutgoingStatus; readonly id: string; readonly to?: string; readonly asTemplate?: true }
	/** It waits in the queue of its channel until it may be said. */
	| { readonly kind: 'postponed'; readonly id: string; readonly notBefore: string }
	/** This very reply was claimed before (a retry): its status now. It must not be sent again. */
	| { readonly kind: 'repeated'; readonly status: OutgoingStatus; readonly id: string }
	| { readonly kind: 'held'; readonly reason: HoldReason; readonly owner?: Owner };

/** What became of a reply at its channel's send node. */
export type SendFate = 'sent' | 'failed' | 'unknown';

export interface HandoffRequest {
	readonly inbox: string;
	readonly conversationId: string;
	/** Absent when a person or workflow opens it without a message. */
	readonly messageId?: string;
	/** New; unused when one is open already. */
	readonly id: string;
	/** The epoch the decision was made under; a stale one is refused. */
	readonly epoch: number;
	readonly packet: HandoffPacket;
	readonly acceptWithinSeconds: number;
	readonly reasons: readonly string[];
	readonly learned: Learned;
	/** Because nobody answered: refused when somebody has meanwhile. */
	readonly onlyUnanswered?: true;
	readonly now: string;
}

/**
 * What a person at the desk may do to a conversation. `seenSeq` is the newest entry they have read:
 * what the customer wrote after it would be left with nobody, so the move is refused.
 */
export type DeskMove =
	| { readonly kind: 'take' }
	/** From a colleague: admins may, and anybody once the holder is away. */
	| { readonly kind: 'takeOver' }
	| { readonly kind: 'release' }
	| { readonly kind: 'return'; readonly note?: string; readonly seenSeq?: number }
	| { readonly kind: 'resolve'; readonly needed?: boolean; readonly seenSeq?: number };

/**
 * What a person said to a customer outside the desk, by phone or in a helpdesk: it was said, so it is
 * recorded and never refused. The thread begins with it when nobody spoke there before.
 */
export interface OutsideReply {
	readonly inbox: string;
	/** The conversation, where it is known. */
	readonly conversationId?: string;
	/** Used when no conversation is named. */
	readonly channel: Channel;
	/** Used when no conversation is named. */
	readonly thread: string;
	/** Used when the thread is new. */
	readonly customer: InboundMessage['customer'];
	/** Deterministic: the same id again is the same reply. */
	readonly outgoingId: string;
	/** The channel's own id of it; absent when unknown. */
	readonly providerId?: string;
	readonly text: string;
	/** Who said it; holds the conversation from now on, unless a person has it already. */
	readonly person: Pick<Agent, 'id' | 'name'>;
	/** The workflow that reports it; the thread is its own when it is new. */
	readonly workflowId?: string;
	readonly now: string;
}

export type OutsideResult =
	| { readonly kind: 'recorded' | 'repeated'; readonly conversationId: string; readonly owner: Owner; readonly ownerName?: string; readonly epoch: number }
	| { readonly kind: 'unknownConversation' };

export type MoveResult =
	| { readonly ok: true; readonly owner: Owner; readonly epoch: number; readonly status: 'open' | 'resolved' }
	| { readonly ok: false; readonly reason: MoveRefusal; readonly message: string };
export type MoveRefusal = 'notFound' | 'notAllowed' | 'ownedByOther' | 'notOwner' | 'notWaiting' | 'resolved' | 'staleEpoch' | 'optedOut';

/** One thing visible to the customer or the desk, in order. */
export interface FeedEntry {
	/** Grows by every event of the store. */
	readonly seq: number;
	readonly kind: FeedKind;
	readonly at: string;
	readonly author?: Author;
	readonly name?: string;
	readonly text?: string;
	/** The inbound or outgoing message it is about. */
	readonly messageId?: string;
	/** Only on `outcome`. */
	readonly outcome?: MessageOutcome;
	readonly reasons?: readonly string[];
}
/** `note` is for people only and never reaches the customer. `waiting` joined the queue. `attached`: files of a message arrived, or what is said in one. */
export type FeedKind = 'message' | 'attached' | 'reply' | 'outcome' | 'waiting' | 'accepted' | 'released' | 'returned' | 'resolved' | 'note' | 'draft' | 'draftDone';

export interface ChatState {
	readonly conversationId: string;
	readonly owner: Owner;
	readonly agentName?: string;
	readonly status: 'open' | 'resolved';
	/** 1 is next; absent when not in the queue. */
	readonly queuePosition?: number;
	readonly entries: readonly FeedEntry[];
	/** The newest seq of this conversation, for the next call. */
	readonly seq: number;
}

/** One line of the desk's lists. */
export interface DeskRow {
	readonly inbox: string;
	readonly conversationId: string;
	readonly handoffId?: string;
	readonly channel: Channel;
	readonly owner: Owner;
	readonly ownerId?: string;
	readonly ownerName?: string;
	readonly status: 'open' | 'resolved';
	readonly handoffStatus?: HandoffStatus;
	readonly customerName?: string;
	readonly want: string;
	readonly priority: 'low' | 'normal' | 'high' | 'urgent';
	/** Reason codes, strongest first. */
	readonly reasons: readonly string[];
	/** Since when the customer waits for a word; absent when they do not. */
	readonly waitingSince?: string;
	readonly updatedAt: string;
	readonly drafts: number;
}

export interface DeskConversation {
	readonly row: DeskRow;
	readonly envelope: Envelope;
	/** The packet of the newest handoff; absent when there was none. */
	readonly packet?: HandoffPacket;
	readonly entries: readonly FeedEntry[];
	/** Of the messages among the entries that came with files, by message id: the words written beside them, and the files. */
	readonly sent: Readonly<Record<string, Pick<Message, 'text' | 'attachments'>>>;
	readonly drafts: readonly OutgoingMessage[];
	/** Replies of unknown fate, which only a person may send again. */
	readonly unknown: readonly OutgoingMessage[];
	readonly epoch: number;
	readonly seq: number;
	/** True when a colleague has it and the agent who looks may take it from them. */
	readonly mayTakeOver?: true;
}

/** A cheap hint that something happened, for live connections. */
export interface Change {
	readonly seq: number;
	readonly inbox: string;
	readonly conversationId: string;
}

export interface ChatSession {
	readonly inbox: string;
	/** The trigger's node that opened it; a session of one chat is no good at another. */
	readonly chatId: string;
	readonly thread: string;
	readonly externalId: string;
	readonly conversationId?: string;
	readonly customer: { readonly name?: string; readonly email?: string; readonly phone?: string; readonly verified?: boolean };
}

/** The newest mails of a conversation, each list oldest first. */
export interface MailThread {
	readonly received: ReadonlyArray<{ readonly messageId: string; readonly providerId: string; readonly at: string; readonly subject?: string }>;
	/** Sent, being sent, or perhaps sent. */
	readonly said: ReadonlyArray<{ readonly outgoingId: string; readonly author: Exclude<Author, 'customer'>; readonly at: string }>;
}

/** How often somebody was written to, not by a person. */
export interface ReplyCounts {
	/** In one conversation; a form's posts count together, by their customer. */
	readonly inConversation: number;
	/** In all conversations of its customer. */
	readonly toCustomer: number;
}

/** How far a folder has been read. */
export interface MailCursor {
	/** The server's mark of the folder's numbering; with another one its numbers mean nothing. */
	readonly uidValidity: string;
	/** Everything up to this number is recorded, or told of. */
	readonly lastUid: number;
	/** When that was. */
	readonly at: string;
	/** Of those: the mails the server did not hand out, which are tried again at the next start. Absent or empty: none. */
	readonly withheld?: readonly number[];
}

/** All rows about one customer, by table. */
export interface CustomerExport {
	readonly customer: Readonly<Record<string, unknown>>;
	/** The same person on other channels, by a proven address. */
	readonly sameCustomer: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly conversations: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly messages: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly events: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly outgoing: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly handoffs: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly chatSessions: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly crmLinks: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly failedProofs: ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** Without their content, which the desk gives out one by one. */
	readonly files: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** How much was erased, and the ids of what is still in a CRM. */
export interface Erased {
	readonly customers: number;
	readonly conversations: number;
	readonly crmIds: readonly string[];
}

export interface Ledger {
	// ── Customers write ────────────────────────────────────────────────
	/**
	 * Records a message and loads its envelope. After it returns, the message survives a crash. While the assistant has
	 * the conversation, what the customer wrote before and nobody answered yet is `merged` into it.
	 */
	recordInbound(message: InboundMessage): Promise<RecordResult>;
	/** The envelope of a recorded message as things stand now; absent when unknown. */
	loadEnvelope(inbox: string, messageId: string): Promise<Envelope | undefined>;
	/** How a message ended; absent while it has not, or is unknown. One cheap read. */
	messageOutcome(inbox: string, messageId: string): Promise<MessageOutcome | undefined>;
	/** Gives a message an outcome unless it has one. False when it had one (nothing changed). */
	setOutcome(inbox: string, messageId: string, outcome: MessageOutcome, reasons: readonly string[], now: string): Promise<boolean>;
	/**
	 * Keeps the content of a message's attachments, or notes why it is not here. What is kept already stays, and what is not among the
	 * attachments is let go. Returns the attachments as they are then; undefined when the message is unknown.
	 */
	keepFiles(inbox: string, messageId: string, files: readonly FoundFile[], now: string): Promise<readonly Attachment[] | undefined>;
	/** A kept file by its attachment's `fileId`; absent when unknown, or erased. */
	readFile(inbox: string, fileId: string): Promise<KeptFile | undefined>;
	/** Notes what is said in a kept file; from then on it is among the words of its message. False when that is known, or the file is not. */
	keepTranscript(inbox: string, fileId: string, transcript: string, now: string): Promise<boolean>;

	// ── The assistant speaks ───────────────────────────────────────────
	claimReply(request: ClaimRequest): Promise<ClaimResult>;
	/**
	 * Closes a claim, and tells what became of it: `failed` also where it was sent and the channel has reported meanwhile that it could not
	 * deliver it. Absent when it was closed before: only a claimed one moves. What was not sent, or may not have been, puts the
	 * conversation before a person.
	 */
	confirmReply(inbox: string, outgoingId: string, result: SendFate, detail: { readonly providerId?: string; readonly problem?: string }, now: string): Promise<SendFate | undefined>;
	/**
	 * A channel tells afterwards that it could not deliver what it had taken: a person is told. False when that is known already, or no reply
	 * was sent under that id; the report then waits for a day for the confirmation that brings the id.
	 */
	reportUndelivered(inbox: string, channel: Channel, providerId: string, problem: string, now: string): Promise<boolean>;
	/**
	 * Marks claims that nobody closed since `olderThan` as `unknown`: the conversation goes to a person, and they
	 * are never sent again by themselves. Returns how many there were.
	 */
	expireClaims(olderThan: string, now: string): Promise<number>;
	/** What left since a time for this conversation and for its customer, and no person wrote; nothing for one that is not there. */
	countReplies(inbox: string, conversationId: string, since: string): Promise<ReplyCounts>;
	/** The claim made by this execution for this item; absent when there is none. */
	findClaim(executionId: string, itemIndex: number): Promise<OutgoingMessage | undefined>;

	/** Notes that a customer's proof did not match a looked-up record, whichever conversation it was in. `record` as `nameRecord` of core/knowledge makes it. */
	noteFailedProof(inbox: string, record: string, now: string, conversationId?: string): Promise<void>;
	/** Failed proofs for a record since a time, in all conversations together. */
	countFailedProofs(inbox: string, record: string, since: string): Promise<number>;

	// ── Handoff ────────────────────────────────────────────────────────
	openHandoff(request: HandoffRequest): Promise<HandoffReceipt>;
	/** Moves ownership at the desk. The agent must be allowed the inbox. */
	move(inbox: string, conversationId: string, agent: Agent, move: DeskMove, now: string): Promise<MoveResult>;
	/** Records what a person said elsewhere; they have the conversation then, unless a person has it already. */
	recordOutsideReply(reply: OutsideReply): Promise<OutsideResult>;
	/**
	 * Puts back into the queue what people hold who were last seen before `awaySince`, where the
	 * customer waits for their word. Returns how many there were.
	 */
	expireHolders(awaySince: string, now: string): Promise<number>;
	/** People signed in at a desk that serves this inbox, seen within the last 60 s. */
	agentsOnline(inbox: string, now: string): Promise<number>;

	// ── The web chat ───────────────────────────────────────────────────
	/** Opens a session. Only a hash of its token is stored. */
	openSession(tokenHash: string, session: ChatSession, now: string): Promise<void>;
	findSession(tokenHash: string): Promise<ChatSession | undefined>;
	/** What the customer may see of the conversation behind a thread, newer than `afterSeq`. Absent when nothing was said yet. */
	readChat(inbox: string, channel: Channel, thread: string, afterSeq: number): Promise<ChatState | undefined>;
	/** Counts this thread's inbound messages since a time, for rate limits. */
	countInbound(inbox: string, channel: Channel, thread: string, since: string): Promise<number>;
	/** Changes after a sequence number, oldest first, at most 500. One indexed read. */
	changesSince(seq: number): Promise<readonly Change[]>;
	lastSeq(): Promise<number>;

	// ── The desk ───────────────────────────────────────────────────────
	/**
	 * Creates or updates an agent by e-mail. `passwordHash` as made by core/privacy; a new one ends
	 * their sign-ins. Conversations they have in inboxes they may not serve any more go back into the queue.
	 */
	saveAgent(agent: Agent & { readonly passwordHash: string }, now: string): Promise<void>;
	findAgent(email: string): Promise<(Agent & { readonly passwordHash: string }) | undefined>;
	listAgents(): Promise<readonly Agent[]>;
	/** The conversations they have go back into the queue. False when unknown. */
	removeAgent(id: string, now: string): Promise<boolean>;
	openDeskSession(tokenHash: string, agentId: string, expiresAt: string): Promise<void>;
	/** The agent behind a desk session; marks them as seen. Absent when unknown or expired. */
	deskAgent(tokenHash: string, now: string): Promise<Agent | undefined>;
	closeDeskSession(tokenHash: string): Promise<void>;
	/** Says that a desk serves this n8n now. */
	deskBeat(deskId: string, now: string): Promise<void>;
	/** True when a desk was served within the last 2 minutes or an active trigger registered it. */
	deskActive(now: string): Promise<boolean>;
	registerDesk(deskId: string, active: boolean, now: string): Promise<void>;
	/** With `unansweredBefore`, customers whose message from before it has no outcome, or was given back by a person, are `waiting` too: no workflow finishes it. */
	listRows(inboxes: readonly string[], view: 'waiting' | 'mine' | 'drafts' | 'all', agentId: string, limit: number, unansweredBefore?: string): Promise<readonly DeskRow[]>;
	openConversation(inbox: string, conversationId: string, agent: Agent | undefined, now: string): Promise<DeskConversation | undefined>;
	/** A person writes to the customer. Idempotent by `outgoingId`. In web chat it is delivered at once, elsewhere queued. */
	humanReply(inbox: string, conversationId: string, agent: Agent, reply: { readonly outgoingId: string; readonly text: string }, now: string): Promise<{ readonly ok: true; readonly status: OutgoingStatus } | { readonly ok: false; readonly reason: MoveRefusal; readonly message: string }>;
	addNote(inbox: string, conversationId: string, agent: Agent, text: string, now: string): Promise<boolean>;
	/** Approves a draft (with the person's wording) or discards it. The inbound message keeps outcome `draft`. */
	finishDraft(inbox: string, outgoingId: string, agent: Agent, finish: { readonly approve: true; readonly text: string } | { readonly approve: false }, now: string): Promise<{ readonly ok: true; readonly status: OutgoingStatus } | { readonly ok: false; readonly reason: MoveRefusal; readonly message: string }>;

	// ── Knowledge ──────────────────────────────────────────────────────
	/** One cheap read. 0 when the inbox has no knowledge yet. */
	knowledgeVersion(inbox: string): Promise<number>;
	loadKnowledge(inbox: string): Promise<Knowledge>;
	/** All or nothing; bumps the version once when anything changed. Each edit returns how many rows it changed. */
	upsertArticles(inbox: string, articles: readonly Article[]): Promise<number>;
	deleteArticles(inbox: string, ids: readonly string[]): Promise<number>;
	upsertIntents(inbox: string, intents: readonly Intent[]): Promise<number>;
	deleteIntents(inbox: string, names: readonly string[]): Promise<number>;

	// ── Figures ────────────────────────────────────────────────────────
	/** Of all inboxes, the newest conversations in which the assistant answered something, newest first, at most `limit`; erased ones are left out. */
	listAnswered(limit: number): Promise<readonly AnsweredConversation[]>;
	/**
	 * Of an inbox, the newest conversations with a forecast in which nothing happened since `quietSince`, newest first, at most `limit`.
	 * One indexed read of bounded length: where few conversations had one, not all of them are found.
	 */
	listForecasts(inbox: string, quietSince: string, limit: number): Promise<readonly ForecastConversation[]>;

	// ── What falls due ─────────────────────────────────────────────────
	/** Takes inbound messages of this workflow without an outcome, or given back by a person, since before `olderThan`; each is handed out once per lease. */
	takeUnanswered(workflowId: string, olderThan: string, leaseUntil: string, now: string, limit: number): Promise<readonly Envelope[]>;
	/**
	 * Takes messages of this workflow that a person gave back without a word since: each is handed out
	 * once per lease until something is said to it or it is handed off again. It keeps its outcome.
	 */
	takeReturned(workflowId: string, leaseUntil: string, now: string, limit: number): Promise<readonly Envelope[]>;
	/**
	 * Waiting handoffs of which the customer has to hear: `untold`, opened before `untoldSince` and nobody said so, or `overdue`,
	 * not accepted by its deadline. Raises the priority of an overdue one once. Leased as above.
	 */
	takeHandoffsDue(workflowId: string, untoldSince: string, leaseUntil: string, now: string, limit: number): Promise<ReadonlyArray<{ readonly due: 'untold' | 'overdue'; readonly envelope: Envelope; readonly handoff: HandoffReceipt }>>;
	/** Takes queued outgoing messages of these channels that may be said by now; each is handed out once per lease. */
	takeQueued(workflowId: string, channels: readonly Channel[], leaseUntil: string, now: string, limit: number): Promise<ReadonlyArray<{ readonly outgoing: OutgoingMessage; readonly envelope: Envelope; readonly to?: string }>>;

	// ── Mail ───────────────────────────────────────────────────────────
	/** The mails of a conversation, for the headers of the next one; absent when there are none. */
	readMailThread(inbox: string, conversationId: string): Promise<MailThread | undefined>;
	/** How far a folder of a mailbox has been read; absent before the first time. */
	readMailCursor(inbox: string, mailbox: string, folder: string): Promise<MailCursor | undefined>;
	saveMailCursor(inbox: string, mailbox: string, folder: string, cursor: MailCursor): Promise<void>;

	/** For messages already pushed to a CRM: remembers and finds by key. First writer wins. */
	rememberCrm(inbox: string, key: string, value: string): Promise<string>;
	recallCrm(inbox: string, key: string): Promise<string | undefined>;

	// ── Privacy ────────────────────────────────────────────────────────
	/** Everything known of a customer, as JSON; absent when unknown. Hashes of tokens are left out. */
	exportCustomer(inbox: string, customerId: string): Promise<CustomerExport | undefined>;
	/**
	 * Erases a customer where it stands: what happened stays, names, addresses and words go, also those
	 * said to them. Open conversations end. Absent when unknown. What was pushed to a CRM stays there.
	 */
	eraseCustomer(inbox: string, customerId: string, now: string): Promise<Erased | undefined>;
	/** Erases conversations in which nothing happened since `olderThan` and nobody waits for a person, and customers who have no other. */
	applyRetention(inbox: string, olderThan: string, now: string): Promise<Erased>;

	close(): Promise<void>;
}
