/** What is known of a mail whose sending ended with an error? */

/** What the SMTP library tells of it, and whether the mail itself was begun to be handed over. */
export interface MailError {
	/** The server's answer, e.g. 550; absent where it gave none. */
	readonly responseCode?: number;
	/** True once the mail's content may have been on its way (SMTP's DATA). */
	readonly hasBegun: boolean;
}

/**
 * `failed` where the server said no, whether for now (4xx) or for good (5xx), or was left before the mail was handed over.
 * `unknown` where the connection was lost after that: the server may have taken it.
 */
export function judgeMailError({ responseCode, hasBegun }: MailError): 'failed' | 'unknown' {
	if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) return 'failed';
	return hasBegun ? 'unknown' : 'failed';
}
