/** An SMTP server on loopback for the node tests: takes every mail, or answers as a test says. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Smtp {
	readonly port: number;
	readonly mails: string[];
	close(): Promise<void>;
}

export async function startSmtp(options: SMTPServerOptions = {}): Promise<Smtp> {
	const mails: string[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
		onData: (stream, _session, done) => {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				mails.push(Buffer.concat(parts).toString());
				done();
			});
		},
		...options,
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	return { port: (server.server.address() as { port: number }).port, mails, close: async () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** What the credential of a support address holds; what is read from nowhere is not reached. */
export function mailCredential({ smtpPort = 9, imapPort = 9, user = 'support@example.com', password = 'for-tests-only' } = {}): Record<string, string | number | boolean> {
	return {
		address: 'support@example.com', senderName: 'Lumen & Oak', user, password,
		imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none', smtpSignIn: true, trustAnyServer: false,
	};
}
