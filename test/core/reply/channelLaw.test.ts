import { DEFAULT_MAX_REPLIES, hasLaw, judgeLaw, type LawFacts, type LawSettings, type LawVerdict } from '../../../core/reply/channelLaw';

/** A winter night in Berlin; quiet ends at seven o'clock UTC. */
const NOW = '2026-01-14T02:00:00.000Z';
const MORNING = '2026-01-14T07:00:00.000Z';

const facts: LawFacts = { channel: 'whatsApp', purpose: 'answer', author: 'bot', lastInboundAt: '2026-01-14T01:59:00.000Z', recentReplies: 0 };
const ASLEEP = '2026-01-13T20:00:00.000Z';
const quietHours = { timeZone: 'Europe/Berlin', from: 21 * 60, until: 8 * 60, weekdays: [], holidays: [] };
const asTemplate = { text: 'Hello' };

const SAY = { kind: 'say' } as const;
const refuse = (reason: 'optedOut' | 'outsideWindow' | 'rateLimited'): LawVerdict => ({ kind: 'refuse', reason });

describe('the 24 hours of WhatsApp', () => {
	it.each<[string, Partial<LawFacts>, LawSettings, LawVerdict]>([
		['let one write freely right after the customer', {}, {}, SAY],
		['are not over a millisecond before', { lastInboundAt: '2026-01-13T02:00:00.001Z' }, {}, SAY],
		['are over at exactly 24 hours', { lastInboundAt: '2026-01-13T02:00:00.000Z' }, {}, refuse('outsideWindow')],
		['are over later', { lastInboundAt: '2026-01-10T02:00:00.000Z' }, {}, refuse('outsideWindow')],
		['have not begun where the customer never wrote', { lastInboundAt: undefined }, {}, refuse('outsideWindow')],
		['leave the template when one is chosen', { lastInboundAt: '2026-01-13T02:00:00.000Z' }, { asTemplate }, { kind: 'sayAsTemplate' }],
		['need no template while they last', {}, { asTemplate }, SAY],
		['bind people too', { lastInboundAt: '2026-01-13T02:00:00.000Z', author: 'human', purpose: 'humanReply' }, {}, refuse('outsideWindow')],
		['bind the notice of a handoff too', { lastInboundAt: '2026-01-13T02:00:00.000Z', purpose: 'handoffNotice' }, {}, refuse('outsideWindow')],
		['do not shrink for a clock that runs behind the customer\'s', { lastInboundAt: '2026-01-14T02:05:00.000Z' }, {}, SAY],
		['are none by mail', { channel: 'email', lastInboundAt: '2026-01-01T00:00:00.000Z' }, {}, SAY],
	])('%s', (_rule, more, settings, verdict) => {
		expect(judgeLaw({ ...facts, ...more }, settings, NOW)).toEqual(verdict);
	});
});

describe('a customer who wants no messages', () => {
	it.each<[LawFacts['purpose'], LawFacts['author']]>([['answer', 'bot'], ['handoffNotice', 'bot'], ['overdueNotice', 'bot'], ['followUp', 'bot'], ['humanReply', 'human']])('gets none (%s by %s)', (purpose, author) => {
		expect(judgeLaw({ ...facts, purpose, author, optedOutAt: NOW }, { asTemplate, quietHours }, NOW)).toEqual(refuse('optedOut'));
	});
});

describe('machines answering each other', () => {
	it.each<[string, Partial<LawFacts>, LawSettings, LawVerdict]>([
		['may go on below the limit', { recentReplies: DEFAULT_MAX_REPLIES - 1 }, {}, SAY],
		['stop at the limit', { recentReplies: DEFAULT_MAX_REPLIES }, {}, refuse('rateLimited')],
		['stop at a limit of one\'s own', { recentReplies: 3 }, { maxReplies: 3 }, refuse('rateLimited')],
		['stop on every channel with a send node', { recentReplies: 99, channel: 'email' }, {}, refuse('rateLimited')],
		['do not silence a person', { recentReplies: 99, author: 'human', purpose: 'humanReply' }, {}, SAY],
	])('%s', (_rule, more, settings, verdict) => {
		expect(judgeLaw({ ...facts, ...more }, settings, NOW)).toEqual(verdict);
	});
});

describe('quiet hours', () => {
	const waits = { kind: 'wait', notBefore: MORNING };
	it.each<[string, Partial<LawFacts>, string, object]>([
		['let a follow-up wait until they end', { purpose: 'followUp', lastInboundAt: ASLEEP }, NOW, waits],
		['let the news that nobody came wait', { purpose: 'overdueNotice', lastInboundAt: ASLEEP }, NOW, waits],
		['let what goes to somebody who never wrote wait', { channel: 'email', purpose: 'followUp', lastInboundAt: undefined }, NOW, waits],
		['hold nothing back that goes to somebody awake', { purpose: 'overdueNotice' }, NOW, SAY],
		['take somebody for awake for less than an hour', { purpose: 'followUp', lastInboundAt: '2026-01-14T01:00:00.000Z' }, NOW, waits],
		['take somebody for awake a millisecond less', { purpose: 'followUp', lastInboundAt: '2026-01-14T01:00:00.001Z' }, NOW, SAY],
		['never hold an answer back', { purpose: 'answer', lastInboundAt: ASLEEP }, NOW, SAY],
		['never hold the words of a handoff back', { purpose: 'handoffNotice', lastInboundAt: ASLEEP }, NOW, SAY],
		['never hold a person back', { purpose: 'humanReply', author: 'human', lastInboundAt: ASLEEP }, NOW, SAY],
		['are over in the morning', { purpose: 'followUp', lastInboundAt: ASLEEP }, MORNING, SAY],
	])('%s', (_rule, more, now, verdict) => {
		expect(judgeLaw({ ...facts, ...more }, { quietHours }, now)).toEqual(verdict);
	});

	it('are off unless one chooses them', () => {
		expect(judgeLaw({ ...facts, purpose: 'followUp', lastInboundAt: ASLEEP }, {}, NOW)).toEqual(SAY);
	});

	it('let a template wait too', () => {
		expect(judgeLaw({ ...facts, purpose: 'followUp', lastInboundAt: '2026-01-01T00:00:00.000Z' }, { quietHours, asTemplate }, NOW)).toEqual(waits);
	});
});

it('lets our own chat page say anything at any time', () => {
	expect(hasLaw('webChat')).toBe(false);
	expect(judgeLaw({ ...facts, channel: 'webChat', purpose: 'followUp', optedOutAt: NOW, recentReplies: 999, lastInboundAt: undefined }, { quietHours }, NOW)).toEqual(SAY);
});
