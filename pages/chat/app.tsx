/** The chat page: who answers, what was said, where to write. */
import { render, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageSettings } from './chatView';
import { createChatClient, type ChatModel, type Outgoing } from './client';
import { Composer } from './composer';
import { CloseIcon, DownIcon } from './icons';
import { Avatar, TimelineEntry, Working } from './messages';
import { applyColour, readSettings } from './settings';
import { buildTimeline, findPending, type Pending, type Said } from './timeline';
import { CHAT_WORDS, chooseLanguage, fillIn, type ChatWords } from './words';
import './style.css';

const EMPTY: ChatModel = { owner: 'bot', status: 'open', entries: [], seq: 0, outbox: [], connection: 'idle' };
/** Pixels from the end within which the reader is taken to follow the conversation. */
const NEAR_END_PX = 80;
/** Room left above a long answer. */
const ABOVE_ANSWER_PX = 12;
const SETTLE_MS = 1500;
const IS_EMBEDDED = window.parent !== window;

function App({ settings, language }: { readonly settings: PageSettings; readonly language: keyof typeof CHAT_WORDS }): VNode {
	const words = CHAT_WORDS[language];
	const [model, setModel] = useState(EMPTY);
	const client = useMemo(() => createChatClient(`${location.pathname.replace(/\/$/u, '')}/api`, language, setModel, readIdentity()), [language]);
	const openedAt = useMemo(() => new Date().toISOString(), []);
	const isSettled = useSettled();
	const { assistantName, companyName } = settings;
	const timeline = useMemo(() => buildTimeline(model, words, assistantName), [model, words, assistantName]);
	const pending = findPending(model);
	const greeting: Said = {
		kind: 'said',
		key: 'greeting',
		author: 'bot',
		text: settings.welcome || fillIn(companyName === '' ? words.greetingAlone : words.greeting, { assistant: assistantName, company: companyName }),
		at: timeline.find((item) => item.kind === 'said')?.at ?? openedAt,
		isFirst: true,
		isLast: true,
	};
	const speaking = { words, assistantName, locale: findLocale(language), sendAgain: client.sendAgain };
	const scroll = useScrollToEnd(timeline.length + (pending === 'nothing' ? 0 : 0.5), timeline.findLast((item) => item.kind === 'said' && item.author === 'customer')?.key);
	useUnread(timeline.filter((item) => item.kind === 'said' && item.author !== 'customer').length, model.connection !== 'idle', settings.title);

	return (
		<main class={IS_EMBEDDED ? 'chat embedded' : 'chat'}>
			{settings.isTest && <p class="test">{words.testPage}</p>}
			<Header settings={settings} model={model} words={words} />
			<div class="scroll" ref={scroll.box} onScroll={scroll.onScroll} tabIndex={0} role="log" aria-live={isSettled ? 'polite' : 'off'} aria-label={words.conversation}>
				<TimelineEntry item={greeting} {...speaking} />
				{timeline.map((item) => (
					<TimelineEntry key={item.key} item={item} {...speaking} />
				))}
				<div role="status">
					{pending === 'working' && <Working assistantName={assistantName} text={fillIn(words.working, { assistant: assistantName })} />}
					{pending === 'checking' && <p class="notice"><span>{words.checking} …</span></p>}
				</div>
			</div>
			<div class="dock">
				{scroll.hasMore && (
					<button type="button" class="newer" onClick={scroll.toEnd}>
						<DownIcon />
						{words.newMessages}
					</button>
				)}
				<p role="status" class={model.connection === 'reconnecting' ? 'reconnecting' : 'unseen'}>
					{model.connection === 'reconnecting' && `${words.reconnecting} …`}
				</p>
				<Composer
					words={words}
					mayAskForPerson={model.owner === 'bot' && !model.outbox.some((outgoing) => isAsking(outgoing, pending))}
					personState={model.owner === 'human' ? fillIn(words.personAnswers, { name: model.agentName ?? words.team }) : words.waiting}
					send={client.send}
					askForPerson={() => client.askForPerson(words.askForPerson)}
				/>
			</div>
		</main>
	);
}

/** Pressed already: it is on its way, or is being seen to. */
function isAsking({ asksForPerson, state }: Outgoing, pending: Pending): boolean {
	return asksForPerson && (state === 'sending' || (state === 'sent' && pending === 'working'));
}

function Header({ settings, model, words }: { readonly settings: PageSettings; readonly model: ChatModel; readonly words: ChatWords }): VNode {
	const name = model.owner === 'human' ? (model.agentName ?? words.team) : settings.assistantName;
	return (
		<header class="top">
			<Avatar author={model.owner === 'human' ? 'human' : 'bot'} name={name} />
			<div class="who">
				<h1>{settings.title}</h1>
				<p role="status" class={`state ${model.owner}`}>
					{describeState(settings, model, words)}
				</p>
			</div>
			{IS_EMBEDDED && (
				<button type="button" class="close" aria-label={words.close} title={words.close} onClick={() => tellWidget({ kind: 'close' })}>
					<CloseIcon />
				</button>
			)}
		</header>
	);
}

