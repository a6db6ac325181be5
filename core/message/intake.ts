/** Turns what a trigger received into inbound messages. The shapes are in `sources/`; what is not a customer speaking is ignored with a reason. */
import type { InboundMessage } from '../conversation/ledger';
import type { Envelope } from '../envelope';
import { inboundOf } from './inboundOf';
import type { Attachment } from './message';
import { recogniseSource, SOURCES, type SourceName } from './sources';
import type { IgnoreReason, Json, MailEvent, RawMailEvent, SourceEvent } from './sources/source';
import { asStranger } from './stranger';

/** A message as the ledger takes it, without what only the caller knows. */
export type IntakeMessage = Omit<InboundMessage, 'id' | 'inbox' | 'workflowId' | 'receivedAt'>;

export type IntakeResult =
	| { readonly kind: 'message'; readonly message: IntakeMessage }
	/** One of our people wrote it in the channel itself. `isNameless`: the item says neither thread nor customer. */
	| { readonly kind: 'person'; readonly message: IntakeMessage; readonly isNameless: boolean }
	/** A mail, which `channels/mail` reads on. */
	| { readonly kind: 'mail'; readonly told: MailEvent | RawMailEvent; readonly files: readonly Attachment[] }
	| { readonly kind: 'ignored'; readonly reason: IgnoreReason; readonly note: string };

/** What Support Intake reads when the builder leaves "Source" on automatic. */
export type IntakeSource = 'automatic' | SourceName;

const NOTHING: Extract<IntakeResult, { readonly kind: 'ignored' }> = { kind: 'ignored', reason: 'empty', note: 'There is no text in this item. Send it as "text", "message" or "chatInput".' };

/** What only the caller knows. */
export interface IntakeContext {
	/** Stands for a message's id where the channel gave none: the same run gives the same id. */
	readonly providerId: string;
	/** Node types, without package, of the triggers that may have started the run; empty or absent: unknown. */
	readonly triggers?: readonly string[];
	/** What travels beside the item as binary data, in its order. */
	readonly files?: ReadonlyArray<Attachment & { readonly binary: string }>;
	/** True when the builder says that one of our people wrote it. */
	readonly byPerson?: boolean;
	/** True where a post or form may say which customer and conversation it is about. Otherwise each is a stranger's, in a conversation of its own. */
	readonly believesSender?: boolean;
}

/**
 * Reads one trigger item: at least one result, in the order the item tells them.
 *
 * @example readIntake({ sessionId: 's1', action: 'sendMessage', chatInput: 'hi' }, 'automatic', { providerId: 'run-1' })[0].kind // => 'message'
 */
export function readIntake(item: Json, source: IntakeSource, context: IntakeContext): readonly [IntakeResult, ...IntakeResult[]] {
	const name = source === 'automatic' ? recogniseSource(item, context.triggers ?? []) : source;
	const isStranger = TYPED.has(name) && context.believesSender !== true && context.byPerson !== true;
	const [first = NOTHING, ...rest] = SOURCES[name].read(item);
	const withFiles = first.kind !== 'message' && first.kind !== 'person' ? first : { ...first, message: { ...first.message, attachments: addFiles(first.message.attachments, context.files ?? []) } };
	return [finish(withFiles, context, 0, isStranger), ...rest.map((event, place) => finish(event, context, place + 1, isStranger))];
}

/** Of these, who writes is only what somebody typed. */
const TYPED: ReadonlySet<SourceName> = new Set<SourceName>(['webhook', 'n8nForm']);

/** What only the nodes after the intake add. */
const LATER_KEYS: ReadonlySet<string> = new Set<keyof Envelope>(['triage', 'sentiment', 'answer', 'decision', 'packet', 'handoff', 'crm', 'reply']);

/** The item without keys that would pass for ours: whoever writes to n8n's Chat Trigger puts any key into it. */
export function dropForged<T extends Json>(item: T): T {
	return Object.fromEntries(Object.entries(item).filter(([key]) => !LATER_KEYS.has(key))) as T;
}

function finish(event: SourceEvent, context: IntakeContext, place: number, isStranger: boolean): IntakeResult {
	if (event.kind === 'ignored') return event;
	if (event.kind === 'mail' || event.kind === 'rawMail') return { kind: 'mail', told: event, files: context.files ?? [] };
	if (event.message.text.trim() === '' && event.message.attachments.length === 0) return NOTHING;
	const madeUpId = place === 0 ? context.providerId : `${context.providerId}:${place}`;
	const message = inboundOf(isStranger ? asStranger(event.message, madeUpId) : event.message, madeUpId);
	if (event.kind === 'message' && context.byPerson !== true) return { kind: 'message', message };
	return { kind: 'person', message, isNameless: message.thread === madeUpId };
}

/** Triggers download files in the order their channel names them; a file nobody named is one too. */
function addFiles(named: readonly Attachment[], files: NonNullable<IntakeContext['files']>): readonly Attachment[] {
	const found = named.map((attachment, place) => {
		const file = files[place];
		return file === undefined ? attachment : { ...file, ...attachment, binary: file.binary };
	});
	return [...found, ...files.slice(named.length)];
}
