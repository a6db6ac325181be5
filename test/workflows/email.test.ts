/** The e-mail template in a real n8n, with a real MTA (Postfix) that puts every mail into the mailboxes of a real IMAP server (Dovecot). */
import type { ParsedMail } from '../../core/message/mail';
import { hasDovecot, startDovecot, type Dovecot } from '../channels/mail/dovecot';
import { hasPostfix, POSTFIX, startPostfix, type Postfix, type ReceivedMail } from '../channels/mail/postfix';
import { rawMail } from '../channels/mail/samples';
import { buildMailCredential, installEmail } from './installed';
import { readTemplate, START_MS, startProduct, templates, waitFor, type Product, type Workflow } from './product';

jest.setTimeout(START_MS);

const canRun = hasDovecot && hasPostfix;
if (!canRun) process.stdout.write('The e-mail template is not tested: Dovecot and Postfix have to be installed here, and root has to start them (apt-get install dovecot-imapd postfix).\n');

const OURS = 'n8n-nodes-hybrid-support.';
const SUPPORT = 'support@example.com';
/** A second company's installation of ours. */
const OTHER = 'help@example.org';
/** Whom Postfix has a mailbox for; it refuses everybody else. */
const PEOPLE = ['robin', 'kim', 'noor', 'lin'].map((name) => `${name}@example.org`);
const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

