/** What was said, by whom, in order. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { DeskConversation, FeedEntry } from '../../../core/conversation/ledger';
import { Attachments } from './attachments';
import { Icon, useNow } from './parts';
import { formatDay, formatTime, nameReason } from './words';

/** A reply on its way: shown at once, and honest about it until the desk has it. */
export interface PendingReply {
	/** Made once; a second try is the same reply. */
	readonly id: string;
	readonly text: string;
	/** Set once the desk has it: the `messageId` it will have in the conversation. */
	readonly takenAs?: string;
	/** Why it was not taken; absent while it is on its way. */
	readonly problem?: string;
}

interface ThreadProps {
	readonly conversation: DeskConversation;
	readonly agentName: string;
	readonly pending: readonly PendingReply[];
	readonly onRetry: (reply: PendingReply) => void;
	readonly onEdit: (reply: PendingReply) => void;
}

export function Thread({ conversation, agentName, pending, onRetry, onEdit }: ThreadProps) {
	const { entries } = conversation;
	const scroller = useStayAtEnd(entries.length + pending.length, pending.length);
	const customerName = conversation.row.customerName ?? 'Visitor';
	return (
		<div class="thread" ref={scroller} role="log" aria-label={`Conversation with ${customerName}`} tabIndex={0}>
			{entries.map((entry, index) => (
				<EntryView key={entry.seq} entry={entry} before={entries[index - 1]} after={entries[index + 1]} customerName={customerName} inbox={conversation.row.inbox} sent={conversation.sent[entry.messageId ?? '']} />
			))}
			{pending.map((reply) => (
				<div key={reply.id} class={`said said-human${reply.problem === undefined ? ' said-pending' : ' said-failed'}`}>
					<p class="said-by"><Icon name="people" />{agentName}</p>
					<p class="said-text">{reply.text}</p>
					{reply.problem === undefined ? <p class="said-state">{reply.takenAs === undefined ? 'Sending…' : 'Waits to be sent by its channel'}</p> : (
						<p class="said-state" role="alert">
							Not sent. {reply.problem} <button type="button" class="link" onClick={() => onRetry(reply)}>Try again</button> <button type="button" class="link" onClick={() => onEdit(reply)}>Edit</button>
						</p>
					)}
				</div>
			))}
		</div>
	);
}

/** Keeps the newest words in sight, unless the person scrolled up to read. One's own new reply is always shown. */
function useStayAtEnd(length: number, own: number) {
	const scroller = useRef<HTMLDivElement>(null);
	const isAtEnd = useRef(true);
	const stay = (): void => {
		const element = scroller.current;
		if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
	};
	useLayoutEffect(() => {
		if (own > 0) isAtEnd.current = true;
		stay();
	}, [length, own]);
	useEffect(() => {
		const element = scroller.current;
		if (element === null) return undefined;
		let top = element.scrollTop;
		const watch = (): void => {
			const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
			// Only moving up is leaving: when the content grows, the distance grows by itself.
			if (distance < 40) isAtEnd.current = true;
			else if (element.scrollTop < top - 4) isAtEnd.current = false;
			top = element.scrollTop;
		};
		const resized = new ResizeObserver(stay);
		resized.observe(element);
		element.addEventListener('scroll', watch);
		return () => {
			resized.disconnect();
			element.removeEventListener('scroll', watch);
		};
	}, []);
	return scroller;
}

interface EntryProps {
	readonly entry: FeedEntry;
	readonly before?: FeedEntry;
	readonly after?: FeedEntry;
	readonly customerName: string;
	readonly inbox: string;
	/** Of a message that came with files. */
	readonly sent?: DeskConversation['sent'][string];
}

