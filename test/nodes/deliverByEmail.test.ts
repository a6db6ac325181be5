import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import type { Answer } from '../../core/knowledge/knowledge';
import type { TestOptions } from './engine';
import { openRealLedger, openTestLedger, runNode } from './fixtures';
import { mailCredential, startSmtp, type Smtp } from './smtp';

const ADA = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
const ANSWER: Answer = { kind: 'answered', text: 'Two to four working days.', confidence: 0.9, sources: [], suggestions: [], engine: { name: 'local' } };
const [DONE, HOLD] = [2, 3];

let smtp: Smtp;
beforeAll(async () => { smtp = await startSmtp(); });
afterAll(async () => smtp.close());
beforeEach(() => { smtp.mails.length = 0; });

let mails = 0;

/** A recorded mail of Robin's. */
async function recordMail(thread = `<m${mails}@example.org>`, test = false): Promise<IDataObject & Envelope> {
	const ledger = await (test ? openTestLedger() : openRealLedger());
	const id = `mail-${mails++}`;
	const recorded = await ledger.recordInbound({
		inbox: 'main', channel: 'email', providerId: `<${id}@example.org>`, id, thread, text: 'How long does delivery take?', subject: 'Delivery', attachments: [],
		receivedAt: new Date().toISOString(), customer: { externalId: 'robin@example.org', email: 'robin@example.org' }, workflowId: 'test-workflow',
	});
	if (recorded.kind !== 'recorded') throw new Error('recorded before');
	return { ...recorded.envelope, answer: ANSWER } as unknown as IDataObject & Envelope;
}

async function deliver(item: IDataObject, { options = {}, smtpPort = smtp.port, ...more }: TestOptions & { options?: IDataObject; smtpPort?: number } = {}): Promise<readonly IDataObject[][]> {
	return await runNode({ type: 'replyGate', parameters: { operation: 'deliverByEmail', options }, credentials: ['hybridSupportEmailApi'] }, [item], { credential: mailCredential({ smtpPort }), ...more });
}

async function statusOf({ inbox, conversation }: Envelope): Promise<unknown> {
	const desk = await (await openRealLedger()).openConversation(inbox, conversation.id, ADA, new Date().toISOString());
	return { owner: desk?.row.owner, unknown: desk?.unknown.length, said: desk?.entries.filter(({ kind }) => kind === 'reply').map(({ text }) => text) };
}

it('sends the answer in its thread, marked as a program\'s, and notes that it was sent', async () => {
	const item = await recordMail();
	const outputs = await deliver(item);
	expect(outputs[DONE]).toEqual([{ ...item, reply: expect.objectContaining({ status: 'sent', delivered: true, to: 'robin@example.org' }) }]);
	expect(smtp.mails).toHaveLength(1);
	expect(smtp.mails[0]).toMatch(new RegExp(`^In-Reply-To: <${item.message.id}@example\\.org>\r$`, 'mu'));
	expect(smtp.mails[0]).toMatch(/^Auto-Submitted: auto-replied\r$/mu);
	expect(smtp.mails[0]).toMatch(/^Subject: Re: Delivery\r$/mu);
	expect(smtp.mails[0]).toMatch(/^Message-ID: <[\w-]{22}\.hs@example\.com>\r$/imu);
	expect(smtp.mails[0]).toContain('-- \r\nAssistant (AI assistant)');
	expect(await statusOf(item)).toEqual({ owner: 'bot', unknown: 0, said: [ANSWER.text] });
});

it('sends it once, however often it is asked to', async () => {
	const item = await recordMail();
	await deliver(item);
	const again = await deliver(item, { executionId: '2' });
	expect(smtp.mails).toHaveLength(1);
	expect(again[DONE]).toEqual([{ ...item, reply: expect.objectContaining({ status: 'sent', note: expect.any(String) }) }]);
});

