import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../core/conversation/ledger';
import type { Article, Knowledge } from '../../core/knowledge/knowledge';
import { localEngine } from '../../oncePerProcess';
import { INDEX_FOLDER, noteArticleEdit, prepareArticles } from '../../readyArticles';
import { openSqliteLedger } from '../../store';

const article = (id: string, title: string): Article => ({ id, title, body: `${title} is explained here.`, questions: [], enabled: true, updatedAt: '2026-03-04T10:00:00.000Z' });
const ARTICLES = Array.from({ length: 60 }, (_, i) => article(`a${i}`, `Lamp number ${i}`));

const folder = mkdtempSync(join(tmpdir(), 'ready-articles-'));
let ledger: Ledger;
beforeAll(async () => {
	ledger = await openSqliteLedger({ path: join(folder, 'ledger.sqlite') });
});
afterAll(async () => {
	await ledger.close();
	rmSync(folder, { recursive: true, force: true });
});

const files = (): string[] => readdirSync(folder).includes(INDEX_FOLDER) ? readdirSync(join(folder, INDEX_FOLDER)).map((name) => join(folder, INDEX_FOLDER, name)) : [];
const pathOfOne = (): string => files()[0] ?? '';
const knowledge = (inbox: string, articles: readonly Article[]): Knowledge => ({ inbox, version: 1, articles, intents: [] });

async function waitFor(isTrue: () => boolean): Promise<void> {
	for (let i = 0; i < 400 && !isTrue(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
	expect(isTrue()).toBe(true);
}

it('keeps what it read in one file an inbox, which only n8n\'s user may read', async () => {
	await ledger.upsertArticles('main', ARTICLES);
	await prepareArticles(await ledger.loadKnowledge('main'), folder);
	await waitFor(() => files().length === 1);
	expect(statSync(pathOfOne()).mode & 0o077).toBe(0);
	expect(readFileSync(pathOfOne()).includes('explain')).toBe(true);
});

it('prepares an edit before the next question, and keeps it', async () => {
	await ledger.upsertArticles('main', [article('a7', 'Quagga')]);
	const prepare = jest.spyOn(localEngine(), 'prepareArticles');
	await noteArticleEdit(ledger, 'main', folder);
	await waitFor(() => prepare.mock.calls.length === 1);
	await waitFor(() => readFileSync(pathOfOne()).includes('quagga'));
	prepare.mockRestore();
});

it('takes what is deleted out of the file at once', async () => {
	await ledger.deleteArticles('main', ['a7']);
	await noteArticleEdit(ledger, 'main', folder, true);
	expect(files()).toEqual([]);
	await waitFor(() => files().length === 1);
	expect(readFileSync(pathOfOne()).includes('quagga')).toBe(false);
});

it('prepares nothing where nobody asked, and keeps nothing of few articles', async () => {
	const before = files();
	const prepare = jest.spyOn(localEngine(), 'prepareArticles');
	await noteArticleEdit(ledger, 'never', folder);
	await prepareArticles(knowledge('few', ARTICLES.slice(0, 5)), folder);
	await new Promise((resolve) => setTimeout(resolve, 2_500));
	expect(prepare).toHaveBeenCalledTimes(1);
	expect(files()).toEqual(before);
	prepare.mockRestore();
});

it('answers all the same where nothing can be kept', async () => {
	const inTheWay = join(folder, 'a-file');
	writeFileSync(inTheWay, '');
	const base = knowledge('unkept', ARTICLES);
	await prepareArticles(base, inTheWay);
	expect(localEngine().findArticles('lamp number 12', base).sources[0]?.id).toBe('a12');
});
