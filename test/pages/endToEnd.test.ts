/**
 * The whole story in a real n8n, with the real pages in a real browser: a customer, the assistant, and a person at the desk.
 * Each test goes on where the one before ended.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { CHAT_PATH, DESK_PATH } from '../../scripts/templates.mjs';
import { openSqliteLedger } from '../../store';
import { DESK_PERSON, START_MS, startProduct, templates, withSettings, type Product, type Workflow } from '../workflows/product';
import { describeInBrowser } from './browser';

const ANSWER_MS = 15_000;
const WITHIN_A_SECOND = { timeout: 1000 };
/** What only the customer of order 1042 may be told. */
const OF_1042 = /Arbor|PW7734120915/u;
const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(1)</script> I want to talk to a person';

/** A second import of the chat template, for another inbox, whose assistant only writes drafts. */
const DRAFTS = { inbox: 'drafts', path: 'drafting' };

jest.setTimeout(60_000);

describeInBrowser('customer, assistant and person', () => {
	let product: Product;
	let browser: Browser;
	let customer: Page;
	let desk: Page;
	/** What any page complained about: errors, dialogs, whatever its policy refused. */
	const faults: string[] = [];

	beforeAll(async () => {
		const imported = templates();
		[product, browser] = await Promise.all([startProduct({ workflows: [...imported, ...secondImport(imported)] }), launchChromium() as Promise<Browser>]);
		await knowDeliveryTimes(join(product.dataDir, '.n8n', 'hybrid-support.sqlite'));
		customer = await open(product.n8n.url + CHAT_PATH);
		desk = await open(product.n8n.url + DESK_PATH);
	}, START_MS);

	afterAll(async () => {
		await browser?.close();
		await product?.end();
	}, 60_000);

	/** Opens an address as somebody new. */
	async function open(address: string): Promise<Page> {
		const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
		const page = await context.newPage();
		page.setDefaultTimeout(ANSWER_MS);
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
		page.on('dialog', (dialog) => {
			faults.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		await page.goto(address);
		return page;
	}

	/** Writes in a chat, and returns what the assistant answers. */
	async function say(text: string, chat: Pick<Page, 'locator' | 'getByLabel'> = customer): Promise<string> {
		const answers = chat.locator('article.bot');
		// The greeting is there before anything can be written.
		await answers.first().waitFor();
		const before = await answers.count();
		await write(text, chat);
		await answers.nth(before).waitFor();
		return await answers.nth(before).locator('.bubble').innerText();
	}

	async function write(text: string, chat: Pick<Page, 'locator' | 'getByLabel'> = customer): Promise<void> {
		const field = chat.getByLabel('Write a message');
		await field.fill(text);
		await field.press('Enter');
		await chat.locator('article.customer', { hasText: text }).last().waitFor();
	}

	const packet = (): Locator => desk.getByRole('complementary', { name: 'What is known' });
	const thread = (): Locator => desk.getByRole('log');
	const waiting = (words: string): Locator => desk.getByLabel('Conversations').locator('a.row', { hasText: words });

	it('asks what verifies the customer of an order, and for nothing they said already', async () => {
		const asked = await say('Hello, where is my order 1042?');
		expect(asked).toMatch(/e-mail/u);
		expect(asked).toMatch(/postcode/u);
		expect(asked).not.toMatch(/order number/u);
		expect(asked).not.toMatch(OF_1042);
	});

	it('answers from the order once the customer has shown that it is theirs', async () => {
		const told = await say('48217');
		expect(told).toMatch(OF_1042);
		expect(told).toMatch(/1042.*Postwing/su);
	});

	it('passes an angry customer on, and says only what is true: nobody is at the desk yet', async () => {
		const told = await say('This is ridiculous, it is still not here! I am really angry.');
		expect(told).toMatch(/Nobody from our team is here right now/u);
		expect(told).toMatch(/You are next in line/u);
		await customer.locator('header.top', { hasText: 'Waiting for a person' }).waitFor();
		expect(await customer.locator('article.human').count()).toBe(0);
	});

	it('shows the person who waits, why, what was tried and what was given', async () => {
		await desk.getByLabel('E-mail').fill(DESK_PERSON.email);
		await desk.getByLabel('Password').fill(DESK_PERSON.password);
		await desk.getByRole('button', { name: 'Sign in' }).click();
		await waiting('where is my order 1042').click();
		await packet().getByText('The customer is angry').waitFor();
		expect(await packet().locator('blockquote').allInnerTexts()).toContain('angry');
		const known = await packet().innerText();
		expect(known).toMatch(/Already tried\s+Order 1042 \(Arbor/u);
		expect(known).toMatch(/Order number\s+1042\s+Postcode\s+48217/u);
		expect(known).toMatch(/Verified/u);
		expect(await thread().innerText()).toMatch(/where is my order 1042.*48217.*PW7734120915.*really angry/su);
	});

	it('offers replies that carry the person\'s own name', async () => {
		const suggested = await desk.getByRole('group', { name: 'Suggested replies' }).innerText();
		expect(suggested).toContain(`this is ${DESK_PERSON.name}`);
		expect(suggested).not.toMatch(/[{}]/u);
	});

	it('tells the customer who answers, and brings the answer within a second, without a reload', async () => {
		await desk.getByRole('button', { name: 'Take', exact: true }).click();
		await customer.locator('header.top', { hasText: `${DESK_PERSON.name} answers` }).waitFor(WITHIN_A_SECOND);
		await customer.evaluate('window.notReloaded = true');
		await desk.getByLabel('Reply to the customer').fill('I am sorry. A new lamp leaves today by express.');
		await desk.keyboard.press('Control+Enter');
		const reply = customer.locator('article.human', { hasText: 'A new lamp leaves today' });
		await reply.waitFor(WITHIN_A_SECOND);
		expect(await reply.innerText()).toContain(DESK_PERSON.name);
		expect(await customer.evaluate('window.notReloaded')).toBe(true);
	});

	it('leaves the word to the person while they have the conversation', async () => {
		const before = await customer.locator('article.bot').count();
		await write('Thank you. Will it come on Monday?');
		await thread().getByText('Will it come on Monday?').waitFor(WITHIN_A_SECOND);
		await desk.getByLabel('Reply to the customer').fill('Yes, on Monday before noon.');
		await desk.keyboard.press('Control+Enter');
		await customer.locator('article.human', { hasText: 'on Monday before noon' }).waitFor(WITHIN_A_SECOND);
		expect(await customer.locator('article.bot').count()).toBe(before);
	});

	it('goes on with the assistant after the person, who said what is settled', async () => {
		await desk.getByRole('button', { name: 'Return to assistant' }).click();
		await desk.getByLabel('What did you settle?').fill('A new lamp for order 1042 was sent by express.');
		await desk.getByRole('button', { name: 'Return', exact: true }).click();
		await thread().getByText('A new lamp for order 1042 was sent by express.').waitFor();
		await customer.locator('header.top', { hasText: 'an AI assistant' }).waitFor(WITHIN_A_SECOND);

		const told = await say('How can I pay, is PayPal possible?');
		expect(told).toMatch(/PayPal/u);
		// Nothing of what is settled: neither the order, nor what verifies, nor a person once more.
		expect(told).not.toMatch(/1042|Arbor|postcode|our team|a person|person in/u);
		expect(await customer.locator('header.top').innerText()).toMatch(/an AI assistant/u);
	});

	it('answers from an article as it stands after an edit at the desk', async () => {
		await desk.getByRole('link', { name: 'Knowledge' }).click();
		await desk.getByLabel('Search').fill('delivery costs');
		await desk.getByRole('button', { name: /^What delivery costs/u }).click();
		await desk.getByLabel(/^Text/u).fill('Delivery costs 7.77 EUR in every country we deliver to.');
		await desk.getByRole('button', { name: 'Save', exact: true }).click();
		await desk.getByText('Article saved').waitFor();
		expect(await say('How much does delivery cost?')).toMatch(/7\.77/u);
	});

	it('shows script and HTML of a customer at the desk as text', async () => {
		const hostile = await open(product.n8n.url + CHAT_PATH);
		expect(await say(HOSTILE, hostile)).toMatch(/team/u);
		await desk.getByRole('link', { name: 'Conversations' }).click();
		await waiting('<img src=x').click();
		await thread().locator('.said-text', { hasText: HOSTILE }).waitFor();
		expect(await desk.locator('#app img, #app script').count()).toBe(0);
		expect(await desk.locator('[onerror]').count()).toBe(0);
	});

	it('sends a draft only after a person\'s yes, as the person edited it', async () => {
		const shopper = await open(`${product.n8n.url}/webhook/${DRAFTS.path}/chat`);
		await write('How long does delivery take?', shopper);
		await desk.getByRole('link', { name: /^Drafts/u }).click();
		await waiting('How long does delivery take?').click();
		const draft = desk.getByLabel('Text of the draft');
		expect(await draft.inputValue()).toMatch(/three working days/u);
		expect(await shopper.locator('article', { hasText: 'three working days' }).count()).toBe(0);
		await draft.fill('Delivery takes three working days, to islands four.');
		await desk.getByRole('button', { name: 'Send as edited' }).click();
		await shopper.locator('article', { hasText: 'to islands four' }).waitFor({ timeout: 2000 });
	});

	it('answers in the widget on another site, put there by one tag', async () => {
		const site = await serveSite(`<script src="${product.n8n.url}${CHAT_PATH}/widget.js" async></script>`);
		try {
			const page = await open(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
			await page.getByRole('button').click();
			const widget = page.frameLocator('iframe');
			expect(await say('Which bulb fits my lamp?', widget)).toMatch(/bulb/iu);
		} finally {
			site.closeAllConnections();
			site.close();
		}
	});

	it('has ended every message as exactly one outcome', () => {
		const messages = product.query<{ text: string; outcome: string | null; times: number }>(
			'SELECT m.text, m.outcome, (SELECT count(*) FROM events e WHERE e.inbox = m.inbox AND e.kind = \'outcome\' AND e.message_id = m.id) AS times FROM messages m ORDER BY m.received_at',
		);
		expect(messages.map(({ outcome }) => outcome)).toEqual(['clarified', 'answered', 'handedOff', 'relayed', 'answered', 'answered', 'handedOff', 'draft', 'answered']);
		expect(messages.filter(({ times }) => times !== 1)).toEqual([]);
	});

	it('has given no page a reason to complain', () => {
		expect(faults).toEqual([]);
	});
});

/** The chat template once more, as an agency imports it for another client. */
function secondImport(imported: readonly Workflow[]): readonly Workflow[] {
	const type = (name: string): string => `n8n-nodes-hybrid-support.${name}`;
	const chat = imported.filter(({ nodes }) => nodes.some((node) => node.type === type('webChatTrigger')));
	const drafting = withSettings(withSettings(chat, type('webChatTrigger'), { inbox: DRAFTS.inbox }), type('escalationDecision'), { rollout: 'draft' });
	return drafting.map((workflow) => ({
		...workflow,
		id: 'hybridWebChatTwo',
		nodes: workflow.nodes.map((node) => (node.type === type('webChatTrigger') ? { ...node, webhookId: DRAFTS.path } : node)),
	}));
}

/** The one thing the assistant of the second inbox knows. */
async function knowDeliveryTimes(path: string): Promise<void> {
	const ledger = await openSqliteLedger({ path });
	try {
		await ledger.upsertArticles(DRAFTS.inbox, [{ id: 'delivery', title: 'How long delivery takes', body: 'Delivery takes three working days.', questions: ['How long does delivery take?'], enabled: true, updatedAt: '2026-01-05T09:00:00.000Z' }]);
	} finally {
		await ledger.close();
	}
}

/** Somebody's web site, on an origin of its own. */
async function serveSite(tag: string): Promise<Server> {
	const site = createServer((_request, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>A shop</title><link rel="icon" href="data:,"><h1>A shop</h1>${tag}`));
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	return site;
}
