/**
 * The day held against the promises: the fault suite's bars, and what only real channels can show. Each bar is a list of
 * violations `{ what, conversationId?, messageId? }`; every list must be empty.
 */
import { audit } from '../faults/audit.mjs';

/** What was claimed just before a customer's STOP may still be on its way. */
const ON_THE_WAY_MS = 10_000;

/**
 * @param ledger as readLedger gives it
 * @param seen as the fault suite's audit takes it, but for `deliveries`
 * @param {{ customers: object[], phones: object[], mails: object[], autoMails: object[], refused: object[] }} world what arrived where:
 *   phones `{ to, id, at }` by WhatsApp's ids, mails `{ to, outgoingId, at, inReplyTo }`
 */
export function auditDay(ledger, seen, world) {
	const customerOf = findCustomers(ledger, seen, world);
	const arrivals = findArrivals(ledger, world, customerOf);
	const deliveries = new Map();
	for (const { reply, at } of arrivals) {
		if (reply !== undefined) deliveries.set(reply.id, { at: [...(deliveries.get(reply.id)?.at ?? []), at] });
	}
	const facts = { ...ledger, ...world, arrivals, deliveries, seen, customerOf };
	return {
		...audit(ledger, { ...seen, deliveries }),
		'delivered, and not in the ledger': arrivals.filter(({ reply }) => reply === undefined).map(({ channel, to }) => ({ what: `something on ${channel} for ${to}` })),
		'delivered to somebody else': findMisdirected(facts),
		'a person\'s reply not delivered': findUndelivered(facts),
		'said after STOP': findSaidAfterStop(facts),
		'automatic mail answered': findAnsweredPrograms(facts),
		'refused by Meta': world.refused.map(({ status, to }) => ({ what: `HTTP ${status} for ${to ?? 'nobody'}` })),
	};
}

/** What reached phones and mailboxes, each with the reply it is in the ledger. */
function findArrivals({ outgoing }, { phones, mails }, customerOf) {
	const byProvider = new Map(outgoing.filter(({ channel, provider_id }) => channel === 'whatsApp' && provider_id !== null).map((reply) => [reply.provider_id, reply]));
	const byId = new Map(outgoing.map((reply) => [reply.id, reply]));
	// What is of unknown fate has no id of Meta's; a person was asked about it, and it may have arrived, once.
	const unknown = outgoing.filter(({ channel, status }) => channel === 'whatsApp' && status === 'unknown');
	const takeUnknown = (to) => {
		const at = unknown.findIndex(({ conversation_id }) => customerOf.get(conversation_id)?.address === to);
		return at < 0 ? undefined : unknown.splice(at, 1)[0];
	};
	return [
		...phones.map(({ to, id, at }) => ({ channel: 'whatsApp', to, at, reply: byProvider.get(id) ?? takeUnknown(to) })),
		...mails.map(({ to, outgoingId, at }) => ({ channel: 'email', to, at, reply: byId.get(outgoingId) })),
	];
}

/** Whose each conversation is, by what they wrote in it. */
function findCustomers({ messages }, seen, { customers }) {
	const byName = new Map(customers.map((customer) => [customer.name, customer]));
	const sent = new Map([...seen.messages.values()].flatMap(({ id, messageIds, thread }) => [id, ...messageIds].map((one) => [one, byName.get(thread)])));
	return new Map(messages.map(({ id, provider_id, conversation_id }) => [conversation_id, sent.get(provider_id) ?? sent.get(id)]));
}

function findMisdirected({ arrivals, customerOf }) {
	return arrivals.filter(({ channel, to, reply }) => {
		if (reply === undefined) return false;
		const customer = customerOf.get(reply.conversation_id);
		return customer?.address !== to || customer.channel !== channel;
	}).map(({ channel, to, reply }) => ({ what: `reply ${reply.id} went to ${to} on ${channel}`, conversationId: reply.conversation_id }));
}

/** On the very channel the customer wrote on: in the chat it is the audit's "lost" that looks at their screen. */
function findUndelivered({ outgoing, conversations, deliveries, seen, customerOf }) {
	const byId = new Map(outgoing.map((reply) => [reply.id, reply]));
	const channelOf = new Map(conversations.map(({ id, channel }) => [id, channel]));
	return seen.replies.flatMap(({ outgoingId, conversationId }) => {
		const { channel, status } = byId.get(outgoingId) ?? {};
		const isThere = status === 'sent' && channel === channelOf.get(conversationId) && (channel === 'webChat' || deliveries.has(outgoingId));
		return isThere || customerOf.get(conversationId)?.saysStop ? [] : [{ what: `a person's reply ${outgoingId} is ${status ?? 'not there'}`, conversationId }];
	});
}

function findSaidAfterStop({ arrivals, customers, seen }) {
	return customers.filter(({ saysStop }) => saysStop).flatMap(({ name, address, messages }) => {
		const stop = messages.find(({ topic }) => topic === 'stop');
		const { acknowledgedAt = Infinity } = seen.messages.get(stop.key) ?? {};
		return arrivals.filter(({ to, at }) => to === address && at > acknowledgedAt + ON_THE_WAY_MS)
			.map(({ reply }) => ({ what: `${name} was written to after STOP`, conversationId: reply?.conversation_id }));
	});
}

/** Answered, or taken for a customer's words. */
function findAnsweredPrograms({ mails, messages, autoMails }) {
	const kinds = new Map(autoMails.map(({ id, what }) => [id, what]));
	return [
		...mails.flatMap(({ inReplyTo, outgoingId }) => inReplyTo.filter((id) => kinds.has(id)).map((id) => ({ what: `reply ${outgoingId} answers ${kinds.get(id)} ${id}` }))),
		...messages.filter(({ provider_id }) => kinds.has(provider_id)).map(({ id, provider_id, conversation_id }) => ({ what: `${kinds.get(provider_id)} is a message`, conversationId: conversation_id, messageId: id })),
	];
}
