import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeExecutionData, INodeType, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { hasDovecot, startDovecot, type Dovecot } from '../channels/mail/dovecot';
import { multipart, rawMail } from '../channels/mail/samples';
import { startWithholding } from '../channels/mail/withholding';
import { loadNode, WORKFLOW_ID } from './engine';
import { openRealLedger, shownSettings } from './fixtures';
import { mailCredential, startSmtp } from './smtp';

const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };

if (!hasDovecot) process.stdout.write('Email Support Trigger is not tested: no Dovecot is installed here (apt-get install dovecot-imapd).\n');

(hasDovecot ? describe : describe.skip)('Email Support Trigger', () => {
	let dovecot: Dovecot;
	let user = '';
	const running: ITriggerResponse[] = [];

	beforeAll(async () => { dovecot = await startDovecot(); }, 60_000);
	afterAll(async () => dovecot.close());
	beforeEach(() => { user = `${randomUUID()}@example.com`; });
	afterEach(async () => {
		for (const { closeFunction } of running.splice(0)) await closeFunction?.();
	});

	interface Started {
		readonly emitted: INodeExecutionData[][][];
		readonly logged: string[];
		readonly asked: Set<string>;
		readonly response: ITriggerResponse;
		stop(): Promise<void>;
	}

	async function start({ mode = 'trigger', settings = {} as IDataObject, emit, imapPort = dovecot.port }: { mode?: string; settings?: IDataObject; emit?: () => void; imapPort?: number } = {}): Promise<Started> {
		const node = loadNode('emailSupportTrigger') as INodeType & Required<Pick<INodeType, 'trigger'>>;
		const emitted: INodeExecutionData[][][] = [];
		const logged: string[] = [];
		const asked = new Set<string>();
		const context = {
			getNodeParameter(name: string) {
				asked.add(name);
				return settings[name] ?? node.description.properties.find((property) => property.name === name)?.default;
			},
			getMode: () => mode,
			getNode: () => ({ name: 'Mailbox', typeVersion: 1, parameters: {} }),
			getWorkflow: () => ({ id: WORKFLOW_ID }),
			getCredentials: async () => mailCredential({ imapPort, user, password: dovecot.password }),
			emit: (items: INodeExecutionData[][]) => {
				emit?.();
				emitted.push(items);
			},
			helpers: { prepareBinaryData: async (content: Buffer, fileName: string, mimeType: string) => ({ data: content.toString('base64'), fileName, mimeType }) },
			logger: { error: (line: string) => logged.push(line), warn: () => undefined },
		} as unknown as ITriggerFunctions;
		const response = (await node.trigger.call(context))!;
		running.push(response);
		return { emitted, logged, asked, response, stop: async () => { await running.splice(running.indexOf(response), 1)[0]?.closeFunction?.(); } };
	}

	async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
		const end = Date.now() + 40_000;
		while (!await isTrue() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
		expect(await isTrue()).toBe(true);
	}

	/** Until the mailbox is being watched: what comes from now on is new. */
	async function watched(): Promise<void> {
		const ledger = await openRealLedger();
		await until(async () => (await ledger.readMailCursor('main', `${user}@127.0.0.1`, 'INBOX')) !== undefined);
	}

	/** Flags of the mails in the mailbox, oldest first: true for read. */
	async function flags(): Promise<readonly boolean[]> {
		const { ImapFlow } = await import('imapflow');
		const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth: { user, pass: dovecot.password }, logger: false });
		await client.connect();
		await client.mailboxOpen('INBOX', { readOnly: true });
		const found = await client.fetchAll('1:*', { flags: true });
		await client.logout();
		return found.map((mail) => mail.flags?.has('\\Seen') === true);
	}

	const mail = (id: string, headers: Record<string, string> = {}, body?: string): Buffer => rawMail({ headers: { 'Message-ID': `<${id}-${user}>`, ...headers }, ...(body === undefined ? {} : { body }) });
	const envelopes = (emitted: INodeExecutionData[][][], output: number): Envelope[] => emitted.flatMap((items) => items[output]!.map(({ json }) => json as unknown as Envelope));

	it('records a mail, marks it as read, and starts the workflow with it', async () => {
		const { emitted, logged } = await start();
		await watched();
		dovecot.deliver(user, mail('a'));
		await until(async () => emitted.length === 1 && (await flags())[0] === true);
		const [envelope] = envelopes(emitted, 0);
		expect(envelope).toMatchObject({ inbox: 'main', message: { channel: 'email', text: 'Where is my order 1042?', subject: 'Order 1042' }, customer: { email: 'robin.vale@example.org', name: 'Robin Vale', verified: false } });
		expect(await (await openRealLedger()).loadEnvelope('main', envelope!.message.id)).toBeDefined();
		expect(logged).toEqual([]);
	}, 60_000);

	it('keeps the mails of a thread in one conversation, and tells people\'s mails from the assistant\'s', async () => {
		const { emitted } = await start();
		await watched();
		dovecot.deliver(user, mail('a'));
		await until(() => emitted.length === 1);
		const { conversation } = envelopes(emitted, 0)[0]!;
		await (await openRealLedger()).move('main', conversation.id, ADA, { kind: 'take' }, new Date().toISOString());
		dovecot.deliver(user, mail('b', { 'In-Reply-To': `<a-${user}>`, References: `<a-${user}>`, Subject: 'Re: Order 1042' }, 'Hello?\n\nOn Tue, Nov 3, 2026 at 10:00 AM Shop <support@example.com> wrote:\n> We are looking.'));
		await until(() => emitted.length === 2);
		expect(envelopes(emitted, 1)[0]).toMatchObject({ message: { text: 'Hello?' }, conversation: { id: conversation.id, owner: 'human' } });
	}, 60_000);

	it('lets a mail wait for the next one where one wants that: the last starts the workflow with the words of both', async () => {
		const { emitted, logged } = await start({ settings: { waitSeconds: 3 } });
		await watched();
		dovecot.deliver(user, mail('a', {}, 'My lamp'));
		dovecot.deliver(user, mail('b', { 'In-Reply-To': `<a-${user}>`, References: `<a-${user}>`, Subject: 'Re: Order 1042' }, 'flickers'));
		await until(() => emitted.length === 2);
		expect(envelopes(emitted, 0).map(({ message }) => message.text)).toEqual(['My lamp\nflickers']);
		expect(envelopes(emitted, 2)).toMatchObject([{ ignored: { reason: 'merged' }, message: { text: 'My lamp' } }]);
		expect(logged).toEqual([]);
	}, 60_000);

	it('lets pass by Ignored what nobody may answer, records none of it and leaves it unread', async () => {
		const { emitted } = await start();
		await watched();
		dovecot.deliver(user, mail('away', { 'Auto-Submitted': 'auto-replied', Subject: 'Out of office' }));
		dovecot.deliver(user, mail('bounce', { From: 'MAILER-DAEMON@example.org' }), '');
		dovecot.deliver(user, mail('news', { 'List-Unsubscribe': '<https://example.org/off>' }));
		await until(() => emitted.length === 3);
		expect(emitted.map((items) => (items[2]![0]!.json.ignored as IDataObject).reason)).toEqual(['automaticMail', 'bounce', 'newsletter']);
		expect(await flags()).toEqual([false, false, false]);
	}, 60_000);

	it('after a crash between recording and marking, takes the mail for the same and marks it', async () => {
		const crashing = await start({ emit: () => { throw new Error('killed here'); } });
		await watched();
		dovecot.deliver(user, mail('a'));
		await until(() => crashing.logged.length > 0);
		await crashing.stop();
		const ledger = await openRealLedger();
		const { emitted } = await start();
		await until(async () => (await flags())[0] === true);
		expect(emitted).toEqual([]);
		const due = await ledger.takeUnanswered(WORKFLOW_ID, '2999-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z', new Date().toISOString(), 100);
		expect(due.filter(({ customer, conversation }) => customer.email === 'robin.vale@example.org' && conversation.turns.length > 0)).not.toEqual([]);
	}, 60_000);

	it('tells a person of a mail that the server does not hand out, and goes on; the mail itself is a message once it is handed out', async () => {
		const server = await startWithholding(dovecot.port);
		try {
			const first = await start({ imapPort: server.port });
			await watched();
			server.withheld.set(1, 'content');
			dovecot.deliver(user, mail('bad'));
			dovecot.deliver(user, mail('good', { From: 'Kim Lee <kim.lee@example.org>' }));
			await until(() => first.emitted.length === 2);
			const [told, good] = envelopes(first.emitted, 0);
			expect(told).toMatchObject({
				message: { text: expect.stringMatching(/could not be read.*folder "INBOX", number 1\./u), subject: 'Order 1042', requestsHuman: true },
				customer: { email: 'robin.vale@example.org' }, error: { node: 'Mailbox', message: expect.stringContaining('hand') },
			});
			expect(good).toMatchObject({ message: { text: 'Where is my order 1042?' }, customer: { email: 'kim.lee@example.org' } });
			expect(first.logged.at(-1)).toContain('mail number 1');
			expect(first.logged.join()).not.toContain('vale');
			await first.stop();
			server.withheld.clear();
			const second = await start({ imapPort: server.port });
			await until(() => second.emitted.length === 1);
			expect(envelopes(second.emitted, 0)[0]).toMatchObject({ message: { merged: [told!.message.id], requestsHuman: true }, conversation: { id: told!.conversation.id } });
		} finally {
			for (const { closeFunction } of running.splice(0)) await closeFunction?.();
			await server.close();
		}
	}, 120_000);

	it('hands a mail that cannot be read to a person', async () => {
		const { emitted } = await start();
		await watched();
		dovecot.deliver(user, mail('a', { 'Content-Type': 'multipart/mixed; boundary="never"' }, 'lost'));
		await until(() => emitted.length === 1);
		expect(envelopes(emitted, 0)[0]?.message.text).not.toBe('');
	}, 60_000);

	it('takes attachments along, or only names them', async () => {
		const withFile = (id: string): Buffer => multipart([
			{ headers: { 'Content-Type': 'text/plain' }, body: 'See the photo.' },
			{ headers: { 'Content-Type': 'image/png', 'Content-Disposition': 'attachment; filename="lamp.png"', 'Content-Transfer-Encoding': 'base64' }, body: 'iVBORw==' },
		], 'mixed', { 'Message-ID': `<${id}-${user}>` });
		const along = await start();
		await watched();
		dovecot.deliver(user, withFile('a'));
		await until(() => along.emitted.length === 1);
		expect(along.emitted[0]![0]![0]!.binary).toMatchObject({ attachment_0: { fileName: 'lamp.png', mimeType: 'image/png' } });
		const { id, attachments } = envelopes(along.emitted, 0)[0]!.message;
		expect(attachments).toEqual([{ name: 'lamp.png', mimeType: 'image/png', sizeBytes: 4, fileId: `${id}:0`, binary: 'attachment_0' }]);
		await along.stop();
		const named = await start({ settings: { options: { attachments: false } } });
		dovecot.deliver(user, withFile('b'));
		await until(() => named.emitted.length === 1);
		expect(named.emitted[0]![0]![0]).not.toHaveProperty('binary');
		// Either way people can open it at the desk.
		for (const { emitted } of [along, named]) {
			const { attachments } = envelopes(emitted, 0)[0]!.message;
			expect(await (await openRealLedger()).readFile('main', attachments[0]?.fileId ?? '')).toMatchObject({ name: 'lamp.png', mimeType: 'image/png', content: { length: 4 } });
		}
	}, 60_000);

	it('takes the newest mail into the test ledger when tried in the editor, again and again, and marks nothing', async () => {
		dovecot.deliver(user, mail('a'));
		const { emitted, response } = await start({ mode: 'manual' });
		await response.manualTriggerFunction!();
		await response.manualTriggerFunction!();
		expect(envelopes(emitted, 0).map(({ message }) => message.text)).toEqual(['Where is my order 1042?', 'Where is my order 1042?']);
		expect(await flags()).toEqual([false]);
		expect(await (await openRealLedger()).loadEnvelope('main', envelopes(emitted, 0)[0]!.message.id)).toBeUndefined();
	}, 60_000);

	it('asks for nothing it does not show', async () => {
		const { asked } = await start();
		expect([...asked].sort()).toEqual(shownSettings('emailSupportTrigger'));
	}, 60_000);

	it('tests its credential at both servers', async () => {
		const smtp = await startSmtp();
		const { testEmail } = loadNode('emailSupportTrigger').methods!.credentialTest!;
		const test = async (over: object): Promise<unknown> => testEmail!.call({} as never, { data: { ...mailCredential({ imapPort: dovecot.port, smtpPort: smtp.port, user, password: dovecot.password }), ...over } } as never);
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(await test({ address: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining('address') });
		expect(await test({ password: 'wrong' })).toMatchObject({ status: 'Error', message: expect.stringContaining('IMAP') });
		expect(await test({ smtpPort: 9 })).toMatchObject({ status: 'Error', message: expect.stringContaining('SMTP') });
		await smtp.close();
	}, 60_000);
});
