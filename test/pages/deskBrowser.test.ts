/** The desk in a real browser, on a real ledger. Skipped, with the reason, where no browser can be found. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Agent } from '../../core/handoff/handoff';
import { loadPage } from '../../pages/shared/loadPage';
import { launchChromium } from '../../scripts/chromium.mjs';
import { describeInBrowser } from './browser';
import { ADMIN, type DeskServer, type OpenLedger, createContext, openLedger, startDeskServer } from './deskServer';
import { HOSTILE_NAME, HOSTILE_TEXT, fillDesk, handOver, recordMessage, sendAlong } from './deskSamples';

const COLLEAGUE: Agent = { id: 'ben', name: 'Ben Achter', email: 'ben@shop.example', inboxes: ['*'], isAdmin: false };

/** A second of a tone, as a WAV file: 8,000 samples of a byte. */
function makeTone(): Buffer {
	const header = Buffer.alloc(44);
	header.write('RIFF');
	header.writeUInt32LE(36 + 8_000, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(8_000, 24);
	header.writeUInt32LE(8_000, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36);
	header.writeUInt32LE(8_000, 40);
	return Buffer.concat([header, Buffer.from(Array.from({ length: 8_000 }, (_, index) => 128 + Math.round(40 * Math.sin(index / 3))))]);
}

jest.setTimeout(60_000);

describeInBrowser('desk in the browser', () => {
	const dir = mkdtempSync(join(tmpdir(), 'desk-pages-'));
	let browser: Browser;
	let store: OpenLedger;
	let server: DeskServer;
	let busy: string;
	let faults: string[];

	beforeAll(async () => {
		execFileSync(process.execPath, [join(__dirname, '../../pages/build.mjs'), dir]);
		browser = await launchChromium();
	});
	afterAll(async () => {
		await browser?.close();
		rmSync(dir, { recursive: true, force: true });
	});
	beforeEach(async () => {
		faults = [];
		store = await openLedger();
		busy = await fillDesk(store.ledger, Date.now());
		server = await startDeskServer(createContext(store.ledger, { loadPage: () => loadPage('desk', dir) }));
	});
	afterEach(async () => {
		await Promise.all(browser.contexts().map((context) => context.close()));
		await server.stop();
		await store.close();
	});

	/** Opens the desk, signed in, and collects errors and what the page's policy refused. */
	async function open(place = '', viewport = { width: 1280, height: 800 }): Promise<Page> {
		const page = await (await browser.newContext({ locale: 'en-GB', viewport })).newPage();
		page.setDefaultTimeout(8000);
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('console', (message) => /Content Security Policy|Refused/u.test(message.text()) && faults.push(message.text()));
		await page.goto(`${server.url}${place}`);
		await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
		await page.getByLabel('Password').fill(ADMIN.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		// On a phone an open conversation covers the sections.
		await page.getByLabel('Sections').waitFor({ state: 'attached' });
		return page;
	}
	const thread = (page: Page) => page.getByRole('log');
	const packet = (page: Page) => page.getByRole('complementary', { name: 'What is known' });

	it('leads from sign-in to the customer waiting longest, the reasons, a reply and back to the assistant', async () => {
		const page = await open();
		await page.getByText('Mara Lindqvist').waitFor();
		await page.keyboard.press('j');
		await page.keyboard.press('Enter');
		await packet(page).getByText('Why a person').waitFor();
		await packet(page).getByText('The customer is angry.').waitFor();
		await packet(page).getByText('would have offered a person once more').waitFor();
		expect(await packet(page).getByText('Failed: do not suggest again').count()).toBe(2);
		expect(await packet(page).getByRole('img', { name: /Mood over 3 messages, falling/u }).count()).toBe(1);

		await page.getByRole('button', { name: 'Take', exact: true }).click();
		await page.getByRole('button', { name: 'Return to assistant' }).waitFor();
		await page.getByRole('button', { name: /^I am sorry, Mara/u }).click();
		await page.keyboard.press('Control+Enter');
		await thread(page).getByText('I am sorry, Mara. I am sending a replacement').waitFor();
		await thread(page).getByText('Sending…').waitFor({ state: 'detached' });

		await page.getByRole('button', { name: 'Return to assistant' }).click();
		await page.getByLabel('What did you settle?').fill('Replacement sent by express.');
		await page.getByRole('button', { name: 'Return', exact: true }).click();
		await thread(page).getByText('returned it to the assistant: “Replacement sent by express.”').waitFor();

		const now = await store.ledger.openConversation('main', busy, undefined, new Date().toISOString());
		expect(now?.row.owner).toBe('bot');
		expect(now?.envelope.conversation.handBack).toMatchObject({ agentName: ADMIN.name, note: 'Replacement sent by express.' });
		expect(now?.entries.filter(({ kind, author }) => kind === 'reply' && author === 'human')).toHaveLength(1);
		expect(server.events.map(({ event }) => event)).toEqual(['taken', 'replied', 'returned']);
		expect(faults).toEqual([]);
	});

	it('shows what looks like HTML as the text it is', async () => {
		const page = await open();
		await page.getByText(HOSTILE_NAME).first().click();
		await thread(page).getByText(HOSTILE_TEXT).waitFor();
		await page.getByRole('heading', { name: HOSTILE_NAME }).waitFor();
		expect(await page.locator('img').count()).toBe(0);
		expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
		expect(faults).toEqual([]);
	});

	it('shows a new customer and their next words within a second, without a reload', async () => {
		const page = await open();
		await page.getByText('Mara Lindqvist').waitFor();
		await page.waitForTimeout(500);
		await handOver(store.ledger, { name: 'Zoë Adler', thread: 'zoe', said: 'Can anyone hear me?', minutesAgo: 0 }, Date.now());
		await page.getByText('Zoë Adler').waitFor({ timeout: 1000 });
		await page.getByText('Zoë Adler').click();
		await thread(page).getByText('Can anyone hear me?').waitFor();
		await recordMessage(store.ledger, { name: 'Zoë Adler', thread: 'zoe', said: 'Hello again?' }, new Date(Date.now() + 1000).toISOString());
		await thread(page).getByText('Hello again?').waitFor({ timeout: 1000 });
	});

	it('shows the view one goes to, whatever changed just before', async () => {
		const page = await open();
		await page.getByText('Mara Lindqvist').waitFor();
		// The hint of a change makes the page look again a moment later; just then another view is opened.
		const gone = page.evaluate(() => new Promise<void>((resolve) => {
			const wait = window.setTimeout;
			window.setTimeout = ((run: () => void, ms?: number) => {
				const timer = wait(run, ms);
				if (ms === 150 && location.hash !== '#drafts') {
					location.hash = '#drafts';
					resolve();
				}
				return timer;
			}) as typeof window.setTimeout;
		}));
		await recordMessage(store.ledger, { name: 'Zoë Adler', thread: 'zoe', said: 'Hello?' }, new Date().toISOString());
		await gone;
		await page.getByText('Ines Okafor').waitFor({ timeout: 2000 });
		await page.waitForTimeout(500);
		await page.getByText('Ines Okafor').waitFor({ timeout: 2000 });
	});

	it('says why a reply was not sent and keeps its words', async () => {
		const page = await open(`#waiting/main/${busy}`);
		await page.getByLabel('Reply to the customer').fill('I will look into it.');
		// Held back, so that the page still believes it is free.
		await page.route('**/api?action=events', (route) => route.abort());
		await page.evaluate(() => window.stop());
		await store.ledger.move('main', busy, COLLEAGUE, { kind: 'take' }, new Date().toISOString());
		await page.getByLabel('Reply to the customer').press('Control+Enter');
		await thread(page).getByText('Not sent.').waitFor();
		await thread(page).getByText('I will look into it.').waitFor();
		await page.getByText('Ben Achter has this conversation.').waitFor();
		const now = await store.ledger.openConversation('main', busy, undefined, new Date().toISOString());
		expect(now?.entries.filter(({ author, kind }) => kind === 'reply' && author === 'human')).toEqual([]);
	});

	it('lets an admin take over from a colleague, by name', async () => {
		await store.ledger.move('main', busy, COLLEAGUE, { kind: 'take' }, new Date().toISOString());
		const page = await open(`#all/main/${busy}`);
		await page.getByRole('button', { name: 'Take over from Ben Achter' }).click();
		await thread(page).getByText('took over from Ben Achter').waitFor();
		await page.getByLabel('Reply to the customer').fill('Now it is me.');
		await page.getByLabel('Reply to the customer').press('Control+Enter');
		await thread(page).getByText('Now it is me.').waitFor();
	});

	it('saves what is known of a customer, and erases them after asking', async () => {
		const page = await open(`#waiting/main/${busy}`);
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export customer' }).click()]);
		expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ customer: { name: 'Mara Lindqvist' } });
		await page.getByRole('button', { name: 'Erase customer' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
		expect((await store.ledger.openConversation('main', busy, undefined, new Date().toISOString()))?.row.customerName).toBe('Mara Lindqvist');
		await page.getByRole('button', { name: 'Erase customer' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
		await thread(page).getByText('What was said here was erased.').waitFor();
		await page.getByText('Mara Lindqvist').first().waitFor({ state: 'detached' });
		expect(faults).toEqual([]);
	});

	it('asks to sign in again when the session has ended, and loses nothing that was typed', async () => {
		const page = await open(`#waiting/main/${busy}`);
		await page.getByLabel('Reply to the customer').fill('A long and careful answer');
		await page.context().clearCookies();
		// The page may notice by itself before this; nothing behind its question can be clicked then.
		await page.getByRole('button', { name: 'Take', exact: true }).dispatchEvent('click');
		await page.getByText('Your session has ended.').waitFor();
		await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
		await page.getByLabel('Password').fill(ADMIN.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByText('Your session has ended.').waitFor({ state: 'detached' });
		expect(await page.getByLabel('Reply to the customer').inputValue()).toBe('A long and careful answer');
	});

	it('asks whether a person was needed when a conversation is resolved', async () => {
		const page = await open(`#waiting/main/${busy}`);
		await page.getByRole('button', { name: 'Take', exact: true }).click();
		await page.getByRole('button', { name: 'Resolve' }).click();
		await page.getByRole('dialog', { name: 'Was a person needed?' }).getByRole('button', { name: /^Yes/u }).click();
		await thread(page).getByText('resolved it').waitFor();
		expect(server.events.at(-1)).toMatchObject({ event: 'resolved', personWasNeeded: true });
	});

	it('sends a draft as the person edited it', async () => {
		const page = await open('#drafts');
		await page.getByText('Ines Okafor').click();
		await page.getByLabel('Text of the draft').fill('Yes, within 30 days.');
		await page.getByRole('button', { name: 'Send as edited' }).click();
		await thread(page).getByText('Yes, within 30 days.').waitFor();
		await page.getByText('No drafts to approve').waitFor();
	});

	it('creates a topic whose name comes from its title', async () => {
		const page = await open('#knowledge');
		await page.getByRole('button', { name: 'Topics' }).click();
		await page.getByRole('button', { name: 'New topic' }).click();
		await page.getByLabel('Title').fill('Change my address');
		await page.getByLabel('Examples, one a line').fill('I moved\n\nplease use my new address');
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByText('Topic saved.').waitFor();
		const { intents } = await store.ledger.loadKnowledge('main');
		expect(intents.find(({ name }) => name === 'changeMyAddress')?.examples).toEqual(['I moved', 'please use my new address']);
	});

	it.each([['#waiting'], ['#open'], ['#knowledge'], ['#people']])('fits a phone at %s: nothing sticks out sideways', async (place) => {
		const page = await open(place === '#open' ? `#waiting/main/${busy}` : place, { width: 390, height: 844 });
		await page.waitForTimeout(400);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
		if (place === '#open') expect(await page.getByText('Waiting', { exact: true }).first().isVisible()).toBe(false);
	});

	it('lets a person hear, see and save what a customer sent, and says what is not there', async () => {
		const picture = readFileSync(join(__dirname, '../../docs/node.png'));
		const { conversationId } = await sendAlong(store.ledger, { name: 'Zara Quist', thread: 'zara', said: 'My lamp does this:' }, [
			{ name: 'voice', mimeType: 'audio/wav', kind: 'voice', content: makeTone(), heard: 'It flickers as soon as I switch it on, <b>order 1042</b>.' },
			{ name: 'lamp.png', mimeType: 'image/png', content: picture },
			{ name: HOSTILE_NAME, mimeType: 'text/html', content: Buffer.from('<script>window.hacked=1</script>') },
			{ name: 'lamp.mov', mimeType: 'video/quicktime', notKept: 'It is larger than the 16 MB that are kept of a file.' },
		], Date.now());
		const page = await open(`#all/main/${conversationId}`);
		const files = thread(page).getByRole('list', { name: 'Sent along' });
		await files.getByText('“It flickers as soon as I switch it on, <b>order 1042</b>.”').waitFor();
		await files.getByText('lamp.mov. It could not be fetched: It is larger than the 16 MB').waitFor();
		expect(await thread(page).getByText('My lamp does this:', { exact: true }).count()).toBe(1);
		expect(await thread(page).getByText('[Voice note').count()).toBe(0);
		expect(await files.getByRole('img').evaluate(async (image: HTMLImageElement) => { await image.decode(); return image.naturalWidth; })).toBe(1280);
		const heard = await files.getByLabel('Voice note').first().evaluate(async (player: HTMLAudioElement) => { await player.play(); return player.duration; });
		expect(heard).toBeCloseTo(1, 1);
		const [download] = await Promise.all([page.waitForEvent('download'), files.getByRole('link', { name: /onerror/u }).click()]);
		expect(readFileSync(await download.path(), 'utf8')).toBe('<script>window.hacked=1</script>');
		expect(download.suggestedFilename()).not.toMatch(/[<>"/]/u);
		expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
		expect(faults).toEqual([]);
	});

	it('shows a file that arrives after its message, by itself', async () => {
		const { conversationId } = await sendAlong(store.ledger, { name: 'Zara Quist', thread: 'zara', said: '' }, [{ name: 'voice', mimeType: 'audio/wav', kind: 'voice' }], 1_700_000_000_000);
		const page = await open(`#all/main/${conversationId}`);
		await thread(page).getByText('Only its name is known here').waitFor();
		await store.ledger.keepFiles('main', 'm-zara-1700000000000', [{ place: 0, content: makeTone() }], new Date().toISOString());
		await thread(page).getByLabel('Voice note').first().waitFor({ timeout: 2000 });
	});

	it('names every control for a screen reader', async () => {
		const page = await open(`#waiting/main/${busy}`);
		await page.getByRole('button', { name: 'Take', exact: true }).click();
		await page.getByRole('button', { name: 'Resolve' }).waitFor();
		const nameless = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, a, input, textarea, select')]
			.filter((element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() === '' && element.closest('label') === null)
			.map((element) => element.outerHTML));
		expect(nameless).toEqual([]);
	});
});
