/** The bars about what is said: nothing twice, nothing while a person has the word, nothing that is not true, nothing of unknown fate without a person. */
import { followPeople } from './audit.mjs';
import { groupBy } from './ledgerRows.mjs';

/** A reply claimed just before a person took over may still be on its way to the provider. */
const ON_THE_WAY_MS = 5_000;
/** What the notice says where a handoff failed; anything else says that people have the conversation. */
const FAILED_NOTICE = /could not|cannot|try again|reach/iu;

/** They say that one waits for a person; who has got one does not miss them. */
const NOTICES = new Set(['handoffNotice', 'overdueNotice']);
const MOVES = new Set(['waiting', 'accepted', 'released', 'returned', 'resolved']);

export function auditReplies(ledger, seen) {
	const { events, outgoing } = ledger;
	const facts = { ...ledger, eventsOf: groupBy(events, 'conversation_id'), outgoingById: new Map(outgoing.map((reply) => [reply.id, reply])) };
	return {
		'said twice': findSaidTwice(facts, seen),
		'bot spoke while a person had it': findSpokenOver(facts, seen),
		'fate unknown, no person asked': findUnknown(facts),
		'"passed on" without a handoff': findUntrue(facts),
	};
}

function findSaidTwice({ events, outgoing, eventsOf, outgoingById }, seen) {
	const said = groupBy(events.filter(({ kind }) => kind === 'reply'), 'message_id');
	const repeatedOnWire = [...seen.deliveries].filter(([, { at }]) => at.length > 1);
	const repeatedInLedger = [...said].filter(([, same]) => same.length > 1);
	const repeatedOnScreen = seen.chats.flatMap(({ name, entries }) => [...groupBy(entries.filter(({ kind }) => kind === 'reply'), 'messageId').values()].filter((same) => same.length > 1).map(() => name));
	const answers = groupBy(outgoing.filter(({ purpose, status, message_id }) => purpose === 'answer' && status === 'sent' && message_id !== null), 'message_id');
	return [
		...repeatedOnWire.map(([id, { at }]) => ({ what: `the provider delivered reply ${id} ${at.length} times`, conversationId: outgoingById.get(id)?.conversation_id })),
		...repeatedInLedger.map(([id, same]) => ({ what: `reply ${id} stands in the conversation ${same.length} times`, conversationId: same[0].conversation_id })),
		...repeatedOnScreen.map((name) => ({ what: `visitor ${name} was shown a reply twice` })),
		...[...answers.values()].filter((same) => same.length > 1).map((same) => ({ what: 'a message has two answers', conversationId: same[0].conversation_id, messageId: same[0].message_id })),
		...findNoticesAfterAnswers({ outgoing, answers, eventsOf }),
	];
}

/** "I pass you on" about a message that was answered, with nothing in between that is a reason: given back, written again, not delivered. */
function findNoticesAfterAnswers({ outgoing, answers, eventsOf }) {
	return outgoing.filter(({ purpose, status, message_id }) => purpose === 'handoffNotice' && status === 'sent' && answers.has(message_id)).flatMap((notice) => {
		const events = eventsOf.get(notice.conversation_id) ?? [];
		const place = (id) => events.findIndex(({ kind, message_id }) => kind === 'reply' && message_id === id);
		const answered = place(answers.get(notice.message_id)[0].id);
		const told = place(notice.id);
		const isRightful = told < answered || events.slice(answered, told).some(({ kind }) => kind === 'returned' || kind === 'message' || kind === 'note');
		return isRightful ? [] : [{ what: 'a message was answered and then passed on', conversationId: notice.conversation_id, messageId: notice.message_id }];
	});
}

/** The core lets a notice of a handoff be said whoever has the conversation; anything else is the person's to say. */
function findSpokenOver({ eventsOf, outgoingById }, seen) {
	const takes = groupBy(seen.takes, 'conversationId');
	const violations = [];
	for (const [conversationId, events] of eventsOf) {
		let isHeld = false;
		for (const event of events) {
			if (event.kind === 'accepted') isHeld = true;
			if (event.kind === 'released' || event.kind === 'returned' || event.kind === 'resolved') isHeld = false;
			if (event.kind !== 'reply' || event.author !== 'bot' || !isHeld) continue;
			const reply = outgoingById.get(event.message_id);
			if (reply?.purpose === 'handoffNotice' || wasOnTheWay(reply, takes.get(conversationId) ?? [], seen)) continue;
			violations.push({ what: `the ${reply?.purpose} ${event.message_id} was said while a person had the conversation`, conversationId, messageId: reply?.message_id });
		}
	}
	return violations;
}

/** On a channel a reply is claimed first and sent then: it cannot be called back. */
function wasOnTheWay(reply, takes, { deliveries }) {
	if (reply === undefined || reply.channel === 'webChat') return false;
	const deliveredAt = deliveries.get(reply.id)?.at[0];
	const lastTake = takes.filter(({ at }) => deliveredAt === undefined || at < deliveredAt).at(-1);
	return deliveredAt !== undefined && (lastTake === undefined || deliveredAt - lastTake.at < ON_THE_WAY_MS);
}

/** A reply that failed, may have failed, or never left: people must have the conversation then, or get it. */
function findUnknown({ outgoing, eventsOf }) {
	return outgoing.flatMap((reply) => {
		const what = explainUnknown(reply, eventsOf.get(reply.conversation_id) ?? []);
		return what === undefined ? [] : [{ what: `the ${reply.purpose} ${reply.id} is ${reply.status}${what}`, conversationId: reply.conversation_id, messageId: reply.message_id }];
	});
}

/** Absent where all is well. */
function explainUnknown({ id, status, purpose, epoch }, events) {
	if (status === 'claimed' || status === 'queued') return ' to the end';
	if (status !== 'failed' && status !== 'unknown') return undefined;
	if (NOTICES.has(purpose) && wasTakenAfter(epoch, events)) return undefined;
	const noted = events.findIndex(({ kind, message_id }) => kind === 'note' && message_id === id);
	if (noted < 0) return ', and nobody was told';
	const isWithPeople = events.slice(0, noted).reduce(followPeople, false) || events.slice(noted).some(({ kind }) => kind === 'waiting' || kind === 'accepted' || kind === 'resolved');
	return isWithPeople ? undefined : ', and no person was asked';
}

/** A person took the conversation after a reply was claimed under this epoch: it grows with every change of hands. */
function wasTakenAfter(epoch, events) {
	const moves = events.filter(({ kind }) => MOVES.has(kind));
	return moves.some(({ kind }, index) => kind === 'accepted' && index + 2 > epoch);
}

/** A notice that people have it now, with no handoff before it. */
function findUntrue({ outgoing, handoffs, eventsOf }) {
	const handed = new Set(handoffs.map(({ conversation_id }) => conversation_id));
	return outgoing
		.filter(({ purpose, status, text }) => (purpose === 'handoffNotice' || purpose === 'overdueNotice') && status !== 'discarded' && !FAILED_NOTICE.test(text))
		.filter(({ conversation_id }) => !handed.has(conversation_id) && !(eventsOf.get(conversation_id) ?? []).some(({ kind }) => kind === 'waiting' || kind === 'accepted'))
		.map(({ id, conversation_id, message_id }) => ({ what: `reply ${id}`, conversationId: conversation_id, messageId: message_id }));
}
