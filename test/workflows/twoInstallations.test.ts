/** Two companies with this product, each in an n8n, a store and a mailbox of its own, write to each other over a real MTA (Postfix): it stops by itself. */
import { hasDovecot, startDovecot, type Dovecot } from '../channels/mail/dovecot';
import { hasPostfix, startPostfix, type Postfix, type ReceivedMail } from '../channels/mail/postfix';
import { rawMail } from '../channels/mail/samples';
import { buildMailCredential, installEmail } from './installed';
import { readTemplate, START_MS, startProduct, waitFor, type Product } from './product';

jest.setTimeout(START_MS);

const canRun = hasDovecot && hasPostfix;
if (!canRun) process.stdout.write('Two installations are not tried: Dovecot and Postfix have to be installed here, and root has to start them (apt-get install dovecot-imapd postfix).\n');

const LAMPS = 'support@example.com';
const CHAIRS = 'help@example.org';
/** Fewer than as shipped, so that the test is short. */
const MAILS_AN_HOUR = 2;
/** On both sides: in a thread, and to one customer in all threads. */
const MOST = { inThread: 2 * MAILS_AN_HOUR, inAll: 2 * 4 * MAILS_AN_HOUR };
/** After so long without a mail nothing comes any more: longer than the deadline for what is unanswered. */
const QUIET_MS = 30_000;
const UNANSWERED_SECONDS = 10;

const HIDES_PROGRAMS = '/^(Auto-Submitted|X-Auto-Response-Suppress|X-Hybrid-Support|Precedence):/ IGNORE';
/** What a mail gateway may do to the headers on its way, in Postfix's words. */
const GATEWAYS = {
	none: [],
	/** What says that a program wrote it is gone. */
	hidesPrograms: [HIDES_PROGRAMS],
	/** Also what says which mail it answers, as ticket systems do that begin a new thread with every mail: no two subjects are alike. */
	hidesThreads: [HIDES_PROGRAMS, '/^(In-Reply-To|References|Subject):/ IGNORE', '/^Message-ID: <([^@]+)/ PREPEND Subject: [Ticket $1]'],
};

(canRun ? describe : describe.skip)('two installations', () => {
	let dovecot: Dovecot;
	let postfix: Postfix;
	let products: readonly Product[] = [];

	beforeAll(async () => {
		dovecot = await startDovecot();
		postfix = await startPostfix(dovecot, [LAMPS, CHAIRS]);
		products = [await start(LAMPS), await start(CHAIRS)];
		for (const product of products) {
			if (await waitFor(() => product.query('SELECT folder FROM mailboxes')[0], 60_000) === undefined) throw new Error(`A mailbox is not watched: ${product.log().slice(-3_000)}`);
		}
	}, 2 * START_MS);
	afterAll(async () => {
		for (const product of products) await product.end();
		await postfix?.close();
		await dovecot?.close();
	}, 120_000);

	async function start(address: string): Promise<Product> {
		const often = { everySeconds: 1 };
		const limited = { options: { mailsAnHour: MAILS_AN_HOUR } };
		const email = installEmail(0, readTemplate('email-support.json'), {
			'Unanswered Messages': { ...often, deadlineSeconds: UNANSWERED_SECONDS }, 'Returned Conversations': often, 'Overdue Handoffs': often, 'Replies of People': often,
			'Reply Gate': limited, 'Tell the Customer': limited,
		});
		return await startProduct({ workflows: [email], credentials: [buildMailCredential(0, address, { imap: dovecot.port, smtp: postfix.port, password: dovecot.password })], env: { N8N_DISABLE_UI: 'true' } });
	}

	let ids = 0;

	/** Somebody at one company writes to the other from the support address; gives what was mailed then, until nothing comes any more. */
	async function write(body: string, gateway: readonly string[]): Promise<readonly string[]> {
		const earlier = (await postfix.received()).length;
		const answers = async (): Promise<readonly ReceivedMail[]> => (await postfix.received()).slice(earlier + 1);
		postfix.alterHeaders(gateway);
		await postfix.send(CHAIRS, LAMPS, rawMail({ headers: { 'Message-ID': `<question-${ids++}@example.org>`, From: `Help <${CHAIRS}>`, To: LAMPS, Subject: `A question (${ids})` }, body }));
		if (await waitFor(async () => (await answers())[0], 60_000) === undefined) throw new Error(`Nobody answered: ${products[0]!.log().slice(-3_000)}`);
		for (let count = 0, before = -1; count > before && count <= 2 * MOST.inAll;) {
			before = count;
			await waitFor(async () => ((count = (await answers()).length) > before ? true : undefined), QUIET_MS);
		}
		return (await answers()).map(({ from, to }) => `${from} > ${to}`);
	}

	/** What neither answered nor gave to people. */
	function findForgotten(): readonly unknown[] {
		return products.flatMap((product) => product.query('SELECT id, outcome FROM messages WHERE outcome IS NULL'));
	}

	it('stop after the first answer, which says that a program wrote it', async () => {
		expect(await write('How can I return a lamp?', GATEWAYS.none)).toEqual([`${LAMPS} > ${CHAIRS}`]);
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
