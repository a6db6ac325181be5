import { createHash } from 'node:crypto';
import type { Article } from '../../../core/knowledge/knowledge';
import { createLocalEngine } from '../../../engines/local';
import { buildArticleIndex, indexArticles, type ArticleIndex } from '../../../engines/local/articleIndex';
import { RECORD_VERSION, recordArticle } from '../../../engines/local/articleRecord';
import { readQuestion, searchArticles } from '../../../engines/local/articles';
import { packArticles, unpackArticles } from '../../../engines/local/keptArticles';
import { Pieces } from '../../../engines/local/pieces';
import { runAtOnce } from '../../../engines/local/steps';
import { version } from '../../../package.json';
import { cpuTime } from '../../cpuTime';
import { createChance, phrase, pick, writeArticle, writeArticles } from './articleBase';
import { ARTICLES } from './sampleKnowledge';

/** Everything a search says of some questions, among them misspelt and unknown words. */
function askAll(index: ArticleIndex, seed: number): unknown {
	const chance = createChance(seed);
	const questions = [...Array.from({ length: 6 }, () => phrase(chance)), 'where is my delivry', 'is it a lmap', 'lampxa00003 refundinga00012', 'submarines'];
	return questions.map((question, i) => (i % 3 === 0 ? searchArticles(question, index) : readQuestion(question, index)));
}

/** One to three edits of any kind. */
function edit(articles: readonly Article[], step: number, chance: () => number): Article[] {
	const edited = articles.map((article) => ({ ...article }));
	for (let i = 0; i < 1 + Math.floor(chance() * 3); i++) {
		const place = Math.floor(chance() * edited.length);
		const article = edited[place];
		const kind = pick(['body', 'body', 'title', 'questions', 'everything', 'remove', 'add', 'switch', 'again', 'move'], chance);
		if (article === undefined || kind === 'add') edited.splice(place, 0, writeArticle(`n${step}-${i}`, chance));
		else if (kind === 'remove') edited.splice(place, 1);
		else if (kind === 'move') edited.push(...edited.splice(place, 1));
		else if (kind === 'switch') edited[place] = { ...article, enabled: !article.enabled };
		else if (kind === 'body') edited[place] = { ...article, body: `${article.body} ${phrase(chance)}` };
		else if (kind === 'title') edited[place] = { ...article, title: phrase(chance) };
		else if (kind === 'questions') edited[place] = { ...article, questions: article.questions.length > 1 ? [] : [...article.questions, phrase(chance), 'lamp lamp lamp lamp'] };
		else if (kind === 'everything') edited[place] = writeArticle(article.id, chance);
	}
	return edited;
}

describe('an index after edits', () => {
	it.each([1, 3])('finds to the bit what one made from the beginning finds (edits %i)', (seed) => {
		const chance = createChance(seed);
		let articles: Article[] = writeArticles(seed * 20 - 15, chance);
		let index = buildArticleIndex(articles);
		for (let step = 0; step < 40; step++) {
			articles = edit(articles, step, chance);
			index = buildArticleIndex(articles, index);
			expect(askAll(index, step)).toEqual(askAll(buildArticleIndex(articles), step));
		}
	});

	it('finds what it found before, while and after another is made of it', () => {
		const chance = createChance(7);
		const articles = writeArticles(80, chance);
		const before = buildArticleIndex(articles);
		const found = askAll(before, 1);
		const steps = indexArticles(edit(edit(articles, 1, chance), 2, chance), before);
		for (let i = 0; i < 40; i++) steps.next();
		expect(askAll(before, 1)).toEqual(found);
		runAtOnce(steps);
		expect(askAll(before, 1)).toEqual(found);
	});

	it('forgets words that only deleted articles had', () => {
		const chance = createChance(3);
		const articles = writeArticles(40, chance);
		let index = buildArticleIndex(articles);
		const unique = (round: number): Article[] => Array.from({ length: 40 }, (_, i) => ({ ...(articles[i] as Article), enabled: true, title: Array.from({ length: 12 }, (__, k) => `w${round}x${i}y${k}z${'abcdefgh'.slice(k % 5)}`).join(' ') }));
		for (let round = 0; round < 12; round++) index = buildArticleIndex(unique(round), index);
		const anew = buildArticleIndex(unique(11));
		expect(index.pieces.size).toBeLessThan(4 * anew.pieces.size);
		expect(askAll(index, 1)).toEqual(askAll(anew, 1));
	});

	it('costs far less than making it from the beginning', () => {
		const articles = writeArticles(800, createChance(5));
		let index = buildArticleIndex(articles);
		const building = cpuTime(() => buildArticleIndex(articles));
		let round = 0;
		const editing = cpuTime(() => {
			const place = round++ * 11;
			index = buildArticleIndex(articles.map((article, i) => (i === place ? { ...article, enabled: true, body: `${article.body} zanzibar` } : article)), index);
		});
		expect(editing).toBeLessThan(building / 5);
	});
});

