import { mayServe, moveOwnership, refuseDraftApproval, refuseHumanReply, refuseUnwantedWords } from '../../../core/handoff/ownership';
import type { Ownership, OwnershipMove } from '../../../core/handoff/ownership';
import type { Channel } from '../../../core/message/message';

const mara = { id: 'a1', name: 'Mara' };
const ilja = { id: 'a2', name: 'Ilja' };

const bot: Ownership = { owner: 'bot', epoch: 4, status: 'open' };
const queue: Ownership = { owner: 'queue', epoch: 4, status: 'open' };
const withMara: Ownership = { owner: 'human', ownerId: 'a1', ownerName: 'Mara', epoch: 4, status: 'open' };
const resolved: Ownership = { owner: 'bot', epoch: 4, status: 'resolved' };

const take: OwnershipMove = { kind: 'take', agent: mara };
const release: OwnershipMove = { kind: 'release', agent: mara };
const giveBack: OwnershipMove = { kind: 'return', agent: mara };
const resolve: OwnershipMove = { kind: 'resolve', agent: mara };
const takeOver = (isAdmin: boolean, isHolderAway: boolean): OwnershipMove => ({ kind: 'takeOver', agent: { ...ilja, isAdmin }, isHolderAway });
const withIlja: Ownership = { owner: 'human', ownerId: 'a2', ownerName: 'Ilja', epoch: 5, status: 'open' };
const outside: OwnershipMove = { kind: 'answerOutside', agent: ilja };

describe('moveOwnership', () => {
	it.each<[string, Ownership, OwnershipMove, Ownership]>([
		['hands the assistant\'s conversation to the queue', bot, { kind: 'handoff' }, { ...queue, epoch: 5 }],
		['lets a person take from the queue', queue, take, { ...withMara, epoch: 5 }],
		['lets a person take from the assistant', bot, take, { ...withMara, epoch: 5 }],
		['lets an admin take over from a colleague who is there', withMara, takeOver(true, false), withIlja],
		['lets anybody take over from a colleague who is away', withMara, takeOver(false, true), withIlja],
		['takes a waiting one that somebody wants to take over', queue, takeOver(false, false), withIlja],
		['puts into the queue what somebody who is away holds', withMara, { kind: 'expire', isHolderAway: true }, { ...queue, epoch: 5 }],
		['gives the assistant\'s to a person who answered elsewhere', bot, outside, withIlja],
		['gives a waiting one to a person who answered elsewhere', queue, outside, withIlja],
		['lets the holder release to the queue', withMara, release, { ...queue, epoch: 5 }],
		['lets the holder return it to the assistant', withMara, giveBack, { ...bot, epoch: 5 }],
		['lets anybody return a waiting one to the assistant', queue, { kind: 'return', agent: ilja }, { ...bot, epoch: 5 }],
		['lets the holder resolve it', withMara, resolve, { ...resolved, epoch: 5 }],
		['lets anybody resolve a waiting one', queue, resolve, { ...resolved, epoch: 5 }],
		['lets a workflow resolve the assistant\'s, and makes older replies stale', bot, { kind: 'resolve' }, { ...resolved, epoch: 5 }],
		['puts the assistant\'s into the queue where a reply was not delivered', bot, { kind: 'undelivered' }, { ...queue, epoch: 5 }],
		['reopens a resolved one for the queue where a reply was not delivered', resolved, { kind: 'undelivered' }, { ...queue, epoch: 5 }],
		['reopens a resolved one for the assistant when the customer writes', resolved, { kind: 'customerWrites' }, bot],
	])('%s', (_rule, state, move, next) => {
		expect(moveOwnership(state, move)).toEqual({ ok: true, next });
	});

	it.each<[string, Ownership, OwnershipMove]>([
		['take by who has it', withMara, take],
		['take-over by who has it', withMara, { kind: 'takeOver', agent: { ...mara, isAdmin: false }, isHolderAway: false }],
		['an answer elsewhere of another than the holder', withMara, outside],
		['an answer elsewhere after the end', resolved, outside],
		['an undelivered reply while waiting', queue, { kind: 'undelivered' }],
		['an undelivered reply while a person has it', withMara, { kind: 'undelivered' }],
		['a customer writing to the assistant', bot, { kind: 'customerWrites' }],
		['a customer writing while waiting', queue, { kind: 'customerWrites' }],
		['a customer writing to a person', withMara, { kind: 'customerWrites' }],
	])('changes nothing on %s', (_move, state, move) => {
		expect(moveOwnership(state, move)).toEqual({ ok: true, next: state });
	});

	it.each([['waiting', queue], ['held by a person', withMara]])('opens no second handoff on one that is %s', (_state, state) => {
		expect(moveOwnership(state, { kind: 'handoff' })).toEqual({ ok: true, next: state, alreadyOpen: true });
	});

	it.each<[string, Ownership, OwnershipMove, string, RegExp]>([
		['taking over from a colleague who is there', withMara, takeOver(false, false), 'ownedByOther', /Mara has this.*admin/u],
		['taking over a resolved one', resolved, takeOver(true, true), 'resolved', /is resolved/u],
		['taking what is there from its holder', withMara, { kind: 'expire', isHolderAway: false }, 'ownedByOther', /Mara has this/u],
		['taking from nobody', queue, { kind: 'expire', isHolderAway: true }, 'notOwner', /Nobody has/u],
		['taking the assistant\'s from nobody', bot, { kind: 'expire', isHolderAway: true }, 'notOwner', /Nobody has/u],
		['expiring a resolved one', resolved, { kind: 'expire', isHolderAway: true }, 'resolved', /is resolved/u],
		['taking from another person', withMara, { kind: 'take', agent: ilja }, 'ownedByOther', /Mara has this/u],
		['taking from a person unknown by name', { ...withMara, ownerName: undefined }, { kind: 'take', agent: ilja }, 'ownedByOther', /Someone else/u],
		['releasing another\'s', withMara, { kind: 'release', agent: ilja }, 'notOwner', /Mara has this/u],
		['releasing what nobody holds', queue, release, 'notOwner', /nobody has it/u],
		['releasing the assistant\'s', bot, release, 'notOwner', /nobody has it/u],
		['returning another\'s', withMara, { kind: 'return', agent: ilja }, 'notOwner', /Mara has this/u],
		['returning the assistant\'s', bot, giveBack, 'notWaiting', /assistant has this/u],
		['resolving another\'s', withMara, { kind: 'resolve', agent: ilja }, 'ownedByOther', /Mara has this/u],
		['a workflow resolving a person\'s', withMara, { kind: 'resolve' }, 'ownedByOther', /Mara has this/u],
		['handing off a resolved one', resolved, { kind: 'handoff' }, 'resolved', /is resolved/u],
		['taking a resolved one', resolved, take, 'resolved', /is resolved/u],
		['releasing a resolved one', resolved, release, 'resolved', /is resolved/u],
		['returning a resolved one', resolved, giveBack, 'resolved', /is resolved/u],
		['resolving a resolved one', resolved, resolve, 'resolved', /is resolved/u],
	])('refuses %s and says why', (_case, state, move, reason, sentence) => {
		expect(moveOwnership(state, move)).toEqual({ ok: false, reason, message: expect.stringMatching(sentence) as string });
	});
});

