/** Who is somebody of whom nothing is known but what they typed? */
import type { SourceMessage } from './sources/source';

/** Keeps them apart from customers the company itself named by the same address. */
const MARK = 'typed: ';

/**
 * The message as one of a conversation of its own, whatever it names. Its customer is whoever typed that address; who typed none, nobody
 * else.
 *
 * @param thread a name nobody can choose
 */
export function asStranger(told: SourceMessage, thread: string): SourceMessage {
	const typed = told.customer.email ?? told.customer.phone;
	return { ...told, thread, externalId: typed === undefined ? thread : `${MARK}${typed}` };
}

/** The address in a customer's id; an id of the company's stays as it is. */
export function typedAddress(externalId: string): string {
	return externalId.startsWith(MARK) ? externalId.slice(MARK.length) : externalId;
}
