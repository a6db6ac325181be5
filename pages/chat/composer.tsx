/** Where the customer writes, with the way to a person always beside it. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_MESSAGE_CHARS } from '../../core/message/message';
import { PersonIcon, SendIcon } from './icons';
import type { ChatWords } from './words';

interface ComposerProps {
	readonly words: ChatWords;
	/** False while a person is waited for or there. */
	readonly mayAskForPerson: boolean;
	/** What stands in the place of "Talk to a person" meanwhile. */
	readonly personState: string;
	readonly send: (text: string) => void;
	readonly askForPerson: () => void;
}

/** The field, the way to a person and the send button. Enter sends, Shift+Enter begins a line. */
export function Composer({ words, mayAskForPerson, personState, send, askForPerson }: ComposerProps): VNode {
	const [text, setText] = useState('');
	const field = useRef<HTMLTextAreaElement>(null);

	useEffect(() => {
		const area = field.current;
		if (area === null) return;
		area.style.height = 'auto';
		area.style.height = `${area.scrollHeight}px`;
	}, [text]);

	useEffect(() => {
		// On a phone the keyboard would cover the greeting.
		if (matchMedia('(hover: hover)').matches) field.current?.focus();
		const focusWhenOpened = (event: MessageEvent): void => {
			if (event.source === parent && event.data === 'support-chat:opened') field.current?.focus();
		};
		addEventListener('message', focusWhenOpened);
		return () => removeEventListener('message', focusWhenOpened);
	}, []);

	function submit(): void {
		if (text.trim() === '') return;
		send(text.trim());
		setText('');
		field.current?.focus();
	}

	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<label class="unseen" for="text">
				{words.writeMessage}
			</label>
			<textarea
				id="text"
				ref={field}
				rows={1}
				dir="auto"
				maxLength={MAX_MESSAGE_CHARS}
				placeholder={`${words.writeMessage} …`}
				enterkeyhint="send"
				value={text}
				onInput={(event) => setText(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
					event.preventDefault();
					submit();
				}}
			/>
			<div class="actions">
				<button type="button" class="person" aria-disabled={!mayAskForPerson} onClick={() => mayAskForPerson && askForPerson()}>
					<PersonIcon />
					<span>{mayAskForPerson ? words.talkToPerson : personState}</span>
				</button>
				<button type="submit" class="send" aria-label={words.send} title={words.send} aria-disabled={text.trim() === ''}>
					<SendIcon />
				</button>
			</div>
		</form>
	);
}
