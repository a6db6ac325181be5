/** What people read when a file cannot be measured with, and what is measured when it can. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chooseRivals, runContender } from '../../bench/eval/contenders.mjs';
import { readRows, shuffle, takeSample } from '../../bench/eval/read.mjs';
import { toJson } from '../../bench/eval/report.mjs';
import { task as retrieval } from '../../bench/eval/retrieval.mjs';

/** Some of these start programs; a busy machine takes its time over that. */
jest.setTimeout(60_000);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'eval-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(lines: readonly unknown[], name = 'rows.jsonl'): string {
	const file = join(folder, name);
	writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
	return file;
}

describe('readRows', () => {
	it('passes over blank lines, unknown fields and a byte order mark', () => {
		expect(readRows(write(['\uFEFF{"text":"a","label":"x","more":1}', '', { text: 'b', label: 'y' }, '']), 'labelled')).toMatchObject([{ text: 'a', label: 'x' }, { text: 'b', label: 'y' }]);
	});

	it.each([
		['labelled', '{"text":"a"', 'Line 2: it is not JSON.'],
		['labelled', ['a'], 'Line 2: it is not a JSON object.'],
		['labelled', { text: 'a' }, 'Line 2: "label" must be a name.'],
		['labelled', { text: 1, label: 'x' }, 'Line 2: "text" must be a text.'],
		['mood', { text: 'a', label: 'angry' }, 'Line 2: "label" must be negative, neutral or positive.'],
		['emotions', { text: 'a' }, 'Line 2: "label" must be an emotion, or "labels" a list of them.'],
		['human', { text: 'a', label: 'yes' }, 'Line 2: "label" must be human or other.'],
		['articles', { id: 1, question: 'a', answers: 'b' }, 'Line 2: "answers" must be a list of texts.'],
		['queries', { query: 'a' }, 'Line 2: "faq" must be a number or a name, or null when nothing answers it.'],
		['language', { text: 'a' }, 'Line 2: "lang" must be a name.'],
		['spans', { text: 'abc', spans: [['CARD', 1, 9]] }, 'Line 2: "spans" must be a list of [type, start, end] within the text.'],
	])('names the line of a %s file that is wrong, and shows a good one (%j)', (shape, row, sentence) => {
		const read = (): unknown => readRows(write(['', row]), shape);
		expect(read).toThrow(sentence);
		expect(read).toThrow(/rows\.jsonl cannot be measured with\. A line looks like \{.*\}; correct these lines/u);
	});

	it('names ten bad lines and counts the rest', () => {
		expect(() => readRows(write(Array.from({ length: 13 }, () => '?')), 'texts')).toThrow(/Line 10: it is not JSON\.\n {2}and 3 more\.$/u);
	});

	it('says what to do about a file that is empty or not there', () => {
		expect(() => readRows(write([]), 'texts')).toThrow('holds no rows');
		expect(() => readRows(join(folder, 'none.jsonl'), 'texts')).toThrow(/none\.jsonl cannot be read \(ENOENT\): name a file that is there/u);
	});
});

it('shuffles by the seed alone, and samples always the same rows in their order', () => {
	const rows = Array.from({ length: 50 }, (_, i) => i);
	expect(shuffle(rows, 1)).toEqual(shuffle(rows, 1));
	expect(shuffle(rows, 1)).not.toEqual(shuffle(rows, 2));
	expect([...shuffle(rows, 3)].sort((a: number, b: number) => a - b)).toEqual(rows);
	const sample = takeSample(rows, 10);
	expect(sample).toHaveLength(10);
	expect(sample).toEqual([...sample].sort((a: number, b: number) => a - b));
	expect(takeSample(rows, undefined)).toBe(rows);
});

it('leaves out the same articles for the same seed, and keeps the queries they would have answered', () => {
	const articles = write(Array.from({ length: 10 }, (_, id) => ({ id, question: `q${id}`, answers: ['a'] })), 'articles.jsonl');
	const test = write([{ query: 'x', faq: 3 }, { query: 'y', faq: null }], 'queries.jsonl');
	const { curve: [{ draws }] } = retrieval.read({ articles, test, drop: 0.3, seed: '1,2' });
	const ids = draws.map((draw: { articles: ReadonlyArray<{ id: string }> }) => draw.articles.map(({ id }) => id));
	expect(ids.map((one: readonly string[]) => one.length)).toEqual([7, 7]);
	expect(ids[0]).not.toEqual(ids[1]);
	expect(retrieval.read({ articles, test, drop: 0.3, seed: '1' }).curve[0].draws[0].articles).toEqual(draws[0].articles);
	expect(draws[0].queries).toEqual([{ text: 'x', answer: '3' }, { text: 'y', answer: undefined }]);
	expect(() => retrieval.read({ articles, test: write([{ query: 'x', faq: 99 }]), drop: 0 })).toThrow('"faq": 99');
});

