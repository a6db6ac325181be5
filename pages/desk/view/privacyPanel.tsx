/** What an admin does for a customer who asks what is known of them, or to be forgotten. */
import { useState } from 'preact/hooks';
import { callDesk, sentenceOf } from './callDesk';
import { Dialog } from './parts';

interface PrivacyPanelProps {
	readonly where: { readonly inbox: string; readonly conversation: string };
	readonly name: string;
	readonly run: (action: string, fields?: object, done?: string) => Promise<boolean>;
	readonly say: (text: string) => void;
}

export function PrivacyPanel({ where, name, run, say }: PrivacyPanelProps) {
	const [asks, setAsks] = useState(false);
	const [busy, setBusy] = useState(false);

	async function save(): Promise<void> {
		try {
			const { known } = await callDesk<{ known: unknown }>('exportCustomer', where);
			download(`customer-${where.conversation}.json`, JSON.stringify(known, undefined, 2));
		} catch (refusal) {
			say(sentenceOf(refusal));
		}
	}

	async function erase(): Promise<void> {
		setBusy(true);
		await run('eraseCustomer', {}, 'Erased. What was pushed to a CRM is still there.');
		setBusy(false);
		setAsks(false);
	}

	return (
		<section class="block" aria-label="Privacy">
			<h3 class="eyebrow">Privacy</h3>
			<div class="actions">
				<button type="button" onClick={() => void save()}>Export customer</button>
				<button type="button" onClick={() => setAsks(true)}>Erase customer</button>
			</div>
			{asks && (
				<Dialog title={`Erase ${name}?`} onClose={() => setAsks(false)}>
					<p>Their name, addresses and every word of all their conversations go for good, and open ones end. What happened and when stays. What was pushed to a CRM has to be erased there.</p>
					<div class="actions"><button type="button" onClick={() => setAsks(false)}>Cancel</button><button type="button" class="primary" disabled={busy} onClick={() => void erase()}>Erase for good</button></div>
				</Dialog>
			)}
		</section>
	);
}

function download(fileName: string, text: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
	link.download = fileName;
	link.click();
	URL.revokeObjectURL(link.href);
}
