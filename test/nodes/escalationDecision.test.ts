import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Answer } from '../../core/knowledge/knowledge';
import { tellMeasured } from '../../nodes/EscalationDecision/tellMeasured';
import { runNodes } from './engine';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, jsonOf, runNode, seedKnowledge, shownSettings, withBrokenLedger } from './fixtures';

const TYPE = 'escalationDecision';
const ANSWER: Answer = { kind: 'answered', text: 'Two to four days.', confidence: 0.9, sources: [], suggestions: [], engine: { name: 'local' } };

const answered = (confidence = 0.9): IDataObject => envelope('How long does delivery take?', { answer: { ...ANSWER, confidence } });
const unanswered = (): IDataObject => envelope('Do you sell submarines?', { answer: { kind: 'none', sources: [], suggestions: [], engine: { name: 'local' } } });
const asking = (): IDataObject => envelope('Where is my order?', { answer: { kind: 'askDetails', asks: ['orderNumber'], confidence: 0.9, sources: [], suggestions: [], engine: { name: 'local' } } });
const failed = (): IDataObject => envelope('Where is my order?', { answer: ANSWER, error: { node: 'Look Up', message: 'The service is down' } });

/** How many items left by each output. */
function counts(outputs: readonly IDataObject[][]): readonly number[] {
	return outputs.map((items) => items.length);
}

beforeAll(async () => {
	await seedKnowledge();
});

it.each(ERROR_SETTINGS)('sends each message by its outcome, and what failed to a person (%s)', async (onError) => {
	const damaged = damagedEnvelope('How long does delivery take?');
	const outputs = await runNode({ type: TYPE, onError }, [answered(), asking(), unanswered(), damaged, failed(), {}]);
	expect(outputs).toEqual([
		[{ ...answered(), decision: expect.objectContaining({ outcome: 'answer', reasons: [], tier: 0 }) }],
		[{ ...asking(), decision: expect.objectContaining({ outcome: 'clarify' }) }],
		[
			{ ...unanswered(), decision: expect.objectContaining({ outcome: 'offerHuman', reasons: [expect.objectContaining({ code: 'noKnowledge' })] }) },
			{ decision: expect.objectContaining({ outcome: 'offerHuman' }) },
		],
		[],
		[
			{ ...damaged, error: { node: 'Node', message: expect.any(String) } },
			{ ...failed(), decision: expect.objectContaining({ outcome: 'escalate', reasons: [expect.objectContaining({ code: 'toolFailure' })] }) },
		],
	]);
});

it('puts everything before people when the ledger cannot be opened', async () => {
	const outputs = await withBrokenLedger(() => runNode({ type: TYPE }, [answered()]));
	expect(counts(outputs)).toEqual([0, 0, 0, 0, 1]);
	expect(outputs[4]?.[0]?.error).toEqual({ node: 'Node', message: expect.any(String) });
});

it('keeps a topic marked so at the desk for people', async () => {
	const item = { ...answered(), triage: { intent: 'complaint', confidence: 0.9, otherIntents: [], languageUnsupported: false, urgency: 0, complexity: 0, asksForHuman: 0, legalOrSafety: 0, accountCompromise: 0, sensitive: [], entities: [], missing: [], evidence: {}, engine: { name: 'local' } } };
	expect(counts(await runNode({ type: TYPE }, [item]))).toEqual([0, 0, 0, 0, 1]);
});

it.each([
	['cautious', 2],
	['balanced', 0],
	['eager', 0],
])('answers an answer it is 0.7 sure of as boldly as told to (%s)', async (appetite, output) => {
	expect((await runNode({ type: TYPE, parameters: { appetite } }, [answered(0.7)]))[output]).toHaveLength(1);
});

it.each([
	['shadow', { rollout: 'shadow' }, 4],
	['draft', { rollout: 'draft' }, 3],
	['a topic not chosen', { rollout: 'chosenIntents', rolloutIntents: 'returnItem, orderStatus' }, 3],
	['no customers, drafts for the rest', { rollout: 'percent', rolloutPercent: 0 }, 3],
	['no customers, people for the rest', { rollout: 'percent', rolloutPercent: 0, rolloutOthers: 'people' }, 4],
	['all customers', { rollout: 'percent', rolloutPercent: 100 }, 0],
])('holds back what the rollout does not allow yet (%s)', async (_, parameters, output) => {
	expect((await runNode({ type: TYPE, parameters }, [answered()]))[output]).toHaveLength(1);
});

it('follows a rule one changed', async () => {
	const rule = { code: 'noKnowledge', grade: 'escalate' };
	expect(counts(await runNode({ type: TYPE, parameters: { rules: { rule: [rule] } } }, [unanswered()]))).toEqual([0, 0, 0, 0, 1]);
});

it('stops the run for a limit out of range, and says what the range is', async () => {
	const rule = { code: 'repeatedAttempts', grade: 'escalate', hasThreshold: true, threshold: -3 };
	const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { rules: { rule: [rule] } } }], [answered()]);
	expect(run.error).toMatchObject({ message: expect.stringContaining('out of range'), description: expect.stringMatching(/from \d+ to \d+/u) });
	expect(run.outputs('Node')).toBeUndefined();
});

it.each([[0.8, 2], [0.65, 0]])('answers at the confidence of one\'s own (%d)', async (answerAbove, output) => {
	expect((await runNode({ type: TYPE, parameters: { appetite: 'custom', answerAbove } }, [answered(0.7)]))[output]).toHaveLength(1);
});

it.each([['manual', 1], ['trigger', 0]] as const)('says in the editor alone how many answers were right at the confidence set (%s)', async (mode, count) => {
	const hints: string[] = [];
	const context = {
		getMode: () => mode, getInputData: () => [{ json: {} }], getNode: () => ({ name: 'Node', parameters: {} }), getNodeParameter: (_name: string, _index: number, fallback: unknown) => fallback,
		addExecutionHints: ({ message }: { message: string }) => hints.push(message), getCredentials: async () => ({}), logger: console,
	} as unknown as IExecuteFunctions;
	await tellMeasured(context);
	expect(hints).toEqual(Array.from({ length: count }, () => expect.stringMatching(/0\.6 or more: about \d(\.5)? in 10 right/u)));
});

it('asks for exactly the settings it shows', async () => {
	const asked = await askedSettings(TYPE, [{}, { parameters: { appetite: 'custom' } }, { parameters: { rollout: 'chosenIntents' } }, { parameters: { rollout: 'percent' } }]);
	expect(asked).toEqual(shownSettings(TYPE));
});

it('gives a voice note to a person, with the words that only a person can make it out', async () => {
	const item = envelope('');
	const message = { ...(item.message as IDataObject), attachments: [{ name: 'voice note', mimeType: 'audio/ogg', kind: 'voice' }] };
	const nodes = [{ name: 'Triage', type: 'triage' }, { name: 'Gate', type: 'sentimentGate' }, { name: 'Answer', type: 'knowledgeAnswer' }, { name: 'Node', type: 'escalationDecision' }];
	const run = await runNodes(nodes, [{ ...item, message }]);
	const decided = jsonOf(run, 'Node').flatMap((items, output) => items.map(({ decision }) => ({ output, decision })));
	expect(decided).toMatchObject([{ output: 4, decision: { outcome: 'escalate', reasons: expect.arrayContaining([expect.objectContaining({ code: 'attachmentOnly', sentence: 'Sent a voice note, which only a person can make out.' })]) } }]);
});
