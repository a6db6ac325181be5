import type { FeedEntry } from '../../core/conversation/ledger';
import type { ChatModel, Outgoing } from '../../pages/chat/client';
import { readMarkdown, type Inline } from '../../pages/chat/markdown';
import { buildTimeline, findPending } from '../../pages/chat/timeline';
import { CHAT_LANGUAGES, CHAT_WORDS, chooseLanguage, fillIn } from '../../pages/chat/words';
import { cpuTime } from '../cpuTime';

const AT = '2026-03-02T10:00:00.000Z';

function buildModel(entries: ReadonlyArray<Omit<FeedEntry, 'seq' | 'at'>>, change: Partial<ChatModel> = {}): ChatModel {
	return { owner: 'bot', status: 'open', seq: entries.length, outbox: [], connection: 'online', ...change, entries: entries.map((entry, index) => ({ seq: index + 1, at: AT, ...entry })) };
}

const outgoing = (change: Partial<Outgoing>): Outgoing => ({ id: 'o1', text: 'Hello', asksForPerson: false, at: AT, state: 'sending', ...change });
const show = (model: ChatModel) => buildTimeline(model, CHAT_WORDS.en, 'Mira').map((item) => (item.kind === 'notice' ? `— ${item.text}` : `${item.name ?? item.author}: ${item.text}`));

describe('chat timeline', () => {
	it('shows who said what and who came and went', () => {
		const model = buildModel([
			{ kind: 'message', text: 'Hello', messageId: 'm1' },
			{ kind: 'reply', author: 'bot', name: 'Mira', text: 'Hi' },
			{ kind: 'outcome', outcome: 'answered' },
			{ kind: 'waiting' },
			{ kind: 'accepted', name: 'Jonas' },
			{ kind: 'reply', author: 'human', name: 'Jonas', text: 'Here' },
			{ kind: 'returned', name: 'Jonas' },
			{ kind: 'resolved' },
		]);
		expect(show(model)).toEqual(['customer: Hello', 'Mira: Hi', '— You are in the queue for a person', '— Jonas has joined', 'Jonas: Here', '— Mira takes over again', '— The conversation was closed']);
	});

	it.each<[string, Partial<Outgoing>]>([
		['the answer to the POST came first', { state: 'sent', messageId: 'm1' }],
		['the feed came first', { state: 'sending' }],
	])('shows a message once when %s', (_when, change) => {
		expect(show(buildModel([{ kind: 'message', text: 'Hello', messageId: 'm1' }], { outbox: [outgoing(change)] }))).toEqual(['customer: Hello']);
	});

	it('shows the same words twice when they were said twice', () => {
		const model = buildModel([{ kind: 'message', text: 'Hello', messageId: 'm1' }], { outbox: [outgoing({ state: 'sent', messageId: 'm1' }), outgoing({ id: 'o2' })] });
		expect(show(model)).toHaveLength(2);
	});

	it('keeps a failed message and the id to send it again', () => {
		expect(buildTimeline(buildModel([], { outbox: [outgoing({ state: 'failed' })] }), CHAT_WORDS.en, 'Mira')).toMatchObject([{ failedId: 'o1', delivery: 'failed' }]);
	});

	it.each<[string, ReadonlyArray<Omit<FeedEntry, 'seq' | 'at'>>, Partial<ChatModel>, string]>([
		['nothing was said', [], {}, 'nothing'],
		['a message has no outcome yet', [{ kind: 'message' }], {}, 'working'],
		['the reply is there', [{ kind: 'message' }, { kind: 'reply' }], {}, 'nothing'],
		['a draft waits', [{ kind: 'message' }, { kind: 'outcome', outcome: 'draft' }], {}, 'checking'],
		['it was ignored', [{ kind: 'message' }, { kind: 'outcome', outcome: 'ignored' }], {}, 'nothing'],
		['a person is waited for', [{ kind: 'message' }], { owner: 'queue' }, 'nothing'],
		['a new question follows an answer', [{ kind: 'message' }, { kind: 'reply' }, { kind: 'message' }], {}, 'working'],
		['a message was accepted but is not in the feed', [], { outbox: [outgoing({ state: 'sent', messageId: 'm9' })] }, 'working'],
		['a message could not be sent', [], { outbox: [outgoing({ state: 'failed' })] }, 'nothing'],
	])('knows what is owed when %s', (_when, entries, change, pending) => {
		expect(findPending(buildModel(entries, change))).toBe(pending);
	});
});

describe('chat markdown', () => {
	const print = (parts: readonly Inline[]): string =>
		parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'bold' ? `<b>${print(part.content)}</b>` : `<a ${part.href}>${part.text}</a>`)).join('');
	const printAll = (text: string): string => readMarkdown(text).map((block) => (block.kind === 'paragraph' ? block.lines.map(print).join('|') : `${block.ordered ? block.start : '-'}[${block.items.map(print).join(';')}]`)).join(' ¶ ');

	it.each([
		['plain', 'plain'],
		['two\nlines\n\nand more', 'two|lines ¶ and more'],
		['a **bold** word', 'a <b>bold</b> word'],
		['- one\n- two **b**', '-[one;two <b>b</b>]'],
		['2. one\n3. two\nafter', '2[one;two] ¶ after'],
		['[here](https://a.example/b)', '<a https://a.example/b>here</a>'],
		['see https://a.example/x?y=1.', 'see <a https://a.example/x?y=1>a.example/x?y=1</a>.'],
		['write to help@a.example', 'write to <a mailto:help@a.example>help@a.example</a>'],
		['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
		['[x](javascript:alert)', '[x](javascript:alert)'],
		['[x](data:text/html,1)', '[x](data:text/html,1)'],
		['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
		['2 * 3 ** 4', '2 * 3 ** 4'],
		['**open', '**open'],
	])('reads %j', (text, expected) => {
		expect(printAll(text)).toBe(expected);
	});

	it.each(['**', '[', '[a](', 'a@', 'https://', '- ', '(', 'a.'])('takes no longer over 10,000 characters of %j than a blink', (piece) => {
		const hostile = piece.repeat(Math.ceil(10_000 / piece.length));
		expect(cpuTime(() => readMarkdown(hostile))).toBeLessThan(250);
	});
});

describe('chat words', () => {
	it.each(CHAT_LANGUAGES)('keep every placeholder in %s', (language) => {
		for (const [key, text] of Object.entries(CHAT_WORDS.en)) {
			const translated = CHAT_WORDS[language][key as keyof typeof CHAT_WORDS.en];
			expect([key, translated.match(/\{\w+\}/gu)?.sort()]).toEqual([key, text.match(/\{\w+\}/gu)?.sort()]);
		}
	});

	it.each([
		[['de-AT', 'en'], 'de'],
		[['sv', 'fr-CA'], 'fr'],
		[['sv', undefined], 'en'],
		[['enx'], 'en'],
		[['', 'pl'], 'pl'],
		[[], 'en'],
	])('are chosen for %j', (wanted, language) => {
		expect(chooseLanguage(wanted)).toBe(language);
	});

	it('leave a placeholder without value alone, and do not fill in twice', () => {
		expect(fillIn('{a} {b}', { a: '{b}' })).toBe('{b} {b}');
	});
});
