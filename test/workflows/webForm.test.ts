/** The template for a site's form in a real n8n: a form in a real browser and an API post to it, answers leave by a real SMTP session. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import axios from 'axios';
import type { ParsedMail } from '../../core/message/mail';
import { launchChromium } from '../../scripts/chromium.mjs';
import { describeInBrowser } from '../pages/browser';
import { buildMailCredential, installEmail } from './installed';
import { startMta, type Mta } from './mta';
import { readTemplate, START_MS, startProduct, templates, waitFor, type Product } from './product';

jest.setTimeout(START_MS);

const SUPPORT = 'support@example.com';
const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

interface Recorded {
	readonly conversation_id: string;
	readonly outcome: string | null;
	readonly text: string;
}

let mta: Mta;
let product: Product;
let address: string;
const sent: Array<{ readonly to: string; readonly mail: ParsedMail }> = [];

beforeAll(async () => {
	mta = await startMta(({ to, mail }) => void sent.push({ to, mail }));
	const desk = templates().filter(({ nodes }) => nodes.some(({ type }) => type.endsWith('.agentDeskTrigger')));
	const often = { everySeconds: 1 };
	const installed = installEmail(0, readTemplate('web-form-support.json'), { 'Unanswered Messages': { ...often, deadlineSeconds: 20 }, 'Returned Conversations': often, 'Overdue Handoffs': often, 'Replies of People': often });
	// The editor gives it one at the import; without, the address would hold the workflow's id.
	const form = { ...installed, nodes: installed.nodes.map((node) => (node.name === 'Form Webhook' ? { ...node, webhookId: 'support-form' } : node)) };
	// Mail is only sent here: there is no mailbox to read.
	const credential = buildMailCredential(0, SUPPORT, { imap: 1, smtp: mta.port, password: 'none' });
	product = await startProduct({ workflows: [...desk, form], credentials: [credential] });
	address = `${product.n8n.url}/webhook/support-form`;
}, START_MS);
afterAll(async () => {
	await product?.end();
	await mta?.close();
}, 60_000);

const recordedOf = (email: string): readonly Recorded[] => product.query<Recorded>('SELECT m.conversation_id, m.outcome, m.text FROM messages m JOIN conversations c ON c.inbox = m.inbox AND c.id = m.conversation_id JOIN customers k ON k.inbox = c.inbox AND k.id = c.customer_id WHERE k.email = ? ORDER BY m.received_at', email);
const mailsTo = (email: string): readonly ParsedMail[] => sent.filter(({ to }) => to === email).map(({ mail }) => mail);

/** The mail to somebody after `count` others; fails where none comes. */
async function nextMail(email: string, count = 0): Promise<ParsedMail> {
	const mail = await waitFor(() => mailsTo(email)[count], 60_000);
	if (mail === undefined) throw new Error(`No mail for ${email}. n8n says: ${product.log().slice(-3_000)}`);
	return mail;
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly data: unknown }> {
	return await axios.post(address, body, { headers, validateStatus: () => true });
}

describeInBrowser('a form on a site', () => {
	let site: Server;

	beforeAll(async () => {
		site = createServer((_request, response) => {
			response.setHeader('content-type', 'text/html; charset=utf-8');
			response.end(`<form method="post" action="${address}"><label>Name <input name="name"></label><label>E-mail <input name="email"></label><label>Message <textarea name="message"></textarea></label><button>Send</button></form>`);
		});
		await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', () => resolve()));
	});
	afterAll(() => new Promise((resolve) => site.close(resolve)));

	it('is told that the message was received, and the answer comes by mail', async () => {
		const browser = await launchChromium();
		try {
			const page = await browser.newPage();
			await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
			await page.getByLabel('Name').fill('Robin Vale');
			await page.getByLabel('E-mail').fill('robin@example.org');
			await page.getByLabel('Message').fill('How can I return a lamp? ☂');
			const [answered] = await Promise.all([page.waitForResponse(address), page.getByRole('button').click()]);
			expect([answered.status(), await answered.json()]).toEqual([202, { received: true }]);
		} finally {
			await browser.close();
		}
		expect(recordedOf('robin@example.org')).toMatchObject([{ text: 'How can I return a lamp? ☂' }]);
		expect(await nextMail('robin@example.org')).toMatchObject({ from: { address: SUPPORT }, headers: { 'auto-submitted': 'auto-replied' }, text: expect.stringMatching(/return/iu) as string });
		expect(recordedOf('robin@example.org')).toMatchObject([{ outcome: 'answered' }]);
	});
});

describe('a site\'s own program', () => {
	it('passes a request to a person, whose words come by mail', async () => {
		expect(await post({ name: 'Noor', email: 'noor@example.org', subject: 'Broken lamp', message: 'I want to talk to a real person, please.' })).toMatchObject({ status: 202, data: { received: true } });
		await nextMail('noor@example.org');
		const conversation = recordedOf('noor@example.org')[0]!.conversation_id;
		expect(recordedOf('noor@example.org')).toMatchObject([{ outcome: 'handedOff' }]);
		await product.withLedger(async (ledger) => {
			const now = new Date().toISOString();
			expect(await ledger.move('main', conversation, ADA, { kind: 'take' }, now)).toMatchObject({ ok: true });
			expect(await ledger.humanReply('main', conversation, ADA, { outgoingId: `${conversation}:human:1`, text: 'Ada here: a new lamp is on its way.' }, now)).toMatchObject({ ok: true });
		});
		const words = await nextMail('noor@example.org', 1);
		expect(words).toMatchObject({ from: { address: SUPPORT }, text: expect.stringContaining('Ada here') as string });
		expect(words.headers).not.toHaveProperty('auto-submitted');
	});

	it('may post the same message twice: it is answered once', async () => {
		const body = { email: 'lin@example.org', message: 'How can I return a lamp?', messageId: 'lin-1' };
		expect([await post(body), await post(body)]).toMatchObject([{ status: 202 }, { status: 202 }]);
		await nextMail('lin@example.org');
		await waitFor(() => undefined, 5_000);
		expect([recordedOf('lin@example.org').length, mailsTo('lin@example.org').length]).toEqual([1, 1]);
	});

	it('continues nobody\'s conversation at an address that everybody can reach', async () => {
		const [{ conversation_id: conversation }] = recordedOf('noor@example.org') as readonly [Recorded];
		expect(await post({ email: 'mallory@example.org', customerId: 'noor@example.org', conversation, message: 'What did you write to me?' })).toMatchObject({ status: 202 });
		const [{ conversation_id: own }] = await waitFor(() => (recordedOf('mallory@example.org').length > 0 ? recordedOf('mallory@example.org') : undefined)) as readonly [Recorded];
		expect(own).not.toBe(conversation);
	});

	it('is told that nothing was kept while the store cannot be written, and succeeds when it tries again', async () => {
		const other = new DatabaseSync(join(product.dataDir, '.n8n', 'hybrid-support.sqlite'), { timeout: 5_000 });
		const body = { email: 'kim@example.org', message: 'How can I return a lamp?', messageId: 'kim-1' };
		other.exec('BEGIN IMMEDIATE');
		try {
			expect(await post(body)).toMatchObject({ status: 500, data: { received: false } });
			expect(recordedOf('kim@example.org')).toEqual([]);
		} finally {
			other.exec('ROLLBACK');
			other.close();
		}
		expect(await post(body)).toMatchObject({ status: 202, data: { received: true } });
		await nextMail('kim@example.org');
	});
});
