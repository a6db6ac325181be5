/** One intent: something customers come for, taught by examples. */
import { useState } from 'preact/hooks';
import type { Article, Intent } from '../../../core/knowledge/knowledge';
import { callDesk } from './callDesk';
import { EditorFrame, linesOf } from './editorFrame';
import { Field } from './parts';
import { nameIntent } from './words';

interface IntentFormProps {
	readonly inbox: string;
	/** Absent for a new one. */
	readonly intent?: Intent;
	/** To choose the one that answers it. */
	readonly articles: readonly Article[];
	readonly onDirty: () => void;
	readonly onClose: () => void;
	readonly onSaved: (intent: Intent) => void;
	readonly onDeleted: () => void;
}

export function IntentForm({ inbox, intent, articles, onDirty, onClose, onSaved, onDeleted }: IntentFormProps) {
	const [title, setTitle] = useState(intent?.title ?? '');
	const [typedName, setTypedName] = useState(intent?.name);
	const [examples, setExamples] = useState((intent?.examples ?? []).join('\n'));
	const [humanOnly, setHumanOnly] = useState(intent?.humanOnly ?? false);
	const [skill, setSkill] = useState(intent?.skill ?? '');
	const [articleId, setArticleId] = useState(intent?.articleId ?? '');
	const [looksUp, setLooksUp] = useState(intent?.needs !== undefined);
	const [details, setDetails] = useState((intent?.needs?.details ?? []).join('\n'));
	const [verifyBy, setVerifyBy] = useState((intent?.needs?.verifyBy ?? []).join('\n'));
	const [answer, setAnswer] = useState(intent?.needs?.answer ?? '');
	const name = typedName ?? nameIntent(title);
	const count = linesOf(examples).length;

	async function save(): Promise<void> {
		const needs = looksUp ? { details: linesOf(details), verifyBy: linesOf(verifyBy), answer } : undefined;
		const typed = { name, title, examples: linesOf(examples), humanOnly, skill, articleId, needs };
		onSaved((await callDesk<{ intent: Intent }>('saveIntent', { inbox, intent: typed, isNew: intent === undefined })).intent);
	}
	async function remove(): Promise<void> {
		await callDesk('deleteIntent', { inbox, name });
		onDeleted();
	}
	return (
		<EditorFrame title={intent === undefined ? 'New topic' : 'Edit topic'} onSave={save} onDelete={intent && remove} deleteLabel="Delete topic" deleteQuestion="The assistant will not recognise this any more. This cannot be undone." onDirty={onDirty} onClose={onClose}>
			<div class="form-row">
				<Field label="Title"><input value={title} onInput={(event) => setTitle(event.currentTarget.value)} required maxLength={200} placeholder="Where is my order" /></Field>
				<Field label="Name" hint={intent === undefined ? 'For workflows. Cannot be changed later.' : 'Used in workflows.'}><input value={name} onInput={(event) => setTypedName(event.currentTarget.value)} readOnly={intent !== undefined} required maxLength={64} class="mono" /></Field>
			</div>
			<Field label="Examples, one a line" hint={`${count} ${count === 1 ? 'example' : 'examples'}. Three to twenty do well, as different from each other as customers are.`}><textarea rows={10} value={examples} onInput={(event) => setExamples(event.currentTarget.value)} required placeholder={'Where is my parcel?\nmy order has not arrived yet\nTracking says nothing since Monday'} /></Field>
			<div class="form-row">
				<Field label="Article that answers it"><select value={articleId} onChange={(event) => { setArticleId(event.currentTarget.value); onDirty(); }}>
					<option value="">Search for the best one</option>
					{articles.map((article) => <option key={article.id} value={article.id}>{article.title}</option>)}
				</select></Field>
				<Field label="Team or skill" hint="Who it goes to when a person is needed; empty for anyone."><input value={skill} onInput={(event) => setSkill(event.currentTarget.value)} maxLength={100} /></Field>
			</div>
			<label class="switch"><input type="checkbox" checked={humanOnly} onChange={(event) => setHumanOnly(event.currentTarget.checked)} /><span>Always for a person</span></label>
			<label class="switch"><input type="checkbox" checked={looksUp} onChange={(event) => setLooksUp(event.currentTarget.checked)} /><span>Needs something looked up first</span></label>
			{looksUp && (
				<fieldset class="nested">
					<legend class="sr">What is looked up</legend>
					<div class="form-row">
						<Field label="Details to ask for" hint="One a line, in the order they are asked."><textarea rows={3} class="mono" value={details} onInput={(event) => setDetails(event.currentTarget.value)} placeholder="orderNumber" /></Field>
						<Field label="Proof, one of" hint="Must match the record. Empty: no proof needed."><textarea rows={3} class="mono" value={verifyBy} onInput={(event) => setVerifyBy(event.currentTarget.value)} placeholder={'email\npostcode'} /></Field>
					</div>
					<Field label="Answer" hint="Words in braces are filled in with what was looked up."><textarea rows={3} value={answer} onInput={(event) => setAnswer(event.currentTarget.value)} placeholder="Order {number} was sent on {shippedOn}." /></Field>
				</fieldset>
			)}
		</EditorFrame>
	);
}
