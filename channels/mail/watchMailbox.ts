/**
 * Watches folders of a mailbox (IMAP): what is new is handed over one by one, and only what was taken is noted as read so far.
 *
 * New mails are told of by the server (IDLE) and looked for besides at intervals. A lost connection is made anew, ever more slowly. How far
 * a folder was read is kept by the caller; a mail handed over twice, because something broke in between, is the caller's to recognise.
 *
 * A mail that the server does not hand out holds the folder up for a few tries only: the folder goes on past it, the caller is told, and
 * it is tried once more at every start.
 */
import type { FetchMessageObject, ImapFlow, MessageAddressObject } from 'imapflow';
import type { MailCursor } from '../../core/conversation/ledger';
import { describeMailError, type MailAccount } from './account';
import type { MailFields } from './readMail';

/** What is larger is cut, bytes: providers take no mail over 50 MB. */
const MAX_MAIL_BYTES = 60 * 1024 * 1024;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 120_000;
/** Some servers drop an IDLE after ten minutes without saying so. */
const IDLE_MS = 5 * 60_000;
const CONNECT_MS = 20_000;
/** Where the server counts anew, mails from this long before the last look are looked at again. */
const LOOK_BACK_MS = 24 * 3_600_000;

/** How often a mail is asked for before the folder goes on past it, with an ever longer pause in between. */
const MAX_TRIES = 3;
/** Newest mails that were not handed out and are tried again at the next start. */
const MAX_WITHHELD = 100;

export interface FolderMail {
	readonly folder: string;
	readonly uid: number;
	readonly raw: Buffer;
	/** When the server got it, ISO 8601 UTC; absent where it does not say. */
	readonly arrivedAt?: string;
}

/** A mail that the server does not hand out. */
export interface WithheldMail {
	readonly folder: string;
	readonly uid: number;
	/** The server's mark of the folder's numbering. */
	readonly uidValidity: string;
	/** What its envelope says; absent where the server does not hand that out either. */
	readonly fields?: MailFields;
}

export interface WatchOptions {
	readonly account: MailAccount;
	readonly folders: readonly string[];
	/** How often to look besides being told, milliseconds. */
	readonly everyMs: number;
	/** At the very first look at a folder: only what comes from now on, or the unread ones too. */
	readonly start: 'new' | 'unread';
	readonly readCursor: (folder: string) => Promise<MailCursor | undefined>;
	readonly saveCursor: (folder: string, cursor: MailCursor) => Promise<void>;
	/** Takes a mail and tells whether it is to be marked as read. Where it rejects, the mail is handed over again later. */
	readonly take: (mail: FolderMail) => Promise<{ readonly markRead: boolean }>;
	/** Tells a person of a mail the server does not hand out. Where it rejects, the folder stays where it is. */
	readonly takeWithheld: (mail: WithheldMail) => Promise<void>;
	/** A sentence for the log; never of a mail's content. */
	readonly onProblem: (sentence: string) => void;
	readonly now: () => string;
}

export interface MailboxWatch {
	/** Ends when no folder is being read any more. */
	stop(): Promise<void>;
}

/** Begins to watch; returns at once. */
export function watchMailbox(options: WatchOptions): MailboxWatch {
	const watches = options.folders.map((folder) => watchFolder(folder, options));
	return { stop: async () => { await Promise.all(watches.map(({ stop }) => stop())); } };
}

/** Signs in and opens each folder. Rejects with a sentence that says what is wrong. */
export async function checkMailbox(account: MailAccount, folders: readonly string[]): Promise<void> {
	const client = await connect(account);
	try {
		for (const folder of folders) await openFolder(client, folder, true);
	} finally {
		await leave(client);
	}
}

/** The newest mail of a folder, without noting anything; absent when it is empty. */
export async function readNewest(account: MailAccount, folder: string): Promise<FolderMail | undefined> {
	const client = await connect(account);
	try {
		await openFolder(client, folder, true);
		const found = client.mailbox !== false && client.mailbox.exists > 0 ? await client.fetchOne('*', WHOLE) : false;
		return found === false ? undefined : toMail(folder, found);
	} finally {
		await leave(client);
	}
}

const WHOLE = { uid: true, internalDate: true, source: { maxLength: MAX_MAIL_BYTES } };