function describeState(settings: PageSettings, model: ChatModel, words: ChatWords): string {
	if (model.status === 'resolved') return words.closed;
	switch (model.owner) {
		case 'bot':
			return fillIn(words.answersNow, { assistant: settings.assistantName });
		case 'queue': {
			const place = model.queuePosition === undefined ? [] : [model.queuePosition === 1 ? words.nextInQueue : fillIn(words.placeInQueue, { n: model.queuePosition })];
			return [words.waiting, ...place].join(' · ');
		}
		case 'human':
			return fillIn(words.personAnswers, { name: model.agentName ?? words.team });
		default:
			return model.owner satisfies never;
	}
}

/** False in the first moments: a screen reader announces what is new, not what an earlier visit left. */
function useSettled(): boolean {
	const [isSettled, setSettled] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(true), SETTLE_MS);
		return () => clearTimeout(timer);
	}, []);
	return isSettled;
}

/**
 * Follows the conversation unless the reader has scrolled up; then says that there is more.
 * What the customer wrote brings them back to the end. An answer longer than the view is shown from its beginning.
 *
 * @param version changes with what is shown. @param ownKey of the customer's newest message.
 */
function useScrollToEnd(version: number, ownKey: string | undefined): { readonly box: { readonly current: HTMLDivElement | null }; readonly hasMore: boolean; readonly onScroll: () => void; readonly toEnd: () => void } {
	const box = useRef<HTMLDivElement>(null);
	const isNearEnd = useRef(true);
	const lastOwnKey = useRef(ownKey);
	const [hasMore, setHasMore] = useState(false);
	const toEnd = (): void => {
		isNearEnd.current = true;
		setHasMore(false);
		box.current?.scrollTo({ top: box.current.scrollHeight });
	};
	useLayoutEffect(() => {
		const hasWritten = ownKey !== lastOwnKey.current;
		lastOwnKey.current = ownKey;
		if (hasWritten) toEnd();
		else if (isNearEnd.current) showNewest(box.current);
		else setHasMore(true);
	}, [version]);
	const onScroll = (): void => {
		const element = box.current;
		if (element === null) return;
		isNearEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
		if (isNearEnd.current) setHasMore(false);
	};
	useEffect(() => {
		// The keyboard of a phone, or a growing composer, takes room away.
		const observer = new ResizeObserver(() => isNearEnd.current && box.current?.scrollTo({ top: box.current.scrollHeight }));
		if (box.current !== null) observer.observe(box.current);
		return () => observer.disconnect();
	}, []);
	return { box, hasMore, onScroll, toEnd };
}

/** Scrolls to the end, or only to the beginning of an answer that is longer than the view. */
function showNewest(box: HTMLElement | null): void {
	if (box === null) return;
	const newest = [...box.querySelectorAll('article')].at(-1);
	const isAnswer = newest !== undefined && !newest.classList.contains('customer');
	const start = isAnswer ? box.scrollTop + newest.getBoundingClientRect().top - box.getBoundingClientRect().top - ABOVE_ANSWER_PX : box.scrollHeight;
	box.scrollTo({ top: Math.min(start, box.scrollHeight) });
}

/** Counts answers that came while nobody looked: in the tab's title, and on the widget's button. */
function useUnread(answers: number, isConnected: boolean, title: string): void {
	const seen = useRef(answers);
	const wasConnected = useRef(false);
	useEffect(() => {
		// What an earlier visit left is not new.
		if (!wasConnected.current) seen.current = answers;
		wasConnected.current = isConnected;
		const show = (): void => {
			if (document.visibilityState === 'visible' && document.hasFocus()) seen.current = answers;
			const unread = answers - seen.current;
			document.title = unread > 0 ? `(${unread}) ${title}` : title;
			tellWidget({ kind: 'unread', count: unread });
		};
		show();
		addEventListener('focus', show);
		document.addEventListener('visibilitychange', show);
		return () => {
			removeEventListener('focus', show);
			document.removeEventListener('visibilitychange', show);
		};
	}, [answers, isConnected, title]);
}

/** The visitor's own form of the page's language: British readers see 14:05, American ones 2:05 PM. */
function findLocale(language: string): string {
	return navigator.languages.find((locale) => locale.split('-')[0]?.toLowerCase() === language) ?? language;
}

/** To the page that shows this one in a frame. Nothing here is secret, so any page may hear it. */
function tellWidget(news: { readonly kind: 'close' } | { readonly kind: 'unread'; readonly count: number }): void {
	if (IS_EMBEDDED) parent.postMessage({ supportChat: news }, '*');
}

const given = readSettings();
const language = chooseLanguage([...navigator.languages, given.language]);
const settings: PageSettings = {
	...given,
	title: given.title || given.companyName || CHAT_WORDS[language].team,
	companyName: given.companyName || given.title,
	assistantName: given.assistantName || CHAT_WORDS[language].aiAssistant,
};
document.documentElement.lang = language;
applyColour(document.documentElement, settings.colour);
if (IS_EMBEDDED) addEventListener('keydown', (event) => event.key === 'Escape' && tellWidget({ kind: 'close' }));
const root = document.getElementById('app');
if (root !== null) render(<App settings={settings} language={language} />, root);

/** What the widget hands over after the page's "#". */
function readIdentity(): string | undefined {
	return new URLSearchParams(location.hash.slice(1)).get('identity') ?? undefined;
}
