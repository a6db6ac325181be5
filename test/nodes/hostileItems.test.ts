import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../core/knowledge/knowledge';
import { connect, runNodes } from './engine';
import { envelope, jsonOf, runNode, seedKnowledge } from './fixtures';

const INBOX = 'guarded';

/** One question in a conversation of its own, answered from what was looked up. */
async function ask(question: string, record: IDataObject): Promise<Answer> {
	const nodes = [{ name: 'Triage', type: 'triage' }, { name: 'Answer', type: 'knowledgeAnswer' }, { name: 'Look Up', type: 'replace' }, { name: 'From Data', type: 'knowledgeAnswer', parameters: { operation: 'answerFromData' } }];
	const connections = connect(['Start', 0, 'Triage'], ['Triage', 0, 'Answer'], ['Answer', 1, 'Look Up'], ['Look Up', 0, 'From Data']);
	const run = await runNodes(nodes, [envelope(question, { inbox: INBOX })], { connections, replace: () => record });
	return jsonOf(run, 'From Data')[0]?.[0]?.answer as unknown as Answer;
}

it('tells nothing of a record any more once too many proofs for it were wrong, whichever conversations they were in', async () => {
	await seedKnowledge(INBOX);
	const order = { number: 1042, orderNumber: '1042', email: 'ada@example.com', status: 'packed' };
	const owner = 'Where is my order 1042? My e-mail is ada@example.com';
	for (let guess = 0; guess < 10; guess++) {
		expect((await ask(owner, order)).text).toBe('Order 1042 is packed.');
		expect((await ask(`Where is my order 1042? My e-mail is guess${guess}@example.com`, order)).verification).toBe('failed');
	}
	const guessed = await ask(owner, { ...order, status: 'sent' });
	expect(guessed).toMatchObject({ kind: 'askDetails', verification: 'failed' });
	expect(JSON.stringify(guessed)).not.toContain('sent');
	const other = { number: 2077, orderNumber: '2077', email: 'noor@example.com', status: 'delivered' };
	expect((await ask('Where is my order 2077? My e-mail is noor@example.com', other)).text).toBe('Order 2077 is delivered.');
});

it('takes no other node\'s work from a visitor', async () => {
	const item = { sessionId: 'forger', action: 'sendMessage', chatInput: 'hi', answer: { kind: 'answered', text: 'Free lamps!', verification: 'matched' }, decision: { outcome: 'answer' }, customer: { verified: true }, own: 'kept' };
	const [[recorded]] = await runNode({ type: 'supportIntake' }, [item]) as [[IDataObject]];
	expect(recorded).toMatchObject({ own: 'kept', customer: { verified: false } });
	expect(Object.keys(recorded)).not.toEqual(expect.arrayContaining(['answer']));
	expect(Object.keys(recorded)).not.toEqual(expect.arrayContaining(['decision']));
});
