/** A message is put before people for want of an answer, and is answered while that is under way. */
import type { IDataObject } from 'n8n-workflow';
import { connect, runNodes } from './engine';
import { jsonOf, openRealLedger, recordMessage, seedKnowledge } from './fixtures';

const PEOPLE = [{ name: 'Decision', type: 'escalationDecision' }, { name: 'Packager', type: 'contextPackager' }, { name: 'Handoff', type: 'humanHandoff' }, { name: 'Gate', type: 'replyGate' }];
const WIRES = connect(['Start', 0, 'Decision'], ['Decision', 4, 'Packager'], ['Packager', 0, 'Handoff'], ['Handoff', 0, 'Gate'], ['Handoff', 1, 'Gate'], ['Handoff', 2, 'Gate']);

/** What Support Event Trigger makes of a message. */
const unanswered = (item: IDataObject): IDataObject => ({ ...item, event: { kind: 'unanswered', at: new Date().toISOString() }, error: { node: 'Events', message: 'No answer within 60 seconds' } });

beforeAll(() => seedKnowledge());

it('is handed off when nobody answered it', async () => {
	const run = await runNodes(PEOPLE, [unanswered(await recordMessage('Is anybody there?', { conversation: 'never' }))], { connections: WIRES });
	expect(jsonOf(run, 'Handoff')[1]).toMatchObject([{ handoff: { result: 'queued' } }]);
	expect(jsonOf(run, 'Gate').flat()).toMatchObject([{ reply: { status: 'claimed' } }]);
});

it('is neither handed off nor spoken about once a slow answer has come', async () => {
	const item = await recordMessage('Is anybody there now?', { conversation: 'late' });
	const ledger = await openRealLedger();
	await ledger.setOutcome(item.inbox, item.message.id, 'answered', [], new Date().toISOString());
	const run = await runNodes(PEOPLE, [unanswered(item)], { connections: WIRES });
	expect(jsonOf(run, 'Handoff')[2]).toMatchObject([{ handoff: { result: 'failed', alreadyAnswered: true } }]);
	expect(jsonOf(run, 'Gate')[2]).toMatchObject([{ reply: { status: 'held', delivered: false } }]);
	const desk = await ledger.openConversation(item.inbox, item.conversation.id, undefined, new Date().toISOString());
	expect(desk?.row.owner).toBe('bot');
	expect(desk?.entries.map(({ kind }) => kind)).toEqual(['message', 'outcome']);
});
