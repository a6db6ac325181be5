/** The e-mail template in a real n8n, between a real IMAP server (Dovecot) and an SMTP server that puts mails into its mailboxes as an MTA does. */
import type { ParsedMail } from '../../core/message/mail';
import { hasDovecot, startDovecot, type Dovecot } from '../channels/mail/dovecot';
import { rawMail } from '../channels/mail/samples';
import { buildMailCredential, installEmail } from './installed';
import { startMta, type Mta } from './mta';
import { readTemplate, START_MS, startProduct, templates, waitFor, type Product, type Workflow } from './product';

jest.setTimeout(START_MS);

if (!hasDovecot) process.stdout.write('The e-mail template is not tested: no Dovecot is installed here (apt-get install dovecot-imapd).\n');

const OURS = 'n8n-nodes-hybrid-support.';
const SUPPORT = 'support@example.com';
/** A second company's installation of ours. */
const OTHER = 'help@example.org';
const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

(hasDovecot ? describe : describe.skip)('a support address', () => {
	let dovecot: Dovecot;
	let mta: Mta;
	let product: Product;
	/** Everything that left n8n, in order. */
	const sent: Array<{ readonly to: string; readonly from: string; readonly mail: ParsedMail }> = [];

	beforeAll(async () => {
		dovecot = await startDovecot();
		mta = await startMta(({ to, from, mail, raw }) => {
			sent.push({ to, from, mail });
			dovecot.deliver(to, raw, from);
		});
		const servers = { imap: dovecot.port, smtp: mta.port, password: dovecot.password };
		const credentials = [SUPPORT, OTHER].map((address, index) => buildMailCredential(index, address, servers));
		const desk = templates().filter(({ nodes }) => nodes.some(({ type }) => type === `${OURS}agentDeskTrigger`));
		product = await startProduct({ workflows: [...desk, install(0, 'main'), install(1, 'other')], credentials });
		await product.teach('other', { title: 'Opening hours', body: 'We are open from nine to five.', questions: ['when are you open', 'what are your opening hours', 'opening hours'] });
		const isWatching = await waitFor(() => (product.query('SELECT folder FROM mailboxes').length === 2 ? true : undefined), 60_000);
		if (isWatching === undefined) throw new Error(`The mailboxes are not watched: ${product.log().slice(-3_000)}`);
	}, START_MS);
	afterAll(async () => {
		await product?.end();
		await mta?.close();
		await dovecot?.close();
	}, 60_000);

	/** For one inbox, impatient. */
	function install(index: number, inbox: string): Workflow {
		const often = { everySeconds: 1 };
		return installEmail(index, readTemplate('email-support.json'), {
			'Email Support Trigger': { inbox }, 'Unanswered Messages': { ...often, deadlineSeconds: 20 },
			'Returned Conversations': often, 'Overdue Handoffs': often, 'Replies of People': often,
		});
	}

	let ids = 0;

	/** Somebody writes to an address; gives the mail's id. */
	function write(body: string, { to = SUPPORT, ...headers }: Record<string, string> & { to?: string } = {}): string {
		const id = `<test-${ids++}@example.org>`;
		dovecot.deliver(to, rawMail({ headers: { 'Message-ID': id, From: 'Robin Vale <robin@example.org>', To: to, Subject: 'A question', ...headers }, body }), 'robin@example.org');
		return id;
	}

	/** The mail that answers one; fails where none comes. */
	async function answerTo(id: string): Promise<ParsedMail> {
		const answer = await waitFor(() => sent.find(({ mail }) => mail.inReplyTo.includes(id))?.mail, 60_000);
		if (answer === undefined) throw new Error(`Nobody answered ${id}. n8n says: ${product.log().slice(-3_000)}`);
		return answer;
	}

	const conversationOf = (id: string): string | undefined => product.query<{ conversation_id: string }>('SELECT conversation_id FROM messages WHERE provider_id = ?', id)[0]?.conversation_id;
	const outcomeOf = (id: string): string | null | undefined => product.query<{ outcome: string | null }>('SELECT outcome FROM messages WHERE provider_id = ?', id)[0]?.outcome;

	it('answers a thread of mails, passes it to a person, and sends the person\'s answer in the same thread', async () => {
		const first = write('How can I return a lamp?');
		const answer = await answerTo(first);
		expect(answer).toMatchObject({ from: { address: SUPPORT }, subject: 'Re: A question', references: [first], headers: { 'auto-submitted': 'auto-replied' } });
		expect(outcomeOf(first)).toBe('answered');

		const second = write('I want to talk to a real person, please.\n\nOn Tue, Nov 3, 2026 at 10:00 AM Support <support@example.com> wrote:\n> You can return it.', { Subject: 'Re: A question', 'In-Reply-To': answer.messageId!, References: answer.messageId! });
		const notice = await answerTo(second);
		expect(notice.references).toEqual([first, answer.messageId, second]);
		expect(outcomeOf(second)).toBe('handedOff');
		expect(conversationOf(second)).toBe(conversationOf(first));

		const conversation = conversationOf(first)!;
		await product.withLedger(async (ledger) => {
			const now = new Date().toISOString();
			expect(await ledger.move('main', conversation, ADA, { kind: 'take' }, now)).toMatchObject({ ok: true });
			expect(await ledger.humanReply('main', conversation, ADA, { outgoingId: `${conversation}:human:of-the-desk-1`, text: 'Ada here: the label is on its way.' }, now)).toMatchObject({ ok: true });
		});
		const words = await waitFor(() => sent.find(({ mail }) => mail.text.includes('Ada here'))?.mail, 60_000);
		expect(words).toMatchObject({ inReplyTo: [second], subject: 'Re: A question' });
		expect(words?.headers).not.toHaveProperty('auto-submitted');

		const third = write('Thank you, Ada!', { Subject: 'AW: A question', 'In-Reply-To': words!.messageId! });
		expect(await waitFor(() => outcomeOf(third) ?? undefined, 30_000)).toBe('relayed');
		expect(conversationOf(third)).toBe(conversation);
	});

	it('ignores an auto-responder', async () => {
		const away = write('I am away until Monday.', { 'Auto-Submitted': 'auto-replied', Subject: 'Out of office' });
		const after = write('what are your delivery times?', { From: 'Kim <kim@example.org>' });
		await answerTo(after);
		expect(outcomeOf(away)).toBeUndefined();
		expect(sent.filter(({ mail }) => mail.inReplyTo.includes(away))).toEqual([]);
	});

	it('stops by itself where it writes with another installation of ours', async () => {
		const before = sent.length;
		// A person of the other company writes to this one from their support address.
		const question = write('How can I return a lamp?', { From: `Help <${OTHER}>` });
		const answer = await answerTo(question);
		expect(answer.headers['auto-submitted']).toBe('auto-replied');
		await waitFor(() => undefined, 15_000);
		expect(sent.slice(before).map(({ from, to }) => `${from} > ${to}`)).toEqual([`${SUPPORT} > ${OTHER}`]);
		expect(product.query("SELECT id FROM messages WHERE inbox = 'other'")).toEqual([]);
	});

	it('misses nothing where it is killed between recording a mail and marking it, and answers once', async () => {
		const id = write('How long do I have to send a lamp back?', { From: 'Noor <noor@example.org>', Subject: 'Sending back' });
		const isStopped = await waitFor(() => stopWhenRecorded(id), 30_000, 1);
		expect(isStopped).toBe(true);
		await product.n8n.kill();
		const meanwhile = write('How can I return a lamp?', { From: 'Lin <lin@example.org>', Subject: 'Lamp' });
		await product.n8n.restart();
		await answerTo(meanwhile);
		await waitFor(() => outcomeOf(id) ?? undefined, 60_000);
		expect(outcomeOf(id)).not.toBeNull();
		await answerTo(id);
		expect(sent.filter(({ mail }) => mail.inReplyTo.includes(id))).toHaveLength(1);
		expect(product.query("SELECT id FROM messages WHERE provider_id = ?", id)).toHaveLength(1);
	});

	/** Holds n8n at the moment a mail is on disk. */
	function stopWhenRecorded(id: string): true | undefined {
		process.kill(product.n8n.pid, 'SIGSTOP');
		if (outcomeOf(id) === null) return true;
		process.kill(product.n8n.pid, 'SIGCONT');
		return undefined;
	}
});
