/** The audit of the fault suite must be able to fail: each bar catches what it is there for, and a good ledger passes. */
import { audit, findWords } from '../faults/audit.mjs';
import { createRandom } from '../faults/random.mjs';

type Row = Readonly<Record<string, unknown>>;

const MARKER = 'brimwaldtoft';
const CONVERSATION = 'talk';

/** A customer asked once and was answered; `over` changes the rows or what was seen. */
function run(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, ReadonlyArray<{ readonly what: string }>>> {
	const ledger = { messages: [message('m1')], events: [said('m1'), reply('r1'), outcome('m1', 'answered')], outgoing: [answer('r1', 'm1')], handoffs: [] as Row[], conversations: [conversation('bot')] };
	const seen = { messages: new Map([['c0m0', sent('c0m0', 'm1', 0)]]), chats: [{ name: 'c0', entries: [], finally: ['r1', 'r2', 'n1', 'h1'].map((messageId) => ({ seq: 9, kind: 'reply', messageId })) }] as Row[], replies: [] as Row[], takes: [] as Row[], deliveries: new Map(), log: 'n8n is ready', marker: MARKER, integrity: [] as string[] };
	const { events } = { ...ledger, ...over } as typeof ledger;
	return audit({ ...ledger, ...over, events: events.map((event, index) => ({ seq: index + 1, ...event })) }, { ...seen, ...over, messages: (over['sent'] as typeof seen.messages | undefined) ?? seen.messages });
}

function message(id: string, over: Row = {}): Row {
	return { inbox: 'main', id, channel: 'webChat', provider_id: `p-${id}`, conversation_id: CONVERSATION, text: `how much? (${MARKER} ${id})`, outcome: 'answered', returned_at: null, ...over };
}

function event(kind: string, over: Row = {}): Row {
	return { conversation_id: CONVERSATION, kind, spoken: 0, author: null, message_id: null, ...over };
}
const said = (id: string): Row => event('message', { spoken: 1, author: 'customer', message_id: id });
const reply = (id: string, author = 'bot'): Row => event('reply', { spoken: 1, author, message_id: id });
const outcome = (id: string, ended: string): Row => event('outcome', { message_id: id, outcome: ended });
const note = (id: string): Row => event('note', { author: 'system', message_id: id });

function answer(id: string, messageId: string | null, over: Row = {}): Row {
	return { id, conversation_id: CONVERSATION, channel: 'webChat', message_id: messageId, purpose: 'answer', author: 'bot', status: 'sent', epoch: 1, text: 'It is free.', ...over };
}

function conversation(owner: string, over: Row = {}): Row {
	return { id: CONVERSATION, owner, status: 'open', ...over };
}

function sent(key: string, id: string, at: number, over: Row = {}): Row {
	return { key, id: `client-${key}`, channel: 'webChat', thread: 'c0', startedAt: at, acknowledgedAt: at + 1, messageIds: new Set([id]), ...over };
}

const handedOff = { messages: [message('m1', { outcome: 'handedOff' })], conversations: [conversation('queue')], handoffs: [{ id: 'h1', conversation_id: CONVERSATION }] };

it('passes what is as promised', () => {
	expect(Object.values(run()).flat()).toEqual([]);
	expect(Object.values(run({
		...handedOff,
		events: [said('m1'), event('waiting'), outcome('m1', 'handedOff'), reply('n1'), event('accepted'), reply('h1', 'human'), event('resolved')],
		outgoing: [answer('n1', 'm1', { purpose: 'handoffNotice', epoch: 2 }), answer('h1', null, { purpose: 'humanReply', author: 'human', epoch: 3 })],
		replies: [{ outgoingId: 'h1', conversationId: CONVERSATION }],
	})).flat()).toEqual([]);
});

it.each<[bar: string, what: string, over: Readonly<Record<string, unknown>>]>([
	['lost', 'an acknowledged message that is not there', { messages: [], events: [], outgoing: [], conversations: [] }],
	['lost', 'a person\'s reply that is not there', { replies: [{ outgoingId: 'gone', conversationId: CONVERSATION }] }],
	['lost', 'a reply the customer never saw', { chats: [] }],
	['lost', 'a reply the provider never had', { outgoing: [answer('r1', 'm1', { channel: 'webhook' })] }],
	['recorded twice', 'one message under two ids', { messages: [message('m1'), message('m2', { text: `how much? (${MARKER} m1)` })] }],
	['recorded twice', 'two acknowledgements of one id that differ', { sent: new Map([['c0m0', sent('c0m0', 'm1', 0, { messageIds: new Set(['m1', 'm2']) })]]) }],
	['unanswered and unowned', 'a message without an outcome', { messages: [message('m1', { outcome: null })] }],
	['unanswered and unowned', 'an answer that was never said', { outgoing: [] }],
	['unanswered and unowned', 'an answer that was thrown away', { outgoing: [answer('r1', 'm1', { status: 'discarded' })] }],
	['unanswered and unowned', 'a question given back that nobody took up', { messages: [message('m1', { returned_at: 'now' })] }],
	['unanswered and unowned', 'passed on, yet no person had it', { messages: [message('m1', { outcome: 'handedOff' })] }],
	['unanswered and unowned', 'merged into nothing', { messages: [message('m1', { outcome: 'merged', merged_into: null })] }],
	['unanswered and unowned', 'a customer with the last word', { events: [reply('r1'), outcome('m1', 'answered'), said('m1')] }],
	['outcomes other than one', 'no outcome event', { events: [said('m1'), reply('r1')] }],
	['outcomes other than one', 'two outcome events', { events: [said('m1'), reply('r1'), outcome('m1', 'answered'), outcome('m1', 'answered')] }],
	['said twice', 'a reply delivered twice', { deliveries: new Map([['r1', { at: [1, 2] }]]) }],
	['said twice', 'a reply that stands twice', { events: [said('m1'), reply('r1'), reply('r1'), outcome('m1', 'answered')] }],
	['said twice', 'a visitor who saw it twice', { chats: [{ name: 'c0', entries: [{ seq: 1, kind: 'reply', messageId: 'r1' }, { seq: 2, kind: 'reply', messageId: 'r1' }] }] }],
	['said twice', 'two answers to one message', { outgoing: [answer('r1', 'm1'), answer('r2', 'm1')] }],
	['said twice', 'answered, then passed on', { events: [said('m1'), reply('r1'), outcome('m1', 'answered'), event('waiting'), reply('n1')], outgoing: [answer('r1', 'm1'), answer('n1', 'm1', { purpose: 'handoffNotice' })] }],
	['bot spoke while a person had it', 'an answer after a person took it', { events: [said('m1'), outcome('m1', 'answered'), event('accepted'), reply('r1')] }],
	['bot spoke while a person had it', 'an answer sent long after a person took it', {
		events: [said('m1'), outcome('m1', 'answered'), event('accepted'), reply('r1')], outgoing: [answer('r1', 'm1', { channel: 'webhook' })],
		takes: [{ conversationId: CONVERSATION, at: 1_000 }], deliveries: new Map([['r1', { at: [60_000] }]]),
	}],
	['fate unknown, no person asked', 'a claim nobody closed', { outgoing: [answer('r1', 'm1', { status: 'claimed' })] }],
	['fate unknown, no person asked', 'a failed reply nobody was told of', { outgoing: [answer('r1', 'm1', { status: 'failed' })] }],
	['fate unknown, no person asked', 'an unknown reply told to nobody in particular', { events: [said('m1'), outcome('m1', 'answered'), note('r1')], outgoing: [answer('r1', 'm1', { status: 'unknown' })] }],
	['"passed on" without a handoff', 'a notice with no handoff', { events: [said('m1'), reply('r1'), outcome('m1', 'handedOff')], outgoing: [answer('r1', 'm1', { purpose: 'handoffNotice', text: 'I am passing you on to our team.' })] }],
	['out of order', 'an older message answered later', {
		messages: [message('m1'), message('m2')],
		events: [said('m1'), said('m2'), reply('r2'), outcome('m2', 'answered'), reply('r1'), outcome('m1', 'answered')], outgoing: [answer('r1', 'm1'), answer('r2', 'm2')],
	}],
	['out of order', 'an older message answered later by the provider', {
		messages: [message('m1'), message('m2')], deliveries: new Map([['r1', { at: [20] }], ['r2', { at: [10] }]]),
		events: [said('m1'), said('m2'), reply('r1'), outcome('m1', 'answered'), reply('r2'), outcome('m2', 'answered')], outgoing: [answer('r1', 'm1', { channel: 'webhook' }), answer('r2', 'm2', { channel: 'webhook' })],
	}],
	['out of order', 'messages that stand the other way round', {
		messages: [message('m1'), message('m2')], sent: new Map([['c0m0', sent('c0m0', 'm1', 0)], ['c0m1', sent('c0m1', 'm2', 5)]]),
		events: [said('m2'), said('m1'), reply('r1'), outcome('m1', 'answered'), outcome('m2', 'answered')], outgoing: [answer('r1', 'm1'), answer('r2', 'm2')],
	}],
	['out of order', 'an entry that turned up behind the reader', { chats: [{ name: 'c0', entries: [{ seq: 3, kind: 'reply', messageId: 'r1' }], finally: [{ seq: 2, kind: 'message' }, { seq: 3, kind: 'reply' }] }] }],
	['words in the log', 'a customer\'s words', { log: `could not record "how much? (${MARKER} c0m0e)"` }],
	['store damaged', 'what the store says of itself', { integrity: ['row 7 missing from index'] }],
])('"%s" catches %s', (bar, _what, over) => {
	expect(run(over)[bar]?.length).toBeGreaterThan(0);
});

it('tells the words that n8n prints of a query of its own from those of our log', () => {
	const words = `how much? (${MARKER} c0m0e)`;
	const log = ['could not run a hook QueryFailedError: Connection terminated unexpectedly', "  query: 'UPDATE execution_data SET data = $1',", '  parameters: [', `    '${words}',`, '    7207', '  ],', `Reply Gate: ${words}`].join('\n');
	expect(findWords(log, MARKER)).toEqual({ dumped: [expect.stringContaining(words)], ours: [`Reply Gate: ${words}`] });
	// Cut off by a kill, it hides nothing that follows.
	expect(findWords(`  parameters: [\nReply Gate: ${words}`, MARKER)).toEqual({ dumped: [], ours: [`Reply Gate: ${words}`] });
});

describe('not held against the product', () => {
	it.each<[what: string, over: Readonly<Record<string, unknown>>]>([
		['a message sent again and never acknowledged', { sent: new Map([['c0m0', sent('c0m0', 'gone', 0, { acknowledgedAt: undefined })]]), }],
		['a failed answer that a person was asked about', { events: [said('m1'), outcome('m1', 'answered'), note('r1'), event('waiting')], outgoing: [answer('r1', 'm1', { status: 'failed' })], conversations: [conversation('queue')] }],
		['a reply claimed just before a person took over', {
			events: [said('m1'), outcome('m1', 'answered'), event('accepted'), reply('r1')], outgoing: [answer('r1', 'm1', { channel: 'webhook' })], conversations: [conversation('human')],
			takes: [{ conversationId: CONVERSATION, at: 1_000 }], deliveries: new Map([['r1', { at: [1_200] }]]),
		}],
		['an answer of unknown fate that a person left at that', {
			events: [said('m1'), outcome('m1', 'answered'), note('r1'), event('waiting'), event('accepted'), event('resolved')],
			outgoing: [answer('r1', 'm1', { status: 'discarded' })], conversations: [conversation('bot', { status: 'resolved' })],
		}],
		['a handoff because a later reply did not arrive', {
			events: [said('m1'), reply('r1'), outcome('m1', 'answered'), note('r2'), event('waiting'), reply('n1')], conversations: [conversation('queue')], handoffs: [{ id: 'h1', conversation_id: CONVERSATION }],
			outgoing: [answer('r1', 'm1'), answer('r2', null, { status: 'unknown' }), answer('n1', 'm1', { purpose: 'handoffNotice', epoch: 2 })],
		}],
		['a lost notice of waiting to who got a person', {
			...handedOff, events: [said('m1'), event('waiting'), outcome('m1', 'handedOff'), event('accepted'), event('resolved'), note('n1')],
			outgoing: [answer('n1', 'm1', { purpose: 'handoffNotice', status: 'unknown', epoch: 2 })], conversations: [conversation('bot', { status: 'resolved' })],
		}],
	])('%s', (_what, over) => {
		expect(Object.entries(run(over)).filter(([, violations]) => violations.length > 0)).toEqual([]);
	});
});

it('repeats its chance from a seed, and differs from another', () => {
	const draw = (seed: string): readonly number[] => { const random = createRandom(seed); return Array.from({ length: 8 }, () => random.between(0, 1_000_000)); };
	expect(draw('1')).toEqual(draw('1'));
	expect(draw('1')).not.toEqual(draw('2'));
});
