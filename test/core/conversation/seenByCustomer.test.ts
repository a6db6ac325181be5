import { seenByCustomer } from '../../../core/conversation/seenByCustomer';
import type { FeedEntry, FeedKind } from '../../../core/conversation/ledger';

const full: FeedEntry = {
	seq: 7, kind: 'message', at: '2026-05-04T10:00:00.000Z', author: 'human', name: 'Mara', text: 'words', messageId: 'm1', outcome: 'handedOff', reasons: ['urgent'],
};

it.each<[FeedKind, ReadonlyArray<keyof FeedEntry>]>([
	['message', ['author', 'name', 'text', 'messageId']],
	['reply', ['author', 'name', 'text', 'messageId']],
	['outcome', ['messageId', 'outcome', 'reasons']],
	['waiting', ['name']], ['accepted', ['name']], ['released', ['name']], ['returned', ['name']], ['resolved', ['name']],
])('of an entry of kind %s the customer sees %j', (kind, fields) => {
	expect(Object.keys(seenByCustomer({ ...full, kind }) ?? {}).sort()).toEqual(['seq', 'kind', 'at', ...fields].sort());
});

it.each<[FeedKind]>([['note'], ['draft'], ['draftDone']])('the customer never sees a %s', (kind) => {
	expect(seenByCustomer({ ...full, kind })).toBeUndefined();
});
