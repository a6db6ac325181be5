/** The signed-in desk: sections on the rail, live lists, keyboard. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Agent } from '../../../core/handoff/handoff';
import type { DeskList, DeskView } from '../conversationActions';
import { callDesk, connectLive, sentenceOf } from './callDesk';
import { ConversationPane } from './conversationPane';
import { KnowledgeView } from './knowledgeView';
import { Avatar, Empty, Icon, type IconName } from './parts';
import { PeopleView } from './peopleView';
import { type Place, addressOf, goTo, usePlace } from './place';
import { RowList } from './rowList';

/** Milliseconds between a hint and reading the list, so that a burst is read once. */
const REFRESH_DELAY_MS = 150;
/** The lists are read again at least this often. */
const LOOK_EVERY_MS = 60_000;
/** Milliseconds a message stays at the bottom. */
const TOAST_MS = 4500;

interface ShellProps {
	readonly agent: Agent;
	readonly inboxes: readonly string[];
	readonly title: string;
	readonly onSignOut: () => void;
}

export function Shell({ agent, inboxes, title, onSignOut }: ShellProps) {
	const place = usePlace();
	const [toast, setToast] = useState<string>();
	const toastTimer = useRef<number | undefined>(undefined);
	const say = useCallback((text: string) => {
		window.clearTimeout(toastTimer.current);
		setToast(text);
		toastTimer.current = window.setTimeout(() => setToast(undefined), TOAST_MS);
	}, []);
	const view = place.section === 'conversations' ? place.view : 'waiting';
	const { list, offsetMs, isConnected, hints, refresh } = useLiveList(view, say);
	const open = place.section === 'conversations' ? place.open : undefined;
	const waiting = list?.counts.waiting ?? 0;
	useKeyboard(place);
	useEffect(() => {
		document.title = waiting > 0 ? `(${waiting >= 100 ? '99+' : waiting}) ${title}` : title;
	}, [waiting, title]);

	return (
		<div class="desk" data-section={place.section} data-open={open === undefined ? undefined : 'true'}>
			<nav class="rail" aria-label="Sections">
				<span class="brand-mark" aria-hidden="true"><Icon name="spark" /></span>
				<RailLink to={{ section: 'conversations', view: 'waiting' }} icon="inbox" label="Conversations" isHere={place.section === 'conversations'} count={waiting} />
				<RailLink to={{ section: 'knowledge' }} icon="book" label="Knowledge" isHere={place.section === 'knowledge'} />
				{agent.isAdmin && <RailLink to={{ section: 'people' }} icon="people" label="People" isHere={place.section === 'people'} />}
				<span class="rail-gap" />
				<span class="rail-me" title={`${agent.name}, ${agent.email}`}><Avatar name={agent.name} /><span class="sr">Signed in as {agent.name}</span></span>
				<button type="button" class="rail-link" onClick={onSignOut} title="Sign out"><Icon name="leave" /><span class="rail-label">Sign out</span></button>
			</nav>
			{place.section === 'conversations' && (
				<>
					<RowList view={place.view} list={list} open={open} agentId={agent.id} offsetMs={offsetMs} showsInbox={inboxes.length > 1} />
					{open === undefined
						? <section class="conversation conversation-blank" aria-label="Conversation"><Empty icon="inbox" title={waiting > 0 ? 'Choose a conversation' : 'All quiet'}>{waiting > 0 ? 'The one waiting longest is at the top. Press j, then Enter.' : 'New conversations appear by themselves.'}</Empty></section>
						: <ConversationPane key={`${open.inbox}/${open.conversationId}`} at={open} agent={agent} offsetMs={offsetMs} hint={hints.get(`${open.inbox}/${open.conversationId}`) ?? hints.get('') ?? 0}
							onBack={() => goTo({ section: 'conversations', view: place.view })} onChanged={refresh} say={say} />}
				</>
			)}
			{place.section === 'knowledge' && <KnowledgeView inboxes={inboxes} say={say} />}
			{place.section === 'people' && <PeopleView me={agent} inboxes={inboxes} say={say} />}
			<div class="toasts" role="status" aria-live="polite">
				{!isConnected && <p class="toast toast-offline">Connection lost. Trying again; what you see may be old.</p>}
				{toast !== undefined && <p class="toast">{toast}</p>}
			</div>
		</div>
	);
}

