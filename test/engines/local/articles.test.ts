import { buildArticleIndex, searchArticles } from '../../../engines/local/articles';
import { stem } from '../../../engines/local/stem';
import { isOneSlipAway } from '../../../engines/local/terms';
import { ARTICLES } from './sampleKnowledge';

const index = buildArticleIndex(ARTICLES);

describe('searchArticles', () => {
	it.each([
		['How long does delivery take?', 'shipping', 'Standard delivery takes 2 to 4 working days and costs 4.90.'],
		['what does shipping cost', 'shipping', undefined],
		['which bulb do i need for the lamp', 'bulbs', undefined],
		['how long is my gift card valid', 'gift', 'Gift cards are valid for three years.'],
		['when do i get my money back', 'returns', undefined],
		['how long are giftt cards valid', 'gift', undefined],
	])('is sure that %j is answered by %s', (question, id, snippet) => {
		const match = searchArticles(question, index);
		expect(match.sources[0]?.id).toBe(id);
		expect(match.confidence).toBeGreaterThan(0.6);
		if (snippet !== undefined) expect(match.sources[0]?.snippet).toBe(snippet);
	});

	it.each(['who is the prime minister of canada', 'can you write a poem about spring', 'my neighbour plays loud music', 'what is the stock price of apple', 'how do I cook rice'])('is sure that nothing here answers %j', (question) => {
		expect(searchArticles(question, index).confidence).toBeLessThan(0.35);
	});

	it.each(['', '   ', '?!', 'the of and', '\u200b'])('finds nothing for %j', (question) => {
		expect(searchArticles(question, index)).toEqual({ sources: [], confidence: 0 });
	});

	it('finds nothing in an empty base', () => expect(searchArticles('delivery', buildArticleIndex([]))).toEqual({ sources: [], confidence: 0 }));

	it('reads again only the article that was edited, and finds its new text', () => {
		const edited = buildArticleIndex(ARTICLES.map((article) => (article.id === 'gift' ? { ...article, body: 'Gift cards never expire, says Zanzibar.' } : { ...article })), index);
		const kept = edited.articles.filter(({ record }, i) => record === index.articles[i]?.record).map(({ article }) => article.id);
		expect(kept).toEqual(ARTICLES.map(({ id }) => id).filter((id) => id !== 'gift'));
		expect(searchArticles('zanzibar', edited).sources[0]).toMatchObject({ id: 'gift', snippet: 'Gift cards never expire, says Zanzibar.' });
	});

	it.each([['so what is granite', 'what'], ['and where is granite', 'where']])('tells questions of the same telling words apart by the small ones: %j', (question, id) => {
		const alike = buildArticleIndex([['what', 'What is granite?'], ['where', 'Where is granite?']].map(([name = '', title = '']) => ({ id: name, title, body: '', questions: [], enabled: true, updatedAt: '' })));
		expect(searchArticles(question, alike).sources[0]?.id).toBe(id);
	});

	it('leaves out articles that are switched off', () => {
		const off = buildArticleIndex(ARTICLES.map((article) => ({ ...article, enabled: article.id !== 'gift' })));
		expect(searchArticles('how long is my gift card valid', off).sources.map(({ id }) => id)).not.toContain('gift');
	});

	it('prefers the article in the question\'s language', () => {
		const twins = buildArticleIndex(['de', 'en'].map((language) => ({ id: language, title: 'Versand shipping', body: 'Versand shipping 2', questions: [], language, enabled: true, updatedAt: '' })));
		expect(searchArticles('versand shipping', twins, 'en').sources[0]?.id).toBe('en');
		expect(searchArticles('versand shipping', twins, 'de').sources[0]?.id).toBe('de');
	});

	it.each([
		['is there a guarantee on it', 'warranty'], ['my guarentee ran out', 'warranty'], ['can I get my purchase reimbursed', 'returns'], ['when is my package dispatched', 'shipping'],
	])('finds for %j what the article calls otherwise', (question, id) => expect(searchArticles(question, index).sources[0]?.id).toBe(id));

	it.each([['someone took my wallet', 'Report a stolen card'], ['I do not remember my code', 'Forgot PIN']])('finds for %j, by its meaning, an article that shares no word with it, and is not sure', (question, title) => {
		const base = buildArticleIndex(['Cancel my membership', 'Report a stolen card', 'Opening hours', 'Exchange rates abroad', 'Forgot PIN'].map((id) => ({ id, title: id, questions: [], body: '', enabled: true, updatedAt: '' })));
		const { sources, confidence } = searchArticles(question, base);
		expect(sources[0]?.id).toBe(title);
		expect(confidence).toBeLessThan(0.3);
	});

	it('gives at most five sources, best first', () => {
		const many = buildArticleIndex(Array.from({ length: 9 }, (_, i) => ({ id: `a${i}`, title: `Lamp ${i}`, body: 'lamp', questions: [], enabled: true, updatedAt: '' })));
		const scores = searchArticles('lamp', many).sources.map(({ score }) => score);
		expect(scores).toHaveLength(5);
		expect(scores).toEqual([...scores].sort((a, b) => b - a));
	});
});

it.each([['cancelled', 'cancellation'], ['deliveries', 'delivery'], ['shipping', 'shipped'], ['refunds', 'refunded'], ['exchange', 'exchanging'], ['returns', 'returned']])('finds one stem for %s and %s', (a, b) => expect(stem(a)).toBe(stem(b)));

it.each([['parcel', 'parcle', true], ['parcel', 'parcl', true], ['parcel', 'parxel', true], ['parcel', 'pencil', false], ['refund', 'refunded', false]])('sees %s and %s one slip apart: %s', (a, b, apart) => expect(isOneSlipAway(a, b)).toBe(apart));
