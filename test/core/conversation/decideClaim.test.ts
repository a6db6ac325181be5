import { decideClaim } from '../../../core/conversation/decideClaim';
import type { ClaimFacts, ClaimVerdict } from '../../../core/conversation/decideClaim';
import type { ReplyPurpose } from '../../../core/reply/reply';
import type { Owner } from '../../../core/conversation/conversation';

const request: ClaimFacts['request'] = { purpose: 'answer', epoch: 2, mode: 'deliver', outcome: 'answered', text: 'It is on its way.' };
const conversation = { owner: 'bot', epoch: 2, status: 'open' } as const;
const facts: ClaimFacts = { conversation, request };

describe('decideClaim', () => {
	it.each<[string, ClaimFacts, ClaimVerdict]>([
		['lets a first answer pass', facts, { kind: 'claim' }],
		['says nothing twice', { ...facts, existing: 'sent' }, { kind: 'repeated', status: 'sent' }],
		['says nothing twice even after a change of hands', { existing: 'sent', conversation: { ...conversation, epoch: 9 }, request }, { kind: 'repeated', status: 'sent' }],
		['lets the sender take what is queued', { ...facts, existing: 'queued', request: { ...request, mode: 'send' } }, { kind: 'takeFromQueue' }],
		['gives what is queued to no other mode', { ...facts, existing: 'queued' }, { kind: 'repeated', status: 'queued' }],
		['lets nothing that failed be said again by itself', { ...facts, existing: 'failed' }, { kind: 'repeated', status: 'failed' }],
		['lets what failed be said anew once a person gave it back', { ...facts, existing: 'failed', isReturned: true }, { kind: 'claim' }],
		['never lets what may have been said be said again', { ...facts, existing: 'unknown', isReturned: true }, { kind: 'repeated', status: 'unknown' }],
		['holds what is not its turn', { ...facts, isPreviousOnItsWay: true }, { kind: 'held', reason: 'previousOnItsWay', owner: 'bot', relay: false }],
		['holds what is queued until its turn', { ...facts, existing: 'queued', isPreviousOnItsWay: true, request: { ...request, mode: 'send' } }, { kind: 'held', reason: 'previousOnItsWay', owner: 'bot', relay: false }],
		['tells what is stale before it waits for its turn', { ...facts, isPreviousOnItsWay: true, conversation: { ...conversation, epoch: 3 } }, { kind: 'held', reason: 'staleEpoch', owner: 'bot', relay: false }],
		['holds when the conversation is unknown', { request }, { kind: 'held', reason: 'unknownConversation', relay: false }],
		['holds empty words', { ...facts, request: { ...request, text: ' \n' } }, { kind: 'held', reason: 'nothingToSay', owner: 'bot', relay: false }],
		['holds on a resolved conversation', { ...facts, conversation: { ...conversation, status: 'resolved' } }, { kind: 'held', reason: 'resolved', owner: 'bot', relay: false }],
		['holds an older epoch', { ...facts, conversation: { ...conversation, epoch: 3 } }, { kind: 'held', reason: 'staleEpoch', owner: 'bot', relay: false }],
		['holds a newer epoch', { ...facts, conversation: { ...conversation, epoch: 1 } }, { kind: 'held', reason: 'staleEpoch', owner: 'bot', relay: false }],
		['gives an unfinished message to the people who have the conversation', { ...facts, conversation: { ...conversation, owner: 'queue', epoch: 3 } }, { kind: 'held', reason: 'staleEpoch', owner: 'queue', relay: true }],
		['leaves a finished message alone', { ...facts, messageOutcome: 'handedOff', conversation: { ...conversation, owner: 'human', epoch: 3 } }, { kind: 'held', reason: 'staleEpoch', owner: 'human', relay: false }],
		['holds a second outcome', { ...facts, messageOutcome: 'ignored' }, { kind: 'held', reason: 'alreadyAnswered', owner: 'bot', relay: false }],
		['holds an answer to what is answered with a later message', { ...facts, messageOutcome: 'merged' }, { kind: 'held', reason: 'superseded', owner: 'bot', relay: false }],
		['says so also where people have it by now', { ...facts, messageOutcome: 'merged', conversation: { ...conversation, owner: 'queue', epoch: 3 } }, { kind: 'held', reason: 'superseded', owner: 'queue', relay: false }],
		['lets the notice of a handoff follow a message answered with a later one', { ...facts, messageOutcome: 'merged', conversation: { ...conversation, owner: 'queue' }, request: { ...request, purpose: 'handoffNotice', outcome: undefined } }, { kind: 'claim' }],
		['says of no failed handoff what was answered meanwhile', { ...facts, messageOutcome: 'offered', request: { ...request, purpose: 'handoffNotice', outcome: undefined } }, { kind: 'held', reason: 'alreadyAnswered', owner: 'bot', relay: false }],
		['lets the notice of a handoff follow its outcome', { ...facts, messageOutcome: 'handedOff', conversation: { ...conversation, owner: 'queue' }, request: { ...request, purpose: 'handoffNotice', outcome: undefined } }, { kind: 'claim' }],
		['holds what the channel\'s law refuses, for good', { ...facts, law: { kind: 'refuse', reason: 'outsideWindow' } }, { kind: 'held', reason: 'outsideWindow', owner: 'bot', relay: false, ends: true }],
		['lets it wait for the hour the law names', { ...facts, law: { kind: 'wait', notBefore: '2026-01-02T08:00:00.000Z' } }, { kind: 'postpone', notBefore: '2026-01-02T08:00:00.000Z' }],
		['lets only the template pass where the law says so', { ...facts, law: { kind: 'sayAsTemplate' } }, { kind: 'claim', asTemplate: true }],
		['takes a template from the queue', { ...facts, existing: 'queued', request: { ...request, mode: 'send' }, law: { kind: 'sayAsTemplate' } }, { kind: 'takeFromQueue', asTemplate: true }],
		['tells what is stale before it asks the law', { ...facts, conversation: { ...conversation, epoch: 3 }, law: { kind: 'refuse', reason: 'optedOut' } }, { kind: 'held', reason: 'staleEpoch', owner: 'bot', relay: false }],
		['waits for no turn where the law refuses', { ...facts, isPreviousOnItsWay: true, law: { kind: 'refuse', reason: 'rateLimited' } }, { kind: 'held', reason: 'rateLimited', owner: 'bot', relay: false, ends: true }],
		['drops the assistant\'s own words in the queue once a person has the conversation', { existing: 'queued', queuedBy: 'bot', conversation: { ...conversation, owner: 'human', epoch: 3 }, request: { ...request, purpose: 'followUp', mode: 'send', outcome: undefined } }, { kind: 'held', reason: 'staleEpoch', owner: 'human', relay: false, ends: true }],
		['keeps a person\'s words in the queue whoever has the conversation', { existing: 'queued', queuedBy: 'human', conversation: { ...conversation, epoch: 9 }, request: { ...request, purpose: 'humanReply', mode: 'send', outcome: undefined } }, { kind: 'takeFromQueue' }],
	])('%s', (_rule, given, verdict) => {
		expect(decideClaim(given)).toEqual(verdict);
	});

	it.each<[ReplyPurpose, Owner, boolean]>([
		['answer', 'bot', true], ['answer', 'queue', false], ['answer', 'human', false],
		['followUp', 'bot', true], ['followUp', 'human', false],
		['handoffNotice', 'bot', true], ['handoffNotice', 'queue', true], ['handoffNotice', 'human', true],
		['overdueNotice', 'queue', true], ['overdueNotice', 'bot', false], ['overdueNotice', 'human', false],
		['humanReply', 'human', true], ['humanReply', 'bot', false], ['humanReply', 'queue', false],
	])('%s while %s owns: %s', (purpose, owner, isClaimed) => {
		const verdict = decideClaim({ conversation: { ...conversation, owner }, request: { ...request, purpose } });
		expect(verdict.kind === 'claim').toBe(isClaimed);
		if (!isClaimed) expect(verdict).toMatchObject({ kind: 'held', reason: 'notOwner' });
	});
});
