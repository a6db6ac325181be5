/**
 * The chat on any web site, by one tag: `<script src="https://…/chat/widget.js" async></script>`.
 *
 * A button and, once it was pressed, the chat page in a frame, both in a shadow root: the site's styles
 * do not reach in, ours do not leak out, and no global name is taken.
 */
import { CHAT_WORDS, chooseLanguage } from './words';
import { applyColour } from './settings';

/** Put in by the server (see chatApi.ts). */
declare const widgetSettings: { readonly title?: string; readonly colour?: string; readonly language?: string };

const STYLE = `
.root { all: initial; --accent: #4f46e5; --on-accent: #fff; position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; color-scheme: light dark; }
button { all: unset; box-sizing: border-box; position: relative; display: grid; place-items: center; width: 58px; height: 58px; border-radius: 50%; background: var(--accent); color: var(--on-accent); cursor: pointer; box-shadow: 0 2px 6px rgb(0 0 0 / 14%), 0 10px 30px rgb(0 0 0 / 20%); transition: transform .15s; }
button:hover { transform: scale(1.05); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.badge { position: absolute; top: -3px; right: -3px; min-width: 21px; height: 21px; padding: 0 6px; box-sizing: border-box; border-radius: 11px; background: #d92d20; color: #fff; font: 600 12px/21px system-ui, sans-serif; text-align: center; }
.badge:empty { display: none; }
iframe { position: fixed; right: 20px; bottom: 92px; width: 400px; height: min(680px, calc(100vh - 116px)); border: 0; border-radius: 20px; background: Canvas; box-shadow: 0 0 0 1px rgb(0 0 0 / 6%), 0 20px 60px rgb(0 0 0 / 24%); transform-origin: bottom right; animation: open .2s cubic-bezier(.2,.7,.3,1); }
iframe[hidden] { display: none; }
@keyframes open { from { opacity: 0; transform: translateY(10px) scale(.98); } }
@media (max-width: 520px), (max-height: 480px) { iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; } .root[data-open] button { display: none; } }
@media (prefers-reduced-motion: reduce) { iframe { animation: none; } button { transition: none; } }
`;

const BUBBLE = 'M4 11.2C4 7.2 7.6 4 12 4s8 3.2 8 7.2-3.6 7.2-8 7.2c-.9 0-1.8-.1-2.6-.4L5 20l1.1-3.6A6.8 6.8 0 0 1 4 11.2Z';
const CROSS = 'm6.5 6.5 11 11m0-11-11 11';

// Known only while the script runs for the first time.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
	const page = script.src.replace(/\/widget\.js(?:[?#].*)?$/u, '');
	// After "#" it is sent to no server; the page itself hands it to the API.
	const { identity } = script.dataset;
	const address = identity === undefined || identity === '' ? page : `${page}#identity=${encodeURIComponent(identity)}`;
	if (document.body === null) document.addEventListener('DOMContentLoaded', () => addWidget(address), { once: true });
	else addWidget(address);
}

function addWidget(page: string): void {
	const words = CHAT_WORDS[chooseLanguage([...navigator.languages, widgetSettings.language])];
	const title = widgetSettings.title || words.team;
	// A name of its own: no site has a rule for it.
	const host = document.createElement('support-chat');
	const shadow = host.attachShadow({ mode: 'open' });
	const root = document.createElement('div');
	root.className = 'root';
	applyColour(root, widgetSettings.colour ?? '');
	addStyle(shadow);
	const frame = document.createElement('iframe');
	frame.title = title;
	frame.hidden = true;
	frame.addEventListener('load', focusFrame);
	const button = document.createElement('button');
	button.type = 'button';
	button.setAttribute('aria-haspopup', 'dialog');
	const icon = drawIcon();
	const badge = document.createElement('span');
	badge.className = 'badge';
	button.append(icon.svg, badge);
	button.addEventListener('click', () => show(frame.hidden));
	root.append(frame, button);
	shadow.append(root);
	document.body.append(host);
	let unread = 0;
	let seen = 0;
	describe();

	function show(isOpen: boolean): void {
		// Loaded at the first opening: a visitor who never asks costs nothing.
		if (isOpen && frame.src === '') frame.src = page;
		frame.hidden = !isOpen;
		root.toggleAttribute('data-open', isOpen);
		seen = unread;
		describe();
		if (isOpen) focusFrame();
		else button.focus();
	}

	function focusFrame(): void {
		if (frame.hidden) return;
		frame.focus();
		frame.contentWindow?.postMessage('support-chat:opened', new URL(page).origin);
	}

	function describe(): void {
		const isOpen = !frame.hidden;
		const missed = isOpen ? 0 : Math.max(0, unread - seen);
		icon.path.setAttribute('d', isOpen ? CROSS : BUBBLE);
		badge.textContent = missed > 0 ? String(Math.min(missed, 99)) : '';
		button.setAttribute('aria-expanded', String(isOpen));
		button.setAttribute('aria-label', isOpen ? words.close : missed > 0 ? `${title}, ${words.newMessages}: ${missed}` : title);
	}

	addEventListener('message', (event) => {
		// Only our own frame is heard, whatever the site around does.
		if (event.source !== frame.contentWindow || event.origin !== new URL(page).origin) return;
		const news: unknown = (event.data as { readonly supportChat?: unknown } | null)?.supportChat;
		if (typeof news !== 'object' || news === null || !('kind' in news)) return;
		if (news.kind === 'close' && !frame.hidden) show(false);
		if (news.kind !== 'unread' || !('count' in news) || typeof news.count !== 'number') return;
		unread = news.count;
		seen = Math.min(seen, unread);
		describe();
	});
}

function addStyle(shadow: ShadowRoot): void {
	// A constructed sheet is allowed where the site's policy forbids inline styles.
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(STYLE);
	shadow.adoptedStyleSheets = [sheet];
}

function drawIcon(): { readonly svg: SVGSVGElement; readonly path: SVGPathElement } {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
	svg.append(path);
	return { svg, path };
}
