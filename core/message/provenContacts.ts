/** By what may two channels' customers be known to be one person? Only by an address that is proven theirs, never by a name. */
import type { InboundMessage } from '../conversation/ledger';

/** In the form they are compared in. */
export interface ProvenContacts {
	/** Lower case; absent when none is proven. */
	readonly email?: string;
	/** E.164, with its plus sign; absent when none is proven. */
	readonly phone?: string;
}

/** RFC 5321: an address has at most 254 characters. */
const EMAIL = /^(?=.{3,254}$)[^\s@]+@[^\s@]+$/u;
/** E.164: a country code that does not begin with 0, and at most 15 digits. */
const PHONE = /^\+[1-9]\d{6,14}$/u;

/**
 * What a message proves: what its channel vouches for (`provenEmail`, `provenPhone`: the sender of a WhatsApp message has
 * that number), and the addresses in a signed identity. What a customer only typed proves nothing.
 */
export function provenContacts({ provenEmail, provenPhone, verified, email, phone }: InboundMessage['customer']): ProvenContacts {
	const mail = (provenEmail ?? (verified === true ? email : undefined))?.trim().toLowerCase();
	const number = (provenPhone ?? (verified === true ? phone : undefined))?.replace(/[\s()./-]/gu, '');
	return {
		...(mail !== undefined && EMAIL.test(mail) ? { email: mail } : {}),
		...(number !== undefined && PHONE.test(number) ? { phone: number } : {}),
	};
}
