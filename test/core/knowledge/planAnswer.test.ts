import { DEFAULT_ANSWER_SETTINGS, planAnswer, questionOf } from '../../../core/knowledge';
import type { Attempt } from '../../../core/conversation/conversation';
import { article, entity, envelope, intent, knowledge, NOW, source } from './samples';

const NOTHING = { sources: [], confidence: 0 };
const RETURNS = { sources: [source('returns')], confidence: 0.8 };
const SURE = { intent: 'orderStatus', confidence: 0.9 };
const attempt = (over: Partial<Attempt>): Attempt => ({ messageId: 'm0', question: 'q', answer: 'a', sources: ['returns'], at: NOW, result: 'failed', ...over });

describe('planAnswer, lookups', () => {
	it.each([
		['asks for everything when nothing is known', {}, {}, 'askDetails', ['orderNumber', 'email', 'postcode']],
		['does not ask for what is in this message', { triage: { ...SURE, entities: [entity('orderNumber', '1042')] } }, {}, 'askDetails', ['email', 'postcode']],
		['does not ask for what was collected before', { conversation: { collected: { orderNumber: '1042' } } }, {}, 'askDetails', ['email', 'postcode']],
		['asks for the order when one proof is there', { conversation: { collected: { postcode: '10115' } } }, {}, 'askDetails', ['orderNumber']],
		['takes the e-mail of the customer record as given', { customer: { email: 'lena@example.org' } }, {}, 'askDetails', ['orderNumber']],
		['is not fooled by inherited names', { conversation: { collected: Object.create({ orderNumber: '7' }) as Record<string, string> } }, {}, 'askDetails', ['orderNumber', 'email', 'postcode']],
		['treats an empty detail as not given', { conversation: { collected: { orderNumber: '  ', email: 'a@b.co' } } }, {}, 'askDetails', ['orderNumber']],
	])('%s', (_name, over, _none, kind, asks) => {
		const plan = planAnswer(envelope({ triage: SURE, ...over }), knowledge([]), NOTHING);
		expect(plan).toMatchObject({ kind, asks });
		expect(plan.text).toBeUndefined();
	});

	it('says which of the asked ones are alternatives', () => {
		expect(planAnswer(envelope({ triage: SURE }), knowledge([]), NOTHING).asksAnyOf).toEqual(['email', 'postcode']);
	});

	it('gives details and proofs as lookup values when all is there, a correction beating the earlier value', () => {
		const over = { triage: { ...SURE, entities: [entity('orderNumber', '1043')] }, conversation: { collected: { orderNumber: '1042', email: 'lena@example.org' } } };
		expect(planAnswer(envelope(over), knowledge([]), NOTHING)).toMatchObject({ kind: 'needsData', lookup: { orderNumber: '1043', email: 'lena@example.org' } });
	});

	it('goes on with the pending intent when the message brings what was asked for', () => {
		const over = { triage: { entities: [entity('postcode', '10115')] }, conversation: { pendingIntent: 'orderStatus', asked: ['postcode'], collected: { orderNumber: '1042' } } };
		expect(planAnswer(envelope(over), knowledge([]), NOTHING).kind).toBe('needsData');
	});

	it.each([[0.49, 'none'], [0.5, 'askDetails'], [0.51, 'askDetails'], [undefined, 'none']])('counts an intent of confidence %p as %s', (confidence, kind) => {
		const over = { triage: { intent: 'orderStatus', ...(confidence === undefined ? {} : { confidence }) } };
		expect(planAnswer(envelope(over), knowledge([]), NOTHING).kind).toBe(kind);
	});
});