it('writes queries down as questions of their articles, and measures each point of the curve on the same others', () => {
	const articles = write([1, 2].map((id) => ({ id, question: `Question ${id}`, answers: ['a'] })), 'faqs.jsonl');
	const test = write(['a', 'b', 'c', 'd'].map((query, i) => ({ query, faq: 1 + (i % 2) })));
	const { curve } = retrieval.read({ articles, test, questions: '0,1' });
	const [none, one] = curve.map(({ draws }: { draws: ReadonlyArray<{ articles: ReadonlyArray<{ questions: readonly string[] }>; queries: ReadonlyArray<{ text: string }> }> }) => draws[0]);
	expect(none?.articles.map(({ questions }: { questions: readonly string[] }) => questions)).toEqual([[], []]);
	const written = one?.articles.flatMap(({ questions }: { questions: readonly string[] }) => questions) ?? [];
	expect(written).toHaveLength(2);
	expect(one?.queries).toEqual(none?.queries);
	expect([...written, ...(one?.queries ?? []).map(({ text }: { text: string }) => text)].sort()).toEqual(['a', 'b', 'c', 'd']);
	expect(() => retrieval.read({ articles, test, questions: '1,x' })).toThrow('--questions 1,x');
});

describe('--against', () => {
	it.each([
		['intent', undefined, []],
		['retrieval', 'all', ['minisearch', 'lunr', '@orama/orama', 'flexsearch', 'wink-bm25-text-search']],
		['retrieval', 'orama, wink-*', ['@orama/orama', 'wink-bm25-text-search']],
		['language', '@nlpjs/*,natural', ['@nlpjs/language']],
		['sentiment', 'sentiment', ['sentiment']],
		['pii', 'all', []],
	])('at %s means for %j %j', (task, against, expected) => expect(chooseRivals(task, against)).toEqual(expected));

	it('refuses a name that nobody has', () => expect(() => chooseRivals('intent', 'bert')).toThrow(/^bert is no rival: say --against all, or name some of @nlpjs\/nlp, natural,/u));
});

describe('a contender', () => {
	const runOne = (contender: string, timeLimitSeconds: number): Promise<{ figures?: object; problem?: string }> => {
		const file = write([{ text: 'a', label: 'x' }]);
		return runContender({ taskName: 'intent', contender, options: { train: file, test: file }, timeLimitSeconds });
	};

	it('that takes too long is stopped and says so', async () => {
		expect(await runOne('natural', 0.01)).toEqual({ problem: expect.stringMatching(/^gave no answer within 0\.01 s; allow more with --time-limit/u) });
	});

	it('that cannot be loaded says why', async () => {
		expect(await runOne('nobody', 60)).toEqual({ problem: expect.stringContaining('TypeError') });
	});
});

it('writes absent figures as null and no more decimals than mean anything', () => {
	expect(toJson({ a: undefined, b: 0.123456, c: 12, d: [undefined] })).toBe('{"a":null,"b":0.1235,"c":12,"d":[null]}');
});

describe('npm run eval', () => {
	const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(process.execPath, [resolve(__dirname, '../../bench/eval.mjs'), ...args], { encoding: 'utf8', cwd: folder, env: { ...process.env, INIT_CWD: folder } });

	it.each([
		[[], 'Say what to measure'],
		[['moods'], 'There is nothing called moods to measure'],
		[['intent'], '--train and --test must be given.'],
		[['intent', '--train', 'none.jsonl', '--test', 'none.jsonl'], 'none.jsonl cannot be read'],
		[['sentiment', '--test', 'x', '--sample', 'few'], '--sample few is no whole number above 0.'],
		[['retrieval', '--articles', 'a', '--test', 'b', '--drop', '1'], '--drop is the share of articles left out'],
		[['language', '--langs', 'en'], 'Unknown option \'--langs\''],
		[['bars', '--data', 'nowhere'], 'The folder nowhere is not there'],
	])('%j says what is wrong and ends with 1, before anything is built', (args, sentence) => {
		const { status, stdout, stderr } = run(...args);
		expect(stderr).toContain(sentence);
		expect(stderr).not.toContain('    at ');
		expect(stdout).toBe('');
		expect(status).toBe(1);
	});
});
