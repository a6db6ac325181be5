/** The credential of a support address, for the nodes that read or send its mails. */
import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import type { MailAccount } from '../../kit';
import { loadKit } from './kit';

/** Named as in the nodes that ask for it, each with {@link testEmail}. */
const CREDENTIAL = 'hybridSupportEmailApi';

interface Fields {
	readonly address?: string;
	readonly senderName?: string;
	readonly user?: string;
	readonly password?: string;
	readonly imapHost?: string;
	readonly imapPort?: number;
	readonly imapSecurity?: MailAccount['security'];
	readonly smtpHost?: string;
	readonly smtpPort?: number;
	readonly smtpSecurity?: MailAccount['security'];
	readonly smtpSignIn?: boolean;
	readonly trustAnyServer?: boolean;
}

export interface SupportAddress {
	/** In lower case. */
	readonly address: string;
	/** Absent when customers see the address alone. */
	readonly name?: string;
	readonly reading: MailAccount;
	readonly sending: MailAccount;
}

/** The support address of the node's credential. Rejects when it names none. */
export async function readSupportAddress(context: { getCredentials<T extends object>(type: string): Promise<T> }): Promise<SupportAddress> {
	const found = toSupportAddress(await context.getCredentials<Fields>(CREDENTIAL));
	if (!isAddress(found.address)) throw new Error('The e-mail credential names no support address');
	return found;
}

function isAddress(text: string): boolean {
	return /^[^\s@]+@[^\s@]+$/u.test(text);
}

/** Signs in at both servers. Nothing is read and nothing is sent. */
export async function testEmail(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const kit = await loadKit();
	const { address, reading, sending } = toSupportAddress((data ?? {}) as Fields);
	if (!isAddress(address)) return { status: 'Error', message: 'Fill in the support address.' };
	for (const [what, check] of [
		['Reading (IMAP)', () => kit.checkMailbox(reading, ['INBOX'])],
		['Sending (SMTP)', () => kit.checkSending(sending)],
	] as const) {
		try {
			await check();
		} catch (error) {
			return { status: 'Error', message: `${what}: ${kit.describeMailError(error)}` };
		}
	}
	return { status: 'OK', message: 'Both servers let us in.' };
}

function toSupportAddress(fields: Fields): SupportAddress {
	const address = (fields.address ?? '').trim().toLowerCase();
	const user = (fields.user ?? '').trim() || address;
	const common = { password: fields.password ?? '', anyCertificate: fields.trustAnyServer ?? false };
	const name = (fields.senderName ?? '').trim();
	return {
		address,
		...(name === '' ? {} : { name }),
		reading: { ...common, user, host: fields.imapHost ?? '', port: fields.imapPort ?? 993, security: fields.imapSecurity ?? 'tls' },
		sending: { ...common, user: fields.smtpSignIn === false ? '' : user, host: fields.smtpHost ?? '', port: fields.smtpPort ?? 465, security: fields.smtpSecurity ?? 'tls' },
	};
}
