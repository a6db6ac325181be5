/** Under which id did the channel take what was sent? */

type Json = Readonly<Record<string, unknown>>;

/** The channel's own id, where its send node's answer has one in the usual places; WhatsApp gives a list of what it took. */
export function findProviderId(sent: Json): string | undefined {
	const [first] = Array.isArray(sent.messages) ? (sent.messages as unknown[]) : [];
	const found = (typeof first === 'object' && first !== null ? (first as Json).id : undefined) ?? sent.id ?? sent.messageId ?? sent.message_id;
	return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