function RailLink({ to, icon, label, isHere, count = 0 }: { readonly to: Place; readonly icon: IconName; readonly label: string; readonly isHere: boolean; readonly count?: number }) {
	return (
		<a class="rail-link" href={addressOf(to)} aria-current={isHere ? 'page' : undefined} title={label}>
			<Icon name={icon} /><span class="rail-label">{label}</span>
			{count > 0 && <span class="rail-count">{count >= 100 ? '99+' : count}<span class="sr"> waiting</span></span>}
		</a>
	);
}

/** The list of a view, kept current by the live connection. `hints` counts what changed, by conversation; '' is everything. */
function useLiveList(view: DeskView, say: (text: string) => void) {
	const [list, setList] = useState<DeskList & { readonly view: DeskView }>();
	const [offsetMs, setOffsetMs] = useState(0);
	const [isConnected, setConnected] = useState(true);
	const [hints, setHints] = useState<ReadonlyMap<string, number>>(new Map());
	const asked = useRef(0);
	const timer = useRef<number | undefined>(undefined);
	const refresh = useCallback((): void => {
		window.clearTimeout(timer.current);
		timer.current = window.setTimeout(() => void read(), REFRESH_DELAY_MS);
	}, [view]);
	const refreshNow = useRef(refresh);
	refreshNow.current = refresh;

	async function read(): Promise<void> {
		asked.current += 1;
		const mine = asked.current;
		try {
			const answer = await callDesk<DeskList>('list', { view });
			if (mine !== asked.current) return;
			setOffsetMs(Date.parse(answer.now) - Date.now());
			setList({ ...answer, view });
		} catch (refusal) {
			if (mine === asked.current) say(sentenceOf(refusal));
		}
	}

	useEffect(() => {
		// A look that was about to happen was meant for the view before; its late answer would take this one's place.
		window.clearTimeout(timer.current);
		void read();
	}, [view]);
	useEffect(() => connectLive({
		connected: setConnected,
		changed: (changes) => {
			refreshNow.current();
			setHints((known) => grow(known, changes.map(({ inbox, conversationId }) => `${inbox}/${conversationId}`)));
		},
	}), []);
	// What nobody finishes in time makes no event; it is found by looking.
	useEffect(() => {
		const looking = window.setInterval(() => refreshNow.current(), LOOK_EVERY_MS);
		return () => window.clearInterval(looking);
	}, []);
	// The rows of another view are not shown under this one's name; its counts hold for both.
	return { list: list?.view === view ? list : list && { ...list, rows: [] }, isLoading: list?.view !== view, offsetMs, isConnected, hints, refresh };
}

/** An empty list of keys means that anything may have changed: every counter starts afresh, higher than before. */
function grow(known: ReadonlyMap<string, number>, keys: readonly string[]): ReadonlyMap<string, number> {
	const top = Math.max(0, ...known.values()) + 1;
	if (keys.length === 0) return new Map([['', top]]);
	return new Map([...known, ...keys.map((key) => [key, top] as const)]);
}

/** j and k move through the list, r goes to the reply, Esc goes back. Enter is the link's own. */
function useKeyboard(place: Place): void {
	useEffect(() => {
		function onKeyDown(event: KeyboardEvent): void {
			if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return;
			const target = event.target instanceof HTMLElement ? event.target : undefined;
			if (event.key === 'Escape') return leave(target, place);
			if (target !== undefined && /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)) return;
			if (event.key === 'j' || event.key === 'k') moveFocus(event.key === 'j' ? 1 : -1);
			else if (event.key === 'r') document.querySelector<HTMLElement>('[data-composer]')?.focus();
			else return;
			event.preventDefault();
		}
		addEventListener('keydown', onKeyDown);
		return () => removeEventListener('keydown', onKeyDown);
	}, [place]);
}

function moveFocus(step: number): void {
	const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
	const here = rows.findIndex((row) => row === document.activeElement);
	const open = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
	const from = here >= 0 ? here : open >= 0 ? open : step > 0 ? -1 : 0;
	rows[Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
}

/** From a field to the list; from the list to no conversation. */
function leave(target: HTMLElement | undefined, place: Place): void {
	if (target?.matches('input, textarea, select')) {
		target.blur();
		document.querySelector<HTMLElement>('[data-row][aria-current]')?.focus();
	} else if (place.section === 'conversations' && place.open !== undefined) {
		goTo({ section: 'conversations', view: place.view });
	}
}