describe('kept articles', () => {
	const chance = createChance(11);
	const articles = writeArticles(120, chance);
	const index = buildArticleIndex(articles);
	const bytes = runAtOnce(packArticles(index));
	const load = (kept: Uint8Array, now: readonly Article[]): ArticleIndex => runAtOnce(indexArticles(now, undefined, runAtOnce(unpackArticles(kept))));

	it.each([['as they were made', bytes], ['as a file is read', Buffer.concat([Buffer.from('x'), bytes]).subarray(1)]])('are searched as they were, from bytes %s', (_, kept) => {
		expect(askAll(load(kept, articles), 1)).toEqual(askAll(index, 1));
	});

	it('are read anew where their text has changed since', () => {
		const now = edit(edit(articles, 1, chance), 2, chance);
		expect(askAll(load(bytes, now), 1)).toEqual(askAll(buildArticleIndex(now), 1));
	});

	it('are kept again after edits, without the words that are gone', () => {
		const now = articles.map((article, i) => (i === 5 ? { ...article, enabled: true, body: 'Zanzibar quagga' } : article));
		const secret = buildArticleIndex(now, index);
		const later = buildArticleIndex(articles, secret);
		expect(Buffer.from(runAtOnce(packArticles(secret))).includes('quagga')).toBe(true);
		const again = runAtOnce(packArticles(later));
		expect(Buffer.from(again).includes('quagga')).toBe(false);
		expect(askAll(load(again, articles), 1)).toEqual(askAll(index, 1));
	});

	it.each([
		['cut off', () => bytes.slice(0, bytes.length - 1)],
		['empty', () => new Uint8Array(0)],
		['of something else', () => new Uint8Array(Buffer.from('not an index at all, but long enough to be looked at more closely'))],
		['changed in one bit', () => bytes.map((byte, i) => (i === Math.floor(bytes.length / 2) ? byte ^ 1 : byte))],
		['of another engine', () => {
			const other = Buffer.from(bytes);
			other.write('"engine":"x', other.indexOf('"engine"'));
			other.set(createHash('sha256').update(other.subarray(32)).digest());
			return new Uint8Array(other);
		}],
	])('are not used when the bytes are %s', (_, damage) => {
		expect(runAtOnce(unpackArticles(damage()))).toBeUndefined();
	});

	it('are of another engine with another version of the package', () => {
		expect(Buffer.from(bytes).includes(`"engine":"${version}.${RECORD_VERSION}.`)).toBe(true);
	});

	it('are loaded far faster than read', () => {
		const many = writeArticles(600, createChance(2));
		const kept = runAtOnce(packArticles(buildArticleIndex(many)));
		expect(cpuTime(() => load(kept, many))).toBeLessThan(cpuTime(() => buildArticleIndex(many)) / 3);
	});

	it('have a version that was raised with the last change of what is read of a text', () => {
		const pieces = new Pieces();
		const records = [...ARTICLES, ...writeArticles(30, createChance(1))].map((article) => recordArticle(article, pieces));
		const read = createHash('sha256').update(JSON.stringify([records.map((record) => [...record]), pieces.terms.keys, pieces.features.keys, pieces.pairs.keys])).digest('hex');
		// Where this fails, an engine that reads otherwise would use what this one kept: raise RECORD_VERSION and take over the new value.
		expect([RECORD_VERSION, read.slice(0, 16)]).toEqual([2, 'b6abb3628d5cc922']);
	});
});

