import { buildReason, reasonFrom, type Rule } from '../buildReason';
import { isSmallTalk } from '../matter';

/** A VIP, or worth the amount. Not for a mere greeting. */
export const highValueCustomer: Rule = (envelope, policy) => {
	if (isSmallTalk(envelope)) return undefined;
	const { customer } = envelope;
	return customer.vip === true ? buildReason('highValueCustomer', policy, { detail: 'VIP' }) : reasonFrom('highValueCustomer', policy, customer.value);
};
