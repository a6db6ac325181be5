/** Message-IDs of our own mails: made of what was said, so that the same reply has the same id, and an answer to it finds its conversation. */

const MARK = 'hs';
/** Before an id that is not of the assistant's form: a person's reply is named by the desk, with characters a Message-ID may not have. */
const ENCODED = 'h.';
const PLAIN = /^[\w-]{22}$/u;

/**
 * The Message-ID of a reply, with its brackets.
 *
 * @param outgoingId as {@link outgoingId} makes it, 22 characters of base64url, or the desk's for a person's reply
 * @param address the support address; its domain is the id's
 */
export function mailIdOf(outgoingId: string, address: string): string {
	const domain = address.slice(address.lastIndexOf('@') + 1).replace(/[^\w.-]/gu, '') || 'localhost';
	const name = PLAIN.test(outgoingId) ? outgoingId : ENCODED + Buffer.from(outgoingId, 'utf8').toString('base64url');
	return `<${name}.${MARK}@${domain}>`;
}

/** The reply behind a Message-ID of ours; absent for anybody else's. */
export function outgoingIdOfMail(messageId: string): string | undefined {
	const [, plain, encoded] = /^<(?:([\w-]{22})|h\.([\w-]+))\.hs@[^<>@\s]+>$/u.exec(messageId) ?? [];
	return encoded === undefined ? plain : Buffer.from(encoded, 'base64url').toString('utf8');
}
