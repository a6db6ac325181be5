/** The lists on the left: who waits, what is mine, drafts, everything. */
import type { DeskRow } from '../../../core/conversation/ledger';
import type { DeskList, DeskView } from '../conversationActions';
import { Avatar, Chip, Empty, ReasonChips, WaitClock } from './parts';
import { type ConversationKey, addressOf } from './place';
import { formatTime, nameChannel } from './words';

const VIEWS: ReadonlyArray<readonly [view: DeskView, label: string]> = [['waiting', 'Waiting'], ['mine', 'Mine'], ['drafts', 'Drafts'], ['all', 'All']];

const EMPTY: Readonly<Record<DeskView, readonly [title: string, advice: string]>> = {
	waiting: ['Nobody is waiting', 'When the assistant passes a customer on, they appear here with everything it knows.'],
	mine: ['Nothing is yours right now', 'Take a conversation from Waiting, and it stays here until you return or resolve it.'],
	drafts: ['No drafts to approve', 'Set the rollout in Escalation Decision to “Draft for approval”, and the assistant’s answers wait here for your yes.'],
	all: ['No conversations yet', 'Open your chat page and write a first message: it appears here at once.'],
};

interface RowListProps {
	readonly view: DeskView;
	/** Absent while the first list is loading. */
	readonly list?: DeskList;
	readonly open?: ConversationKey;
	readonly agentId: string;
	readonly offsetMs: number;
	/** True when the agent works in several inboxes. */
	readonly showsInbox: boolean;
}

export function RowList({ view, list, open, agentId, offsetMs, showsInbox }: RowListProps) {
	return (
		<section class="list" aria-label="Conversations">
			<nav class="views" aria-label="Lists">
				{VIEWS.map(([each, label]) => (
					<a key={each} href={addressOf({ section: 'conversations', view: each, open })} class="view" aria-current={each === view ? 'page' : undefined}>
						{label}{each !== 'all' && <Count value={list?.counts[each] ?? 0} />}
					</a>
				))}
			</nav>
			{list !== undefined && list.rows.length === 0 && <Empty icon="inbox" title={EMPTY[view][0]}>{EMPTY[view][1]}</Empty>}
			<ul class="rows">
				{list?.rows.map((row) => (
					<li key={`${row.inbox}/${row.conversationId}`}>
						<Row row={row} view={view} isOpen={open?.conversationId === row.conversationId && open.inbox === row.inbox} agentId={agentId} offsetMs={offsetMs} showsInbox={showsInbox} />
					</li>
				))}
			</ul>
			<p class="keys" aria-hidden="true"><kbd>j</kbd><kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>r</kbd> reply <kbd>Esc</kbd> back</p>
		</section>
	);
}

function Count({ value }: { readonly value: number }) {
	if (value === 0) return null;
	return <span class="count">{value >= 100 ? '99+' : value}</span>;
}

function Row({ row, view, isOpen, agentId, offsetMs, showsInbox }: { readonly showsInbox: boolean; readonly row: DeskRow; readonly view: DeskView; readonly isOpen: boolean; readonly agentId: string; readonly offsetMs: number }) {
	const name = row.customerName ?? 'Visitor';
	const isPressing = row.priority === 'urgent' || row.priority === 'high';
	// In Waiting and Mine the list itself says whose it is.
	const meta = [nameChannel(row.channel), ...(showsInbox ? [row.inbox] : []), ...(view === 'all' || view === 'drafts' ? [describeOwner(row, agentId)] : [])];
	return (
		<a class={`row row-${row.priority}`} href={addressOf({ section: 'conversations', view, open: { inbox: row.inbox, conversationId: row.conversationId } })} aria-current={isOpen ? 'true' : undefined} data-row>
			<Avatar name={name} />
			<span class="row-body">
				<span class="row-top">
					<strong class="row-name">{name}</strong>
					{row.waitingSince !== undefined
						? <WaitClock since={row.waitingSince} offsetMs={offsetMs} />
						: <time class="row-time" dateTime={row.updatedAt}>{formatTime(row.updatedAt)}</time>}
				</span>
				<span class="row-want">{row.want}</span>
				<span class="row-chips">
					{isPressing && <Chip tone={row.priority === 'urgent' ? 'hot' : 'warm'}>{row.priority === 'urgent' ? 'Urgent' : 'High'}</Chip>}
					{row.drafts > 0 && <Chip tone="good">Draft</Chip>}
					<ReasonChips reasons={row.reasons} limit={isPressing ? 1 : 2} />
				</span>
				<span class="row-meta">{meta.join(' · ')}</span>
			</span>
		</a>
	);
}

/** Who holds the conversation, in two words. */
export function describeOwner(row: DeskRow, agentId: string): string {
	if (row.status === 'resolved') return 'Resolved';
	switch (row.owner) {
		case 'bot': return 'Assistant';
		case 'queue': return 'Waiting';
		case 'human': return row.ownerId === agentId ? 'You' : row.ownerName ?? 'A colleague';
		default: return row.owner satisfies never;
	}
}
