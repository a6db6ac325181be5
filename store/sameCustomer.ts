/** The same person on other channels. */
import type { CustomerRow, Db } from './schema';

/** More rows than this are no one person. */
const MAX_ROWS = 50;

/** All rows of the inbox that are proven to be this customer, the customer's own first: who shares an address with one of them is another. */
export async function findSameCustomer(tx: Db, customer: CustomerRow): Promise<readonly CustomerRow[]> {
	const same = [customer];
	for (const row of same) {
		for (const other of await findSharing(tx, row)) {
			if (same.length < MAX_ROWS && same.every(({ id }) => id !== other.id)) same.push(other);
		}
	}
	return same;
}

async function findSharing(tx: Db, { inbox, id, proven_email: email, proven_phone: phone }: CustomerRow): Promise<readonly CustomerRow[]> {
	if (email === null && phone === null) return [];
	return await tx.selectFrom('customers').selectAll()
		.where('inbox', '=', inbox).where('id', '!=', id)
		.where((eb) => eb.or([
			...(email === null ? [] : [eb('proven_email', '=', email)]),
			...(phone === null ? [] : [eb('proven_phone', '=', phone)]),
		]))
		.execute();
}