describe('preparing', () => {
	const never = async (): Promise<undefined> => undefined;
	const MANY = { inbox: 'many', version: 1, intents: [], articles: writeArticles(3_000, createChance(9)) };
	const FEW = { ...MANY, articles: MANY.articles.slice(0, 60) };

	it('leaves turns to others: no piece of it takes long', async () => {
		const cpu = (): number => process.cpuUsage().user / 1_000;
		let [pieceBegan, pieceEnds] = [cpu(), Date.now() + 10];
		const pieces: number[] = [];
		const endPiece = (): void => void pieces.push(cpu() - pieceBegan);
		let turns = 0;
		const timer = setInterval(() => turns++, 1);
		const whole = cpu();
		await createLocalEngine().prepareArticles(MANY, {
			isTimeUp: () => Date.now() >= pieceEnds,
			pause: async () => {
				endPiece();
				await new Promise((resolve) => setImmediate(resolve));
				[pieceBegan, pieceEnds] = [cpu(), Date.now() + 10];
			},
		}, never);
		endPiece();
		clearInterval(timer);
		expect(turns).toBeGreaterThan(10);
		// The pieces end after 10 ms; what is above is the longest single step, and the collector of garbage.
		expect(Math.max(...pieces)).toBeLessThan(Math.max(100, (cpu() - whole) / 10));
	}, 60_000);

	it('gives waiting questions the same answer as an index made at once, and reads articles once for all of them', async () => {
		const engine = createLocalEngine();
		let reads = 0;
		const pace = { isTimeUp: () => true, pause: async () => await new Promise<void>((resolve) => setImmediate(resolve)) };
		const edited = { ...FEW, version: 2, articles: FEW.articles.map((article) => ({ ...article, body: `${article.body} zanzibar` })) };
		const ask = async (knowledge: typeof FEW): Promise<unknown> => {
			await engine.prepareArticles(knowledge, pace, async () => void reads++);
			return engine.findArticles('zanzibar lamp', knowledge);
		};
		const found = await Promise.all([ask(FEW), ask(edited), ask(FEW), ask({ ...edited })]);
		const atOnce = [FEW, edited, FEW, edited].map((knowledge) => createLocalEngine().findArticles('zanzibar lamp', knowledge));
		expect(found).toEqual(atOnce);
		expect(reads).toBe(1);
	});

	it('says when there is something new to keep, and uses what was kept', async () => {
		const pace = { isTimeUp: () => false, pause: async () => undefined };
		const first = createLocalEngine();
		expect([await first.prepareArticles(FEW, pace, never), await first.prepareArticles(FEW, pace, never)]).toEqual([true, false]);
		const bytes = await first.packArticles(FEW, pace);
		const next = createLocalEngine();
		expect(await next.prepareArticles({ ...FEW }, pace, async () => bytes)).toBe(false);
		expect(await createLocalEngine().prepareArticles(FEW, pace, async () => bytes.slice(1))).toBe(true);
		expect(next.findArticles('where is my lamp', FEW)).toEqual(first.findArticles('where is my lamp', FEW));
	});

	it('that failed is tried again', async () => {
		const engine = createLocalEngine();
		const pace = { isTimeUp: () => false, pause: async () => undefined };
		await expect(engine.prepareArticles(FEW, pace, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await engine.prepareArticles(FEW, pace, never)).toBe(true);
	});
});
