/**
 * Holds the ledger against the promises, and against what customers, provider and people saw. Each bar is a list of violations
 * `{ what, conversationId?, messageId? }`; every list must be empty.
 */
import { groupBy } from './ledgerRows.mjs';
import { auditOrder } from './auditOrder.mjs';
import { auditReplies } from './auditReplies.mjs';

/** The outcomes that mean that the assistant has said something. */
const SPOKEN = new Set(['answered', 'clarified', 'offered']);
const HANDED = new Set(['handedOff', 'relayed']);

/** The values of a query that n8n's database library prints with its failure, each indented further than this line. */
const DUMP_BEGINS = /^ {2}parameters: \[$/u;
const DUMPED = /^ {4}/u;

/**
 * @param ledger as readLedger gives it
 * @param {{ messages: Map, chats: object[], replies: object[], takes: object[], deliveries: Map, log: string, marker: string, integrity: string[], optedOut?: Set }} seen
 *   optedOut: the channels' ids of what customers wrote who said STOP
 */
export function audit(ledger, seen) {
	const bars = {
		lost: findLost(ledger, seen),
		'recorded twice': findRecordedTwice(ledger, seen),
		'unanswered and unowned': findUnanswered(ledger, seen),
		'outcomes other than one': findOutcomes(ledger),
		...auditReplies(ledger, seen),
		'out of order': auditOrder(ledger, seen),
		'words in the log': findWords(seen.log, seen.marker).ours.map((line) => ({ what: line.slice(0, 300) })),
		'store damaged': seen.integrity.map((what) => ({ what })),
	};
	return bars;
}

/**
 * Lines with a customer's words. Where n8n's own database breaks while it keeps an execution, n8n prints the query that failed
 * with all it was about to write; no node can keep that from it, so those lines are told apart: `dumped`.
 */
export function findWords(log, marker) {
	const words = { ours: [], dumped: [] };
	let isDump = false;
	for (const line of log.split('\n')) {
		isDump = DUMP_BEGINS.test(line) || (isDump && DUMPED.test(line));
		if (line.includes(marker)) (isDump ? words.dumped : words.ours).push(line);
	}
	return words;
}

/** Acknowledged, and not in the ledger: a customer's message or a person's reply. Or said, and never seen by the customer. */
function findLost({ messages, outgoing }, seen) {
	const shown = new Set(seen.chats.flatMap(({ finally: entries }) => (entries ?? []).map(({ messageId }) => messageId)));
	const hasArrived = ({ id, channel }) => (channel === 'webChat' ? shown.has(id) : seen.deliveries.has(id));
	const ids = new Set(messages.map(({ id }) => id));
	const providerIds = new Set(messages.filter(({ channel }) => channel !== 'webChat').map(({ provider_id }) => provider_id));
	const isThere = (message) => (message.channel === 'webChat' ? message.messageIds.size > 0 && [...message.messageIds].every((id) => ids.has(id)) : providerIds.has(message.id));
	const lost = [...seen.messages.values()].filter((message) => message.acknowledgedAt !== undefined && !isThere(message));
	const replies = new Set(outgoing.map(({ id }) => id));
	return [
		...lost.map(({ key, messageIds }) => ({ what: `message ${key}`, messageId: [...messageIds][0] })),
		...outgoing.filter((reply) => reply.status === 'sent' && !hasArrived(reply)).map(({ id, conversation_id, message_id }) => ({ what: `reply ${id} was said, and never seen`, conversationId: conversation_id, messageId: message_id })),
		...seen.replies.filter(({ outgoingId }) => !replies.has(outgoingId)).map(({ outgoingId, conversationId }) => ({ what: `a person's reply ${outgoingId}`, conversationId })),
	];
}

/** One id of a client or provider became two messages; also where the words alone tell that they are the same. */
function findRecordedTwice({ messages }, seen) {
	const byProvider = groupBy(messages.map((message) => ({ ...message, place: JSON.stringify([message.inbox, message.channel, message.provider_id]) })), 'place');
	const byText = groupBy(messages.filter(({ text }) => text.includes(seen.marker)), 'text');
	return [
		...[...byProvider.values(), ...byText.values()].filter((same) => same.length > 1).map((same) => ({ what: `recorded ${same.length} times`, conversationId: same[0].conversation_id, messageId: same[0].id })),
		...[...seen.messages.values()].filter(({ messageIds }) => messageIds.size > 1).map(({ key, messageIds }) => ({ what: `${key} was acknowledged as ${[...messageIds].join(' and ')}`, messageId: [...messageIds][0] })),
	];
}

function findOutcomes({ messages, events }) {
	const outcomes = groupBy(events.filter(({ kind }) => kind === 'outcome'), 'message_id');
	return messages
		.map((message) => ({ message, count: outcomes.get(message.id)?.length ?? 0 }))
		.filter(({ count }) => count !== 1)
		.map(({ message, count }) => ({ what: `${count} outcomes`, conversationId: message.conversation_id, messageId: message.id }));
}

function findUnanswered({ messages, events, outgoing, conversations }, { optedOut = new Set() }) {
	const eventsOf = groupBy(events, 'conversation_id');
	const repliesTo = groupBy(outgoing, 'message_id');
	const byId = new Map(messages.map((message) => [message.id, message]));
	// Who said STOP is answered by silence.
	const wantsSilence = new Set(messages.filter(({ provider_id }) => optedOut.has(provider_id)).map(({ conversation_id }) => conversation_id));
	const forgotten = messages.filter(({ outcome, conversation_id }) => !(outcome === 'ignored' && wantsSilence.has(conversation_id))).flatMap((message) => {
		const what = explainUnanswered(message, { byId, repliesTo, events: eventsOf.get(message.conversation_id) ?? [] });
		return what === undefined ? [] : [{ what, conversationId: message.conversation_id, messageId: message.id }];
	});
	const silent = conversations.filter(({ id, owner, status }) => owner === 'bot' && status === 'open' && !wantsSilence.has(id) && hasLastWord(eventsOf.get(id) ?? []));
	return [...forgotten, ...silent.map(({ id }) => ({ what: 'the customer has the last word, and the assistant the conversation', conversationId: id }))];
}

/** Absent where something was said to the customer, or a person had it. */
function explainUnanswered(message, { byId, repliesTo, events }) {
	if (message.outcome === null) return 'has no outcome';
	if (message.returned_at !== null) return 'was given back, and nobody took it up';
	if (message.outcome === 'merged') {
		const later = byId.get(message.merged_into);
		return later === undefined ? 'was merged into nothing' : undefined;
	}
	if (SPOKEN.has(message.outcome)) return wasTaken(repliesTo.get(message.id) ?? [], events) ? undefined : `is ${message.outcome}, but nothing was said`;
	if (HANDED.has(message.outcome)) return hadPeople(message, events) ? undefined : `is ${message.outcome}, but no person ever had it`;
	return `ended as ${message.outcome}`;
}

/** Said, or put before a person, who resolves the matter without it. */
function wasTaken(replies, events) {
	return replies.some(({ id, status }) => status !== 'discarded' || events.slice(events.findIndex(({ kind, message_id }) => kind === 'note' && message_id === id)).some(({ kind }) => kind === 'resolved'));
}

/** A conversation was with people when the message got its outcome, or right after. */
function hadPeople(message, events) {
	const at = events.findIndex(({ kind, message_id }) => kind === 'outcome' && message_id === message.id);
	const isWithPeople = events.slice(0, at + 1).reduce(followPeople, false);
	// Relayed by the very move that gives it to people: the event of the move stands beside it.
	return isWithPeople || events.slice(at + 1).some(({ kind }) => kind === 'waiting' || kind === 'accepted' || kind === 'resolved');
}

/** Reducer over events: are people responsible? */
export function followPeople(isWithPeople, { kind }) {
	if (kind === 'waiting' || kind === 'accepted' || kind === 'released') return true;
	if (kind === 'returned' || kind === 'resolved') return false;
	return isWithPeople;
}

function hasLastWord(events) {
	return events.findLast(({ spoken }) => spoken === 1)?.author === 'customer';
}
