import { buildReason, type Rule } from '../buildReason';

/** A yes to an offer of a person. */
export const humanOfferAccepted: Rule = ({ message, triage }, policy) =>
	triage?.humanOfferReply === 'accepted' ? buildReason('humanOfferAccepted', policy, { quote: message.text }) : undefined;
