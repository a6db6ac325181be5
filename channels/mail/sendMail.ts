/** Hands one mail to a mail server (SMTP), and tells what is known of it then. */
import type { MailToSend } from '../../core/reply/composeMail';
import { judgeMailError } from '../../core/reply/judgeMailError';
import { describeMailError, type MailAccount } from './account';

const CONNECT_MS = 15_000;
/** How long the server may take for one answer. */
const ANSWER_MS = 60_000;

export type SendResult =
	| { readonly kind: 'sent' }
	/** `failed`: it was certainly not taken. `unknown`: it may have been. */
	| { readonly kind: 'failed' | 'unknown'; readonly problem: string };

/** Sends; never rejects. */
export async function sendMail(account: MailAccount, mail: MailToSend): Promise<SendResult> {
	if (!/^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}$/u.test(mail.to)) return { kind: 'failed', problem: 'The customer\'s e-mail address is not known' };
	let hasBegun = false;
	try {
		const transport = await openTransport(account, () => { hasBegun = true; });
		try {
			const { inReplyTo, references, from, headers, ...rest } = mail;
			await transport.sendMail({
				...rest,
				from: { address: from.address, name: from.name ?? '' },
				headers: { ...headers },
				...(inReplyTo === undefined ? {} : { inReplyTo }),
				references: [...references],
				disableFileAccess: true,
				disableUrlAccess: true,
			});
			return { kind: 'sent' };
		} finally {
			transport.close();
		}
	} catch (error) {
		const { responseCode } = error as { responseCode?: unknown };
		const kind = judgeMailError({ ...(typeof responseCode === 'number' ? { responseCode } : {}), hasBegun });
		return { kind, problem: describeMailError(error) };
	}
}

/** Signs in, and says nothing. Rejects with the server's own words. */
export async function checkSending(account: MailAccount): Promise<void> {
	const transport = await openTransport(account, () => undefined);
	try {
		await transport.verify();
	} catch (error) {
		throw new Error(describeMailError(error));
	} finally {
		transport.close();
	}
}

/** `onBegin` is called when the server asks for the mail's content (354): only so is it known how far a mail got that a lost connection cut off. */
async function openTransport({ host, port, security, user, password, anyCertificate }: MailAccount, onBegin: () => void) {
	const { createTransport } = await import('nodemailer');
	const hear = (entry: unknown, ...words: unknown[]): void => {
		if ((entry as { tnx?: unknown } | undefined)?.tnx === 'server' && String(words[0]).startsWith('354')) onBegin();
	};
	return createTransport({
		host, port,
		secure: security === 'tls',
		requireTLS: security === 'starttls',
		ignoreTLS: security === 'none',
		...(user === '' ? {} : { auth: { user, pass: password } }),
		...(anyCertificate === true ? { tls: { rejectUnauthorized: false } } : {}),
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: ANSWER_MS,
		transactionLog: true,
		logger: { level: () => undefined, trace: () => undefined, debug: hear, info: () => undefined, warn: () => undefined, error: () => undefined, fatal: () => undefined },
	});
}
