/** The audit of the day must be able to fail: each bar of its own catches what it is there for, and a good day passes. */
import { auditDay } from '../day/audit.mjs';
import { readOptions } from '../day/options.mjs';
import { planDay } from '../day/plan.mjs';
import { createRandom } from '../faults/random.mjs';

type Row = Readonly<Record<string, unknown>>;

const REPLY = 'AAAAAAAAAAAAAAAAAAAAA1';
const TALK = 'talk';
const ROBIN = { name: 'email0', channel: 'email', address: 'robin@example.org', messages: [] };
const LIN = { name: 'whatsApp0', channel: 'whatsApp', address: '4915300', saysStop: true, messages: [{ key: 'stop', topic: 'stop' }] };

/** Robin mailed once and was answered; `over` changes the rows or what arrived. */
function run(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, ReadonlyArray<{ readonly what: string }>>> {
	const ledger = {
		messages: [{ inbox: 'main', id: 'm1', channel: 'email', provider_id: '<q@example.org>', conversation_id: TALK, text: 'how much?', outcome: 'answered', returned_at: null }] as Row[],
		events: [
			{ conversation_id: TALK, kind: 'message', spoken: 1, author: 'customer', message_id: 'm1' },
			{ conversation_id: TALK, kind: 'reply', spoken: 1, author: 'bot', message_id: REPLY },
			{ conversation_id: TALK, kind: 'outcome', spoken: 0, message_id: 'm1', outcome: 'answered' },
		].map((event, index) => ({ seq: index + 1, ...event })) as Row[],
		outgoing: [{ id: REPLY, conversation_id: TALK, channel: 'email', message_id: 'm1', purpose: 'answer', author: 'bot', status: 'sent', epoch: 1, text: 'It is free.', provider_id: null }] as Row[],
		handoffs: [] as Row[],
		conversations: [{ id: TALK, channel: 'email', owner: 'bot', status: 'open' }] as Row[],
	};
	const messages = new Map<string, Row>([['q', { key: 'q', id: '<q@example.org>', channel: 'email', thread: 'email0', startedAt: 0, acknowledgedAt: 1, messageIds: new Set() }]]);
	const seen = { messages, chats: [], replies: [] as Row[], takes: [], log: 'n8n is ready', marker: 'brimwaldtoft', integrity: [], optedOut: new Set(), ...over };
	const world = { customers: [ROBIN], phones: [], mails: [mail()], autoMails: [], refused: [], ...over };
	return auditDay({ ...ledger, ...over }, { ...seen, messages }, world);
}

function mail(over: Row = {}): Row {
	return { to: 'robin@example.org', outgoingId: REPLY, at: 5, inReplyTo: ['<q@example.org>'], ...over };
}

it('passes what is as promised', () => {
	expect(Object.entries(run()).filter(([, violations]) => violations.length > 0)).toEqual([]);
});

it.each<[bar: string, what: string, over: Readonly<Record<string, unknown>>]>([
	['lost', 'a mail that never left', { mails: [] }],
	['said twice', 'the same mail twice', { mails: [mail(), mail({ at: 9 })] }],
	['delivered, and not in the ledger', 'a message on a phone that nobody knows of', { phones: [{ to: '4915300', id: 'wamid.x', at: 3 }] }],
	['delivered, and not in the ledger', 'a mail that is none of ours', { mails: [mail(), mail({ outgoingId: undefined })] }],
	['delivered to somebody else', 'a mail to another address', { mails: [mail({ to: 'kim@example.org' })] }],
	['a person\'s reply not delivered', 'one that was taken at the desk, and is not there', { replies: [{ outgoingId: 'gone', conversationId: TALK }] }],
	['a person\'s reply not delivered', 'one that waits to the end', { replies: [{ outgoingId: REPLY, conversationId: TALK }], mails: [] }],
	['automatic mail answered', 'an answer to one', { autoMails: [{ id: '<q@example.org>', what: 'out of office' }] }],
	['automatic mail answered', 'one taken for a customer\'s words', { autoMails: [{ id: '<q@example.org>', what: 'bounce' }], mails: [] }],
	['refused by Meta', 'what breaks a rule of theirs', { refused: [{ status: 400, to: '4915300' }] }],
])('%s: %s', (bar, _what, over) => {
	expect(run(over)[bar]).not.toEqual([]);
});

it('said after STOP: a word long after it', () => {
	const messages = [{ inbox: 'main', id: 'm1', channel: 'whatsApp', provider_id: 'wamid.q', conversation_id: TALK, text: 'how much?', outcome: 'ignored', returned_at: null }];
	const after = (at: number) => auditDay(
		{ messages, events: [], outgoing: [], handoffs: [], conversations: [] },
		{ messages: new Map([['stop', { key: 'stop', id: 'wamid.q', thread: 'whatsApp0', acknowledgedAt: 1_000, startedAt: 0, messageIds: new Set() }]]), chats: [], replies: [], takes: [], log: '', marker: 'x', integrity: [], optedOut: new Set() },
		{ customers: [LIN], phones: [{ to: '4915300', id: 'wamid.r', at }], mails: [], autoMails: [], refused: [] },
	)['said after STOP'] as readonly unknown[];
	expect(after(60_000)).toHaveLength(1);
	expect(after(2_000)).toEqual([]);
});

it('plans the same day from the same seed, with every channel, a STOP and every kind of automatic mail in it', () => {
	const day = planDay(createRandom('day 1'), 45) as ReadonlyArray<{ channel: string; saysStop?: boolean; responder?: { what: string } }>;
	expect(planDay(createRandom('day 1'), 45)).toEqual(day);
	expect(['webChat', 'whatsApp', 'email'].map((channel) => day.filter((customer) => customer.channel === channel).length)).toEqual([15, 15, 15]);
	expect(day.filter(({ saysStop }) => saysStop)).toHaveLength(1);
	expect(new Set(day.flatMap(({ responder }) => responder?.what ?? [])).size).toBe(4);
});

it('reads its options, and shows them where it does not understand', () => {
	expect(readOptions([])).toEqual({ conversations: 1_000, seed: 1, json: undefined, keep: false });
	expect(readOptions(['--conversations', '30', '--seed', '7', '--json', 'day.json', '--keep'])).toEqual({ conversations: 30, seed: 7, json: 'day.json', keep: true });
	for (const args of [['--conversation', '3'], ['--conversations', '0'], ['--seed', 'x']]) expect(() => readOptions(args)).toThrow();
});
