/** Mails handed to a real SMTP conversation: what arrives, and what is known when it breaks. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readMail } from '../../../channels/mail/readMail';
import { checkSending, sendMail } from '../../../channels/mail/sendMail';
import { composeMail } from '../../../core/reply/composeMail';
import { outgoingId } from '../../../core/reply/outgoingId';
import { judgeMail } from '../../../core/message/mail';

const servers: SMTPServer[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A server on loopback that takes what it is told to. */
async function start(options: SMTPServerOptions = {}): Promise<{ readonly account: Parameters<typeof sendMail>[0]; readonly mails: Buffer[] }> {
	const mails: Buffer[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onAuth: ({ password }, _session, done) => (password === 'right' ? done(null, { user: 'support' }) : done(new Error('Wrong'))),
		onData: (stream, _session, done) => {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				mails.push(Buffer.concat(parts));
				done();
			});
		},
		...options,
	});
	server.on('error', () => undefined);
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const { port } = server.server.address() as { port: number };
	return { account: { host: '127.0.0.1', port, security: 'none', user: 'support', password: 'right' }, mails };
}

const MAIL = composeMail({
	outgoingId: outgoingId('main', 'm1', 'answer'), text: 'Grüße, **bald** da.\n\nمرحبا', messageId: 'm1', author: 'bot',
	from: { address: 'support@example.com', name: 'Lampen & Söhne' }, to: 'robin@example.org',
	thread: { received: [{ messageId: 'm1', providerId: '<first@example.org>', at: '2026-11-03T10:00:00.000Z', subject: 'Bestellung für März' }], said: [], saidToCustomer: [] },
});

it('arrives as it was written, in its thread, and marked as a program\'s', async () => {
	const { account, mails } = await start();
	expect(await sendMail(account, MAIL)).toEqual({ kind: 'sent' });
	const { mail } = await readMail(mails[0]!);
	expect(mail).toMatchObject({
		messageId: MAIL.messageId, inReplyTo: ['<first@example.org>'], references: ['<first@example.org>'], subject: 'Re: Bestellung für März',
		from: { address: 'support@example.com', name: 'Lampen & Söhne' }, text: 'Grüße, bald da.\n\nمرحبا',
	});
	expect(judgeMail(mail, { address: 'robin@example.org' })?.reason).toBe('automaticMail');
	expect(judgeMail(mail, { address: 'support@example.com' })?.reason).toBe('ownLoop');
});

it.each([
	['the recipient', { onRcptTo: (_address, _session, done) => done(Object.assign(new Error('No such user'), { responseCode: 550 })) }],
	['the password', { authOptional: false, onAuth: (_auth, _session, done) => done(new Error('Wrong')) }],
	['the mail, after reading it', { onData: (stream, _session, done) => { stream.resume(); stream.on('end', () => done(Object.assign(new Error('Spam'), { responseCode: 554 }))); } }],
	['the mail, for now', { onData: (stream, _session, done) => { stream.resume(); stream.on('end', () => done(Object.assign(new Error('Later'), { responseCode: 451 }))); } }],
] satisfies ReadonlyArray<[string, SMTPServerOptions]>)('has failed where the server refuses %s', async (_what, options) => {
	const { account } = await start(options);
	expect(await sendMail(account, MAIL)).toMatchObject({ kind: 'failed', problem: expect.any(String) });
});

it('has failed where nobody listens', async () => {
	expect(await sendMail({ host: '127.0.0.1', port: 9, security: 'none', user: '', password: '' }, MAIL)).toMatchObject({ kind: 'failed' });
});

it('has failed where the connection is lost before the mail was begun', async () => {
	const { account } = await start({ onMailFrom: (_address, session) => { closeAll(session.remotePort); } });
	expect(await sendMail(account, MAIL)).toMatchObject({ kind: 'failed' });
});

it('is of unknown fate where the connection is lost after the mail was handed over', async () => {
	const { account } = await start({ onData: (stream, session) => { stream.resume(); stream.on('end', () => closeAll(session.remotePort)); } });
	expect(await sendMail(account, MAIL)).toMatchObject({ kind: 'unknown', problem: expect.any(String) });
});

it('is not sent where encryption is wanted and not offered', async () => {
	const { account, mails } = await start();
	expect(await sendMail({ ...account, security: 'starttls' }, MAIL)).toMatchObject({ kind: 'failed' });
	expect(mails).toEqual([]);
});

it('needs an address', async () => {
	const { account, mails } = await start();
	for (const to of ['unknown sender of <x@example.org>', '', 'robin@example.org, eve@example.org']) expect(await sendMail(account, { ...MAIL, to })).toMatchObject({ kind: 'failed', problem: expect.stringContaining('address') });
	expect(mails).toEqual([]);
});

it('can be checked without sending', async () => {
	const { account, mails } = await start();
	await expect(checkSending(account)).resolves.toBeUndefined();
	await expect(checkSending({ ...account, password: 'wrong' })).rejects.toThrow();
	expect(mails).toEqual([]);
});

/** Cuts the connection as a lost network does: without a word. */
function closeAll(remotePort: number): void {
	for (const server of servers) {
		for (const connection of (server as unknown as { connections: Set<{ _socket: { remotePort: number; destroy(): void } }> }).connections) {
			if (connection._socket.remotePort === remotePort) connection._socket.destroy();
		}
	}
}