describe('refuseHumanReply', () => {
	it.each<[string, Ownership, string | undefined]>([
		['the holder', withMara, undefined],
		['anybody while it waits', queue, 'notOwner'],
		['anybody while the assistant has it', bot, 'notOwner'],
		['anybody once resolved', resolved, 'resolved'],
		['another than the holder', { ...withMara, ownerId: 'a2', ownerName: 'Ilja' }, 'ownedByOther'],
	])('judges %s', (_who, state, reason) => {
		expect(refuseHumanReply(state, mara)?.reason).toBe(reason);
	});
});

describe('refuseUnwantedWords', () => {
	it.each<[string, Channel, string | undefined, string | undefined]>([
		['nothing to a customer who wants messages', 'whatsApp', undefined, undefined],
		['all to one who said STOP', 'whatsApp', '2030-01-01T10:00:00.000Z', 'optedOut'],
		['nothing in our own chat, where one only reads', 'webChat', '2030-01-01T10:00:00.000Z', undefined],
	])('refuses %s', (_what, channel, optedOutAt, reason) => {
		expect(refuseUnwantedWords(channel, optedOutAt)?.reason).toBe(reason);
	});
});

describe('refuseDraftApproval', () => {
	it.each<[string, Ownership, number, string | undefined]>([
		['lets anybody approve under the epoch of the draft', bot, 4, undefined],
		['refuses a draft older than a change of hands', bot, 3, 'staleEpoch'],
		['refuses a draft of a waiting conversation made before it waited', queue, 3, 'staleEpoch'],
		['lets the holder use an older draft', withMara, 2, undefined],
		['refuses another than the holder', { ...withMara, ownerId: 'a2' }, 4, 'ownedByOther'],
		['refuses on a resolved one', resolved, 4, 'resolved'],
	])('%s', (_rule, state, draftEpoch, reason) => {
		expect(refuseDraftApproval(state, mara, draftEpoch)?.reason).toBe(reason);
	});
});

describe('mayServe', () => {
	it.each([
		[['main'], 'main', true], [['main', 'shop'], 'shop', true], [['*'], 'main', true], [[], 'main', false], [['main2'], 'main', false],
	])('inboxes %j and %s: %s', (inboxes, inbox, expected) => {
		expect(mayServe({ inboxes }, inbox)).toBe(expected);
	});
});
