/**
 * `node scripts/setup.mjs scripts/screenshots.mjs`: makes the README's pictures, docs/*.png, anew from the running product.
 * It plays the story of the README in a real n8n with the sample shop, on a data folder of its own.
 */
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { ensureBuild } from './build.mjs';
import { findChromium, launchChromium, NO_CHROMIUM } from './chromium.mjs';
import { ensureHost } from './host.mjs';
import { startInstance, TEST_OWNER } from './instance.mjs';
import { seedSample } from './sample.mjs';
import { Problem, runMain, say } from './say.mjs';
import { buildDeskCredential, CHAT_PATH, DESK_PATH, readTemplates } from './templates.mjs';
import { root } from './toolchain.mjs';

const PERSON = { name: 'Nora Berg', email: 'nora.berg@example.com', password: 'Desk-person-1' };
const SHOP = { companyName: 'Glimmerholt Lamps', assistantName: 'Lumi' };
/** Others who wait, so that the desk is not empty. */
const OTHERS = [
	{ name: 'Hedda Larkspur', texts: ['I got an electric shock from my new lamp!'] },
	{ name: 'Matteo Quill', texts: ['Can I return a lamp I have used?', 'I would like to talk to a person please'] },
];
/** Editor and pages draw icons, fonts and wires after they say they are ready. */
const SETTLE_MS = 1500;

await runMain(async () => {
	if (!findChromium()) throw new Problem(`No pictures: ${NO_CHROMIUM}`);
	await ensureHost();
	await ensureBuild();
	const dataDir = mkdtempSync(path.join(tmpdir(), 'hybrid-support-pictures-'));
	await seedSample({ dataDir });
	const n8n = await startInstance({ dataDir, workflows: readTemplates(root, { includeReasons: false }).map(nameShop), credentials: [buildDeskCredential(PERSON)], log: say });
	const browser = await launchChromium();
	try {
		mkdirSync(path.join(root, 'docs'), { recursive: true });
		await pictureStory(browser, n8n.url);
		await pictureWidget(browser, n8n.url);
		await pictureEditor(browser, n8n.url);
	} finally {
		await browser.close();
		await n8n.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
});

/** Shop and assistant under their own names, wherever a node has one. */
function nameShop(workflow) {
	const speaks = ({ type }) => /\.(?:webChatTrigger|replyGate)$/u.test(type);
	return { ...workflow, nodes: workflow.nodes.map((node) => (speaks(node) ? { ...node, parameters: { ...node.parameters, ...SHOP } } : node)) };
}

/** The customer's chat and the person's desk, in the two moments the README shows. */
async function pictureStory(browser, url) {
	const desk = await openPage(browser, url + DESK_PATH, { viewport: { width: 1440, height: 940 } });
	await desk.getByLabel('E-mail').fill(PERSON.email);
	await desk.getByLabel('Password').fill(PERSON.password);
	await desk.getByRole('button', { name: 'Sign in' }).click();
	await desk.getByLabel('Sections').waitFor();
	for (const { name, texts } of OTHERS) {
		const session = await startSession(url, name);
		for (const text of texts) await post(url, { action: 'message', id: randomUUID(), text }, session).then(() => wait(SETTLE_MS));
	}

	const session = await startSession(url, 'Robin Vale');
	const chat = await openPage(browser, url + CHAT_PATH, { viewport: { width: 1280, height: 1105 } }, session);
	for (const text of ['Where is my order 1042?', '48217', 'It is still not here and I am really angry!']) await write(chat, text);
	await desk.locator('a.row', { hasText: 'Robin Vale' }).click();
	await desk.getByText('Why a person').waitFor();
	await take(desk, 'desk');
	await desk.emulateMedia({ colorScheme: 'dark' });
	await take(desk, 'desk-dark');

	await desk.getByRole('button', { name: 'Take', exact: true }).click();
	await desk.getByLabel('Reply to the customer').fill('Hello Robin, I am sorry. I have just sent you a new lamp by express; it is with you tomorrow.');
	await desk.keyboard.press('Control+Enter');
	await chat.locator('article.human').waitFor();
	await take(chat, 'chat');
}

/** The widget, open on an invented shop's page. */
async function pictureWidget(browser, url) {
	const site = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(shopPage(url)));
	await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
	try {
		const page = await openPage(browser, `http://127.0.0.1:${site.address().port}/`, { viewport: { width: 1280, height: 760 } });
		await page.getByRole('button').click();
		for (const text of ['Where is my order 1038?', 'salome.fenwright@example.org']) await write(page.frameLocator('iframe'), text);
		await take(page, 'widget');
	} finally {
		site.closeAllConnections();
		site.close();
	}
}

