/** The chat template in a real n8n with the sample shop: every branch, as its customer sees it and as the ledger has it. */
import type { RestClient } from '../../scripts/instance.mjs';
import { START_MS, startProduct, type Product } from './product';
import { visit, type Visitor } from './visitor';

jest.setTimeout(60_000);

/** Sample orders; see workflows/sample/orders.json. */
const OF_1042 = /Arbor|opal|Postwing|PW7734120915|Robin|48217/u;

let product: Product;
let rest: RestClient;
let customer: Visitor;

beforeAll(async () => {
	product = await startProduct();
	rest = await product.signIn();
}, START_MS);
afterAll(async () => { await product?.end(); }, 60_000);
beforeEach(async () => { customer = await visit(product.chatUrl); });

interface Story {
	readonly owner: string;
	readonly epoch: number;
}

function conversationOf(messageId: string): Story & { readonly id: string } {
	const [row] = product.query<Story & { id: string }>('SELECT c.id, c.owner, c.epoch FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE m.id = ?', messageId);
	if (row === undefined) throw new Error('The ledger has no such conversation');
	return row;
}

describe('answers', () => {
	it('answers from an article', async () => {
		const heard = await customer.say('how can I return a lamp?');
		expect(heard).toMatchObject({ outcome: 'answered', text: expect.stringMatching(/30 days/u) });
		expect(conversationOf(heard.messageId)).toMatchObject({ owner: 'bot', epoch: 1 });
	});

	it('offers a person once, and passes on when the offer is taken', async () => {
		const offered = await customer.say('can you write me a poem about the capital of Peru');
		expect(offered).toMatchObject({ outcome: 'offered', text: expect.stringMatching(/person/iu) });
		const accepted = await customer.say('yes please');
		expect(accepted).toMatchObject({ outcome: 'handedOff', reasons: expect.arrayContaining(['humanOfferAccepted']) });
		expect(conversationOf(accepted.messageId).owner).toBe('queue');
	});
});

describe('an order look-up', () => {
	it('asks for number and proof, and for nothing already said', async () => {
		const first = await customer.say('where is my order?');
		expect(first).toMatchObject({ outcome: 'clarified', text: expect.stringMatching(/order number/iu) });
		const second = await customer.say('its number 1033');
		expect(second).toMatchObject({ outcome: 'clarified', text: expect.stringMatching(/e-mail|postcode/iu) });
		expect(second.text).not.toMatch(/order number/iu);
		expect(await customer.say('9000')).toMatchObject({ outcome: 'answered', text: expect.stringMatching(/1033.*pick-up point/u) });
	});

	it.each([
		['1042', 'robin.vale@example.org', /on its way/u],
		['1042', 'ROBIN.VALE@example.org', /on its way/u],
		['1042', '48217', /on its way/u],
		['1047', '2311 GP', /being packed/u],
		['1047', '2311gp', /being packed/u],
	])('tells of order %s when %s proves whose it is', async (number, proof, state) => {
		expect((await customer.say(`where is my order ${number}?`)).outcome).toBe('clarified');
		expect(await customer.say(proof)).toMatchObject({ outcome: 'answered', text: expect.stringMatching(state) });
	});

	it('tells at once when the proof came with the question', async () => {
		expect(await customer.say('hi, where is order 1042? I\'m robin.vale@example.org')).toMatchObject({ outcome: 'answered', text: expect.stringMatching(OF_1042) });
	});

	it('tells nothing to a wrong proof, then believes the right one', async () => {
		await customer.say('where is order 1042');
		const wrong = await customer.say('nobody@example.com');
		expect(wrong.outcome).toBe('clarified');
		expect(wrong.text).not.toMatch(OF_1042);
		expect(await customer.say('sorry, robin.vale@example.org')).toMatchObject({ outcome: 'answered', text: expect.stringMatching(OF_1042) });
	});

	it('says the same of an order that does not exist as of one that belongs to somebody else', async () => {
		const other = await visit(product.chatUrl);
		const existing = await customer.say('where is order 1042, my mail is sam@example.com');
		const missing = await other.say('where is order 9999, my mail is sam@example.com');
		expect(existing.outcome).toBe(missing.outcome);
		expect(existing.text.replaceAll('1042', '#')).toBe(missing.text.replaceAll('9999', '#'));
	});

	it('offers a person when proof fails a second time, and passes on at the third', async () => {
		await customer.say('where is order 1042');
		await customer.say('nobody@example.com');
		const second = await customer.say('then it is somebody@example.com');
		const third = await customer.say('or other@example.com');
		expect(second).toMatchObject({ outcome: 'offered', reasons: expect.arrayContaining(['unverifiedCustomer']) });
		expect(third).toMatchObject({ outcome: 'handedOff', reasons: expect.arrayContaining(['unverifiedCustomer']) });
		expect(second.text + third.text).not.toMatch(OF_1042);
	});
});

