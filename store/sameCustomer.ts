/** The same person on other channels. */
import type { CustomerRow, Db } from './schema';

/** All rows of the inbox that are proven to be this customer, the customer's own first. One hop: who shares an address with this row. */
export async function findSameCustomer(tx: Db, customer: CustomerRow): Promise<readonly CustomerRow[]> {
	const { inbox, id, proven_email: email, proven_phone: phone } = customer;
	if (email === null && phone === null) return [customer];
	const others = await tx.selectFrom('customers').selectAll()
		.where('inbox', '=', inbox).where('id', '!=', id)
		.where((eb) => eb.or([
			...(email === null ? [] : [eb('proven_email', '=', email)]),
			...(phone === null ? [] : [eb('proven_phone', '=', phone)]),
		]))
		.execute();
	return [customer, ...others];
}
