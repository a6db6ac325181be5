/** A mail server for tests (SMTP, this machine only): takes every mail and hands it on, recipient by recipient, as an MTA does. */
import { SMTPServer } from 'smtp-server';
import { readMail } from '../../channels/mail/readMail';
import type { ParsedMail } from '../../core/message/mail';

/** A mail on its way to one recipient. */
export interface Carried {
	readonly to: string;
	/** Of the envelope; empty for a mail that takes no answer. */
	readonly from: string;
	readonly mail: ParsedMail;
	readonly raw: Buffer;
}

export interface Mta {
	readonly port: number;
	close(): Promise<void>;
}

/** Starts it; the sender has its acknowledgement once `carry` was called for every recipient. */
export async function startMta(carry: (carried: Carried) => void): Promise<Mta> {
	const server = new SMTPServer({
		authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
		onData: (stream, { envelope }, done) => {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				const raw = Buffer.concat(parts);
				const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
				readMail(raw).then(({ mail }) => {
					for (const { address } of envelope.rcptTo) carry({ to: address, from, mail, raw });
					done();
				}).catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
			});
		},
	});
	// Who hangs up in the middle, as a killed n8n does, is no fault of the server.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	return {
		port: (server.server.address() as { port: number }).port,
		close: () => new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
