import { createLocalEngine } from '../../../engines/local';
import { KNOWLEDGE, requestFor } from './sampleKnowledge';
import { cpuTime } from '../../cpuTime';

const engine = createLocalEngine();

describe('understand', () => {
	it('reads an order question whole', () => {
		const triage = engine.understand(requestFor('Hi, where is my order 1042?'));
		expect(triage).toMatchObject({ intent: 'orderStatus', language: 'en', languageUnsupported: false, urgency: 0, asksForHuman: 0, otherIntents: [], missing: ['email'], engine: { name: 'local' } });
		expect(triage.entities).toEqual([{ kind: 'orderNumber', value: '1042', span: { start: 22, end: 26 } }]);
		expect(triage.confidence).toBeGreaterThan(0.6);
	});

	it.each([
		['where is my order', {}, ['orderNumber', 'email']],
		['where is my order 1042, ann@example.com', {}, []],
		['where is my order 1042', { collected: { postcode: '10115' } }, []],
		['where is my order', { collected: { orderNumber: '1042' } }, ['email']],
		['i forgot my password', {}, []],
	])('lists what %j still lacks', (text, conversation, missing) => expect(engine.understand(requestFor(text, { conversation })).missing).toEqual(missing));

	it('keeps the pending intent when the message gives what was asked', () => {
		const conversation = { asked: ['orderNumber', 'email'], pendingIntent: 'orderStatus' };
		const triage = engine.understand(requestFor('1042, ann@example.com', { conversation }));
		expect(triage).toMatchObject({ intent: 'orderStatus', missing: [] });
		expect(triage.confidence).toBeGreaterThanOrEqual(0.9);
	});

	it('takes a bare order number for the only matter that needs one', () => {
		expect(engine.understand(requestFor('order 1042 please')).intent).toBe('orderStatus');
		expect(engine.understand(requestFor('I forgot my password for order 1042, how do I reset it now?')).intent).toBe('resetPassword');
	});

	it.each([
		['yes', false, true],
		['yes please', false, true],
		['no', false, false],
		['yes', true, false],
		['yes, a real person please', false, false],
	])('after asking back: %j, with a person just offered %s, confirms the matter: %s', (text, offerOpen, confirms) => {
		const triage = engine.understand(requestFor(text, { conversation: { pendingIntent: 'refund', offeredHuman: true, offerOpen } }));
		expect(triage.intent === 'refund' && triage.smallTalk === undefined).toBe(confirms);
	});

	it('leaves the pending intent when the customer changes the subject', () => {
		const conversation = { asked: ['orderNumber'], pendingIntent: 'orderStatus' };
		expect(engine.understand(requestFor('I forgot my password, how do I reset it?', { conversation })).intent).toBe('resetPassword');
	});

	it('finds a second wish in the same message', () => {
		const triage = engine.understand(requestFor('I forgot my password. And also, until what time are you open today?'));
		expect([triage.intent, ...triage.otherIntents.map(({ intent }) => intent)].sort()).toEqual(['openingHours', 'resetPassword']);
	});

	it('reads the subject of a mail too', () => {
		expect(engine.understand(requestFor('See above, thanks.', { message: { subject: 'I forgot my password' } })).intent).toBe('resetPassword');
	});

	it('takes the button for a clear request', () => expect(engine.understand(requestFor('hello', { message: { requestsHuman: true } })).asksForHuman).toBe(1));

	it('reads the reply to an offer only when one was made', () => {
		expect(engine.understand(requestFor('yes please', { conversation: { offeredHuman: true, offerOpen: true } })).humanOfferReply).toBe('accepted');
		expect(engine.understand(requestFor('yes please', { conversation: { offeredHuman: true } })).humanOfferReply).toBeUndefined();
		expect(engine.understand(requestFor('yes please')).humanOfferReply).toBeUndefined();
	});

	it.each(['Ok, thanks!', 'ok thank you, bye', 'prima, danke'])('takes %j after an offer for thanks, not for a yes', (text) => {
		const triage = engine.understand(requestFor(text, { conversation: { offeredHuman: true, offerOpen: true } }));
		expect(triage.smallTalk).toBe('thanks');
		expect(triage.humanOfferReply).toBeUndefined();
	});

	it('says nothing about intents when there are none', () => {
		const triage = engine.understand(requestFor('where is my order', { knowledge: { ...KNOWLEDGE, intents: [] } }));
		expect(triage).not.toHaveProperty('intent');
		expect(triage).not.toHaveProperty('confidence');
		expect(triage).not.toHaveProperty('outOfScope');
	});

	it('learns again after an edit, and tells two inboxes apart that count the same version', () => {
		const renamed = { ...KNOWLEDGE, intents: KNOWLEDGE.intents.map((intent) => (intent.name === 'refund' ? { ...intent, name: 'moneyBack' } : intent)) };
		expect(engine.understand(requestFor('i want my money back', { knowledge: renamed })).intent).toBe('moneyBack');
		expect(engine.understand(requestFor('i want my money back')).intent).toBe('refund');
	});

	it('says the same of the same message', () => {
		const request = requestFor('I want my money back, this is urgent');
		expect(engine.understand(request)).toEqual(createLocalEngine().understand(request));
	});
});

