/** Articles and intents: what the assistant answers from, edited here. */
import { useEffect, useState } from 'preact/hooks';
import type { Article, Intent } from '../../../core/knowledge/knowledge';
import { ArticleForm } from './articleForm';
import { callDesk, sentenceOf } from './callDesk';
import { IntentForm } from './intentForm';
import { Chip, Dialog, Empty, Icon } from './parts';

type Kind = 'articles' | 'intents';
/** `new` is one that does not exist yet. */
type Selection = { readonly kind: Kind; readonly id: string | 'new' } | undefined;

interface KnowledgeViewProps {
	readonly inboxes: readonly string[];
	readonly say: (text: string) => void;
}

export function KnowledgeView({ inboxes, say }: KnowledgeViewProps) {
	const [inbox, setInbox] = useState(inboxes[0] ?? 'main');
	const [kind, setKind] = useState<Kind>('articles');
	const [words, setWords] = useState('');
	const [selection, setSelection] = useState<Selection>();
	const [isDirty, setDirty] = useState(false);
	const [leavingTo, setLeavingTo] = useState<() => void>();
	const { articles, intents, isLoaded, reload } = useKnowledge(inbox, say);

	/** Goes elsewhere, after asking when something typed would be lost. */
	function go(where: () => void): void {
		if (isDirty) setLeavingTo(() => where);
		else where();
	}
	const select = (next: Selection): void => go(() => {
		setDirty(false);
		setSelection(next);
	});
	async function saved(next: Selection, text: string): Promise<void> {
		setDirty(false);
		await reload();
		setSelection(next);
		say(text);
	}

	const shown = kind === 'articles'
		? articles.filter((article) => matches(words, [article.title, article.body, ...article.questions])).map((article) => ({ id: article.id, title: article.title, line: article.body, off: !article.enabled, human: false, count: article.questions.length }))
		: intents.filter((intent) => matches(words, [intent.title, intent.name, ...intent.examples])).map((intent) => ({ id: intent.name, title: intent.title, line: intent.examples.join(' · '), off: false, human: intent.humanOnly, count: intent.examples.length }));
	const article = selection?.kind === 'articles' ? articles.find(({ id }) => id === selection.id) : undefined;
	const intent = selection?.kind === 'intents' ? intents.find(({ name }) => name === selection.id) : undefined;
	const formKey = `${inbox}/${selection?.kind ?? ''}/${selection?.id ?? ''}`;
	return (
		<div class="workbench" data-editing={selection === undefined ? undefined : 'true'}>
			<section class="list" aria-label="Knowledge">
				<header class="list-head">
					<h1>Knowledge</h1>
					<button type="button" class="primary" onClick={() => select({ kind, id: 'new' })}><Icon name="plus" />New {kind === 'articles' ? 'article' : 'topic'}</button>
				</header>
				<div class="views" role="group" aria-label="Kind">
					{(['articles', 'intents'] as const).map((each) => (
						<button key={each} type="button" class="view" aria-pressed={each === kind} onClick={() => go(() => { setDirty(false); setKind(each); setSelection(undefined); })}>
							{each === 'articles' ? 'Articles' : 'Topics'}<span class="count">{each === 'articles' ? articles.length : intents.length}</span>
						</button>
					))}
				</div>
				<div class="list-tools">
					<label class="search"><Icon name="search" /><span class="sr">Search</span><input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} placeholder={kind === 'articles' ? 'Search articles' : 'Search topics'} /></label>
					{inboxes.length > 1 && (
						<label class="inbox-choice"><span class="sr">Inbox</span>
							<select value={inbox} onChange={(event) => { const next = event.currentTarget.value; go(() => { setDirty(false); setSelection(undefined); setInbox(next); }); }}>{inboxes.map((each) => <option key={each} value={each}>{each}</option>)}</select>
						</label>
					)}
				</div>
				{isLoaded && shown.length === 0 && (words === ''
					? <Empty icon="book" title={kind === 'articles' ? 'No articles yet' : 'No topics yet'}>{kind === 'articles' ? 'Write the answer to the question you hear most. The assistant uses it from the next message on.' : 'A topic is something customers come for. Give it a few sentences as they would write them.'}</Empty>
					: <Empty icon="search" title="Nothing found">Try fewer or other words.</Empty>)}
				<ul class="rows">
					{shown.map((item) => (
						<li key={item.id}>
							<button type="button" class="row row-plain" data-row aria-current={selection?.kind === kind && selection.id === item.id ? 'true' : undefined} onClick={() => select({ kind, id: item.id })}>
								<span class="row-body">
									<span class="row-top"><strong class="row-name">{item.title}</strong>{item.off && <Chip tone="plain">Off</Chip>}{item.human && <Chip tone="warm">Always a person</Chip>}</span>
									<span class="row-want">{item.line}</span>
								</span>
							</button>
						</li>
					))}
				</ul>
			</section>
			<section class="editor" aria-label="Editor">
				{selection === undefined && <Empty icon="book" title="Choose one to edit">Changes count from the customer’s next message on.</Empty>}
				{selection?.kind === 'articles' && (article !== undefined || selection.id === 'new') && (
					<ArticleForm key={formKey} inbox={inbox} article={article} onDirty={() => setDirty(true)} onClose={() => select(undefined)}
						onSaved={(kept) => void saved({ kind: 'articles', id: kept.id }, 'Article saved. The assistant uses it from now on.')}
						onDeleted={() => void saved(undefined, 'Article deleted.')} />
				)}
				{selection?.kind === 'intents' && (intent !== undefined || selection.id === 'new') && (
					<IntentForm key={formKey} inbox={inbox} intent={intent} articles={articles} onDirty={() => setDirty(true)} onClose={() => select(undefined)}
						onSaved={(kept) => void saved({ kind: 'intents', id: kept.name }, 'Topic saved. The assistant uses it from now on.')}
						onDeleted={() => void saved(undefined, 'Topic deleted.')} />
				)}
			</section>
			{leavingTo !== undefined && (
				<Dialog title="Leave without saving?" onClose={() => setLeavingTo(undefined)}>
					<p>What you changed here is not saved yet.</p>
					<div class="actions"><button type="button" onClick={() => setLeavingTo(undefined)}>Keep editing</button><button type="button" class="primary danger" onClick={() => { leavingTo(); setLeavingTo(undefined); }}>Leave</button></div>
				</Dialog>
			)}
		</div>
	);
}

function matches(words: string, texts: readonly string[]): boolean {
	const wanted = words.toLowerCase().split(/\s+/u).filter((word) => word !== '');
	const all = texts.join('\n').toLowerCase();
	return wanted.every((word) => all.includes(word));
}

function useKnowledge(inbox: string, say: (text: string) => void) {
	const [articles, setArticles] = useState<readonly Article[]>([]);
	const [intents, setIntents] = useState<readonly Intent[]>([]);
	const [isLoaded, setLoaded] = useState(false);
	async function reload(): Promise<void> {
		try {
			const [first, second] = await Promise.all([
				callDesk<{ articles: readonly Article[] }>('listArticles', { inbox }),
				callDesk<{ intents: readonly Intent[] }>('listIntents', { inbox }),
			]);
			setArticles(first.articles);
			setIntents(second.intents);
			setLoaded(true);
		} catch (refusal) {
			say(sentenceOf(refusal));
		}
	}
	useEffect(() => void reload(), [inbox]);
	return { articles, intents, isLoaded, reload };
}