describe('planAnswer, articles', () => {
	it.each([[0.49, 'none'], [0.5, 'answered'], [0.51, 'answered']])('treats a search of confidence %p as %s', (confidence, kind) => {
		expect(planAnswer(envelope(), knowledge([article()]), { ...RETURNS, confidence }).kind).toBe(kind);
	});

	it('answers with the whole short article and names it', () => {
		expect(planAnswer(envelope(), knowledge([article()]), RETURNS)).toMatchObject({
			kind: 'answered', text: 'You can return anything within 30 days.', confidence: 0.8, sources: [{ id: 'returns' }], suggestions: [],
		});
	});

	it('prefers the article the company chose for the intent', () => {
		const articles = [article(), article({ id: 'refunds', body: 'Refunds take 5 days.' })];
		const plan = planAnswer(envelope({ triage: { intent: 'returns', confidence: 0.7 } }), knowledge(articles, [intent({ articleId: 'refunds' })]), RETURNS);
		expect(plan).toMatchObject({ text: 'Refunds take 5 days.', confidence: 0.7, suggestions: [{ id: 'returns' }] });
	});

	it('is surer of an article that both the topic and the search name', () => {
		const plan = planAnswer(envelope({ triage: { intent: 'returns', confidence: 0.4 } }), knowledge([article()], [intent({ articleId: 'returns' })]), { ...RETURNS, confidence: 0.5 });
		expect(plan).toMatchObject({ kind: 'answered', sources: [{ id: 'returns' }] });
		expect(plan.confidence).toBeCloseTo(0.7);
	});

	it('gives no far weaker answer in place of one that was given already', () => {
		const articles = [article(), article({ id: 'lamps', body: 'Old lamps go to a collection point.' })];
		const matches = { confidence: 0.9, sources: [RETURNS.sources[0]!, { ...RETURNS.sources[0]!, id: 'lamps', score: 0.4 }] };
		const asked = (score: number) => planAnswer(envelope({ conversation: { attempts: [attempt({})] } }), knowledge(articles), { ...matches, sources: [matches.sources[0]!, { ...matches.sources[1]!, score }] }, { ...DEFAULT_ANSWER_SETTINGS, answerAbove: 0.25 }).kind;
		expect([asked(0.4), asked(0.6)]).toEqual(['none', 'answered']);
	});

	it('gives no other answer in its place to who goes on from it', () => {
		const articles = [article(), article({ id: 'refunds', body: 'Refunds take 5 days.' })];
		const matches = { sources: [source('returns', 0.9), source('refunds', 0.6)], confidence: 0.9 };
		const triage = { evidence: { context: { text: 'How do I return it?' } } };
		expect(planAnswer(envelope({ triage, conversation: { attempts: [attempt({})] } }), knowledge(articles), matches).kind).toBe('none');
	});

	it('trusts the search over a topic it is not sure of', () => {
		const articles = [article(), article({ id: 'refunds', body: 'Refunds take 5 days.' })];
		const plan = planAnswer(envelope({ triage: { intent: 'returns', confidence: 0.3 } }), knowledge(articles, [intent({ articleId: 'refunds' })]), RETURNS);
		expect(plan.sources[0]?.id).toBe('returns');
	});

	it.each([
		['is switched off', [article({ enabled: false })]],
		['is gone', []],
		['is empty', [article({ body: '  ' })]],
	])('has no answer when the article %s', (_name, articles) => {
		expect(planAnswer(envelope(), knowledge(articles), RETURNS).kind).toBe('none');
	});

	it('gives a matter that is always for a person to a person, with suggestions', () => {
		const plan = planAnswer(envelope({ triage: { intent: 'returns', confidence: 0.9 } }), knowledge([article()], [intent({ humanOnly: true })]), RETURNS);
		expect(plan).toMatchObject({ kind: 'none', suggestions: [{ id: 'returns' }] });
	});

	it('answers small talk without words of its own', () => {
		expect(planAnswer(envelope({ triage: { smallTalk: 'thanks' } }), knowledge([article()]), RETURNS)).toEqual({ kind: 'smallTalk', sources: [], suggestions: [], engine: { name: 'local' } });
	});

	it('does not offer an article that failed, but the next best', () => {
		const articles = [article(), article({ id: 'refunds', body: 'Refunds take 5 days.' })];
		const matches = { sources: [source('returns', 0.9), source('refunds', 0.6)], confidence: 0.9 };
		const plan = planAnswer(envelope({ conversation: { attempts: [attempt({})] } }), knowledge(articles), matches);
		expect(plan).toMatchObject({ text: 'Refunds take 5 days.', confidence: 0.6 });
		expect(plan.suggestions).toEqual([]);
	});

	it('has none when the only article failed, even by intent', () => {
		const over = { triage: { intent: 'returns', confidence: 0.9 }, conversation: { attempts: [attempt({})] } };
		expect(planAnswer(envelope(over), knowledge([article()], [intent({ articleId: 'returns' })]), RETURNS).kind).toBe('none');
	});

	it.each([
		['unknown', 'You can return anything…', 'none'],
		['worked', 'You can return anything…', 'answered'],
		['unknown', 'Something else', 'answered'],
		['unknown', '', 'answered'],
	] as const)('after an answer that %s with the words %j it is %s', (result, answer, kind) => {
		expect(planAnswer(envelope({ conversation: { attempts: [attempt({ result, answer })] } }), knowledge([article()]), RETURNS).kind).toBe(kind);
	});

	it('works with no triage, no articles and no intents', () => {
		expect(planAnswer(envelope(), knowledge([], []), NOTHING, DEFAULT_ANSWER_SETTINGS)).toEqual({ kind: 'none', sources: [], suggestions: [], engine: { name: 'local' } });
	});
});

describe('questionOf', () => {
	it('is the message, after the question it goes on from', () => {
		expect(questionOf(envelope({ message: { text: 'Where is it?' } }))).toBe('Where is it?');
		expect(questionOf(envelope({ message: { text: 'and to Norway?' }, triage: { evidence: { context: { text: 'Do you deliver to Sweden?' } } } }))).toBe('Do you deliver to Sweden?\nand to Norway?');
	});
});
