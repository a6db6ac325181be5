/** Where a person writes: to the customer, or to colleagues. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './parts';

/** What was typed and not sent, by conversation, as long as the page is open. */
const kept = new Map<string, { readonly mode: ComposerMode; readonly text: string }>();

export type ComposerMode = 'reply' | 'note';

interface ComposerProps {
	/** The conversation; what is typed belongs to it. */
	readonly conversationKey: string;
	readonly suggestions: readonly string[];
	/** `send`: it is mine. `takeAndSend`: nobody's, sending takes it. Otherwise why no reply is possible, and notes only. */
	readonly replying: 'send' | 'takeAndSend' | { readonly closed: string };
	/** A text to continue with, e.g. of a reply that failed. A new object fills the field again. */
	readonly fill?: { readonly text: string };
	readonly onReply: (text: string) => void;
	/** Resolves to true once the note is kept. */
	readonly onNote: (text: string) => Promise<boolean>;
}

export function Composer({ conversationKey, suggestions, replying, fill, onReply, onNote }: ComposerProps) {
	const [mode, setMode] = useState<ComposerMode>(kept.get(conversationKey)?.mode ?? 'reply');
	const [text, setText] = useState(kept.get(conversationKey)?.text ?? '');
	const [busy, setBusy] = useState(false);
	const area = useRef<HTMLTextAreaElement>(null);
	const isClosed = typeof replying === 'object';
	const isNote = mode === 'note';

	useEffect(() => void kept.set(conversationKey, { mode, text }), [conversationKey, mode, text]);
	useEffect(() => {
		if (fill !== undefined) use(fill.text);
	}, [fill]);
	useEffect(() => {
		const element = area.current;
		if (element === null) return;
		// Grows with the text; `rows` is an attribute, which the page's policy allows.
		element.rows = Math.min(10, Math.max(2, text.split('\n').length + Math.floor(text.length / 90)));
	}, [text]);

	function use(suggestion: string): void {
		setMode('reply');
		setText(suggestion);
		area.current?.focus();
	}

	async function submit(): Promise<void> {
		const words = text.trim();
		if (words === '' || busy || (!isNote && isClosed)) return;
		if (!isNote) {
			setText('');
			onReply(words);
			return;
		}
		setBusy(true);
		if (await onNote(words)) setText('');
		setBusy(false);
	}

	function onKeyDown(event: KeyboardEvent): void {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			void submit();
		}
	}

	return (
		<form class={`composer${isNote ? ' composer-note' : ''}`} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
			{!isNote && !isClosed && suggestions.length > 0 && text === '' && (
				<div class="suggestions" role="group" aria-label="Suggested replies">
					{suggestions.map((suggestion) => (
						<button key={suggestion} type="button" class="suggestion" title={suggestion} onClick={() => use(suggestion)}><Icon name="spark" /><span>{suggestion}</span></button>
					))}
				</div>
			)}
			<div class="composer-box">
				<div class="modes" role="group" aria-label="What you write">
					<button type="button" class="mode" aria-pressed={!isNote} onClick={() => setMode('reply')}>Reply</button>
					<button type="button" class="mode" aria-pressed={isNote} onClick={() => setMode('note')}>Note</button>
					<span class="composer-hint">{isNote ? 'Only your team sees notes' : isClosed ? '' : 'The customer sees your name'}</span>
				</div>
				{!isNote && isClosed ? <p class="composer-closed">{replying.closed}</p> : (
					<textarea ref={area} data-composer rows={2} value={text} maxLength={isNote ? 4000 : 10_000} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown}
						aria-label={isNote ? 'Note for colleagues' : 'Reply to the customer'} placeholder={isNote ? 'Write a note for your team…' : 'Write a reply…'} />
				)}
				<div class="composer-foot">
					<span class="composer-hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> {isNote ? 'saves' : 'sends'}</span>
					<button type="submit" class="primary" disabled={busy || text.trim() === '' || (!isNote && isClosed)}>
						<Icon name={isNote ? 'pin' : 'send'} />{isNote ? 'Save note' : replying === 'takeAndSend' ? 'Take and send' : 'Send'}
					</button>
				</div>
			</div>
		</form>
	);
}