describe('passing on', () => {
	it.each([
		['anger', 'You are the worst shop I have ever bought from, I HATE this, total scam', 'negativeSentiment'],
		['a request in words', 'I want to talk to a real person please', 'humanRequested'],
		['a lawyer', 'If this isn\'t solved by Friday my lawyer will be in touch', 'legalOrSafety'],
		['a stolen account', 'someone hacked my account and ordered lamps to an address I don\'t know', 'accountCompromise'],
	])('hands %s over', async (_what, text, reason) => {
		const heard = await customer.say(text);
		expect(heard).toMatchObject({ outcome: 'handedOff', reasons: expect.arrayContaining([reason]) });
		expect(conversationOf(heard.messageId).owner).toBe('queue');
	});

	it('hands over at the button', async () => {
		expect(await customer.pressTalkToPerson()).toMatchObject({ outcome: 'handedOff', reasons: expect.arrayContaining(['humanRequested']) });
	});

	it('says so only after the handoff is on disk, under the epoch it made', async () => {
		const { messageId } = await customer.pressTalkToPerson();
		const { id, epoch } = conversationOf(messageId);
		const kinds = product.query<{ kind: string }>('SELECT kind FROM events WHERE conversation_id = ? ORDER BY seq', id).map(({ kind }) => kind);
		expect(kinds.indexOf('reply')).toBeGreaterThan(kinds.indexOf('waiting'));
		expect(kinds.indexOf('waiting')).toBeGreaterThanOrEqual(0);
		expect(product.query('SELECT message_id FROM handoffs WHERE conversation_id = ?', id)).toEqual([{ message_id: messageId }]);
		expect(product.query('SELECT purpose, status, epoch FROM outgoing WHERE conversation_id = ?', id)).toEqual([{ purpose: 'handoffNotice', status: 'sent', epoch }]);
	});

	it('relays what comes while people have it, and nothing else runs', async () => {
		const first = await customer.pressTalkToPerson();
		const { id } = conversationOf(first.messageId);
		const seen = (await customer.state()).seq;
		for (const text of ['are you still there?', 'where is order 1042']) expect((await customer.say(text)).outcome).toBe('relayed');
		expect((await customer.state(seen)).entries.filter(({ kind }) => kind === 'reply')).toEqual([]);
		expect(product.query('SELECT count(*) AS handoffs FROM handoffs WHERE conversation_id = ?', id)).toEqual([{ handoffs: 1 }]);
		expect(product.query('SELECT count(*) AS said FROM outgoing WHERE conversation_id = ?', id)).toEqual([{ said: 1 }]);
	});
});

describe('after all this', () => {
	it('has exactly one outcome for each message', () => {
		expect(product.query<{ total: number }>('SELECT count(*) AS total FROM messages')[0]?.total).toBeGreaterThan(20);
		expect(product.query('SELECT outcome, count(*) AS messages FROM messages WHERE outcome IS NULL GROUP BY outcome')).toEqual([]);
		expect(product.query(`
			SELECT m.id, count(e.seq) AS outcomes FROM messages m
			LEFT JOIN events e ON e.inbox = m.inbox AND e.message_id = m.id AND e.kind = 'outcome'
			GROUP BY m.inbox, m.id HAVING count(e.seq) <> 1`)).toEqual([]);
	});

	it('has said nothing twice to the same message', () => {
		expect(product.query('SELECT message_id, purpose, count(*) AS times FROM outgoing GROUP BY message_id, purpose HAVING count(*) > 1')).toEqual([]);
	});

	it('keeps no execution data in n8n', async () => {
		expect(await rest.call('GET', '/executions')).toMatchObject({ results: [] });
	});

	it('logs none of the customers\' words', () => {
		expect(product.log()).not.toMatch(/robin\.vale|nobody@example\.com|real person please/u);
	});
});
