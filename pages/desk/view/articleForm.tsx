/** One article. */
import { useState } from 'preact/hooks';
import type { Article } from '../../../core/knowledge/knowledge';
import { callDesk } from './callDesk';
import { EditorFrame, linesOf } from './editorFrame';
import { Field } from './parts';

interface ArticleFormProps {
	readonly inbox: string;
	/** Absent for a new one. */
	readonly article?: Article;
	readonly onDirty: () => void;
	readonly onClose: () => void;
	readonly onSaved: (article: Article) => void;
	readonly onDeleted: () => void;
}

export function ArticleForm({ inbox, article, onDirty, onClose, onSaved, onDeleted }: ArticleFormProps) {
	const [title, setTitle] = useState(article?.title ?? '');
	const [body, setBody] = useState(article?.body ?? '');
	const [questions, setQuestions] = useState((article?.questions ?? []).join('\n'));
	const [url, setUrl] = useState(article?.url ?? '');
	const [language, setLanguage] = useState(article?.language ?? '');
	const [enabled, setEnabled] = useState(article?.enabled ?? true);

	async function save(): Promise<void> {
		const typed = { id: article?.id, title, body, questions: linesOf(questions), url, language, enabled };
		onSaved((await callDesk<{ article: Article }>('saveArticle', { inbox, article: typed, isNew: article === undefined })).article);
	}
	async function remove(): Promise<void> {
		await callDesk('deleteArticle', { inbox, id: article?.id });
		onDeleted();
	}
	return (
		<EditorFrame title={article === undefined ? 'New article' : 'Edit article'} onSave={save} onDelete={article && remove} deleteLabel="Delete article" deleteQuestion="The assistant will not answer from it any more. This cannot be undone; to pause it, switch it off instead." onDirty={onDirty} onClose={onClose}>
			<Field label="Title"><input value={title} onInput={(event) => setTitle(event.currentTarget.value)} required maxLength={200} /></Field>
			<Field label="Text" hint="The assistant answers with the sentences that fit. Short paragraphs, one fact each, work best."><textarea rows={12} value={body} onInput={(event) => setBody(event.currentTarget.value)} required maxLength={50_000} /></Field>
			<Field label="Other ways customers ask" hint="One a line."><textarea rows={4} value={questions} onInput={(event) => setQuestions(event.currentTarget.value)} placeholder={'How long does delivery take?\nWhen will my parcel arrive?'} /></Field>
			<div class="form-row">
				<Field label="Link for the customer" hint="Optional."><input type="url" value={url} onInput={(event) => setUrl(event.currentTarget.value)} placeholder="https://" maxLength={2000} /></Field>
				<Field label="Language" hint="Two letters; empty for the inbox’s own."><input value={language} onInput={(event) => setLanguage(event.currentTarget.value)} maxLength={2} placeholder="en" /></Field>
			</div>
			<label class="switch"><input type="checkbox" checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} /><span>The assistant may use this article</span></label>
		</EditorFrame>
	);
}
