/** The sample shop that `npm start` and `npm run simulate` use. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PLACE } from '../../core/knowledge/fillTemplate';
import type { Article, Intent } from '../../core/knowledge/knowledge';

const SAMPLE = resolve(__dirname, '../../workflows/sample');

interface Order {
	readonly number: string;
	readonly status: string;
	readonly email: string;
	readonly postcode: string;
}

interface Line {
	readonly conversation: string;
	readonly text: string;
}

function read<T>(name: string): T {
	return JSON.parse(readFileSync(join(SAMPLE, name), 'utf8')) as T;
}

const articles = read<readonly Article[]>('articles.json');
const intents = read<readonly Intent[]>('intents.json');
const orders = read<readonly Order[]>('orders.json');
const lines = readFileSync(join(SAMPLE, 'conversations.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);

function findRepeated(names: readonly string[]): readonly string[] {
	const lower = names.map((name) => name.toLowerCase());
	return lower.filter((name, index) => lower.indexOf(name) !== index);
}

describe('articles', () => {
	it('are at least 25, each with its own id', () => {
		expect(articles.length).toBeGreaterThanOrEqual(25);
		expect(findRepeated(articles.map(({ id }) => id))).toEqual([]);
	});

	it.each(articles)('$id says enough in few words and names other ways to ask', ({ body, questions, url, enabled }) => {
		const words = body.split(/\s+/u).length;
		expect(words).toBeGreaterThanOrEqual(60);
		expect(words).toBeLessThanOrEqual(180);
		expect(questions.length).toBeGreaterThanOrEqual(3);
		expect(questions.length).toBeLessThanOrEqual(6);
		expect(url).toMatch(/^https:\/\/glimmerholt\.example\.com\//u);
		expect(enabled).toBe(true);
	});
});

describe('intents', () => {
	it('are at least 20, each with its own camelCase name', () => {
		expect(intents.length).toBeGreaterThanOrEqual(20);
		expect(findRepeated(intents.map(({ name }) => name))).toEqual([]);
		for (const { name } of intents) expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]+)*$/u);
	});

	it('never share an example', () => {
		expect(findRepeated(intents.flatMap(({ examples }) => examples))).toEqual([]);
	});

	it.each(intents)('$name has ten examples and a way to be answered', ({ examples, articleId, needs, humanOnly }) => {
		expect(examples.length).toBeGreaterThanOrEqual(10);
		expect(examples.length).toBeLessThanOrEqual(12);
		expect([articleId !== undefined, needs !== undefined, humanOnly].filter(Boolean)).toHaveLength(1);
		if (articleId !== undefined) expect(articles.map(({ id }) => id)).toContain(articleId);
	});
});

describe('orders', () => {
	it('are 12, and 1042 is on its way', () => {
		expect(orders).toHaveLength(12);
		expect(findRepeated(orders.map(({ number }) => number))).toEqual([]);
		expect(orders.find(({ number }) => number === '1042')?.status).toBe('shipped and on its way');
	});

	it('can each be proven by an e-mail address nobody owns, or a postcode', () => {
		for (const { email, postcode } of orders) {
			expect(email).toMatch(/@example\.(?:com|org)$/u);
			expect(postcode).not.toBe('');
		}
	});

	it('fill every place of the answer, at least for an order on its way', () => {
		const answer = intents.find(({ name }) => name === 'orderStatus')?.needs?.answer ?? '';
		const places = [...answer.matchAll(PLACE)].map(([, name = '']) => name);
		const known = new Set(orders.flatMap((order) => Object.keys(order)));
		expect(places.length).toBeGreaterThan(3);
		expect(places.filter((name) => !known.has(name))).toEqual([]);
	});
});

describe('conversations', () => {
	it('are about 40', () => {
		expect(new Set(lines.map(({ conversation }) => conversation)).size).toBeGreaterThanOrEqual(40);
	});

	it('use no words that the assistant was taught literally', () => {
		const taught = new Set([...intents.flatMap(({ examples }) => examples), ...articles.flatMap(({ questions }) => questions)].map((text) => text.toLowerCase()));
		expect(lines.filter(({ text }) => taught.has(text.toLowerCase()))).toEqual([]);
	});
});
