/** The chat in a real browser. Skipped, with the reason, where none can be found. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { describeInBrowser } from './browser';
import { startChatServer, SETTINGS, type ChatServer } from './chatServer';

const HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';

describeInBrowser('chat in the browser', () => {
	const dir = mkdtempSync(join(tmpdir(), 'chat-pages-'));
	let browser: Browser;
	let server: ChatServer;
	let faults: string[];

	beforeAll(async () => {
		execFileSync(process.execPath, [join(__dirname, '../../pages/build.mjs'), dir]);
		browser = await launchChromium();
	}, 60_000);

	afterAll(async () => {
		await browser?.close();
		rmSync(dir, { recursive: true, force: true });
	});

	beforeEach(async () => {
		faults = [];
		server = await startChatServer(dir);
	});

	afterEach(async () => {
		await Promise.all(browser.contexts().map((context) => context.close()));
		await server.stop();
	});

	/** Opens an address and collects what the page complains about: errors, and what its policy refused. */
	async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
		const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage();
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('console', (message) => /Content Security Policy|Refused/u.test(message.text()) && faults.push(message.text()));
		await page.goto(address);
		return page;
	}

	async function say(page: Page, text: string): Promise<void> {
		await page.getByLabel('Write a message').fill(text);
		await page.keyboard.press('Enter');
		await page.getByText('Sent ·').waitFor();
	}

	it('shows a reply within a second of its being written, without a reload', async () => {
		const page = await open(server.url);
		await say(page, 'Where is my order?');
		await page.getByText('Mira is working on an answer').waitFor({ state: 'attached' });
		const before = Date.now();
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'It is **on its way**.\n- one\n- two' });
		await page.locator('article.bot strong', { hasText: 'on its way' }).waitFor();
		expect(Date.now() - before).toBeLessThan(1000);
		expect(await page.locator('article.bot li').allTextContents()).toEqual(['one', 'two']);
		expect(await page.getByText('Mira is working on an answer').count()).toBe(0);
		expect(faults).toEqual([]);
	});

	it('shows HTML and script in names and texts as text', async () => {
		await server.stop();
		server = await startChatServer(dir, { settings: { ...SETTINGS, title: HOSTILE, assistantName: HOSTILE, companyName: HOSTILE } });
		const page = await open(server.url);
		await say(page, HOSTILE);
		server.ledger.add({ kind: 'accepted', name: HOSTILE }, { owner: 'human', agentName: HOSTILE });
		server.ledger.add({ kind: 'reply', author: 'human', name: HOSTILE, text: `${HOSTILE} [x](javascript:window.ran=1)` });
		await page.locator('article.human').waitFor();
		expect(await page.locator('article.customer .bubble').textContent()).toBe(HOSTILE);
		expect(await page.locator('#app img, #app script, #app a').count()).toBe(0);
		expect(await page.title()).toContain(HOSTILE);
		expect(await page.evaluate('window.ran')).toBeUndefined();
		expect(faults).toEqual([]);
	});

	it('refuses script that gets into the page all the same', async () => {
		const page = await open(server.url);
		await page.evaluate(`document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))`);
		expect(await page.evaluate('window.ran')).toBeUndefined();
		expect(faults.join()).toMatch(/Content Security Policy/u);
	});

	it('passes to a person: says who waits, in which place, and who has come', async () => {
		const page = await open(server.url);
		await page.getByRole('button', { name: 'Talk to a person' }).click();
		await page.locator('article.customer', { hasText: 'I would like to talk to a person.' }).waitFor();
		expect(server.ledger.recorded).toMatchObject([{ requestsHuman: true }]);
		server.ledger.add({ kind: 'waiting' }, { owner: 'queue', queuePosition: 2 });
		await page.getByText('Waiting for a person · You are number 2').waitFor();
		server.ledger.add({ kind: 'accepted', name: 'Jonas Weber' }, { owner: 'human', agentName: 'Jonas Weber' });
		await page.locator('header.top', { hasText: 'Jonas Weber answers' }).waitFor();
		server.ledger.add({ kind: 'reply', author: 'human', name: 'Jonas Weber', text: 'Hello' });
		await page.locator('article.human', { hasText: 'Jonas Weber' }).waitFor();
	});

	it('keeps what could not be sent, and sends it again as the same message', async () => {
		const page = await open(server.url);
		await say(page, 'First');
		const ids: unknown[] = [];
		page.on('request', (request) => request.method() === 'POST' && ids.push((request.postDataJSON() as { readonly id?: string }).id));
		server.cut = true;
		await page.getByLabel('Write a message').fill('Second');
		await page.keyboard.press('Enter');
		await page.getByText('Not sent').waitFor({ timeout: 10_000 });
		server.cut = false;
		await page.getByRole('button', { name: 'Try again' }).click();
		await page.getByText('Not sent').waitFor({ state: 'detached' });
		expect(server.ledger.recorded.map(({ text }) => text)).toEqual(['First', 'Second']);
		expect(ids.length).toBeGreaterThan(1);
		expect(new Set(ids).size).toBe(1);
	}, 20_000);

	it('sends by itself what n8n, just starting, did not know yet', async () => {
		const page = await open(server.url);
		server.isStarting = true;
		await page.getByLabel('Write a message').fill('First');
		const [refused] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.keyboard.press('Enter')]);
		expect(refused.status()).toBe(404);
		server.isStarting = false;
		await page.getByText('Sent ·').waitFor({ timeout: 5_000 });
		expect(server.ledger.recorded.map(({ text }) => text)).toEqual(['First']);
	}, 20_000);

	it('says that it is connecting again, and then shows what was said meanwhile', async () => {
		const page = await open(server.url);
		await say(page, 'First');
		server.cut = true;
		server.drop();
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'Said meanwhile' });
		await page.getByText('Connecting again').waitFor({ timeout: 10_000 });
		server.cut = false;
		await page.locator('article.bot', { hasText: 'Said meanwhile' }).waitFor();
		expect(await page.getByText('Connecting again').count()).toBe(0);
	}, 20_000);

	it('asks instead of listening where a proxy holds streams back', async () => {
		server.holdsStreams = true;
		const page = await open(server.url);
		await say(page, 'First');
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'By another way' });
		await page.locator('article.bot', { hasText: 'By another way' }).waitFor({ timeout: 10_000 });
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'And at once' });
		await page.locator('article.bot', { hasText: 'And at once' }).waitFor({ timeout: 1000 });
	}, 20_000);

	it.each(['#000000', '#ffffff', '#f2b705', '#3b82f6', 'red; }'])('can be read in the company\'s colour %j, light and dark', async (colour) => {
		await server.stop();
		server = await startChatServer(dir, { settings: { ...SETTINGS, colour } });
		const page = await open(server.url);
		await say(page, 'Hello');
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'See https://a.example' });
		await page.locator('article.bot a').waitFor();
		const unreadable: string[] = [];
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			for (const selector of ['article.customer .bubble', 'article.bot a', 'article.bot header span', '.state', 'article.customer footer']) {
				const contrast = await readContrast(page, selector);
				if (contrast < 4.5) unreadable.push(`${colorScheme} ${selector} ${contrast.toFixed(2)}`);
			}
		}
		expect(unreadable).toEqual([]);
	}, 20_000);

	it('shows a long answer from its beginning, and goes to the end with what the customer writes', async () => {
		const page = await open(server.url);
		await say(page, 'Tell me everything');
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: Array.from({ length: 60 }, (_, index) => `Line ${index}`).join('\n') });
		const answer = page.locator('article.bot', { hasText: 'Line 59' });
		await answer.waitFor();
		const distance = (): Promise<number> => page.locator('.scroll').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
		const [from, view] = [await answer.boundingBox(), await page.locator('.scroll').boundingBox()];
		const above = (from?.y ?? 0) - (view?.y ?? 0);
		expect([above >= 0, above < 30]).toEqual([true, true]);
		expect(await distance()).toBeGreaterThan(100);
		await say(page, 'Thanks');
		expect(await distance()).toBeLessThan(2);
	});

	it('greets in whole sentences where no company was named', async () => {
		await server.stop();
		server = await startChatServer(dir, { settings: { ...SETTINGS, title: '', companyName: '' } });
		const page = await open(server.url);
		await page.getByText('Hello! I am Mira, an AI assistant. What can I do for you?').waitFor();
		expect(await page.getByRole('heading').innerText()).not.toBe('');
		expect(await page.title()).not.toBe('');
		expect(faults).toEqual([]);
	});

	it('takes the conversation up again after a reload', async () => {
		const page = await open(server.url);
		await say(page, 'Remember me');
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'Of course' });
		await page.reload();
		await page.locator('article.bot', { hasText: 'Of course' }).waitFor();
		expect(await page.locator('article.customer').count()).toBe(1);
	});

	it.each([
		['is known by what their site signed', 'a-secret-for-tests-of-32-characters!', true],
		['whose identity is refused is a stranger, but not without a chat', 'another-secret-of-at-least-32-characters', undefined],
	])('a visitor %s', async (_, secret, verified) => {
		await server.stop();
		server = await startChatServer(dir, { identitySecret: 'a-secret-for-tests-of-32-characters!' });
		const signed = [{ alg: 'HS256' }, { sub: 'u-7', exp: Date.now() / 1000 + 300 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
		const identity = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
		const page = await open(`${server.url}#identity=${identity}`);
		await say(page, 'Where is my order?');
		expect(server.ledger.recorded[0]?.customer.verified).toBe(verified);
		expect(faults).toEqual([]);
	});

	it('begins anew when its session is gone', async () => {
		const page = await open(server.url);
		await say(page, 'First');
		server.ledger.sessions.clear();
		await say(page, 'Second');
		await page.locator('article.customer', { hasText: 'Second' }).waitFor();
		expect(server.ledger.recorded.map(({ text }) => text)).toEqual(['First', 'Second']);
	});

	it('is dark where the visitor wants it, speaks their language, and says when it is a test', async () => {
		await server.stop();
		server = await startChatServer(dir, { isTest: true });
		const page = await open(server.url, { colorScheme: 'dark', locale: 'de-DE' });
		await page.getByText('Testseite').waitFor();
		const [red = 255] = (await page.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor)).match(/\d+/gu)?.map(Number) ?? [];
		expect(red).toBeLessThan(60);
		expect(await page.evaluate('document.documentElement.lang')).toBe('de');
	});

	/** WCAG contrast of an element's text with what is behind it, as the browser paints both. */
	function readContrast(page: Page, selector: string): Promise<number> {
		return page.locator(selector).first().evaluate((element) => {
			const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
			const luminance = (colour: string): number => {
				if (paint === null) return 0;
				paint.clearRect(0, 0, 1, 1);
				paint.fillStyle = colour;
				paint.fillRect(0, 0, 1, 1);
				const [red = 0, green = 0, blue = 0] = [...paint.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
				return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
			};
			let behind: Element | null = element;
			while (behind !== null && /^rgba\(.*, 0\)$/u.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
			const [text, ground] = [luminance(getComputedStyle(element).color), luminance(behind === null ? '#fff' : getComputedStyle(behind).backgroundColor)];
			return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
		});
	}

	it('opens and closes as a widget by keyboard alone, whatever the site\'s styles say', async () => {
		const page = await open(new URL('/site', server.url).href);
		const launcher = page.getByRole('button', { name: SETTINGS.title });
		await launcher.waitFor();
		await launcher.focus();
		await page.keyboard.press('Enter');
		const chat = page.frameLocator('iframe');
		const field = chat.getByLabel('Write a message');
		await field.waitFor();
		await page.waitForFunction(() => document.activeElement?.tagName === 'SUPPORT-CHAT');
		await page.keyboard.type('From the widget');
		await page.keyboard.press('Enter');
		await chat.getByText('Sent ·').waitFor();
		await page.keyboard.press('Escape');
		await field.waitFor({ state: 'hidden' });
		server.ledger.add({ kind: 'reply', author: 'bot', name: 'Mira', text: 'Hello' });
		await page.getByRole('button', { name: 'New messages: 1' }).waitFor();
		expect(await page.evaluate(() => Object.keys(window).filter((name) => /widget|chat/iu.test(name)))).toEqual([]);
		expect(faults).toEqual([]);
	});
});