function shopPage(url) {
	const lamp = (name, price, hue) => `<li style="--hue:${hue}"><b>${name}</b><span>${price}</span></li>`;
	return `<!doctype html><html lang="en"><title>${SHOP.companyName}</title><style>
body { margin: 0; font: 17px/1.5 system-ui, sans-serif; color: #2b2420; background: #fbf7f1; }
header { padding: 28px 48px; font-size: 22px; font-weight: 700; }
main { padding: 24px 48px; }
h1 { max-width: 12em; font-size: 46px; line-height: 1.15; margin: 24px 0 40px; }
ul { display: flex; gap: 24px; padding: 0; margin: 0; list-style: none; }
li { width: 210px; padding: 190px 20px 18px; border-radius: 18px; background: radial-gradient(circle at 50% 38%, hsl(var(--hue) 95% 82%), hsl(var(--hue) 45% 90%) 55%); }
li span { display: block; color: #7a6c60; }
</style><header>${SHOP.companyName}</header><main><h1>Light that feels like home</h1>
<ul>${lamp('Arbor pendant', '119.00 €', 38)}${lamp('Tallow table lamp', '89.00 €', 22)}${lamp('Pocketmoon', '59.00 €', 52)}</ul></main>
<script src="${url}${CHAT_PATH}/widget.js" async></script></html>`;
}

/** The template on the canvas, and the panel in which a support lead decides how bold the assistant is. */
async function pictureEditor(browser, url) {
	const page = await openPage(browser, `${url}/signin`, { viewport: { width: 1600, height: 900 } });
	await page.getByLabel(/email/iu).fill(TEST_OWNER.email);
	await page.getByLabel(/password/iu).first().fill(TEST_OWNER.password);
	await page.getByRole('button', { name: /sign in/iu }).click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
	const [{ id }] = readTemplates(root);
	await page.goto(`${url}/workflow/${id}`);
	const node = page.locator('[data-test-id="canvas-node"]', { hasText: 'Escalation Decision' });
	await node.waitFor();
	await wait(SETTLE_MS);
	// The editor's own key for fitting the workflow into the view.
	await page.keyboard.press('1');
	await take(page, 'editor');

	await page.setViewportSize({ width: 1280, height: 720 });
	await node.dblclick();
	await page.locator('[data-test-id="parameter-input"]').nth(1).click();
	await take(page, 'node');
}

async function openPage(browser, address, options, session) {
	const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
	const page = await context.newPage();
	if (session) await page.addInitScript(([key, token]) => localStorage.setItem(key, token), [`support-chat:${CHAT_PATH}/api`, session]);
	await page.goto(address);
	return page;
}

/** Writes in a chat and waits for the answer. */
async function write(chat, text) {
	const answers = chat.locator('article.bot');
	await answers.first().waitFor();
	const before = await answers.count();
	await chat.getByLabel('Write a message').fill(text);
	await chat.getByLabel('Write a message').press('Enter');
	await answers.nth(before).waitFor();
}

/** A session as a site opens it that knows its customer. */
async function startSession(url, name) {
	const { session } = await post(url, { action: 'start', customer: { name } });
	return session;
}

async function post(url, body, session) {
	const response = await fetch(`${url}${CHAT_PATH}/api`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(session ? { authorization: `Bearer ${session}` } : {}) },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Problem(`The chat answered HTTP ${response.status}: ${await response.text()}`);
	return await response.json();
}

async function take(page, name) {
	await wait(SETTLE_MS);
	const picture = await page.screenshot();
	writeFileSync(path.join(root, 'docs', `${name}.png`), picture);
	say(`docs/${name}.png  ${Math.round(picture.length / 1024)} KB`);
}