function watchFolder(folder: string, options: WatchOptions): MailboxWatch {
	const waiting = makeWaiting();
	// Apart from the other: the connection that ends, and what the server tells meanwhile, must not cut a pause short.
	const pausing = makeWaiting();
	const tries: Tries = { failed: new Map(), again: new Set() };
	let isStopped = false;
	let client: ImapFlow | undefined;

	const visit = async (onProgress: () => void): Promise<void> => {
		client = await connect(options.account);
		try {
			client.on('exists', waiting.wake);
			client.on('close', waiting.wake);
			await openFolder(client, folder, false);
			while (!isStopped && client.usable) {
				await readNew(client, folder, options, { tries, onProgress, isStopped: () => isStopped });
				onProgress();
				if (isStopped) return;
				// Ends with the next command, or when the connection does.
				void client.idle().catch(() => undefined);
				await waiting.wait(options.everyMs);
				if (client.usable && !isStopped) await client.noop();
			}
			if (!isStopped) throw new Error('The connection was closed');
		} finally {
			await leave(client);
		}
	};

	const run = async (): Promise<void> => {
		for (let failures = 0; !isStopped; failures++) {
			try {
				await visit(() => { failures = 0; });
			} catch (error) {
				if (isStopped) return;
				const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures, 10), LAST_RETRY_MS);
				options.onProblem(`${folder}: ${describeMailError(error)}. It tries again in ${pauseMs / 1000} s.`);
				await pausing.wait(pauseMs);
			}
		}
	};

	const done = run();
	return {
		stop: async () => {
			isStopped = true;
			waiting.wake();
			pausing.wake();
			await done;
		},
	};
}

/** What a watch remembers of its mails, by their numbers with the server's mark, from one connection to the next. */
interface Tries {
	/** How often the server did not hand a mail out. */
	readonly failed: Map<string, number>;
	/** Of those it did not hand out before this start: the ones that were tried once more. */
	readonly again: Set<string>;
}

interface Visit {
	readonly tries: Tries;
	/** Something was taken: what fails next is new. */
	readonly onProgress: () => void;
	readonly isStopped: () => boolean;
}

/** Takes what came since the last look, oldest first. */
async function readNew(client: ImapFlow, folder: string, options: WatchOptions, visit: Visit): Promise<void> {
	const { uids, uidValidity, upTo, cursor } = await findNew(client, folder, options);
	let withheld = cursor === undefined ? [] : await takeWithheldAgain(client, folder, cursor, options, visit);
	const note = async (lastUid: number): Promise<void> => options.saveCursor(folder, { uidValidity, lastUid, at: options.now(), ...(withheld.length === 0 ? {} : { withheld }) });
	for (const uid of uids) {
		if (visit.isStopped()) return;
		const key = `${uidValidity}:${uid}`;
		const failures = visit.tries.failed.get(key) ?? 0;
		if (failures < MAX_TRIES) {
			// Counted before: a server that hangs up on a mail does so each time.
			visit.tries.failed.set(key, failures + 1);
			const mail = await fetchMail(client, folder, uid);
			visit.tries.failed.delete(key);
			if (mail !== undefined) await takeAndMark(client, mail, options);
		} else {
			options.onProblem(`${folder}: the server does not hand out mail number ${uid}. The folder goes on past it, and a person is told.`);
			const fields = await fetchEnvelope(client, uid);
			await options.takeWithheld({ folder, uid, uidValidity, ...(fields === undefined ? {} : { fields }) });
			visit.tries.again.add(key);
			withheld = [...withheld, uid].slice(-MAX_WITHHELD);
		}
		if (upTo === undefined) await note(uid);
		visit.onProgress();
	}
	if (upTo !== undefined) await note(Math.max(upTo, ...uids));
}

async function takeAndMark(client: ImapFlow, mail: FolderMail, options: WatchOptions): Promise<void> {
	const { markRead } = await options.take(mail);
	if (markRead) await client.messageFlagsAdd(String(mail.uid), ['\\Seen'], { uid: true });
}

/** Asks once more a start for the mails the server did not hand out before. Returns those that it still does not. */
async function takeWithheldAgain(client: ImapFlow, folder: string, cursor: MailCursor, options: WatchOptions, { tries, isStopped }: Visit): Promise<readonly number[]> {
	let withheld = cursor.withheld ?? [];
	for (const uid of withheld) {
		const key = `${cursor.uidValidity}:${uid}`;
		if (tries.again.has(key) || isStopped()) continue;
		const isTaken = await takeAgain(client, folder, uid, options);
		tries.again.add(key);
		if (!isTaken) continue;
		withheld = withheld.filter((each) => each !== uid);
		await options.saveCursor(folder, { ...cursor, withheld });
	}
	return withheld;
}

/** True when it is taken now, or gone. */
async function takeAgain(client: ImapFlow, folder: string, uid: number, options: WatchOptions): Promise<boolean> {
	let mail: FolderMail | undefined;
	try {
		mail = await fetchMail(client, folder, uid);
	} catch (error) {
		options.onProblem(`${folder}: ${describeMailError(error)}. It is tried again at the next start.`);
		return false;
	}
	if (mail !== undefined) await takeAndMark(client, mail, options);
	return true;
}

/** Absent when it is gone. Rejects when it is there and the server does not hand it out. */
async function fetchMail(client: ImapFlow, folder: string, uid: number): Promise<FolderMail | undefined> {
	try {
		const found = await client.fetchOne(String(uid), WHOLE, { uid: true });
		const mail = found ? toMail(folder, found) : undefined;
		// Nothing comes also where the server is too busy, or the connection broke: only what it does not find any more is gone.
		if (mail === undefined && (await search(client, { uid: String(uid) })).includes(uid)) throw new Error('the server gave nothing of it');
		return mail;
	} catch (error) {
		throw new Error(`Mail number ${uid} could not be fetched: ${describeMailError(error)}`);
	}
}

