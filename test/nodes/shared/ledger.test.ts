import { loadNode } from '../engine';
import { envelope, runNode } from '../fixtures';
import { callWebhook } from '../webhook';

afterEach(() => { delete process.env.EXECUTIONS_MODE; });

describe('n8n in queue mode with conversations in a file', () => {
	it('is told once what that needs', async () => {
		const before = await callWebhook('webChatTrigger', { path: 'chat' });
		process.env.EXECUTIONS_MODE = 'queue';
		const [first, second] = [await callWebhook('webChatTrigger', { path: 'chat' }), await callWebhook('webChatTrigger', { path: 'chat' })];
		expect([before.warned, second.warned]).toEqual([[], []]);
		expect(first.warned).toEqual([expect.stringMatching(/queue mode.*share its folder.*"Keep Conversations In" to Postgres/u)]);
	});
});

describe('a conversation that is in another ledger', () => {
	const stray = (): Parameters<typeof runNode>[1][number] => envelope('Where is my order?', { answer: { kind: 'answered', text: 'On its way.', sources: [], suggestions: [], confidence: 1, engine: { name: 'local' } } });

	it('is held by Reply Gate, which says what to set', async () => {
		const held = await runNode({ type: 'replyGate' }, [stray()]);
		expect(held.at(-1)?.[0]?.reply).toMatchObject({ held: 'unknownConversation', note: expect.stringMatching(/"Keep Conversations In" alike/u) });
	});

	it('is failed by Human Handoff, which says what to set', async () => {
		const outputs = await runNode({ type: 'humanHandoff' }, [stray()]);
		expect(loadNode('humanHandoff').description.outputNames?.[2]).toBe('Failed');
		expect(outputs[2]?.[0]?.handoff).toMatchObject({ result: 'failed', problem: expect.stringMatching(/"Keep Conversations In" alike/u) });
	});
});
