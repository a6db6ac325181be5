/** Two companies with this product, each in an n8n, a store and a mailbox of its own, write to each other by mail: it stops by itself. */
import { hasDovecot, startDovecot, type Dovecot } from '../channels/mail/dovecot';
import { rawMail } from '../channels/mail/samples';
import { buildMailCredential, installEmail } from './installed';
import { startMta, type Carried, type Mta } from './mta';
import { readTemplate, START_MS, startProduct, waitFor, type Product } from './product';

jest.setTimeout(START_MS);

if (!hasDovecot) process.stdout.write('Two installations are not tried: no Dovecot is installed here (apt-get install dovecot-imapd).\n');

const LAMPS = 'support@example.com';
const CHAIRS = 'help@example.org';
/** Fewer than as shipped, so that the test is short. */
const MAILS_AN_HOUR = 2;
/** On both sides: in a thread, and to one customer in all threads. */
const MOST = { inThread: 2 * MAILS_AN_HOUR, inAll: 2 * 4 * MAILS_AN_HOUR };
/** After so long without a mail nothing comes any more: longer than the deadline for what is unanswered. */
const QUIET_MS = 30_000;
const UNANSWERED_SECONDS = 10;

/** What a mail gateway may do to the headers on its way. */
const GATEWAYS = {
	/** What says that a program wrote it is gone. */
	hidesPrograms: /^(?:auto-submitted|x-auto-response-suppress|x-hybrid-support|precedence)$/iu,
	/** Also what says which mail it answers, as ticket systems do that begin a new thread with every mail. */
	hidesThreads: /^(?:auto-submitted|x-auto-response-suppress|x-hybrid-support|precedence|in-reply-to|references|subject)$/iu,
};

(hasDovecot ? describe : describe.skip)('two installations', () => {
	let dovecot: Dovecot;
	let mta: Mta;
	let products: readonly Product[] = [];
	let gateway: RegExp | undefined;
	let carried: Carried[] = [];

	beforeAll(async () => {
		dovecot = await startDovecot();
		mta = await startMta((mail) => {
			carried.push(mail);
			dovecot.deliver(mail.to, gateway === undefined ? mail.raw : passThrough(mail.raw, gateway), mail.from);
		});
		products = [await start(LAMPS), await start(CHAIRS)];
		for (const product of products) {
			if (await waitFor(() => product.query('SELECT folder FROM mailboxes')[0], 60_000) === undefined) throw new Error(`A mailbox is not watched: ${product.log().slice(-3_000)}`);
		}
	}, 2 * START_MS);
	afterAll(async () => {
		for (const product of products) await product.end();
		await mta?.close();
		await dovecot?.close();
	}, 120_000);

	async function start(address: string): Promise<Product> {
		const often = { everySeconds: 1 };
		const limited = { options: { mailsAnHour: MAILS_AN_HOUR } };
		const email = installEmail(0, readTemplate('email-support.json'), {
			'Unanswered Messages': { ...often, deadlineSeconds: UNANSWERED_SECONDS }, 'Returned Conversations': often, 'Overdue Handoffs': often, 'Replies of People': often,
			'Reply Gate': limited, 'Tell the Customer': limited,
		});
		return await startProduct({ workflows: [email], credentials: [buildMailCredential(0, address, { imap: dovecot.port, smtp: mta.port, password: dovecot.password })], env: { N8N_DISABLE_UI: 'true' } });
	}

	let ids = 0;

	/** Somebody at one company writes to the other from the support address; gives what was mailed until nothing comes any more. */
	async function write(body: string, through?: RegExp): Promise<readonly string[]> {
		gateway = through;
		carried = [];
		dovecot.deliver(LAMPS, rawMail({ headers: { 'Message-ID': `<question-${ids++}@example.org>`, From: `Help <${CHAIRS}>`, To: LAMPS, Subject: `A question (${ids})` }, body }), CHAIRS);
		if (await waitFor(() => carried[0], 60_000) === undefined) throw new Error(`Nobody answered: ${products[0]!.log().slice(-3_000)}`);
		for (let before = 0; before < carried.length && carried.length <= 2 * MOST.inAll;) {
			before = carried.length;
			await waitFor(() => (carried.length > before ? true : undefined), QUIET_MS);
		}
		return carried.map(({ from, to }) => `${from} > ${to}`);
	}

	/** What neither answered nor gave to people. */
	function findForgotten(): readonly unknown[] {
		return products.flatMap((product) => product.query('SELECT id, outcome FROM messages WHERE outcome IS NULL'));
	}

	it('stop after the first answer, which says that a program wrote it', async () => {
		expect(await write('How can I return a lamp?')).toEqual([`${LAMPS} > ${CHAIRS}`]);
		expect(products[1]!.query('SELECT id FROM messages')).toEqual([]);
	});

	it('stop within an hour\'s replies where a gateway hides that, and people have a look', async () => {
		const mails = await write('How long is the warranty?', GATEWAYS.hidesPrograms);
		expect(mails.length).toBeGreaterThan(1);
		expect(mails.length).toBeLessThanOrEqual(MOST.inThread);
		expect(await waitFor(() => (findForgotten().length === 0 ? true : undefined), 60_000)).toBe(true);
		expect(products.flatMap((product) => product.query('SELECT owner FROM conversations WHERE owner <> \'bot\'')).length).toBeGreaterThan(0);
	});

	it('stop also where every mail comes as the first of a new thread', async () => {
		const mails = await write('Do you take paypal?', GATEWAYS.hidesThreads);
		expect(mails.length).toBeGreaterThan(1);
		expect(mails.length).toBeLessThanOrEqual(MOST.inAll);
		expect(await waitFor(() => (findForgotten().length === 0 ? true : undefined), 60_000)).toBe(true);
	});

	it('have logged nothing of what was written', () => {
		for (const product of products) expect(product.log()).not.toMatch(/return a lamp|the warranty|take paypal/iu);
	});
});

let passed = 0;

/** The mail without some headers. A subject that goes is replaced: no two alike. */
function passThrough(raw: Buffer, hides: RegExp): Buffer {
	const text = raw.toString('latin1');
	const end = text.indexOf('\r\n\r\n');
	const headers = text.slice(0, end).split(/\r\n(?![ \t])/u).filter((line) => !hides.test(line.slice(0, line.indexOf(':'))));
	const subject = hides.test('subject') ? [`Subject: [Ticket ${++passed}]`] : [];
	return Buffer.from([...headers, ...subject].join('\r\n') + text.slice(end), 'latin1');
}
