/** How to reach a mail server. */
export interface MailAccount {
	readonly host: string;
	readonly port: number;
	/** `tls` from the first byte; `starttls` begins in the clear and must be encrypted before the password is said; `none` never is. */
	readonly security: 'tls' | 'starttls' | 'none';
	/** Empty: nobody signs in. */
	readonly user: string;
	readonly password: string;
	/** True accepts a certificate nobody vouches for. */
	readonly anyCertificate?: boolean;
}

/** What a server or the way to it said, in one line, without anything of ours in it. */
export function describeMailError(error: unknown): string {
	if (!(error instanceof Error)) return 'It failed without saying why';
	const { responseText, response, authenticationFailed } = error as Error & { responseText?: unknown; response?: unknown; authenticationFailed?: boolean };
	const said = typeof responseText === 'string' ? responseText : typeof response === 'string' ? response : error.message;
	const line = said.replace(/\s+/gu, ' ').trim().slice(0, 300);
	return authenticationFailed === true ? `The server refused user and password: ${line}` : line;
}