describe('hostile text', () => {
	it.each([
		['1 MB of one letter', 'a'.repeat(1_000_000)],
		['10,000 repeats', 'speak to a human '.repeat(10_000)],
		['digits', '1 '.repeat(100_000)],
		['at signs', 'a@'.repeat(100_000)],
		['invisible characters', '\u200b\u200d\ufeff'.repeat(50_000)],
		['marks on marks', `e${'\u0301'.repeat(100_000)}`],
		['mixed scripts', 'аgent 人間 إنسان человек '.repeat(5_000)],
		['half a pair', '\ud800'.repeat(10_000)],
		['markup', '<script>alert(1)</script>'.repeat(5_000)],
		['blanks', ' '.repeat(500_000)],
		['open quotes', 'password is "'.repeat(10_000)],
		['dashes', '1-'.repeat(100_000)],
		['words', 'order number '.repeat(10_000)],
	])('reads %s within a moment', (_, text) => {
		const request = requestFor(text, { conversation: { asked: ['orderNumber', 'postcode'], offeredHuman: true, offerOpen: true } });
		const triage = engine.understand(request);
		expect(cpuTime(() => [engine.understand(request), engine.readSentiment(text), engine.findArticles(text, KNOWLEDGE)])).toBeLessThan(1_500);
		for (const value of [triage.urgency, triage.complexity, triage.asksForHuman, triage.outOfScope ?? 0, triage.confidence ?? 0]) expect(value >= 0 && value <= 1).toBe(true);
	});

	it('reads a run of full stops in linear time', () => {
		const text = '.'.repeat(100_000);
		expect(cpuTime(() => engine.understand(requestFor(text)))).toBeLessThan(500);
	});
});

describe('speed', () => {
	const words = ['order', 'parcel', 'refund', 'invoice', 'lamp', 'return', 'address', 'delivery', 'voucher', 'account', 'card', 'payment', 'size', 'colour', 'warranty', 'bulb', 'shop', 'price', 'gift', 'newsletter'];
	const verbs = ['change', 'cancel', 'find', 'track', 'pay', 'stop', 'renew', 'check', 'update', 'replace'];
	const knowledge = {
		inbox: 'speed',
		version: 1,
		intents: words.map((word) => ({ name: word, title: word, humanOnly: false, examples: verbs.map((verb) => `please help me to ${verb} the ${word} that i have from your shop`) })),
		articles: Array.from({ length: 100 }, (_, i) => ({ id: `a${i}`, title: `How to ${verbs[i % 10]} your ${words[i % 20]}`, questions: [`Can I ${verbs[(i + 3) % 10]} a ${words[(i * 7) % 20]}?`], body: `To ${verbs[i % 10]} the ${words[i % 20]}, open the page of your account. Then choose ${words[(i * 3) % 20]}. `.repeat(5), enabled: true, updatedAt: '' })),
	};

	it('learns 20 intents quickly, then reads a message in about half a millisecond', () => {
		const text = 'Hello, I ordered a lamp last week and would like to change the delivery address of order 1042, is that possible?';
		// What is learnt is kept by its content: each try has another.
		let tries = 0;
		const learn = (): unknown => {
			tries++;
			return engine.understand(requestFor(text, { knowledge: { ...knowledge, version: tries, intents: knowledge.intents.map((intent) => ({ ...intent, examples: [...intent.examples, `my ${intent.title} ${tries}`] })) } }));
		};
		expect(cpuTime(learn)).toBeLessThan(2_000);
		const round = (): void => {
			engine.understand(requestFor(text, { knowledge }));
			engine.readSentiment(text);
			engine.findArticles(text, knowledge, 'en');
		};
		for (let i = 0; i < 200; i++) round();
		expect(cpuTime(() => { for (let i = 0; i < 200; i++) round(); }) / 200).toBeLessThan(10);
	});
});
