/** The frame of every form: title, problem, save, delete with a question before it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { sentenceOf } from './callDesk';
import { Dialog, Icon } from './parts';

interface EditorFrameProps {
	readonly title: string;
	/** Rejects when it was refused; the form then shows why and keeps what was typed. */
	readonly onSave: () => Promise<void>;
	/** Absent for what does not exist yet. */
	readonly onDelete?: () => Promise<void>;
	readonly deleteLabel: string;
	/** What deleting means, one sentence. */
	readonly deleteQuestion: string;
	readonly onDirty: () => void;
	readonly onClose: () => void;
	readonly children: ComponentChildren;
}

export function EditorFrame({ title, onSave, onDelete, deleteLabel, deleteQuestion, onDirty, onClose, children }: EditorFrameProps) {
	const [problem, setProblem] = useState<string>();
	const [busy, setBusy] = useState(false);
	const [isAsking, setAsking] = useState(false);
	async function run(what: () => Promise<void>): Promise<void> {
		setBusy(true);
		setProblem(undefined);
		try {
			await what();
		} catch (refusal) {
			setProblem(sentenceOf(refusal));
		} finally {
			setBusy(false);
			setAsking(false);
		}
	}
	return (
		<form class="form" onSubmit={(event) => { event.preventDefault(); void run(onSave); }} onInput={onDirty}>
			<header class="form-head">
				<button type="button" class="quiet only-narrow" onClick={onClose} aria-label="Back to the list"><Icon name="back" /></button>
				<h2>{title}</h2>
				<div class="actions">
					{onDelete !== undefined && <button type="button" class="quiet danger" disabled={busy} onClick={() => setAsking(true)}>{deleteLabel}</button>}
					<button type="submit" class="primary" disabled={busy}>{busy ? 'Saving…' : 'Save'}</button>
				</div>
			</header>
			<div class="form-body">
				{problem !== undefined && <p class="problem" role="alert">{problem}</p>}
				{children}
			</div>
			{isAsking && onDelete !== undefined && (
				<Dialog title={`${deleteLabel}?`} onClose={() => setAsking(false)}>
					<p>{deleteQuestion}</p>
					<div class="actions"><button type="button" onClick={() => setAsking(false)}>Keep it</button><button type="button" class="primary danger" disabled={busy} onClick={() => void run(onDelete)}>{deleteLabel}</button></div>
				</Dialog>
			)}
		</form>
	);
}

/** Lines of a text area as a list; empty lines are no entries. */
export function linesOf(text: string): readonly string[] {
	return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