(canRun ? describe : describe.skip)('a support address', () => {
	let dovecot: Dovecot;
	let postfix: Postfix;
	let product: Product;

	beforeAll(async () => {
		dovecot = await startDovecot();
		postfix = await startPostfix(dovecot, [SUPPORT, OTHER, ...PEOPLE]);
		const servers = { imap: dovecot.port, smtp: postfix.port, password: dovecot.password };
		const credentials = [SUPPORT, OTHER].map((address, index) => buildMailCredential(index, address, servers));
		const desk = templates().filter(({ nodes }) => nodes.some(({ type }) => type === `${OURS}agentDeskTrigger`));
		product = await startProduct({ workflows: [...desk, install(0, 'main'), install(1, 'other')], credentials });
		await product.teach('other', { title: 'Opening hours', body: 'We are open from nine to five.', questions: ['when are you open', 'what are your opening hours', 'opening hours'] });
		const isWatching = await waitFor(() => (product.query('SELECT folder FROM mailboxes').length === 2 ? true : undefined), 60_000);
		if (isWatching === undefined) throw new Error(`The mailboxes are not watched: ${product.log().slice(-3_000)}`);
	}, START_MS);
	afterAll(async () => {
		await product?.end();
		await postfix?.close();
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
	async function write(body: string, { to = SUPPORT, by = 'robin@example.org', ...headers }: Record<string, string> & { to?: string; by?: string } = {}): Promise<string> {
		const id = `<test-${ids++}@example.org>`;
		await postfix.send(by, to, rawMail({ headers: { 'Message-ID': id, From: by, To: to, Subject: 'A question', ...headers }, body }));
		return id;
	}

	/** What left n8n, in order: what lies in the mailboxes and neither we nor Postfix wrote. */
	async function sent(): Promise<readonly ReceivedMail[]> {
		return (await postfix.received()).filter(({ mail }) => mail.messageId?.startsWith('<test-') !== true && mail.from?.address !== POSTFIX.daemon);
	}

	const answersTo = async (id: string): Promise<readonly ParsedMail[]> => (await sent()).filter(({ mail }) => mail.inReplyTo.includes(id)).map(({ mail }) => mail);

	/** The mail that answers one; fails where none comes. */
	async function answerTo(id: string): Promise<ParsedMail> {
		const answer = await waitFor(async () => (await answersTo(id))[0], 60_000);
		if (answer === undefined) throw new Error(`Nobody answered ${id}. n8n says: ${product.log().slice(-3_000)}`);
		return answer;
	}

	const conversationOf = (id: string): string | undefined => product.query<{ conversation_id: string }>('SELECT conversation_id FROM messages WHERE provider_id = ?', id)[0]?.conversation_id;
	const ownerOf = (conversation: string): string | undefined => product.query<{ owner: string }>('SELECT owner FROM conversations WHERE id = ?', conversation)[0]?.owner;
	const outcomeOf = (id: string): string | null | undefined => product.query<{ outcome: string | null }>('SELECT outcome FROM messages WHERE provider_id = ?', id)[0]?.outcome;

	it('answers a thread of mails, passes it to a person, and sends the person\'s answer in the same thread', async () => {
		const first = await write('How can I return a lamp?');
		const answer = await answerTo(first);
		expect(answer).toMatchObject({ from: { address: SUPPORT }, subject: 'Re: A question', references: [first], headers: { 'auto-submitted': 'auto-replied' } });
		expect(outcomeOf(first)).toBe('answered');

		const second = await write('I want to talk to a real person, please.\n\nOn Tue, Nov 3, 2026 at 10:00 AM Support <support@example.com> wrote:\n> You can return it.', { Subject: 'Re: A question', 'In-Reply-To': answer.messageId!, References: answer.messageId! });
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
		const words = await waitFor(async () => (await sent()).find(({ mail }) => mail.text.includes('Ada here'))?.mail, 60_000);
		expect(words).toMatchObject({ inReplyTo: [second], subject: 'Re: A question' });
		expect(words?.headers).not.toHaveProperty('auto-submitted');

		const third = await write('Thank you, Ada!', { Subject: 'AW: A question', 'In-Reply-To': words!.messageId! });
		expect(await waitFor(() => outcomeOf(third) ?? undefined, 30_000)).toBe('relayed');
		expect(conversationOf(third)).toBe(conversation);
	});

	it('ignores an auto-responder', async () => {
		const away = await write('I am away until Monday.', { 'Auto-Submitted': 'auto-replied', Subject: 'Out of office' });
		const after = await write('what are your delivery times?', { by: 'kim@example.org' });
		await answerTo(after);
		expect(outcomeOf(away)).toBeUndefined();
		expect(await answersTo(away)).toEqual([]);
	});

	it('stops by itself where it writes with another installation of ours', async () => {
		const before = (await sent()).length;
		// A person of the other company writes to this one from their support address.
		const question = await write('How can I return a lamp?', { by: OTHER });
		const answer = await answerTo(question);
		expect(answer.headers['auto-submitted']).toBe('auto-replied');
		await waitFor(() => undefined, 15_000);
		expect((await sent()).slice(before).map(({ from, to }) => `${from} > ${to}`)).toEqual([`${SUPPORT} > ${OTHER}`]);
		expect(product.query("SELECT id FROM messages WHERE inbox = 'other'")).toEqual([]);
	});

	it.each([
		['for now', POSTFIX.busy, 'How can I return a lamp?', '450 4.2.1'],
		['for good, since nobody has that address', 'nobody@example.org', 'How long is the warranty?', '550 5.1.1'],
	])('puts a conversation before people whose answer the mail server refuses %s', async (_kind, by, body, problem) => {
		const id = await write(body, { by });
		const conversation = await waitFor(() => conversationOf(id), 60_000);
		expect(await waitFor(() => (ownerOf(conversation!) === 'bot' ? undefined : ownerOf(conversation!)), 60_000)).toBe('queue');
		expect(product.query('SELECT status, problem FROM outgoing WHERE conversation_id = ?', conversation!)).toEqual([{ status: 'failed', problem: expect.stringContaining(problem) }]);
		expect((await postfix.received()).filter(({ to }) => to === by)).toEqual([]);
	});

	it('does not answer the mail server that gives an answer back, and puts the conversation before people', async () => {
		const id = await write('Do you take paypal?', { by: POSTFIX.moved });
		const bounce = await waitFor(async () => (await postfix.received()).find(({ mail }) => mail.from?.address === POSTFIX.daemon), 60_000);
		expect(bounce).toMatchObject({ to: SUPPORT, mail: { text: expect.stringContaining(`<${POSTFIX.moved}>: user unknown`) } });
		await answerTo(await write('what are your delivery times?', { by: 'kim@example.org' }));
		expect(ownerOf(conversationOf(id)!)).toBe('queue');
		expect(product.query('SELECT status, problem FROM outgoing WHERE conversation_id = ?', conversationOf(id)!)).toEqual([{ status: 'failed', problem: '5.1.1 Nobody of that name is here any more' }]);
		expect(conversationOf(bounce!.mail.messageId!)).toBeUndefined();
		expect((await sent()).filter(({ to }) => to === POSTFIX.daemon)).toEqual([]);
	});

	it('misses nothing where it is killed between recording a mail and marking it, and answers once', async () => {
		const id = await write('How long do I have to send a lamp back?', { by: 'noor@example.org', Subject: 'Sending back' });
		const isStopped = await waitFor(() => stopWhenRecorded(id), 30_000, 1);
		expect(isStopped).toBe(true);
		await product.n8n.kill();
		const meanwhile = await write('How can I return a lamp?', { by: 'lin@example.org', Subject: 'Lamp' });
		await product.n8n.restart();
		await answerTo(meanwhile);
		await waitFor(() => outcomeOf(id) ?? undefined, 60_000);
		expect(outcomeOf(id)).not.toBeNull();
		await answerTo(id);
		expect(await answersTo(id)).toHaveLength(1);
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