function EntryView({ entry, before, after, customerName, inbox, sent }: EntryProps) {
	const isNewDay = before === undefined || new Date(before.at).toDateString() !== new Date(entry.at).toDateString();
	// The line after it says the same, and why.
	const isSaidNext = entry.kind === 'waiting' && after?.outcome === 'handedOff';
	const line = isSaidNext ? undefined : describeEvent(entry);
	return (
		<>
			{isNewDay && <DayLine at={entry.at} />}
			{isSpoken(entry) && <Said entry={entry} continues={!isNewDay && continues(entry, before)} customerName={customerName} inbox={inbox} sent={entry.kind === 'message' ? sent : undefined} />}
			{entry.kind === 'note' && (
				<div class="note">
					<p class="said-by"><Icon name="pin" />{entry.author === 'system' ? 'About delivery' : `Note by ${entry.name ?? 'a colleague'}`} <time dateTime={entry.at}>{formatTime(entry.at)}</time></p>
					<p class="said-text">{entry.text}</p>
				</div>
			)}
			{line !== undefined && <p class="event"><span>{line}</span><time dateTime={entry.at}>{formatTime(entry.at)}</time></p>}
		</>
	);
}

function DayLine({ at }: { readonly at: string }) {
	return <p class="day"><span>{formatDay(at, useNow())}</span></p>;
}

interface SaidProps extends Pick<EntryProps, 'entry' | 'customerName' | 'inbox' | 'sent'> {
	readonly continues: boolean;
}

function Said({ entry, continues: isContinued, customerName, inbox, sent }: SaidProps) {
	// The files are shown themselves, so that the words need not name them.
	const text = sent?.text ?? entry.text ?? '';
	const author = entry.author ?? 'customer';
	const name = author === 'customer' ? customerName : entry.name ?? { bot: 'Assistant', human: 'Colleague', system: 'System' }[author];
	return (
		<div class={`said said-${author}${isContinued ? ' said-more' : ''}`}>
			{isContinued ? <span class="sr">{name}: </span> : (
				<p class="said-by">
					{author === 'bot' && <Icon name="bot" />}{author === 'human' && <Icon name="people" />}{name}
					{author === 'bot' && <span class="said-role">assistant</span>}
					<time dateTime={entry.at}>{formatTime(entry.at)}</time>
				</p>
			)}
			{(text.trim() !== '' || sent === undefined) && <p class="said-text" title={formatTime(entry.at)}>{text}</p>}
			{sent !== undefined && <Attachments inbox={inbox} attachments={sent.attachments} />}
		</div>
	);
}

function isSpoken(entry: FeedEntry): boolean {
	return entry.kind === 'message' || entry.kind === 'reply';
}

/** Said by the same one within five minutes: the name is not repeated. */
function continues(entry: FeedEntry, before: FeedEntry | undefined): boolean {
	return before !== undefined && isSpoken(before) && before.author === entry.author && before.name === entry.name
		&& Date.parse(entry.at) - Date.parse(before.at) < 5 * 60 * 1000;
}

/** A line for what happened without a word being said; undefined for what the page shows otherwise. */
function describeEvent(entry: FeedEntry): string | undefined {
	const who = entry.name ?? 'Someone';
	const said = entry.text === undefined || entry.text === '' ? '' : `: “${entry.text}”`;
	switch (entry.kind) {
		case 'message':
		case 'attached':
		case 'reply':
		case 'note': return undefined;
		case 'outcome': return describeOutcome(entry);
		case 'waiting': return 'Waiting for a person';
		case 'accepted': return `${who} took over${entry.text === undefined ? '' : ` from ${entry.text}`}`;
		case 'released': return entry.author === 'system' ? `${who} went away, so it is back in the queue` : `${who} put it back into the queue`;
		case 'returned': return `${who} returned it to the assistant${said}`;
		case 'resolved': return `${who} resolved it`;
		case 'draft': return undefined;
		case 'draftDone': return `${who} finished the draft`;
		default: return entry.kind satisfies never;
	}
}

/** Only the outcomes that explain why a person is here. */
function describeOutcome(entry: FeedEntry): string | undefined {
	const because = (entry.reasons ?? []).map((code) => nameReason(code).title.toLowerCase()).join(', ');
	const suffix = because === '' ? '' : `: ${because}`;
	if (entry.outcome === 'handedOff') return `Passed on${suffix}`;
	if (entry.outcome === 'draft') return `Draft for approval${suffix}`;
	if (entry.outcome === 'ignored') return 'The assistant did not answer this';
	return undefined;
}
