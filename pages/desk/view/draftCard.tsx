/** The assistant's answer, waiting for a person's yes. */
import { useState } from 'preact/hooks';
import type { OutgoingMessage } from '../../../core/reply/reply';
import { Icon } from './parts';

interface DraftCardProps {
	readonly draft: OutgoingMessage;
	/** Both resolve when the desk answered, well or not. */
	readonly onApprove: (text: string) => Promise<void>;
	readonly onDiscard: () => Promise<void>;
}

export function DraftCard({ draft, onApprove, onDiscard }: DraftCardProps) {
	const [text, setText] = useState(draft.text);
	const [busy, setBusy] = useState(false);
	const run = async (what: () => Promise<void>): Promise<void> => {
		setBusy(true);
		await what();
		setBusy(false);
	};
	const isEdited = text.trim() !== draft.text.trim();
	return (
		<section class="draft" aria-label="Draft for approval">
			<p class="said-by"><Icon name="bot" />The assistant’s draft <span class="said-role">waits for your yes</span></p>
			<textarea aria-label="Text of the draft" rows={Math.min(8, 2 + Math.floor(text.length / 70))} maxLength={10_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
			<div class="actions">
				<button type="button" class="quiet danger" disabled={busy} onClick={() => void run(onDiscard)}>Discard</button>
				<button type="button" class="primary" disabled={busy || text.trim() === ''} onClick={() => void run(() => onApprove(text.trim()))}><Icon name="check" />{isEdited ? 'Send as edited' : 'Approve and send'}</button>
			</div>
		</section>
	);
}
