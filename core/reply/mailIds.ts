/** Message-IDs of our own mails: made of what was said, so that the same reply has the same id, and an answer to it finds its conversation. */

const MARK = 'hs';

/**
 * The Message-ID of a reply, with its brackets.
 *
 * @param outgoingId as {@link outgoingId} makes it: 22 characters of base64url
 * @param address the support address; its domain is the id's
 */
export function mailIdOf(outgoingId: string, address: string): string {
	const domain = address.slice(address.lastIndexOf('@') + 1).replace(/[^\w.-]/gu, '') || 'localhost';
	return `<${outgoingId}.${MARK}@${domain}>`;
}

/** The reply behind a Message-ID of ours; absent for anybody else's. */
export function outgoingIdOfMail(messageId: string): string | undefined {
	return /^<([\w-]{22})\.hs@[^<>@\s]+>$/u.exec(messageId)?.[1];
}
