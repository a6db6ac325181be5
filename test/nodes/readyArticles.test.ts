import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** What waits for quiet twice takes over 4 seconds, and longer where the machine has other work. */
jest.setTimeout(30_000);

const allFiles = (): string[] => readdirSync(folder).includes(INDEX_FOLDER) ? readdirSync(join(folder, INDEX_FOLDER)).map((name) => join(folder, INDEX_FOLDER, name)) : [];
/** Finished ones: beside them may be one that is being written. */
const files = (): string[] => allFiles().filter((path) => !/\.\d+$/u.test(path));
const fileOf = (inbox: string): string => join(folder, INDEX_FOLDER, createHash('sha256').update(inbox).digest('hex').slice(0, 32));
const pathOfOne = (): string => files()[0] ?? '';
const knowledge = (inbox: string, articles: readonly Article[]): Knowledge => ({ inbox, version: 1, articles, intents: [] });

async function waitFor(isTrue: () => boolean): Promise<void> {
	for (let i = 0; i < 800 && !isTrue(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
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

it.each<[string, (old: Knowledge, noteDeletion: () => Promise<void>) => Promise<void>]>([
	['just been prepared', async (old, noteDeletion) => {
		await prepareArticles(old, folder);
		await noteDeletion();
	}],
	['begun to be prepared', async (old, noteDeletion) => {
		const preparing = prepareArticles(old, folder);
		await noteDeletion();
		await preparing;
	}],
	['been read to be prepared', async (old, noteDeletion) => {
		await noteDeletion();
		await prepareArticles(old, folder);
	}],
])('never keeps what is deleted when it has %s', async (state, prepare) => {
	const inbox = `deleted, having ${state}`;
	await ledger.upsertArticles(inbox, [...ARTICLES, article('a60', 'Quagga')]);
	const old = await ledger.loadKnowledge(inbox);
	await ledger.deleteArticles(inbox, ['a60']);
	await prepare(old, async () => await noteArticleEdit(ledger, inbox, folder, true));
	expect(existsSync(fileOf(inbox))).toBe(false);
	await waitFor(() => existsSync(fileOf(inbox)));
	expect(readFileSync(fileOf(inbox)).includes('quagga')).toBe(false);
});

it('keeps anew what it removed, even where what was deleted had not been there to be found', async () => {
	const inbox = 'disabled';
	await ledger.upsertArticles(inbox, [...ARTICLES, { ...article('a60', 'Quagga'), enabled: false }]);
	await prepareArticles(await ledger.loadKnowledge(inbox), folder);
	await ledger.deleteArticles(inbox, ['a60']);
	await noteArticleEdit(ledger, inbox, folder, true);
	await waitFor(() => existsSync(fileOf(inbox)));
});

it('removes the file once too few are left, wherever the others were deleted', async () => {
	await prepareArticles(knowledge('shrinks', ARTICLES), folder);
	await waitFor(() => existsSync(fileOf('shrinks')));
	await prepareArticles({ ...knowledge('shrinks', ARTICLES.slice(0, 40)), version: 2 }, folder);
	expect(existsSync(fileOf('shrinks'))).toBe(false);
});

it('removes what a killed process had not finished', async () => {
	for (const path of [fileOf('killed'), `${fileOf('killed')}.4711`]) writeFileSync(path, 'quagga');
	await noteArticleEdit(ledger, 'killed', folder, true);
	expect(allFiles().filter((path) => path.startsWith(fileOf('killed')))).toEqual([]);
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
