/** Small pieces every view uses. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Tone, formatWait, initialsOf, nameReason, toneOfWait } from './words';

const ICONS = {
	inbox: 'M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 3h5L16 13h5',
	book: 'M5 4h6a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zM19 4h-4a2 2 0 0 0-2 2v14a2 2 0 0 1 2-2h4z',
	people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.8c2.2.8 3.5 2.6 3.5 5.2',
	leave: 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M4 12h11M11 8l4 4-4 4',
	bot: 'M5 9h14v10H5zM12 5v4M9 14h.01M15 14h.01M2.5 13v3M21.5 13v3',
	back: 'M15 5l-7 7 7 7',
	close: 'M6 6l12 12M18 6L6 18',
	copy: 'M9 9h10v11H9zM5 15V4h10',
	check: 'M5 13l4 4L19 7',
	plus: 'M12 5v14M5 12h14',
	send: 'M4 12l16-7-5 15-3.5-6z',
	search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
	info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01',
	spark: 'M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2z',
	pin: 'M6 4h12v16l-6-4-6 4z',
	file: 'M7 3h7l5 5v13H7zM14 3v5h5',
	image: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15 9.5h.01',
	voice: 'M12 15a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 12a6 6 0 0 0 12 0M12 18v3',
	place: 'M12 21c4-4.5 6-7.7 6-10.5a6 6 0 0 0-12 0C6 13.3 8 16.5 12 21zM12 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
} as const;

export type IconName = keyof typeof ICONS;

/** A line icon; decoration only, so the text beside it or the button's label must say what it means. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
			<path d={ICONS[name]} />
		</svg>
	);
}

/** Initials in one of six colours that belong to the name. */
export function Avatar({ name, large }: { readonly name: string; readonly large?: boolean }) {
	const colour = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
	return <span class={`avatar avatar-${colour}${large ? ' avatar-large' : ''}`} aria-hidden="true">{initialsOf(name)}</span>;
}

/** A short label. */
export function Chip({ tone = 'calm', title, children }: { readonly tone?: Tone | 'plain' | 'good'; readonly title?: string; readonly children: ComponentChildren }) {
	return <span class={`chip chip-${tone}`} title={title}>{children}</span>;
}

/** Why a person is asked, as chips: the strongest `limit`, the rest as a number. */
export function ReasonChips({ reasons, limit }: { readonly reasons: readonly string[]; readonly limit: number }) {
	const more = reasons.slice(limit).map((code) => nameReason(code).title);
	return (
		<>
			{reasons.slice(0, limit).map((code) => {
				const { title, tone } = nameReason(code);
				return <Chip key={code} tone={tone}>{title}</Chip>;
			})}
			{more.length > 0 && <Chip tone="plain" title={more.join(', ')}>+{more.length}</Chip>}
		</>
	);
}

/** How long the customer has been waiting, growing every second. `offsetMs`: the server's clock minus ours. */
export function WaitClock({ since, offsetMs }: { readonly since: string; readonly offsetMs: number }) {
	const nowMs = useNow();
	const seconds = (nowMs + offsetMs - Date.parse(since)) / 1000;
	return (
		<span class={`clock clock-${toneOfWait(seconds)}`} title="The customer is waiting since then">
			<span class="sr">waiting </span>{formatWait(seconds)}
		</span>
	);
}

/** This computer's time, once a second. */
export function useNow(): number {
	const [nowMs, setNowMs] = useState(Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNowMs(Date.now()), 1000);
		return () => clearInterval(timer);
	}, []);
	return nowMs;
}

/** Copies a value and says so. */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }) {
	const [copied, setCopied] = useState(false);
	const copy = async (): Promise<void> => {
		setCopied(await copyText(value));
		setTimeout(() => setCopied(false), 1500);
	};
	return (
		<button type="button" class="quiet copy" onClick={() => void copy()} aria-label={copied ? `${label} copied` : `Copy ${label}`} title="Copy">
			<Icon name={copied ? 'check' : 'copy'} />
		</button>
	);
}

async function copyText(value: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(value);
		return true;
	} catch {
		return copyBySelection(value);
	}
}

/** Without HTTPS browsers have no clipboard API; the old command still works. */
function copyBySelection(value: string): boolean {
	const area = document.createElement('textarea');
	area.value = value;
	area.className = 'sr';
	document.body.append(area);
	area.select();
	const done = document.execCommand('copy');
	area.remove();
	return done;
}

/** A question over the page. Esc closes it, and the focus returns to where it was. */
export function Dialog({ title, onClose, children }: { readonly title: string; readonly onClose: () => void; readonly children: ComponentChildren }) {
	const element = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const opener = document.activeElement;
		element.current?.showModal();
		return () => (opener instanceof HTMLElement ? opener.focus() : undefined);
	}, []);
	return (
		<dialog ref={element} class="dialog" aria-label={title} onCancel={onClose}>
			<h2>{title}</h2>
			{children}
		</dialog>
	);
}

/** Says what is missing here and what to do about it. */
export function Empty({ icon, title, children }: { readonly icon: IconName; readonly title: string; readonly children?: ComponentChildren }) {
	return (
		<div class="empty">
			<span class="empty-icon"><Icon name={icon} /></span>
			<strong>{title}</strong>
			<p>{children}</p>
		</div>
	);
}

/** A labelled field. The hint is read out with it. */
export function Field({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ComponentChildren }) {
	return (
		<label class="field">
			<span class="field-label">{label}</span>
			{children}
			{hint !== undefined && <span class="field-hint">{hint}</span>}
		</label>
	);
}
