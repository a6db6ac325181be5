/** How messages look: bubbles in groups, notices between them, the sign that an answer is being made. */
import type { VNode } from 'preact';
import { AssistantIcon, FailedIcon } from './icons';
import { readMarkdown, type Block, type Inline } from './markdown';
import type { Said, TimelineItem } from './timeline';
import type { ChatWords } from './words';

interface Speaking {
	readonly words: ChatWords;
	readonly assistantName: string;
	/** For the time of day. */
	readonly locale: string;
}

/** One line of the conversation: a message or a notice. */
export function TimelineEntry({ item, sendAgain, ...speaking }: Speaking & { readonly item: TimelineItem; readonly sendAgain: (id: string) => void }): VNode {
	if (item.kind === 'notice') return <p class="notice"><span>{item.text}</span></p>;
	return <Message said={item} sendAgain={sendAgain} {...speaking} />;
}

function Message({ said, sendAgain, words, assistantName, locale }: Speaking & { readonly said: Said; readonly sendAgain: (id: string) => void }): VNode {
	const isOwn = said.author === 'customer';
	const name = isOwn ? words.you : said.author === 'bot' ? assistantName : (said.name ?? words.team);
	return (
		<article class={`message ${said.author}${said.isFirst ? ' first' : ''}${said.isLast ? ' last' : ''}${said.delivery === 'sending' ? ' sending' : ''}`}>
			{!isOwn && <Avatar author={said.author} name={name} />}
			<header class={isOwn || !said.isFirst ? 'unseen' : undefined}>
				<b dir="auto">{name}</b>
				{!isOwn && <span>{said.author === 'bot' ? words.aiAssistant : words.team}</span>}
			</header>
			<div class="bubble" dir="auto">
				{isOwn ? <p>{withBreaks(said.text)}</p> : readMarkdown(said.text).map((block, index) => <MarkdownBlock key={index} block={block} words={words} />)}
			</div>
			{said.failedId !== undefined ? <Failed id={said.failedId} sendAgain={sendAgain} words={words} /> : said.isLast && <footer>{footerOf(said, words, locale)}</footer>}
		</article>
	);
}

function footerOf(said: Said, words: ChatWords, locale: string): string {
	const time = new Date(said.at).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
	if (said.delivery === undefined) return time;
	if (said.delivery === 'sending') return `${words.sending} …`;
	return said.isNewest === true ? `${words.sent} · ${time}` : time;
}

function Failed({ id, sendAgain, words }: { readonly id: string; readonly sendAgain: (id: string) => void; readonly words: ChatWords }): VNode {
	return (
		<div class="failed" role="alert">
			<FailedIcon />
			{words.notSent} ·{' '}
			<button type="button" onClick={() => sendAgain(id)}>
				{words.tryAgain}
			</button>
		</div>
	);
}

/** A sign for the assistant, a person's initials for a person: never the other way round. */
export function Avatar({ author, name }: { readonly author: 'bot' | 'human'; readonly name: string }): VNode {
	return (
		<span class={`avatar ${author}`} aria-hidden="true">
			{author === 'bot' ? <AssistantIcon /> : initialsOf(name)}
		</span>
	);
}

function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/u);
	const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
	return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

/** The assistant is at it. */
export function Working({ assistantName, text }: { readonly assistantName: string; readonly text: string }): VNode {
	return (
		<div class="message bot first last working">
			<Avatar author="bot" name={assistantName} />
			<div class="bubble">
				<span class="dots" aria-hidden="true">
					<i />
					<i />
					<i />
				</span>
				<span class="unseen">{text}</span>
			</div>
		</div>
	);
}

function MarkdownBlock({ block, words }: { readonly block: Block; readonly words: ChatWords }): VNode {
	if (block.kind === 'paragraph') {
		return <p>{block.lines.map((line, index) => [index > 0 && <br />, <Line key={index} content={line} words={words} />])}</p>;
	}
	const items = block.items.map((item, index) => (
		<li key={index}>
			<Line content={item} words={words} />
		</li>
	));
	return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function Line({ content, words }: { readonly content: readonly Inline[]; readonly words: ChatWords }): VNode {
	return <>{content.map((part) => renderInline(part, words))}</>;
}

function renderInline(part: Inline, words: ChatWords): VNode | string {
	switch (part.kind) {
		case 'text':
			return part.text;
		case 'bold':
			return (
				<strong>
					<Line content={part.content} words={words} />
				</strong>
			);
		case 'link':
			return (
				<a href={part.href} target="_blank" rel="noopener noreferrer">
					{part.text}
					<span class="unseen"> ({words.opensElsewhere})</span>
				</a>
			);
		default:
			return part satisfies never;
	}
}

function withBreaks(text: string): ReadonlyArray<string | VNode> {
	return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [<br key={index} />, line]));
}