/** From whom a mail is and what it is about; absent where the server does not say that either. */
async function fetchEnvelope(client: ImapFlow, uid: number): Promise<MailFields | undefined> {
	try {
		const found = await client.fetchOne(String(uid), { uid: true, envelope: true }, { uid: true });
		const { messageId, inReplyTo, subject, from, replyTo } = (found ? found.envelope : undefined) ?? {};
		const known = { messageId, inReplyTo, subject, from: senderOf(from), replyTo: senderOf(replyTo) };
		const fields: MailFields = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
		return Object.keys(fields).length === 0 ? undefined : fields;
	} catch {
		return undefined;
	}
}

function senderOf([first]: readonly MessageAddressObject[] = []): MailFields['from'] {
	return first?.address ? { address: first.address, ...(first.name ? { name: first.name } : {}) } : undefined;
}

interface Found {
	readonly uids: readonly number[];
	readonly uidValidity: string;
	/** How far it was read; absent where that says nothing about these mails. */
	readonly cursor?: MailCursor;
	/** Where only some of the older mails are taken: noted as read when all of them are, since the ones between are not to be taken later. */
	readonly upTo?: number;
}

async function findNew(client: ImapFlow, folder: string, options: WatchOptions): Promise<Found> {
	if (client.mailbox === false) throw new Error('The folder is not open');
	const uidValidity = String(client.mailbox.uidValidity);
	const cursor = await options.readCursor(folder);
	if (cursor?.uidValidity === uidValidity) {
		// "8:*" names the newest mail even where that is number 3.
		const since = await search(client, { uid: `${cursor.lastUid + 1}:*` });
		return { uids: since.filter((uid) => uid > cursor.lastUid), uidValidity, cursor };
	}
	const upTo = client.mailbox.uidNext - 1;
	if (cursor !== undefined) {
		options.onProblem(`${folder}: the server counts its mails anew. Those of the last day are looked at again.`);
		return { uids: await search(client, { since: new Date(Date.parse(cursor.at) - LOOK_BACK_MS) }), uidValidity, upTo };
	}
	return { uids: options.start === 'unread' ? await search(client, { seen: false }) : [], uidValidity, upTo };
}

async function search(client: ImapFlow, query: Parameters<ImapFlow['search']>[0]): Promise<readonly number[]> {
	const found = await client.search(query, { uid: true });
	// False also where the connection broke meanwhile: taken for "none", mails would be passed over for ever.
	if (!Array.isArray(found)) throw new Error('The server could not search the folder');
	return [...found].sort((a, b) => a - b);
}

async function connect({ host, port, security, user, password, anyCertificate }: MailAccount): Promise<ImapFlow> {
	const { ImapFlow } = await import('imapflow');
	const client = new ImapFlow({
		host, port,
		secure: security === 'tls',
		doSTARTTLS: security === 'starttls',
		auth: { user, pass: password },
		logger: false,
		maxIdleTime: IDLE_MS,
		disableAutoIdle: true,
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		...(anyCertificate === true ? { tls: { rejectUnauthorized: false } } : {}),
	});
	// Without a listener an error that comes between two commands would end the process; the command after it fails by itself.
	client.on('error', () => undefined);
	try {
		await client.connect();
		return client;
	} catch (error) {
		client.close();
		throw error;
	}
}

async function openFolder(client: ImapFlow, folder: string, readOnly: boolean): Promise<void> {
	try {
		await client.mailboxOpen(folder, { readOnly });
	} catch (error) {
		throw new Error(`The folder "${folder}" cannot be opened: ${describeMailError(error)}`);
	}
}

async function leave(client: ImapFlow): Promise<void> {
	try {
		if (client.usable) await client.logout();
	} catch {
		// It is gone already.
	}
	client.close();
}

function toMail(folder: string, { uid, source, internalDate }: FetchMessageObject): FolderMail | undefined {
	if (source === undefined) return undefined;
	const arrived = internalDate === undefined ? undefined : new Date(internalDate);
	return { folder, uid, raw: source, ...(arrived === undefined || Number.isNaN(arrived.getTime()) ? {} : { arrivedAt: arrived.toISOString() }) };
}

/** A wait that can be cut short, also before it begins. */
function makeWaiting(): { readonly wait: (ms: number) => Promise<void>; readonly wake: () => void } {
	let isAwake = false;
	let wakeUp: (() => void) | undefined;
	return {
		wake: () => {
			isAwake = true;
			wakeUp?.();
		},
		wait: async (ms) => {
			if (!isAwake) {
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, ms);
					wakeUp = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			isAwake = false;
			wakeUp = undefined;
		},
	};
}