it('puts what the server refuses before a person, and what may have arrived too; neither is sent again', async () => {
	const refusing = await startSmtp({ onRcptTo: (_address, _session, done) => done(Object.assign(new Error('No such user'), { responseCode: 550 })) });
	const losing = await startSmtp({ onData: (stream, session) => { stream.resume(); stream.on('end', () => cut(session)); } });
	const [refused, lost] = [await recordMail(), await recordMail()];
	expect((await deliver(refused, { smtpPort: refusing.port }))[HOLD]).toEqual([{ ...refused, reply: expect.objectContaining({ status: 'failed' }), error: { node: 'Node', message: expect.stringContaining('No such user') } }]);
	expect((await deliver(lost, { smtpPort: losing.port }))[HOLD]).toEqual([{ ...lost, reply: expect.objectContaining({ status: 'unknown' }), error: { node: 'Node', message: expect.stringContaining('unknown') } }]);
	expect(await statusOf(refused)).toMatchObject({ owner: 'queue', said: [] });
	expect(await statusOf(lost)).toMatchObject({ owner: 'queue', unknown: 1, said: [] });
	expect((await deliver(lost))[DONE]).toEqual([]);
	expect(smtp.mails).toEqual([]);
	for (const server of [refusing, losing]) await server.close();
}, 60_000);

it('says nothing while a person has the conversation; the person\'s own words go out as theirs', async () => {
	const item = await recordMail();
	const ledger = await openRealLedger();
	await ledger.move(item.inbox, item.conversation.id, ADA, { kind: 'take' }, new Date().toISOString());
	expect((await deliver(item))[HOLD]).toHaveLength(1);
	expect(smtp.mails).toEqual([]);
	await ledger.humanReply(item.inbox, item.conversation.id, ADA, { outgoingId: 'BBBBBBBBBBBBBBBBBBBBB1', text: 'Ada here.' }, new Date().toISOString());
	const [due] = await ledger.takeQueued('test-workflow', ['email'], '2000-01-01T00:00:00.000Z', new Date().toISOString(), 5);
	const queued = { ...due!.envelope, reply: { id: due!.outgoing.id, text: due!.outgoing.text, status: 'queued', delivered: false, to: due!.to } } as unknown as IDataObject;
	expect((await deliver(queued))[DONE]).toEqual([expect.objectContaining({ reply: expect.objectContaining({ status: 'sent' }) })]);
	expect(smtp.mails[0]).toContain('Ada here.');
	expect(smtp.mails[0]).not.toMatch(/^Auto-Submitted|AI assistant/mu);
	expect(smtp.mails[0]).toMatch(new RegExp(`^In-Reply-To: <${item.message.id}@example\\.org>\r$`, 'mu'));
});

it('stops where the assistant has written often in the thread, and leaves the message to people', async () => {
	const thread = '<loop@example.org>';
	for (let round = 0; round < 2; round++) expect((await deliver(await recordMail(thread), { options: { mailsAnHour: 2 }, executionId: `l${round}` }))[DONE]).toHaveLength(1);
	const item = await recordMail(thread);
	expect((await deliver(item, { options: { mailsAnHour: 2 } }))[HOLD]).toEqual([{ ...item, reply: expect.objectContaining({ status: 'held', held: 'rateLimited' }), error: { node: 'Node', message: expect.any(String) } }]);
	expect(smtp.mails).toHaveLength(2);
});

it('sends nothing in a test run, and says so', async () => {
	const item = await recordMail('<test@example.org>', true);
	const outputs = await deliver(item, { mode: 'manual' });
	expect(outputs[DONE]).toEqual([{ ...item, reply: expect.objectContaining({ status: 'sent', note: expect.stringContaining('test run') }) }]);
	expect(smtp.mails).toEqual([]);
});

it('claims nothing where it has no address to send from', async () => {
	const item = await recordMail();
	const outputs = await deliver(item, { credential: { address: '' } });
	expect(outputs[HOLD]).toEqual([{ ...item, error: { node: 'Node', message: expect.stringContaining('support address') } }]);
	expect(await statusOf(item)).toMatchObject({ owner: 'bot', unknown: 0 });
});

function cut(session: unknown): void {
	for (const handle of (process as unknown as { _getActiveHandles(): Array<{ remotePort?: number; destroy?: () => void }> })._getActiveHandles()) {
		if (handle.remotePort === (session as { remotePort: number }).remotePort) handle.destroy?.();
	}
}
